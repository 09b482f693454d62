import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { FLAGS, NONE_KEY, type Dimension } from '../metrics/types.ts';
import { bitsOf } from '../sql/flags.ts';
import type { GroupKey } from '../sql/group-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runPatterns } from './run-patterns.ts';

/** A row of one set: its keys, its pattern of flags, and how many problems have them. */
export type Cell = readonly [first: string | null, second: string | null, pattern: number, problems: number];

/** Problems within a dimension (null: in total), or by week of registration and resolution. */
export type CellSet = Dimension | 'week' | null;

const WEEKS = ['registered_week', 'resolved_week'] as const satisfies readonly GroupKey[];

/** The cells of each set, in the order of `sets`; one statement, as of any moment. */
export async function runCells(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly CellSet[],
  signal?: AbortSignal,
): Promise<Cell[][]> {
  const keys = sets.map((set) => (set === 'week' ? WEEKS : set === null ? [] : [set]));
  const groups = await runPatterns(engine, asOf, filter, keys, signal);
  const week = (key: string): string | null => (key === NONE_KEY ? null : key);
  return groups.map((rows, place) =>
    rows.map(({ keys: [first = null, second = null], pattern, problems }): Cell =>
      sets[place] === 'week'
        ? [week(first!), week(second!), pattern, problems]
        : [first, second, pattern, problems],
    ),
  );
}

/** Numbers by group; the total stands under the empty key. */
export type Groups<T> = Map<string, T>;

/** The name of a group. */
export function groupKey(dimension: Dimension, key: string): string {
  return `${dimension}\n${key}`;
}

/** Adds the cells of a dimension (null: of the total) to the counts of its groups. */
export function addCells(
  groups: Groups<number[]>,
  dimension: Dimension | null,
  cells: readonly Cell[],
): void {
  for (const [first, , pattern, problems] of cells) {
    const group = dimension === null ? '' : groupKey(dimension, first!);
    let sums = groups.get(group);
    if (!sums) groups.set(group, (sums = FLAGS.map(() => 0)));
    for (let bit = 0; bit < FLAGS.length; bit += 1) if (pattern & (1 << bit)) sums[bit]! += problems;
  }
}

const UNDATED = bitsOf(['undated']);
const TALLY = bitsOf(['without_record']);

/** True for records without registration date (D18), by their flags; the visit tally has none at all. */
export function isUndated(pattern: number): boolean {
  return (pattern & (UNDATED | TALLY)) === UNDATED;
}
