import type { QueryEngine, SqlValue } from '../core/engine.ts';
import type { SortKey } from '../filters/url.ts';
import type { AsOf } from '../sql/metric-query.ts';
import {
  LIST_COLUMNS,
  recordCountQuery,
  recordPageQuery,
  recordQuery,
  type ListColumn,
  type RecordScope,
} from '../sql/record-query.ts';
import { statement } from '../sql/sql.ts';

/** A row of the records table. */
export type ListRecord = Readonly<Record<ListColumn, string | null>>;

/** Everything that is published of one problem, by column name. */
export type FullRecord = Readonly<Record<string, SqlValue>>;

/** The number of records in a scope. */
export async function countRecords(
  engine: QueryEngine,
  asOf: AsOf,
  scope: RecordScope,
  signal?: AbortSignal,
): Promise<number> {
  const result = await engine.query(statement(recordCountQuery(asOf, scope)), signal);
  return result.rows[0]![0] as number;
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
      Object.fromEntries(LIST_COLUMNS.map((column, index) => [column, row[index] ?? null])) as ListRecord,
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
