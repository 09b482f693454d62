import { throwIfAborted } from '../core/abort.ts';
import type { QueryEngine } from '../core/engine.ts';
import { isEmptyFilter, type Filter } from '../filters/filter.ts';
import { FLAGS } from '../metrics/types.ts';
import {
  CELL_TABLES,
  cellCountQuery,
  cellKeysQuery,
  cellsQuery,
  patternNames,
  type CellDimension,
  type CellKey,
  type CellTableName,
  type FlagColumn,
} from '../sql/cell-query.ts';
import { statement } from '../sql/sql.ts';
import { chosenPlaces, withoutCellLists, type CellIndex, type Patterns } from './cell-choice.ts';
import { groupKey, isUndated, type Cell, type Groups } from './cells.ts';

/** Index of each table's cells; the weekly ones know nothing of a week before. */
interface CellIndexes {
  cells: CellIndex;
  week_cells: CellIndex<'flags', CellKey>;
}

/** The problems of a filter by cell, as of the stored moment. */
export interface CellCounts<Table extends CellTableName = 'cells'> {
  readonly index: CellIndexes[Table];
  readonly cells: Int32Array;
  /** Problems per entry of `cells`, whenever they were registered. */
  readonly all: Int32Array;
  /** Of these, registered within the filter's period. */
  readonly inPeriod: Int32Array;
}

/** Values that are kept per engine, since an engine has one ledger, so that they stay true; the latest last. */
class Kept<T> {
  readonly #byEngine = new WeakMap<QueryEngine, Map<string, Promise<T>>>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key, made where it is not kept; one that fails is made again. */
  of(engine: QueryEngine, key: string, make: () => Promise<T>): Promise<T> {
    const known = this.#byEngine.get(engine) ?? new Map<string, Promise<T>>();
    this.#byEngine.set(engine, known);
    const value = known.get(key) ?? make();
    known.delete(key);
    known.set(key, value);
    value.catch(() => known.delete(key));
    for (const oldest of [...known.keys()].slice(0, -this.#most)) known.delete(oldest);
    return value;
  }
}

function fromNames<Name extends string, T>(
  names: readonly Name[],
  make: (name: Name, place: number) => T,
): Record<Name, T> {
  return Object.fromEntries(names.map((name, place) => [name, make(name, place)])) as Record<Name, T>;
}

function patternsOf(column: Int32Array): Patterns {
  const known = new Map<number, number>();
  const places = column.map((flags) => {
    const place = known.get(flags) ?? known.size;
    if (place === known.size) known.set(flags, place);
    return place;
  });
  return { places, flags: [...known.keys()] };
}

function integers(values: ArrayLike<unknown>): Int32Array {
  return values instanceof Int32Array ? values : Int32Array.from(values as ArrayLike<number>);
}

async function readKeys(engine: QueryEngine): Promise<Record<CellKey, string[]>> {
  const { rows } = await engine.query(statement(cellKeysQuery()));
  const keys: Partial<Record<CellKey, string[]>> = {};
  for (const [name, code, key] of rows) (keys[name as CellKey] ??= [])[code as number] = key as string;
  // A ledger without any row has no keys.
  return fromNames(CELL_TABLES.week_cells.keys, (name) => keys[name] ?? []);
}

const keptKeys = new Kept<Record<CellKey, string[]>>(1);
const keptIndexes = new Kept<CellIndexes[CellTableName]>(Object.keys(CELL_TABLES).length);

async function readIndex(engine: QueryEngine, table: CellTableName): Promise<CellIndexes[CellTableName]> {
  const [cells, keys] = await Promise.all([
    engine.query(statement(cellsQuery(table))),
    keptKeys.of(engine, '', () => readKeys(engine)),
  ]);
  const column = (place: number): Int32Array => integers(cells.column(place));
  const patterns = patternNames(table);
  const names: readonly CellKey[] = CELL_TABLES[table].keys;
  return {
    patterns: fromNames(patterns, (_, place) => patternsOf(column(place))),
    codes: fromNames(names, (_, place) => column(patterns.length + place)),
    keys,
    problems: column(patterns.length + names.length),
  };
}

/** Every cell with its problems, whenever registered and within a period. */
type Counts = Pick<CellCounts, 'cells' | 'all' | 'inPeriod'>;

const keptCounts = new Kept<Counts>(6);

async function readCounts(engine: QueryEngine, table: CellTableName, filter: Filter): Promise<Counts> {
  const counted = await engine.query(statement(cellCountQuery(table, filter)));
  const column = (place: number): Int32Array => integers(counted.column(place));
  return { cells: column(0), all: column(1), inPeriod: column(2) };
}

/** The whole ledger by cell, which needs no statement. */
function wholeCounts({ problems }: { readonly problems: Int32Array }): Counts {
  return { cells: Int32Array.from(problems.keys()), all: problems, inPeriod: problems };
}

/**
 * Counts the cells of a filter. What cells tell (dimensions, status) is chosen among them; only a period or a list
 * that cells know nothing of, not asked for before, is a statement. Neither is bound to the signal: another answer
 * may be waiting for the same counts.
 */
async function countTable<Table extends CellTableName>(
  engine: QueryEngine,
  table: Table,
  filter: Filter,
  signal?: AbortSignal,
): Promise<CellCounts<Table>> {
  const indexed = keptIndexes.of(engine, table, () => readIndex(engine, table)) as Promise<
    CellIndexes[Table]
  >;
  const rest = withoutCellLists(filter);
  const [index, counts] = await Promise.all([
    indexed,
    keptCounts.of(engine, `${table}${JSON.stringify(rest)}`, () =>
      isEmptyFilter(rest) ? indexed.then(wholeCounts) : readCounts(engine, table, rest),
    ),
  ]);
  throwIfAborted(signal);
  const places = chosenPlaces(index, counts.cells, filter);
  if (places === null) return { index, ...counts };
  const column = (values: Int32Array): Int32Array => places.map((place) => values[place]!);
  return {
    index,
    cells: column(counts.cells),
    all: column(counts.all),
    inPeriod: counts.inPeriod === counts.all ? column(counts.all) : column(counts.inPeriod),
  };
}

/** Counts what figures are made of. */
export function countCells(engine: QueryEngine, filter: Filter, signal?: AbortSignal): Promise<CellCounts> {
  return countTable(engine, 'cells', filter, signal);
}

/** Counts what the weekly flow is made of, whatever the filter's period. */
export function countWeekCells(
  engine: QueryEngine,
  filter: Filter,
  signal?: AbortSignal,
): Promise<CellCounts<'week_cells'>> {
  return countTable(engine, 'week_cells', { ...filter, from: null, to: null }, signal);
}

/** Flag counts by group within the period, in total (null) and by each dimension on its own. */
export function sumCells(
  { index, cells, inPeriod }: CellCounts,
  column: FlagColumn,
  bys: readonly (CellDimension | null)[],
): Groups<number[]> {
  const { places, flags } = index.patterns[column];
  const found: Groups<number[]> = new Map();
  for (const by of bys) {
    const codes = by === null ? null : index.codes[by];
    const keys = by === null ? [''] : index.keys[by];
    // By key and pattern first: one addition a cell, however many flags it has.
    const sums = new Float64Array(keys.length * flags.length);
    for (let entry = 0; entry < cells.length; entry += 1) {
      const cell = cells[entry]!;
      sums[(codes === null ? 0 : codes[cell]!) * flags.length + places[cell]!]! += inPeriod[entry]!;
    }
    keys.forEach((key, code) => {
      const counts = flagCounts(sums.subarray(code * flags.length, (code + 1) * flags.length), flags);
      if (counts) found.set(by === null ? '' : groupKey(by, key), counts);
    });
  }
  return found;
}

/** Problems by flag from problems by pattern; null when there are none. */
function flagCounts(problems: Float64Array, patterns: readonly number[]): number[] | null {
  let counts: number[] | null = null;
  for (const [place, pattern] of patterns.entries()) {
    const sum = problems[place]!;
    if (sum === 0 || pattern < 0) continue;
    counts ??= FLAGS.map(() => 0);
    for (let bit = 0; bit < FLAGS.length; bit += 1) if (pattern & (1 << bit)) counts[bit]! += sum;
  }
  return counts;
}

/** Records of the filter without registration date, whatever its period (D18). */
export function undatedCells({ index, cells, all }: CellCounts): number {
  const { places, flags } = index.patterns.flags;
  const counted = flags.map(isUndated);
  let sum = 0;
  for (let entry = 0; entry < cells.length; entry += 1)
    if (counted[places[cells[entry]!]!]) sum += all[entry]!;
  return sum;
}

/** The problems by week of registration, week of resolution and flags. */
export function* weekCells({ index, cells, all }: CellCounts<'week_cells'>): Generator<Cell> {
  const { places, flags } = index.patterns.flags;
  const codes = index.codes.weeks;
  const sums = new Float64Array(index.keys.weeks.length * flags.length);
  for (let entry = 0; entry < cells.length; entry += 1) {
    const cell = cells[entry]!;
    sums[codes[cell]! * flags.length + places[cell]!]! += all[entry]!;
  }
  for (const [code, key] of index.keys.weeks.entries()) {
    const [registered, resolved] = key.split('/') as [string, string];
    for (const [place, pattern] of flags.entries()) {
      const problems = sums[code * flags.length + place]!;
      if (problems > 0) yield [registered || null, resolved || null, pattern, problems];
    }
  }
}
