import { addDays, parseMoment, type LocalDate, type LocalMoment } from '../core/period.ts';
import { refusal } from './findings.ts';
import { toCutoff } from './metadata.ts';

/** The cut-off T (D18), the horizon H up to which things have happened, and the dates that are believed. */
export interface Horizon {
  readonly cutoff: LocalMoment;
  readonly cutoffSource: 'given' | 'file' | 'latest_event';
  /** H = max(T, the file's own cut-off line, the latest registration, assignment and revisit). */
  readonly moment: LocalMoment;
  /** Dates after it are out of range: a year after H. */
  readonly lastDate: LocalDate;
}

/** Days on which a problem was registered, assigned or revisited, each with the latest moment of it. */
export type EventMoments = ReadonlyMap<LocalDate, LocalMoment>;

/** First day that a date may have. */
export const FIRST_DATE: LocalDate = '2021-01-01';
const YEAR = 366;

/** A cut-off as a person gives it: `2022-02-17T18:00`, or a day, which then ends at 23:59. */
export function parseCutoff(text: string): LocalMoment {
  const isMoment =
    /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/.test(text) && parseMoment(text) !== null;
  if (!isMoment || text.slice(0, 10) < FIRST_DATE) throw refusal('INGEST_CUTOFF_INVALID');
  return toCutoff(text.replace(' ', 'T'), text.length > 10);
}

/** Settles T and H from what was given, what the files' cut-off lines say, and the rows' events. */
export function findHorizon(
  given: LocalMoment | null,
  fileCutoffs: readonly LocalMoment[],
  events: EventMoments,
): Horizon {
  const line = latest(fileCutoffs);
  const event = latestEvent(events, given ?? line);
  const lastEvent = event && toCutoff(event, !event.endsWith('T00:00:00'));
  const cutoff = given ?? line ?? lastEvent;
  if (!cutoff) throw refusal('INGEST_CUTOFF_UNKNOWN');
  const moment = latest([cutoff, line, lastEvent].filter((one) => one !== null))!;
  return {
    cutoff,
    cutoffSource: given ? 'given' : line ? 'file' : 'latest_event',
    moment,
    lastDate: addDays(moment.slice(0, 10), YEAR - 1),
  };
}

/** The last of some moments; `null` for none. */
export function latest(moments: readonly LocalMoment[]): LocalMoment | null {
  return moments.reduce<LocalMoment | null>((max, one) => (max === null || one > max ? one : max), null);
}

/** The latest event that is no slip of the year: dates more than a year after their neighbours do not count. */
function latestEvent(events: EventMoments, anchor: LocalMoment | null): LocalMoment | null {
  const days = [...events.keys()].filter((day) => day >= FIRST_DATE).sort();
  if (days.length === 0) return null;
  let last = anchor?.slice(0, 10) ?? days[Math.floor((days.length - 1) / 2)]!;
  let found: LocalMoment | null = anchor ? null : events.get(last)!;
  for (const day of days) {
    if (day > addDays(last, YEAR)) break;
    if (day < last) continue;
    last = day;
    found = events.get(day)!;
  }
  return found;
}
