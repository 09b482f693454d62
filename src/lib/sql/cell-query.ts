import type { Filter } from '../filters/filter.ts';
import { DIMENSIONS } from '../metrics/types.ts';
import { DIALECTS } from './dialect.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { raw, sql, type Fragment } from './sql.ts';

/**
 * Problems that no overview can tell apart make a cell: the same flags now and a week before, the same key in
 * every dimension, the same weeks. Facts carry their cell's number, so that a filter is answered by one
 * count per number; what a number stands for is read once.
 */
export const CELL_KEYS = [...DIMENSIONS, 'registered_week', 'resolved_week'] as const;
export type CellKey = (typeof CELL_KEYS)[number];

/** The patterns that are summed: those of the stored moment, or those of a week before it. */
export type FlagColumn = 'flags' | 'flags_week_before';
export const FLAG_COLUMNS = ['flags', 'flags_week_before'] as const satisfies readonly FlagColumn[];

/** A key as text; weeks by their Monday, empty where there is no date. */
function keyExpression(key: CellKey): string {
  const { week } = DIALECTS.duckdb;
  if (key === 'registered_week') return `coalesce(cast(${week('reported_at')} as varchar), '')`;
  if (key === 'resolved_week') return `coalesce(cast(${week('resolved_at')} as varchar), '')`;
  return DIMENSION_KEYS[key];
}

const rank = (order: string): string => `cast(dense_rank() over (order by ${order}) - 1 as integer)`;

/**
 * Statements that make `facts` of the relation `base`, which has its columns, with each row's `cell`; `cells`,
 * with the number of its key in each dimension; and `cell_keys`, with the keys of those numbers.
 */
export function createCells(base: string): string[] {
  const all = [...FLAG_COLUMNS, ...CELL_KEYS.map(keyExpression)].join(', ');
  const named = CELL_KEYS.map((key) => `${keyExpression(key)} as ${key}_key`);
  const numbered = CELL_KEYS.map((key) => `${rank(`${key}_key`)} as ${key}`);
  const keys = CELL_KEYS.map(
    (key) =>
      `select '${key}' as name, ${rank('key')} as code, key from (select distinct ${keyExpression(key)} as key from facts) as keys`,
  );
  return [
    `create table facts as select *, ${rank(all)} as cell from ${base} order by reported_at nulls first, cell`,
    `create table cells as select cell, ${[...FLAG_COLUMNS, ...numbered].join(', ')} from (select distinct cell, ${[...FLAG_COLUMNS, ...named].join(', ')} from facts) as known order by cell`,
    `create table cell_keys as ${keys.join(' union all ')}`,
  ];
}

/** Every cell in the order of its number: its patterns (null: not registered yet), then its keys' numbers. */
export function cellsQuery(): Fragment {
  return raw(`select ${[...FLAG_COLUMNS, ...CELL_KEYS].join(', ')} from cells order by cell`);
}

/** Dimension, number and key of everything that cells are numbered by. */
export function cellKeysQuery(): Fragment {
  return raw('select name, code, key from cell_keys');
}

/** Problems (weights) per cell that the filter's lists hold: whenever registered, and within its period. */
export function cellCountQuery(filter: Filter): Fragment {
  const period = periodPredicate(filter, 'reported_at');
  const timed = period === null ? raw('weight') : sql`case when ${period} then weight else 0 end`;
  return sql`select cell, cast(sum(weight) as integer) as problems, cast(sum(${timed}) as integer) as in_period from facts where ${listsPredicate(filter)} group by cell`;
}
