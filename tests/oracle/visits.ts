import { NONE } from './facts.ts';
import { count, NOT_APPLICABLE, ratio, type Figure, type VISIT_METRICS } from './metrics.ts';
import { cell, dayOf, momentCell, type RawRow } from './read-export.ts';

/** Running totals of one village. */
export interface VillageVisits {
  readonly town: string;
  readonly village: string;
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
    const village = cell(row, '村(社区)') ?? NONE;
    const key = `${town}/${village}`;
    const known = last.get(key);
    if (known && known.date > date) continue;
    const visits = {
      town,
      village,
      due: Number(cell(row, '应走访户数') ?? 0),
      visited: Number(cell(row, '已走访户数') ?? 0),
    };
    last.set(key, { date, visits });
  }
  return [...last.values()].map(({ visits }) => visits);
}

/** M30, M31 and M33 over some villages with so many problems; none applies when there are no villages. */
export function visitFigures(
  villages: readonly VillageVisits[] | null,
  problems: number,
): Record<(typeof VISIT_METRICS)[number], Figure> {
  const none = NOT_APPLICABLE;
  if (villages === null || villages.length === 0)
    return {
      coverage_rate: none,
      households_due: none,
      households_visited: none,
      problems_per_100_households: none,
    };
  let due = 0;
  let visited = 0;
  for (const village of villages) {
    due += village.due;
    visited += village.visited;
  }
  return {
    coverage_rate: ratio(visited, due),
    households_due: count(due),
    households_visited: count(visited),
    problems_per_100_households: {
      value: visited < 100 ? null : (problems / visited) * 100,
      numerator: problems,
      denominator: visited,
    },
  };
}
