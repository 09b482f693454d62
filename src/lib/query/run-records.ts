import type { QueryEngine, SqlValue } from '../core/engine.ts';
import type { LocalMoment } from '../core/period.ts';
import type { SortKey } from '../filters/url.ts';
import type { LedgerColour } from '../schema/colours.ts';
import type { TransitionEvent } from '../schema/events.ts';
import type { AsOf } from '../sql/metric-query.ts';
import type { BaseColumn, ListColumn, TextColumn } from '../sql/record-columns.ts';
import {
  neighboursQuery,
  pageColumns,
  recordCountQuery,
  recordPageQuery,
  recordQuery,
  tallyCountQuery,
  type RecordPageWindow,
  type RecordScope,
} from '../sql/record-query.ts';
import { statement } from '../sql/sql.ts';
import { eventsQuery } from '../sql/transition-query.ts';

/** A row of the records table: the base columns, and what else was asked for or searched. */
export type ListRecord = Readonly<Record<BaseColumn, string | null>> &
  Readonly<Partial<Record<ListColumn | TextColumn, SqlValue>>>;

/** Where a record stands in a list. */
export interface Neighbours {
  /** From 1. */
  readonly place: number;
  readonly records: number;
  /** Numbers of the records before and after; null at the ends. */
  readonly earlier: string | null;
  readonly later: string | null;
}

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
  window: RecordPageWindow,
  signal?: AbortSignal,
): Promise<ListRecord[]> {
  const columns = pageColumns(scope, window.wanted);
  const result = await engine.query(statement(recordPageQuery(asOf, scope, window)), signal);
  return result.rows.map(
    (row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null])) as ListRecord,
  );
}

/** A record's place in a list and its neighbours; null when the list does not have it. */
export async function runNeighbours(
  engine: QueryEngine,
  asOf: AsOf,
  scope: RecordScope,
  about: { sort: readonly SortKey[]; issueId: string },
  signal?: AbortSignal,
): Promise<Neighbours | null> {
  const query = neighboursQuery(asOf, scope, about.sort, about.issueId);
  const [row] = (await engine.query(statement(query), signal)).rows;
  if (!row) return null;
  const [place, earlier, later, records] = row as [number, string | null, string | null, number];
  return { place, earlier, later, records };
}

/** An event of a problem. */
export interface RecordEvent {
  readonly seq: number;
  readonly at: LocalMoment;
  readonly event: TransitionEvent;
  readonly colourFrom: LedgerColour | null;
  readonly colourTo: LedgerColour | null;
  readonly unitFrom: string | null;
  readonly unitTo: string | null;
  readonly actor: string | null;
  readonly note: string | null;
}

/** What had happened to a problem by a moment, in order; nothing where no event is told of it. */
export async function runEvents(
  engine: QueryEngine,
  { moment }: AsOf,
  issueId: string,
  signal?: AbortSignal,
): Promise<RecordEvent[]> {
  const { rows } = await engine.query(statement(eventsQuery(moment, issueId)), signal);
  return rows.map((row) => {
    const [seq, at, event, colourFrom, colourTo, unitFrom, unitTo, actor, note] = row;
    return { seq, at, event, colourFrom, colourTo, unitFrom, unitTo, actor, note } as RecordEvent;
  });
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
