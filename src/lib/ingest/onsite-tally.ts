import type { LocalMoment } from '../core/period.ts';
import { countedVisits } from './counted-visits.ts';
import type { IssueRow, VisitRow } from './types.ts';

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
  issues: readonly IssueRow[],
  visits: readonly VisitRow[],
  cutoff: LocalMoment,
): OnsiteTally[] {
  const flagged = new Map<string, number>();
  for (const { disposition, town } of issues) {
    if (disposition === 'onsite' && town !== null) flagged.set(town, (flagged.get(town) ?? 0) + 1);
  }
  const tallies: OnsiteTally[] = [];
  for (const [town, villages] of onsiteByVillage(visits, cutoff)) {
    const rows = flagged.get(town) ?? 0;
    const tally = [...villages.values()].reduce((all, count) => all + count, 0);
    if (rows === 0) for (const [village, weight] of villages) tallies.push({ town, village, weight });
    else tallies.push({ town, village: null, weight: tally - rows });
  }
  return tallies.filter((entry) => entry.weight > 0);
}
