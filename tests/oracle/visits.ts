import { NONE } from './facts.ts';
import { count, NOT_APPLICABLE, ratio, type Figure } from './metrics.ts';
import { cell, dayOf, momentCell, type RawRow } from './read-export.ts';

/** Running totals of one village. */
export interface VillageVisits {
  readonly town: string;
  readonly due: number;
  readonly visited: number;
}

/** The last running total of every village that is not dated after the day of the cut-off. */
export function lastVisits(rows: readonly RawRow[], cutoff: string): VillageVisits[] {
  const last = new Map<string, { date: string; visits: VillageVisits }>();
  for (const row of rows) {
    const at = momentCell(row, '统计日期');
    const date = at === null ? '' : dayOf(at);
    if (date > dayOf(cutoff)) continue;
    const town = cell(row, '镇街') ?? NONE;
    const key = `${town}/${cell(row, '村(社区)') ?? ''}`;
    const known = last.get(key);
    if (known && known.date > date) continue;
    const visits = {
      town,
      due: Number(cell(row, '应走访户数') ?? 0),
      visited: Number(cell(row, '已走访户数') ?? 0),
    };
    last.set(key, { date, visits });
  }
  return [...last.values()].map(({ visits }) => visits);
}

/** M30 and M31 over some villages; neither applies when there are none. */
export function visitFigures(
  villages: readonly VillageVisits[] | null,
): Record<'coverage_rate' | 'households_visited', Figure> {
  if (villages === null || villages.length === 0)
    return { coverage_rate: NOT_APPLICABLE, households_visited: NOT_APPLICABLE };
  let due = 0;
  let visited = 0;
  for (const village of villages) {
    due += village.due;
    visited += village.visited;
  }
  return { coverage_rate: ratio(visited, due), households_visited: count(visited) };
}
