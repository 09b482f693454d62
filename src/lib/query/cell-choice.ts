import type { Filter, RowState } from '../filters/filter.ts';
import { CELL_DIMENSIONS, type CellDimension, type CellKey, type FlagColumn } from '../sql/cell-query.ts';
import { bitsOf } from '../sql/flags.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';

/** The patterns of flags that cells have: some hundreds, however many cells there are. */
export interface Patterns {
  /** Place of each cell's pattern among `flags`. */
  readonly places: Int32Array;
  /** Each pattern once; −1: not registered yet. */
  readonly flags: readonly number[];
}

/** What the numbers of a table's cells stand for. */
export interface CellIndex<Column extends FlagColumn = FlagColumn, Key extends CellKey = CellDimension> {
  readonly patterns: Readonly<Record<Column, Patterns>>;
  /** Place of each cell's key among `keys`. */
  readonly codes: Readonly<Record<Key, Int32Array>>;
  readonly keys: Readonly<Record<Key, readonly string[]>>;
  /** All problems of each cell. */
  readonly problems: Int32Array;
}

const RESOLVED = bitsOf(['resolved']);
const EXPLAINED = bitsOf(['explained']);
const OPEN = bitsOf(['open', 'open_white']);

function stateOf(pattern: number): RowState {
  if (pattern & RESOLVED) return 'resolved';
  if (pattern & EXPLAINED) return 'explained';
  return pattern & OPEN ? 'open' : 'other';
}

/** The filter without the lists that a cell answers by itself. */
export function withoutCellLists(filter: Filter): Filter {
  const lists = Object.fromEntries(CELL_DIMENSIONS.map((dimension) => [dimension, []]));
  return { ...filter, ...lists, status: [] };
}

/** For each place of a list of values, 1 where it is one of the chosen. */
function marks(values: readonly string[], chosen: readonly string[]): Uint8Array {
  return Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0));
}

interface Choice {
  readonly codes: Int32Array;
  readonly marked: Uint8Array;
}

function choicesOf(index: CellIndex<'flags'>, filter: Filter): Choice[] {
  const choices = CELL_DIMENSIONS.filter((dimension) => filter[dimension].length > 0).map((dimension) => ({
    codes: index.codes[dimension],
    // On-site problems have a key by department that no list may choose (I3).
    marked: marks(
      index.keys[dimension].map((key) => (key === ONSITE_KEY ? '' : key)),
      filter[dimension],
    ),
  }));
  if (filter.status.length === 0) return choices;
  const { places, flags } = index.patterns.flags;
  return [...choices, { codes: places, marked: marks(flags.map(stateOf), filter.status) }];
}

/**
 * Places in `cells` of those cells that, as of the stored moment, the filter's dimensions and status select; null
 * when they select all. The same answer as {@link listsPredicate} gives in SQL.
 */
export function chosenPlaces(
  index: CellIndex<'flags'>,
  cells: Int32Array,
  filter: Filter,
): Int32Array | null {
  const choices = choicesOf(index, filter);
  if (choices.length === 0) return null;
  const places = Int32Array.from(cells.keys());
  let size = places.length;
  for (const { codes, marked } of choices) {
    let kept = 0;
    for (let place = 0; place < size; place += 1) {
      const entry = places[place]!;
      if (marked[codes[cells[entry]!]!] === 1) places[kept++] = entry;
    }
    size = kept;
  }
  return places.subarray(0, size);
}
