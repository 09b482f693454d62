import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { FLAGS, type Dimension } from '../metrics/types.ts';
import {
  CELL_KEYS,
  cellCountQuery,
  cellKeysQuery,
  cellsQuery,
  FLAG_COLUMNS,
  type CellKey,
  type FlagColumn,
} from '../sql/cell-query.ts';
import { statement } from '../sql/sql.ts';
import { groupKey, isUndated, type Cell, type Groups } from './cells.ts';

/** What the numbers of cells stand for. */
interface CellIndex {
  /** Flags of each cell; −1 where its problems are not registered yet. */
  readonly patterns: Readonly<Record<FlagColumn, Int32Array>>;
  /** Place of each cell's key among `keys`. */
  readonly codes: Readonly<Record<CellKey, Int32Array>>;
  readonly keys: Readonly<Record<CellKey, readonly string[]>>;
}

/** The problems of a filter by cell, as of the stored moment. */
export interface CellCounts {
  readonly index: CellIndex;
  readonly cells: Int32Array;
  /** Problems per entry of `cells`, whenever they were registered. */
  readonly all: Int32Array;
  /** Of these, registered within the filter's period. */
  readonly inPeriod: Int32Array;
}

/** One per engine, since an engine has one ledger. */
const indexes = new WeakMap<QueryEngine, Promise<CellIndex>>();

function fromNames<Name extends string, T>(
  names: readonly Name[],
  make: (place: number) => T,
): Record<Name, T> {
  return Object.fromEntries(names.map((name, place) => [name, make(place)])) as Record<Name, T>;
}

async function readIndex(engine: QueryEngine): Promise<CellIndex> {
  const [cells, named] = await Promise.all([
    engine.query(statement(cellsQuery())),
    engine.query(statement(cellKeysQuery())),
  ]);
  const column = (place: number): Int32Array =>
    Int32Array.from(cells.column(place) as ArrayLike<number | null>, (value) => value ?? -1);
  const keys = fromNames(CELL_KEYS, (): string[] => []);
  for (const [name, code, key] of named.rows) keys[name as CellKey][code as number] = key as string;
  return {
    patterns: fromNames(FLAG_COLUMNS, column),
    codes: fromNames(CELL_KEYS, (place) => column(FLAG_COLUMNS.length + place)),
    keys,
  };
}

function indexOf(engine: QueryEngine): Promise<CellIndex> {
  let index = indexes.get(engine);
  if (!index) {
    index = readIndex(engine);
    indexes.set(engine, index);
    index.catch(() => indexes.delete(engine));
  }
  return index;
}

/** Counts the cells of a filter: one statement, and two more the first time. */
export async function countCells(
  engine: QueryEngine,
  filter: Filter,
  signal?: AbortSignal,
): Promise<CellCounts> {
  const [index, counted] = await Promise.all([
    indexOf(engine),
    engine.query(statement(cellCountQuery(filter)), signal),
  ]);
  const column = (place: number): Int32Array => Int32Array.from(counted.column(place) as ArrayLike<number>);
  return { index, cells: column(0), all: column(1), inPeriod: column(2) };
}

/** Flag counts by group within the period, in total (null) and by each dimension on its own. */
export function sumCells(
  { index, cells, inPeriod }: CellCounts,
  flags: FlagColumn,
  bys: readonly (Dimension | null)[],
): Groups<number[]> {
  const patterns = index.patterns[flags];
  const sums = bys.map((by) => ({
    by,
    codes: by === null ? null : index.codes[by],
    groups: [] as number[][],
  }));
  for (let entry = 0; entry < cells.length; entry += 1) {
    const [cell, problems] = [cells[entry]!, inPeriod[entry]!];
    const pattern = patterns[cell]!;
    if (pattern < 0 || problems === 0) continue;
    for (const { codes, groups } of sums) {
      const group = (groups[codes === null ? 0 : codes[cell]!] ??= FLAGS.map(() => 0));
      // From the highest bit that is set to the lowest.
      for (let rest = pattern; rest !== 0;) {
        const bit = 31 - Math.clz32(rest);
        group[bit]! += problems;
        rest ^= 1 << bit;
      }
    }
  }
  const found: Groups<number[]> = new Map();
  for (const { by, groups } of sums)
    groups.forEach((counts, code) =>
      found.set(by === null ? '' : groupKey(by, index.keys[by][code]!), counts),
    );
  return found;
}

/** Records of the filter without registration date, whatever its period (D18). */
export function undatedCells({ index, cells, all }: CellCounts): number {
  let sum = 0;
  for (let entry = 0; entry < cells.length; entry += 1)
    if (isUndated(index.patterns.flags[cells[entry]!]!)) sum += all[entry]!;
  return sum;
}

/** The filter's cells by week of registration and resolution, whatever its period. */
export function* weekCells({ index, cells, all }: CellCounts): Generator<Cell> {
  const week = (key: 'registered_week' | 'resolved_week', cell: number): string | null =>
    index.keys[key][index.codes[key][cell]!] || null;
  for (const [entry, cell] of cells.entries()) {
    const pattern = index.patterns.flags[cell]!;
    if (pattern >= 0)
      yield [week('registered_week', cell), week('resolved_week', cell), pattern, all[entry]!];
  }
}
