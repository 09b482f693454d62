import type { LocalMoment } from '../core/period.ts';
import { countedVisits } from './counted-visits.ts';
import type { FindingLog } from './finding-log.ts';
import type { TownRows } from './town-rows.ts';
import type { VisitRow } from './types.ts';

type Count = (visit: VisitRow) => number | null;

/**
 * Reports towns whose rows differ from the visits' own figures: problems solved on site (QC-08, D2) and problems
 * that went into the ledger (I6).
 */
export function compareTallies(
  rows: TownRows,
  visits: readonly VisitRow[],
  cutoff: LocalMoment,
  log: FindingLog,
): void {
  const counts = [
    ['QC_ONSITE_TALLY', talliesOf(visits, cutoff, (visit) => visit.onsite_resolved), rows.onsite],
    ['QC_LEDGER_TALLY', talliesOf(visits, cutoff, ledgeredOf), rows.ledger],
  ] as const;
  for (const [code, tallies, own] of counts) {
    for (const [town, { tally, visit }] of tallies) {
      const count = own.get(town) ?? 0;
      if (count === tally) continue;
      log.add(code, { file: visit.src_file, sheet: visit.src_sheet, row: visit.src_row }, null, count);
    }
  }
}

/** 列入台账, or what was found and not solved on site. */
function ledgeredOf({ problems_found: found, onsite_resolved: onSite, ledgered }: VisitRow): number | null {
  if (ledgered !== null) return ledgered;
  return found === null || onSite === null ? null : found - onSite;
}

/** A figure per town, with a place to show. */
function talliesOf(visits: readonly VisitRow[], cutoff: LocalMoment, count: Count) {
  const tallies = new Map<string, { tally: number; visit: VisitRow }>();
  for (const visit of countedVisits(visits, cutoff, count)) {
    const known = tallies.get(visit.town);
    tallies.set(visit.town, {
      tally: (known?.tally ?? 0) + count(visit)!,
      visit: known?.visit ?? visit,
    });
  }
  return tallies;
}
