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

const TEXT_KEYS = CELL_KEYS.map((key) => `${key}_key`);
const CODES = CELL_KEYS.map((key) => `${key}_code`);

/** `columns` of `base` with the number of its key in each dimension. */
function codedRelation(base: string, columns: readonly string[]): string {
  const keys = CELL_KEYS.map((key, place) => `${keyExpression(key)} as ${TEXT_KEYS[place]}`);
  const codes = CELL_KEYS.map((key, place) => `${key}_names.code as ${CODES[place]}`);
  const joins = CELL_KEYS.map(
    (key, place) =>
      `join (select code, key from cell_keys where name = '${key}') as ${key}_names on ${key}_names.key = problems.${TEXT_KEYS[place]}`,
  );
  const own = columns.map((column) => `problems.${column}`);
  return `(select ${[...own, ...codes].join(', ')} from (select ${[...columns, ...keys].join(', ')} from ${base}) as problems ${joins.join(' ')})`;
}

/**
 * Statements that make `cell_keys`, with the keys of each dimension and their numbers; `cells`, with what each cell
 * stands for; and `facts`: `columns` of the relation `base` with each row's `cell`.
 */
export function createCells(base: string, columns: readonly string[]): string[] {
  const keys = CELL_KEYS.map(
    (key) =>
      `select '${key}' as name, cast(row_number() over (order by key) - 1 as integer) as code, key from (select distinct ${keyExpression(key)} as key from ${base}) as keys`,
  );
  const patterns = FLAG_COLUMNS.join(', ');
  const codes = CODES.join(', ');
  const named = CELL_KEYS.map((key, place) => `${CODES[place]} as ${key}`);
  const isCell = [
    'coded.flags = cells.flags',
    // Null where a problem was not registered yet.
    'coalesce(coded.flags_week_before, -1) = coalesce(cells.flags_week_before, -1)',
    ...CELL_KEYS.map((key, place) => `coded.${CODES[place]} = cells.${key}`),
  ];
  const own = columns.map((column) => `coded.${column}`);
  return [
    `create table cell_keys as ${keys.join(' union all ')}`,
    `create table cells as select cast(row_number() over (order by ${patterns}, ${codes}) - 1 as integer) as cell, ${patterns}, ${named.join(', ')} from (select distinct ${patterns}, ${codes} from ${codedRelation(base, columns)} as coded) as known order by cell`,
    `create table facts as select ${own.join(', ')}, cells.cell from ${codedRelation(base, columns)} as coded join cells on ${isCell.join(' and ')} order by reported_at nulls first, cells.cell`,
  ];
}

/** Every cell in the order of its number: its patterns (−1: not registered yet), then its keys' numbers. No nulls. */
export function cellsQuery(): Fragment {
  const patterns = FLAG_COLUMNS.map((column) => `coalesce(${column}, -1) as ${column}`);
  return raw(`select ${[...patterns, ...CELL_KEYS].join(', ')} from cells order by cell`);
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
