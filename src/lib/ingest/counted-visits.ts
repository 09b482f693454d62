import type { LocalMoment } from '../core/period.ts';
import type { VisitRow } from './types.ts';

/**
 * The visits whose `count` adds up as of a moment: of each village the last running total, or all its daily
 * figures where it has none (D12). What is dated after the moment had not happened yet (D18).
 */
export function countedVisits(
  visits: readonly VisitRow[],
  cutoff: LocalMoment,
  count: (visit: VisitRow) => number | null,
): VisitRow[] {
  const totals = new Map<string, VisitRow>();
  const daily = new Map<string, VisitRow[]>();
  for (const visit of visits) {
    if (count(visit) === null || (visit.visit_date ?? '') > cutoff.slice(0, 10)) continue;
    const key = `${visit.town}\n${visit.village ?? ''}`;
    if (visit.kind === 'daily') daily.set(key, [...(daily.get(key) ?? []), visit]);
    else if ((totals.get(key)?.visit_date ?? '') <= (visit.visit_date ?? '')) totals.set(key, visit);
  }
  const days = [...daily].flatMap(([key, rows]) => (totals.has(key) ? [] : rows));
  return [...totals.values(), ...days];
}
