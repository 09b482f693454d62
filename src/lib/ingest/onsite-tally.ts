import type { LocalMoment } from '../core/period.ts';
import { countedVisits } from './counted-visits.ts';
import type { TownRows } from './town-rows.ts';
import type { VisitRow } from './types.ts';

/** On-site problems that the visit tally has and the rows have not, for one place (D2). */
export interface OnsiteTally {
  readonly town: string;
  /** Null when a town's rows cover part of its tally: the remainder belongs to no village. */
  readonly village: string | null;
  readonly weight: number;
}

/** On-site problems by town and village, as the visits have them. */
function onsiteByVillage(
  visits: readonly VisitRow[],
  cutoff: LocalMoment,
): Map<string, Map<string | null, number>> {
  const towns = new Map<string, Map<string | null, number>>();
  for (const visit of countedVisits(visits, cutoff, (each) => each.onsite_resolved)) {
    const villages = towns.get(visit.town) ?? new Map<string | null, number>();
    villages.set(visit.village, (villages.get(visit.village) ?? 0) + visit.onsite_resolved!);
    towns.set(visit.town, villages);
  }
  return towns;
}

/**
 * Decides for each town, once, whether its on-site problems are the flagged rows or the visit tally (D2):
 * without a tally, or with at least as many rows, the rows; otherwise the tally, of which the part beyond
 * the rows has no records. The two are never added up. Returns that part. Both are as of the cut-off.
 */
export function onsiteWithoutRows(
  rows: TownRows,
  visits: readonly VisitRow[],
  cutoff: LocalMoment,
): OnsiteTally[] {
  const tallies: OnsiteTally[] = [];
  for (const [town, villages] of onsiteByVillage(visits, cutoff)) {
    const flagged = rows.onsite.get(town) ?? 0;
    const tally = [...villages.values()].reduce((all, count) => all + count, 0);
    if (flagged === 0) for (const [village, weight] of villages) tallies.push({ town, village, weight });
    else tallies.push({ town, village: null, weight: tally - flagged });
  }
  return tallies.filter((entry) => entry.weight > 0);
}
