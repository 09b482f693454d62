import type { IssueRow, VisitRow } from './types.ts';

/** On-site problems that the visit tally has and the rows have not, for one place (D2). */
export interface OnsiteTally {
  readonly town: string;
  /** Null when a town's rows cover part of its tally: the remainder belongs to no village. */
  readonly village: string | null;
  readonly weight: number;
}

/** The last running total of each village, or the sum of its daily figures, of on-site problems. */
function onsiteByVillage(visits: readonly VisitRow[]): Map<string, Map<string | null, number>> {
  const latest = new Map<string, VisitRow>();
  const daily = new Map<string, VisitRow[]>();
  for (const visit of visits) {
    if (visit.onsite_resolved === null) continue;
    const key = `${visit.town}\n${visit.village ?? ''}`;
    if (visit.kind === 'daily') daily.set(key, [...(daily.get(key) ?? []), visit]);
    else if ((latest.get(key)?.visit_date ?? '') <= (visit.visit_date ?? '')) latest.set(key, visit);
  }
  const towns = new Map<string, Map<string | null, number>>();
  const add = (visit: VisitRow, count: number): void => {
    const villages = towns.get(visit.town) ?? new Map<string | null, number>();
    villages.set(visit.village, (villages.get(visit.village) ?? 0) + count);
    towns.set(visit.town, villages);
  };
  for (const visit of latest.values()) add(visit, visit.onsite_resolved!);
  for (const [key, days] of daily) {
    if (!latest.has(key)) for (const visit of days) add(visit, visit.onsite_resolved!);
  }
  return towns;
}

/**
 * Decides for each town, once, whether its on-site problems are the flagged rows or the visit tally (D2):
 * without a tally, or with at least as many rows, the rows; otherwise the tally, of which the part beyond
 * the rows has no records. The two are never added up. Returns that part.
 */
export function onsiteWithoutRows(issues: readonly IssueRow[], visits: readonly VisitRow[]): OnsiteTally[] {
  const flagged = new Map<string, number>();
  for (const { disposition, town } of issues) {
    if (disposition === 'onsite' && town !== null) flagged.set(town, (flagged.get(town) ?? 0) + 1);
  }
  const tallies: OnsiteTally[] = [];
  for (const [town, villages] of onsiteByVillage(visits)) {
    const rows = flagged.get(town) ?? 0;
    const tally = [...villages.values()].reduce((all, count) => all + count, 0);
    if (rows === 0) for (const [village, weight] of villages) tallies.push({ town, village, weight });
    else tallies.push({ town, village: null, weight: tally - rows });
  }
  return tallies.filter((entry) => entry.weight > 0);
}
