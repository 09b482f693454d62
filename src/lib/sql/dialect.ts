import type { DialectName } from '../core/engine.ts';
import { calendarCorrections, FIRST_MONDAY, type WorkCalendar } from '../core/work-calendar.ts';

/** What engines spell differently; everything else is the subset that DuckDB and ClickHouse share. */
export interface Dialect {
  /** Linear-interpolated quantile of the rows where `condition` holds; NULL without rows. */
  quantile(expression: string, quantile: number, condition: string): string;
  /** Calendar days from one date or timestamp to another. */
  days(from: string, to: string): string;
  /** Working days after one date or timestamp up to another, by a county's calendar. */
  workingDays(from: string, to: string, calendar: WorkCalendar): string;
  /** Monday of the week, as a date. */
  week(expression: string): string;
  /** First day of the month, as a date. */
  month(expression: string): string;
  /** The first 16 hexadecimal digits of a text's MD5. */
  digest(expression: string): string;
  /** The words of a text that commas separate, as a relation with one column. */
  words(text: string): string;
}

const duckdbDays = (from: string, to: string): string =>
  `date_diff('day', cast(${from} as date), cast(${to} as date))`;

/** Working days from the first Monday to a day, both included; null for none. */
function duckdbWorkingNumber(day: string, calendar: WorkCalendar): string {
  const days = duckdbDays(`date '${FIRST_MONDAY}'`, day);
  const weekdays = `5 * (${days} // 7) + least(${days} % 7 + 1, 5)`;
  const corrections = calendarCorrections(calendar);
  if (corrections === null) return `(${weekdays})`;
  const { first, upTo } = corrections;
  const place = `${duckdbDays(`date '${first}'`, day)} + 1`;
  // As text that is cast: a list of so many constants takes the parser longer than thousands of rows the engine.
  const list = `cast('[${upTo.join(',')}]' as smallint[])`;
  return `(${weekdays} + case when ${place} < 1 then 0 else ${list}[least(${place}, ${upTo.length})] end)`;
}

const duckdb: Dialect = {
  quantile: (expression, quantile, condition) =>
    `quantile_cont(${expression}, ${quantile}) filter (where ${condition})`,
  days: duckdbDays,
  workingDays: (from, to, calendar) =>
    `(${duckdbWorkingNumber(to, calendar)} - ${duckdbWorkingNumber(from, calendar)})`,
  // Not date_trunc: DuckDB 1.4.3, the browser's, declares its result free of nulls and groups garbage instead.
  week: (expression) => `cast(${expression} as date) - cast(isodow(${expression}) - 1 as integer)`,
  month: (expression) => `cast(${expression} as date) - cast(extract(day from ${expression}) - 1 as integer)`,
  digest: (expression) => `substr(md5(${expression}), 1, 16)`,
  words: (text) => `select unnest(string_split(${text}, ','))`,
};

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = { duckdb };
