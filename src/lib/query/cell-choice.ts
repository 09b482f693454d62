import type { Filter, RowState } from '../filters/filter.ts';
import { DIMENSIONS, type Dimension } from '../metrics/types.ts';
import type { CellKey, FlagColumn } from '../sql/cell-query.ts';
import { bitsOf } from '../sql/flags.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';

/** The patterns of flags that cells have: some hundreds, however many cells there are. */
export interface Patterns {
  /** Place of each cell's pattern among `flags`. */
  readonly places: Int32Array;
  /** Each pattern once; −1: not registered yet. */
  readonly flags: readonly number[];
}

/** What the numbers of cells stand for. */
export interface CellIndex {
  readonly patterns: Readonly<Record<FlagColumn, Patterns>>;
  /** Place of each cell's key among `keys`. */
  readonly codes: Readonly<Record<CellKey, Int32Array>>;
  readonly keys: Readonly<Record<CellKey, readonly string[]>>;
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
  const lists = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, []]));
  return { ...filter, ...lists, status: [] };
}

/** For each place of a list of values, 1 where it is one of the chosen. */
function marks(values: readonly string[], chosen: readonly string[]): Uint8Array {
  return Uint8Array.from(values, (value) => (chosen.includes(value) ? 1 : 0));
}

/**
 * Whether a cell, as of the stored moment, is one that the filter's dimensions and status select; null when they
 * select all. The same answer as {@link listsPredicate} gives in SQL.
 */
export function cellChoice(index: CellIndex, filter: Filter): ((cell: number) => boolean) | null {
  const lists = DIMENSIONS.filter((dimension: Dimension) => filter[dimension].length > 0).map(
    (dimension) => ({
      codes: index.codes[dimension],
      // On-site problems have a key by department that no list may choose (I3).
      marked: marks(
        index.keys[dimension].map((key) => (key === ONSITE_KEY ? '' : key)),
        filter[dimension],
      ),
    }),
  );
  if (filter.status.length > 0) {
    const { places, flags } = index.patterns.flags;
    lists.push({ codes: places, marked: marks(flags.map(stateOf), filter.status) });
  }
  return lists.length === 0 ? null : (cell) => lists.every(({ codes, marked }) => marked[codes[cell]!] === 1);
}
