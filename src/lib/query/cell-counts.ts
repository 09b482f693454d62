import { throwIfAborted } from '../core/abort.ts';
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
import { cellChoice, withoutCellLists, type CellIndex, type Patterns } from './cell-choice.ts';
import { groupKey, isUndated, type Cell, type Groups } from './cells.ts';

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

async function readIndex(engine: QueryEngine): Promise<CellIndex> {
  const [cells, named] = await Promise.all([
    engine.query(statement(cellsQuery())),
    engine.query(statement(cellKeysQuery())),
  ]);
  const column = (place: number): Int32Array => integers(cells.column(place));
  const keys = fromNames(CELL_KEYS, (): string[] => []);
  for (const [name, code, key] of named.rows) keys[name as CellKey][code as number] = key as string;
  return {
    patterns: fromNames(FLAG_COLUMNS, (place) => patternsOf(column(place))),
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

/** Every cell with its problems, whenever registered and within a period. */
type Counts = Pick<CellCounts, 'cells' | 'all' | 'inPeriod'>;

const KEPT_COUNTS = 4;
/** Counts by what a cell does not tell, the latest last; one engine has one ledger, so they stay true. */
const kept = new WeakMap<QueryEngine, Map<string, Promise<Counts>>>();

async function readCounts(engine: QueryEngine, filter: Filter): Promise<Counts> {
  const counted = await engine.query(statement(cellCountQuery(filter)));
  const column = (place: number): Int32Array => integers(counted.column(place));
  return { cells: column(0), all: column(1), inPeriod: column(2) };
}

/** Not bound to a signal: another answer may be waiting for the same counts. */
function countsOf(engine: QueryEngine, filter: Filter): Promise<Counts> {
  const known = kept.get(engine) ?? new Map<string, Promise<Counts>>();
  kept.set(engine, known);
  const key = JSON.stringify(filter);
  const counts = known.get(key) ?? readCounts(engine, filter);
  known.delete(key);
  known.set(key, counts);
  counts.catch(() => known.delete(key));
  for (const oldest of [...known.keys()].slice(0, -KEPT_COUNTS)) known.delete(oldest);
  return counts;
}

/**
 * Counts the cells of a filter. What cells tell (dimensions, status) is chosen among them; only a period or a list
 * of ratings that was not asked for before is a statement.
 */
export async function countCells(
  engine: QueryEngine,
  filter: Filter,
  signal?: AbortSignal,
): Promise<CellCounts> {
  const [index, counts] = await Promise.all([indexOf(engine), countsOf(engine, withoutCellLists(filter))]);
  throwIfAborted(signal);
  const isChosen = cellChoice(index, filter);
  if (!isChosen) return { index, ...counts };
  const entries: number[] = [];
  for (let entry = 0; entry < counts.cells.length; entry += 1)
    if (isChosen(counts.cells[entry]!)) entries.push(entry);
  const column = (values: Int32Array): Int32Array => Int32Array.from(entries, (entry) => values[entry]!);
  return { index, cells: column(counts.cells), all: column(counts.all), inPeriod: column(counts.inPeriod) };
}

/** Flag counts by group within the period, in total (null) and by each dimension on its own. */
export function sumCells(
  { index, cells, inPeriod }: CellCounts,
  column: FlagColumn,
  bys: readonly (Dimension | null)[],
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

/** The filter's problems by week of registration, week of resolution and flags, whatever its period. */
export function* weekCells({ index, cells, all }: CellCounts): Generator<Cell> {
  const { places, flags } = index.patterns.flags;
  const { registered_week: registered, resolved_week: resolved } = index.codes;
  const weeks = index.keys.resolved_week.length;
  const sums = new Map<number, number>();
  for (let entry = 0; entry < cells.length; entry += 1) {
    const cell = cells[entry]!;
    const group = (registered[cell]! * weeks + resolved[cell]!) * flags.length + places[cell]!;
    sums.set(group, (sums.get(group) ?? 0) + all[entry]!);
  }
  const week = (key: 'registered_week' | 'resolved_week', code: number): string | null =>
    index.keys[key][code]! || null;
  for (const [group, problems] of sums) {
    const pattern = flags[group % flags.length]!;
    const both = Math.floor(group / flags.length);
    if (pattern < 0) continue;
    yield [
      week('registered_week', Math.floor(both / weeks)),
      week('resolved_week', both % weeks),
      pattern,
      problems,
    ];
  }
}
