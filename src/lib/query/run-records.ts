import type { QueryEngine, SqlValue } from '../core/engine.ts';
import type { SortKey } from '../filters/url.ts';
import type { AsOf } from '../sql/metric-query.ts';
import {
  LIST_COLUMNS,
  recordCountQuery,
  recordPageQuery,
  recordQuery,
  tallyCountQuery,
  type ListColumn,
  type RecordScope,
  type UnshownColumn,
} from '../sql/record-query.ts';
import { statement } from '../sql/sql.ts';

/** A row of the records table; `found_in` names the unshown column that a search was found in, if one was. */
export type ListRecord = Readonly<Record<ListColumn, string | null>> & {
  readonly found_in: UnshownColumn | null;
  readonly found_text: string | null;
};

/** Everything that is published of one problem, by column name. */
export type FullRecord = Readonly<Record<string, SqlValue>>;

/** How many records a scope has, and what it counts or leaves out beside them. */
export interface RecordCounts {
  readonly records: number;
  /** Records outside the period only because they have no date. */
  readonly undated: number;
  /** Problems that the figure counts and that have no record (D2). */
  readonly withoutRecords: number;
}

const ROW_COLUMNS = [...LIST_COLUMNS, 'found_in', 'found_text'];

/** Counts of a scope; `records` + `withoutRecords` is the figure that the scope stands for. */
export async function countRecords(
  engine: QueryEngine,
  asOf: AsOf,
  scope: RecordScope,
  signal?: AbortSignal,
): Promise<RecordCounts> {
  const [records, tally] = await Promise.all([
    engine.query(statement(recordCountQuery(asOf, scope)), signal),
    scope.search === '' ? engine.query(statement(tallyCountQuery(asOf, scope)), signal) : null,
  ]);
  const [count, undated] = records.rows[0] as [number, number];
  return { records: count, undated, withoutRecords: (tally?.rows[0]?.[0] as number | undefined) ?? 0 };
}

/** Records `offset` … `offset + limit` of a scope, in the given order. */
export async function runRecords(
  engine: QueryEngine,
  asOf: AsOf,
  scope: RecordScope,
  window: { sort: SortKey | null; limit: number; offset: number },
  signal?: AbortSignal,
): Promise<ListRecord[]> {
  const query = recordPageQuery(asOf, scope, window.sort, window.limit, window.offset);
  const result = await engine.query(statement(query), signal);
  return result.rows.map(
    (row) =>
      Object.fromEntries(ROW_COLUMNS.map((column, index) => [column, row[index] ?? null])) as ListRecord,
  );
}

/** One problem, or null when there is none with this number. */
export async function runRecord(
  engine: QueryEngine,
  asOf: AsOf,
  issueId: string,
  signal?: AbortSignal,
): Promise<FullRecord | null> {
  const result = await engine.query(statement(recordQuery(asOf, issueId)), signal);
  const row = result.rows[0];
  return row ? Object.fromEntries(result.columns.map((column, index) => [column, row[index]!])) : null;
}
