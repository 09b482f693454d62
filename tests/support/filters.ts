import { EMPTY_FILTER, type Filter } from '../../src/lib/filters/filter.ts';
import { NONE_KEY } from '../../src/lib/metrics/types.ts';
import type { OracleFilter } from '../oracle/oracle.ts';

/** A selection in the form that the oracle takes; absent members select all. */
export interface NamedFilter {
  readonly name: string;
  readonly oracle: OracleFilter;
}

/** Selections of every kind: one value, several, missing values, combinations, periods. */
export const FILTERS: readonly NamedFilter[] = [
  { name: 'everything', oracle: {} },
  { name: 'one town', oracle: { town: ['恩城镇'] } },
  { name: 'two towns', oracle: { town: ['恩城镇', '龙门街道'] } },
  { name: 'no town', oracle: { town: [NONE_KEY] } },
  { name: 'a town or none', oracle: { town: ['王庙镇', NONE_KEY] } },
  { name: 'one village', oracle: { village: ['莲花池社区'] } },
  { name: 'one colour', oracle: { colour: ['yellow'] } },
  { name: 'white and no colour', oracle: { colour: ['white', 'unknown'] } },
  { name: 'on site', oracle: { colour: ['onsite'] } },
  { name: 'one department', oracle: { department: ['国网平原县供电公司'] } },
  { name: 'no department', oracle: { department: [NONE_KEY] } },
  { name: 'categories and none', oracle: { category: ['供水供电', '道路', NONE_KEY] } },
  { name: 'one state', oracle: { status: ['open'] } },
  { name: 'two states', oracle: { status: ['explained', 'other'] } },
  { name: 'marks of satisfaction', oracle: { satisfaction: ['basic', 'unreachable', NONE_KEY] } },
  { name: 'ages', oracle: { age: ['4_7', 'over_60', 'undated'] } },
  { name: 'deadlines', oracle: { due: ['late', 'overdue_8_15', 'due_in_1_3', 'no_due'] } },
  {
    name: 'an age of a colour',
    oracle: { age: ['16_30'], due: ['due_today', 'overdue_1_7'], colour: ['blue'] },
  },
  { name: 'a period', oracle: { from: '2021-12-20', to: '2022-01-10' } },
  { name: 'from a day', oracle: { from: '2022-02-10' } },
  {
    name: 'all at once',
    oracle: {
      town: ['恩城镇', '三唐乡'],
      colour: ['green', 'blue'],
      category: ['道路', '供暖'],
      to: '2022-02-01',
    },
  },
  { name: 'a contradiction', oracle: { town: ['没有的镇'], colour: ['red'] } },
];

/** The product's form of an oracle's filter. */
export function productFilter(oracle: OracleFilter): Filter {
  return { ...EMPTY_FILTER, ...oracle } as Filter;
}

/** The filter with its period so many days earlier, counted on a calendar of its own. */
export function daysEarlier(filter: OracleFilter, days: number): OracleFilter {
  const shifted = (day: string): string =>
    new Date(Date.parse(`${day}T00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);
  return {
    ...filter,
    ...(filter.from !== undefined && { from: shifted(filter.from) }),
    ...(filter.to !== undefined && { to: shifted(filter.to) }),
  };
}
