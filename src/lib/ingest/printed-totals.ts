import type { FindingLog } from './finding-log.ts';
import { headerText, type MappedSheet } from './open-sheet.ts';
import type { PrintedTotal } from './types.ts';
import { VISIT_COUNTS, type VisitCount } from '../schema/ddl.ts';
import type { VisitDraft } from './visit-sheet.ts';

/** A total that a ledger sheet prints, with the number of rows that stand above it. */
export interface TotalBelow {
  readonly total: PrintedTotal;
  readonly above: number;
}

/**
 * Compares the totals that a ledger sheet prints with the number of its rows (I4, QC-17). A total may stand for
 * all rows above it or for those since the total before it.
 */
export function compareIssueTotals(
  mapped: MappedSheet,
  totals: readonly TotalBelow[],
  log: FindingLog,
): void {
  const problem = mapped.headers[mapped.mapping.columns.get('problem')!]!;
  let before = 0;
  for (const { total, above } of totals) {
    const group = above - before;
    before = above;
    const printed = total.values[problem] ?? numberOf(total.label) ?? onlyValue(total);
    if (printed === null || printed === above || printed === group) continue;
    log.add('QC_PRINTED_TOTAL', total.place, null, isGroup(total) ? group : above);
  }
}

/** As {@link compareIssueTotals} for each count of a visits sheet; running totals of one place do not add up. */
export function compareVisitTotals(
  mapped: MappedSheet,
  drafts: readonly VisitDraft[],
  totals: readonly PrintedTotal[],
  log: FindingLog,
): void {
  const places = new Set(drafts.map(({ town, village }) => `${town}\n${village ?? ''}`));
  if (places.size < drafts.length && drafts.some(({ kind }) => kind !== 'daily')) return;
  let groupStart = 0;
  for (const total of totals) {
    const end = total.place.row!;
    for (const id of VISIT_COUNTS) {
      const column = mapped.mapping.columns.get(id);
      const printed = column === undefined ? undefined : total.values[mapped.headers[column]!];
      if (printed === undefined) continue;
      const all = sum(drafts, id, 0, end);
      const group = sum(drafts, id, groupStart, end);
      if (printed === all || printed === group) continue;
      const place = { ...total.place, column: headerText(mapped, column!) };
      log.add('QC_PRINTED_TOTAL', place, null, isGroup(total) ? group : all);
    }
    groupStart = end;
  }
}

function sum(drafts: readonly VisitDraft[], id: VisitCount, after: number, end: number): number {
  return drafts.reduce(
    (total, draft) => (draft.src_row > after && draft.src_row < end ? total + (draft[id] ?? 0) : total),
    0,
  );
}

const isGroup = ({ label }: PrintedTotal): boolean => label.includes('小计');

function numberOf(label: string): number | null {
  const match = /(\d{1,9})[个件户条]?$/.exec(label.normalize('NFKC'));
  return match ? Number(match[1]) : null;
}

function onlyValue({ values }: PrintedTotal): number | null {
  const numbers = Object.values(values);
  return numbers.length === 1 ? numbers[0]! : null;
}
