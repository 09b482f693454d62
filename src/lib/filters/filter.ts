import type { LocalDate } from '../core/period.ts';
import type { AgeKey, DueKey } from '../metrics/buckets.ts';
import type { LedgerClass } from '../schema/colours.ts';

/** Row states as of the cut-off; `other` is a status that fits none (it breaks I2 on purpose). */
export const STATES = ['resolved', 'explained', 'open', 'other'] as const;
export type RowState = (typeof STATES)[number];

/**
 * Which problems are looked at. Lists are alternatives ("any of"), different members are joined by "and";
 * an empty list selects all. `__none__` in a list selects rows in which the value is missing. The period
 * selects by registration date, both ends included; undated rows are then left out.
 */
export interface Filter {
  readonly town: readonly string[];
  readonly village: readonly string[];
  readonly colour: readonly LedgerClass[];
  readonly department: readonly string[];
  readonly category: readonly string[];
  readonly status: readonly RowState[];
  readonly satisfaction: readonly string[];
  readonly age: readonly AgeKey[];
  readonly due: readonly DueKey[];
  /** Keys of households; `__none__` for problems that tell none. */
  readonly household: readonly string[];
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

export const EMPTY_FILTER: Filter = {
  town: [],
  village: [],
  colour: [],
  department: [],
  category: [],
  status: [],
  satisfaction: [],
  age: [],
  due: [],
  household: [],
  from: null,
  to: null,
};

export const LIST_FILTERS = [
  'town',
  'village',
  'colour',
  'department',
  'category',
  'status',
  'satisfaction',
  'age',
  'due',
  'household',
] as const;
export type ListFilter = (typeof LIST_FILTERS)[number];

/** True when nothing is filtered. */
export function isEmptyFilter(filter: Filter): boolean {
  return (
    LIST_FILTERS.every((name) => filter[name].length === 0) && filter.from === null && filter.to === null
  );
}

/** True when the filter says more than where: visit figures then do not apply. */
export function needsRows(filter: Filter): boolean {
  return (
    filter.from !== null ||
    filter.to !== null ||
    LIST_FILTERS.some((name) => name !== 'town' && name !== 'village' && filter[name].length > 0)
  );
}
