import { compareText } from '../core/text.ts';
import { maskNames } from '../privacy/mask-name.ts';
import { repeatsResident } from '../privacy/own-leak.ts';
import { maskTransition } from '../privacy/policy.ts';
import type { LedgerColour } from '../schema/colours.ts';
import type { FindingCode } from './codes.ts';
import type { EventRows } from './event-rows.ts';
import { isUnusualMove } from './finalise.ts';
import type { FindingLog } from './finding-log.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import { residentFound } from './resident-found.ts';
import { sheetReport } from './sheet-report.ts';
import type { TransitionRow } from './transition-row.ts';
import type { TransitionDraft, TransitionSheet } from './transition-sheet.ts';
import type { SheetReport } from './types.ts';

/** An event with the sheet that it comes from. */
interface Placed extends TransitionDraft {
  readonly mapped: MappedSheet;
}

/** The events of an import, and what became of the rows of each sheet. */
export interface SettledTransitions {
  readonly rows: readonly TransitionRow[];
  readonly reports: readonly SheetReport[];
}

/** Chinese characters but the first of a word: a number of no problem may be made of a name. */
const LATER_CHARACTERS = /(?<=[\u4e00-\u9fff])[\u4e00-\u9fff]/g;
const MIDNIGHT = 'T00:00:00';
const day = ({ row }: Placed): string => row.happened_at.slice(0, 10);
const isDayOnly = ({ row }: Placed): boolean => row.happened_at.endsWith(MIDNIGHT);

/**
 * Holds events against the ledger: those of no problem, or of a number that several rows have, and exact repetitions
 * are set aside. The rest is put in order, told the colour before where the events before it tell it, and masked.
 */
export function settleTransitions(
  sheets: readonly TransitionSheet[],
  ledger: EventRows,
  log: FindingLog,
): SettledTransitions {
  const kept = new Map<string, Placed[]>();
  const seen = new Set<string>();
  const left = new Map(sheets.map((sheet) => [sheet, 0]));
  for (const sheet of sheets) {
    for (const draft of sheet.drafts) {
      const code = refusalOf(draft.row, ledger, seen);
      if (code !== null) {
        const { issue_id: id, src_row: row } = draft.row;
        const sample = code === 'QC_DUPLICATE_EVENT' ? null : id.replace(LATER_CHARACTERS, '*');
        log.add(code, placeOf(sheet.mapped, row, 'issue_id'), sample);
        left.set(sheet, left.get(sheet)! + 1);
        continue;
      }
      const events = kept.get(draft.row.issue_id) ?? [];
      kept.set(draft.row.issue_id, [...events, { ...draft, mapped: sheet.mapped }]);
    }
  }
  const ids = [...kept.keys()].sort(compareText);
  const rows = ids.flatMap((id) => {
    const events = inOrder(kept.get(id)!);
    reportOrder(events, log);
    events.forEach(({ row }, index) => (row.seq = index + 1));
    settleColours(events, log);
    return events.map(({ row }) => maskedEvent(row, ledger.nameOf(id)));
  });
  const known = sheets
    .flatMap(({ drafts }) => drafts.map(({ row }) => row))
    .filter(({ issue_id: id }) => ledger.find(id) === 'one');
  const residents = new Map(known.map((row) => [keyOf(row), ledger.nameOf(row.issue_id)]));
  log.maskSamples((sample, { file = '', sheet = '', row = 0 }) => {
    const resident = residents.get(keyOf({ src_file: file, src_sheet: sheet, src_row: row }));
    // Of an event of no known problem nobody knows whose name it may hold.
    if (resident === undefined) return sample.replace(LATER_CHARACTERS, '*');
    return resident === null ? sample : maskNames(sample, resident);
  });
  const reports = sheets.map((sheet) => {
    const setAside = sheet.setAside + left.get(sheet)!;
    const read = sheet.mapped.sheet.rows.length;
    const counts = { read, kept: sheet.drafts.length - left.get(sheet)!, setAside };
    return sheetReport(sheet.mapped, 'transitions', counts);
  });
  return { rows, reports };
}

const keyOf = (row: Pick<TransitionRow, 'src_file' | 'src_sheet' | 'src_row'>): string =>
  [row.src_file, row.src_sheet, row.src_row].join('\n');

/** An event that may be stored. Throws `PUBLISH_RESIDENT_FOUND` where it still names the resident: nobody knows later. */
function maskedEvent(row: TransitionRow, resident: string | null): TransitionRow {
  const masked = maskTransition(row, resident);
  const own = { reporter_name: resident, phone: null };
  for (const column of ['unit_from', 'unit_to', 'actor', 'note'] as const) {
    if (!repeatsResident(masked[column] ?? '', own)) continue;
    throw residentFound({ file: row.src_file, sheet: row.src_sheet, row: row.src_row, column });
  }
  return masked;
}

function refusalOf(row: TransitionRow, ledger: EventRows, seen: Set<string>): FindingCode | null {
  const found = ledger.find(row.issue_id);
  if (found === 'none') return 'QC_EVENT_WITHOUT_PROBLEM';
  if (found === 'several') return 'QC_EVENT_AMBIGUOUS';
  const { src_file: _file, src_sheet: _sheet, src_row: _row, ...content } = row;
  const key = JSON.stringify(content);
  if (seen.has(key)) return 'QC_DUPLICATE_EVENT';
  seen.add(key);
  return null;
}

/** By moment, then by the file's own order, then as they stand; within a day without hours the file's order decides. */
function inOrder(events: readonly Placed[]): Placed[] {
  const days = new Map<string, Placed[]>();
  for (const event of events) days.set(day(event), [...(days.get(day(event)) ?? []), event]);
  return [...days]
    .sort(([one], [other]) => compareText(one, other))
    .flatMap(([, group]) => {
      const isGiven = group.some(isDayOnly) && group.every(({ given }) => given !== null);
      const byTime = (one: Placed, other: Placed) =>
        isGiven ? 0 : compareText(one.row.happened_at, other.row.happened_at);
      return group.sort((one, other) => byTime(one, other) || (one.given ?? 0) - (other.given ?? 0));
    });
}

function reportOrder(events: readonly Placed[], log: FindingLog): void {
  events.forEach((event, index) => {
    const before = events[index - 1];
    if (!before || before.given === null || event.given === null || before.given <= event.given) return;
    log.add('QC_EVENT_ORDER', placeOf(event.mapped, event.row.src_row, 'seq'), String(event.given));
  });
}

/** Tells the colour before from the events before; reports moves that are incomplete or unusual (QC-14). */
function settleColours(events: readonly Placed[], log: FindingLog): void {
  let colour: LedgerColour | null = null;
  for (const { row, mapped } of events) {
    if (row.event !== 'recolour' && row.event !== 'classify') continue;
    if (row.event === 'recolour') {
      row.colour_from ??= colour;
      const place = placeOf(mapped, row.src_row, 'event');
      if (row.colour_from === null || row.colour_to === null) log.add('QC_RECOLOUR_INCOMPLETE', place);
      else if (isUnusualMove(row.colour_from, row.colour_to)) log.add('QC_UNUSUAL_RECOLOUR', place);
    }
    colour = row.colour_to ?? colour;
  }
}
