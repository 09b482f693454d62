/** A moment without time zone, `YYYY-MM-DDTHH:mm`, as the county's clock shows it. */
export type LocalMoment = string;
/** A calendar day, `YYYY-MM-DD`. */
export type LocalDate = string;

const MOMENT = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?$/;
const DAY_MS = 86_400_000;

/** Milliseconds of a local date or moment on a UTC axis, or `null` if it is not a real calendar moment. */
export function parseMoment(text: string): number | null {
  const match = MOMENT.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1).map((part) => Number(part ?? 0));
  const time = Date.UTC(year!, month! - 1, day!, hour, minute, second);
  const date = new Date(time);
  const real =
    date.getUTCMonth() === month! - 1 &&
    date.getUTCDate() === day &&
    hour! < 24 &&
    minute! < 60 &&
    second! < 60;
  return real ? time : null;
}

/** An instant as this machine's clock shows it, to the minute. */
export function localMoment(instant: Date): LocalMoment {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** True for `YYYY-MM-DD` of a day that exists. */
export function isLocalDate(text: string): text is LocalDate {
  return text.length === 10 && parseMoment(text) !== null;
}

/** The day of a moment. */
export function dateOf(moment: LocalMoment): LocalDate {
  return moment.slice(0, 10);
}

/** `date` moved by whole days; keeps a time part if there is one. */
export function addDays(moment: LocalMoment, days: number): LocalMoment {
  const time = parseMoment(moment);
  if (time === null) throw new RangeError('not a local moment');
  return new Date(time + days * DAY_MS).toISOString().slice(0, 10) + moment.slice(10);
}

/** Whole calendar days from `from` to `to` (same day = 0); times of day do not count (D19). */
export function daysBetween(from: LocalMoment, to: LocalMoment): number {
  return Math.round((parseMoment(dateOf(to))! - parseMoment(dateOf(from))!) / DAY_MS);
}

/** The Monday of the week that `date` falls in. */
export function weekStart(date: LocalMoment): LocalDate {
  const day = new Date(parseMoment(dateOf(date))!).getUTCDay();
  return addDays(dateOf(date), -((day + 6) % 7));
}

/** The moment a week earlier, at the same hour: what figures are compared with (M38, D26). */
export function weekBefore(moment: LocalMoment): LocalMoment {
  return addDays(moment, -7);
}
