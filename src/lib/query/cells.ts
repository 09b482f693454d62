import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { FLAGS, type Dimension } from '../metrics/types.ts';
import { bitsOf } from '../sql/flags.ts';
import {
  cellColumns,
  cellQuery,
  columnsOf,
  combinationQuery,
  type AsOf,
  type CellSet,
} from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';

/** A row of one set: its keys, its pattern of flags, and how many problems have them. */
export type Cell = readonly [first: string | null, second: string | null, pattern: number, problems: number];

/**
 * Who sums: `sets` leaves it to the engine, for a result of bounded size; `combinations` reads every combination
 * of keys and sums here, which is several times faster while they are few thousand.
 */
export type ScanMode = 'sets' | 'combinations';

/** Up to so many problems, combinations are the faster way. */
export const COMBINATIONS_LIMIT = 10_000;

type SetRow = readonly [set: number, ...cell: Cell];
type Value = string | number | null;

async function scanSets(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly CellSet[],
  signal?: AbortSignal,
): Promise<Cell[][]> {
  const { rows } = await engine.query(statement(cellQuery(asOf, filter, sets)), signal);
  const cells: Cell[][] = sets.map(() => []);
  for (const [set, ...cell] of rows as unknown as SetRow[]) cells[set]!.push(cell);
  return cells;
}

async function scanCombinations(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly CellSet[],
  signal?: AbortSignal,
): Promise<Cell[][]> {
  const { rows } = await engine.query(statement(combinationQuery(asOf, filter, sets)), signal);
  const columns = cellColumns(sets);
  return sets.map((set) => {
    const places = columnsOf(set).map((column) => columns.indexOf(column));
    const pattern = places.pop()!;
    const [first = -1, second = -1] = places;
    const at = (row: readonly unknown[], place: number): Value => (place < 0 ? null : (row[place] as Value));
    return rows.map(
      (row) => [at(row, first), at(row, second), row[pattern], row[columns.length]] as unknown as Cell,
    );
  });
}

/**
 * The cells of each set, in the order of `sets`; one statement. Several cells may have the same keys and
 * pattern: they add up. Problems outside a pattern's moment (not registered yet) are dropped.
 */
export async function runCells(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly CellSet[],
  mode: ScanMode,
  signal?: AbortSignal,
): Promise<Cell[][]> {
  const scan = mode === 'sets' ? scanSets : scanCombinations;
  const cells = await scan(engine, asOf, filter, sets, signal);
  return cells.map((set) => set.filter(([, , pattern]) => pattern !== null));
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

/** Records without registration date among the cells of the total (D18); the visit tally has none at all. */
export function undatedOf(cells: readonly Cell[]): number {
  return cells.reduce(
    (sum, [, , pattern, problems]) => sum + ((pattern & (UNDATED | TALLY)) === UNDATED ? problems : 0),
    0,
  );
}
