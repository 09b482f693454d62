import type { QueryEngine, SqlValue } from '../core/engine.ts';
import { type FINDING_LIST_COLUMNS, findingQuery, type FindingScope } from '../sql/finding-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { type VILLAGE_COLUMNS, villageQuery } from '../sql/village-query.ts';

/** Where and why something was found; the sample is masked. */
export type ListedFinding = Readonly<Record<(typeof FINDING_LIST_COLUMNS)[number], SqlValue>>;

/** A row of the visit tally; `is_counted` is 1 for rows that the figures add up. */
export type ListedVisit = Readonly<Record<(typeof VILLAGE_COLUMNS)[number] | 'is_counted', SqlValue>>;

async function rowsOf<Row>(
  engine: QueryEngine,
  query: Parameters<typeof statement>[0],
  signal?: AbortSignal,
): Promise<Row[]> {
  const { columns, rows } = await engine.query(statement(query), signal);
  return rows.map(
    (row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])) as Row,
  );
}

/** The first `limit` findings of a scope in the order of the files. */
export function runFindings(
  engine: QueryEngine,
  scope: FindingScope,
  limit: number,
  signal?: AbortSignal,
): Promise<ListedFinding[]> {
  return rowsOf<ListedFinding>(engine, findingQuery(scope, limit), signal);
}

/** A town's visit rows up to a moment, by village. */
export function runVillages(
  engine: QueryEngine,
  asOf: AsOf,
  town: string,
  signal?: AbortSignal,
): Promise<ListedVisit[]> {
  return rowsOf<ListedVisit>(engine, villageQuery(asOf, town), signal);
}
