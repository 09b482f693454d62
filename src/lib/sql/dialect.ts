import type { DialectName } from '../core/engine.ts';

/** What engines spell differently; everything else is the subset that DuckDB and ClickHouse share. */
export interface Dialect {
  /** Linear-interpolated quantile of the rows where `condition` holds; NULL without rows. */
  quantile(expression: string, quantile: number, condition: string): string;
  /** Calendar days from one date or timestamp to another. */
  days(from: string, to: string): string;
  /** Monday of the week, as a date. */
  week(expression: string): string;
  /** First day of the month, as a date. */
  month(expression: string): string;
}

const duckdb: Dialect = {
  quantile: (expression, quantile, condition) =>
    `quantile_cont(${expression}, ${quantile}) filter (where ${condition})`,
  days: (from, to) => `date_diff('day', cast(${from} as date), cast(${to} as date))`,
  // Not date_trunc: DuckDB 1.4.3, the browser's, declares its result free of nulls and groups garbage instead.
  week: (expression) => `cast(${expression} as date) - cast(isodow(${expression}) - 1 as integer)`,
  month: (expression) => `cast(${expression} as date) - cast(extract(day from ${expression}) - 1 as integer)`,
};

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { duckdb };
