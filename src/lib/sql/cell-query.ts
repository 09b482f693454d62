import type { Filter } from '../filters/filter.ts';
import { DIMENSIONS, type Dimension } from '../metrics/types.ts';
import { DIALECTS } from './dialect.ts';
import { bitsOf } from './flags.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { raw, sql, type Fragment } from './sql.ts';

/**
 * Dimensions that cells tell apart. Villages are left out: they would make five times as many cells, and a list of
 * villages is rare and quickly counted by a statement of its own.
 */
export const CELL_DIMENSIONS = DIMENSIONS.filter(
  (dimension): dimension is Exclude<Dimension, 'village'> => dimension !== 'village',
);
export type CellDimension = (typeof CELL_DIMENSIONS)[number];

/** A dimension, or both weeks of a problem: `2022-01-03/2022-01-10`, by their Mondays, a side empty without date. */
export type CellKey = CellDimension | 'weeks';

/** The patterns that are summed: those of the stored moment, or those of a week before it. */
export type FlagColumn = 'flags' | 'flags_week_before';

/** What the weekly flow and a list of states ask of a problem. */
const WEEK_BITS = bitsOf(['ledger', 'resolved_ledger', 'open', 'resolved', 'explained', 'open_white']);

interface CellTable {
  /** Column of `facts` with the number of the row's cell. */
  readonly number: string;
  /** Patterns by name with what is kept of them. */
  readonly patterns: Readonly<Partial<Record<FlagColumn, string>>>;
  readonly keys: readonly CellKey[];
}

/**
 * Problems that no overview can tell apart make a cell: the same flags now and a week before and the same key in each
 * dimension (`cells`), or the same weeks and dimensions (`week_cells`). Facts carry the numbers of their cells, so
 * that a filter is answered by adding up cells, or by one count per number; what a number stands for is read once.
 */
export const CELL_TABLES = {
  cells: {
    number: 'cell',
    patterns: { flags: '', flags_week_before: '' },
    keys: CELL_DIMENSIONS,
  },
  week_cells: {
    number: 'week_cell',
    patterns: { flags: `& ${WEEK_BITS}` },
    keys: [...CELL_DIMENSIONS, 'weeks'],
  },
} as const satisfies Readonly<Record<string, CellTable>>;
export type CellTableName = keyof typeof CELL_TABLES;
const TABLES = Object.keys(CELL_TABLES) as CellTableName[];
const KEYS: readonly CellKey[] = [...CELL_DIMENSIONS, 'weeks'];

/** Names of a table's patterns, in the order of its columns. */
export function patternNames(table: CellTableName): FlagColumn[] {
  return Object.keys(CELL_TABLES[table].patterns) as FlagColumn[];
}

/** A key as text. */
function keyExpression(key: CellKey): string {
  if (key !== 'weeks') return DIMENSION_KEYS[key];
  const monday = (column: string): string => `coalesce(cast(${DIALECTS.duckdb.week(column)} as varchar), '')`;
  return `${monday('reported_at')} || '/' || ${monday('resolved_at')}`;
}

/** `columns` of `base` with the number of its key in each dimension. */
function codedRelation(base: string, columns: readonly string[]): string {
  const keys = KEYS.map((key) => `${keyExpression(key)} as ${key}_key`);
  const codes = KEYS.map((key) => `${key}_names.code as ${key}_code`);
  const joins = KEYS.map(
    (key) =>
      `join (select code, key from cell_keys where name = '${key}') as ${key}_names on ${key}_names.key = problems.${key}_key`,
  );
  const own = columns.map((column) => `problems.${column}`);
  return `(select ${[...own, ...codes].join(', ')} from (select ${[...columns, ...keys].join(', ')} from ${base}) as problems ${joins.join(' ')})`;
}

/** The columns that tell the cells of a table apart, each with its expression over the relation `coded`. */
function cellColumns(table: CellTableName): (readonly [name: string, expression: string])[] {
  const { patterns, keys } = CELL_TABLES[table];
  return [
    // Null where a problem was not registered yet.
    ...Object.entries(patterns).map(([name, kept]) => [name, `coalesce(coded.${name} ${kept}, -1)`] as const),
    ...keys.map((key) => [key, `coded.${key}_code`] as const),
  ];
}

function createTable(table: CellTableName, coded: string): string {
  const columns = cellColumns(table);
  const names = columns.map(([name]) => name).join(', ');
  const expressions = columns.map(([name, expression]) => `${expression} as ${name}`).join(', ');
  return `create table ${table} as select cast(row_number() over (order by ${names}) - 1 as integer) as cell, ${names}, problems from (select ${expressions}, cast(sum(weight) as integer) as problems from ${coded} as coded group by all) as known order by cell`;
}

/**
 * Statements that make `cell_keys`, with the keys of each dimension and their numbers; the cell tables, with what each
 * cell stands for and its problems; and `facts`: `columns` of the relation `base` with the numbers of each row's cells.
 */
export function createCells(base: string, columns: readonly string[]): string[] {
  const keys = KEYS.map(
    (key) =>
      `select '${key}' as name, cast(row_number() over (order by key) - 1 as integer) as code, key from (select distinct ${keyExpression(key)} as key from ${base}) as keys`,
  );
  const coded = codedRelation(base, columns);
  const joins = TABLES.map((table) => {
    const same = cellColumns(table).map(([name, expression]) => `${expression} = ${table}.${name}`);
    return `join ${table} on ${same.join(' and ')}`;
  });
  const own = columns.map((column) => `coded.${column}`);
  const numbers = TABLES.map((table) => `${table}.cell as ${CELL_TABLES[table].number}`);
  return [
    `create table cell_keys as ${keys.join(' union all ')}`,
    ...TABLES.map((table) => createTable(table, coded)),
    // Else the optimizer joins both cell tables with each other first, dimension by dimension: billions of pairs.
    `set disabled_optimizers = 'join_order'`,
    `create table facts as select ${[...own, ...numbers].join(', ')} from ${coded} as coded ${joins.join(' ')} order by reported_at nulls first, cells.cell`,
    `reset disabled_optimizers`,
  ];
}

/** Every cell in the order of its number: its patterns (−1: not registered yet), its keys' numbers, its problems. No nulls. */
export function cellsQuery(table: CellTableName): Fragment {
  const names = cellColumns(table).map(([name]) => name);
  return raw(`select ${names.join(', ')}, problems from ${table} order by cell`);
}

/** Dimension, number and key of everything that cells are numbered by. */
export function cellKeysQuery(): Fragment {
  return raw('select name, code, key from cell_keys');
}

/** Problems (weights) per cell that the filter's lists hold: whenever registered, and within its period. */
export function cellCountQuery(table: CellTableName, filter: Filter): Fragment {
  const period = periodPredicate(filter, 'reported_at');
  const timed = period === null ? raw('weight') : sql`case when ${period} then weight else 0 end`;
  const number = raw(CELL_TABLES[table].number);
  return sql`select ${number}, cast(sum(weight) as integer) as problems, cast(sum(${timed}) as integer) as in_period from facts where ${listsPredicate(filter)} group by ${number}`;
}
