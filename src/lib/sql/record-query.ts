import type { Filter } from '../filters/filter.ts';
import { searchWords } from '../filters/search.ts';
import type { FigureSelection, SortKey } from '../filters/url.ts';
import { isMark, type MarkId, type Pass } from '../metrics/marks.ts';
import { metricOf, METRICS, type MetricId } from '../metrics/registry.ts';
import type { Flag, Metric } from '../metrics/types.ts';
import { ISSUE_TABLE } from '../schema/ddl.ts';
import { FLAG_PREDICATES } from './flags.ts';
import { markedRelation, markPredicate, needsPaths } from './mark-query.ts';
import { factsRelation, isStored, type AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import {
  BASE_COLUMNS,
  COLUMN_ORDERS,
  isListColumn,
  TEXT_COLUMNS,
  type ListColumn,
} from './record-columns.ts';
import { stateRelation } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

/** Which records are wanted. Each word of `search` is matched as a plain substring, without case. */
export interface RecordScope {
  readonly filter: Filter;
  readonly figure: FigureSelection | null;
  readonly search: string;
}

/** Which of the scope's records are read, in which order, and which columns beside the base. */
export interface RecordPageWindow {
  readonly sort: readonly SortKey[];
  readonly wanted: readonly ListColumn[];
  readonly limit: number;
  readonly offset: number;
}

/** The flag whose rows a figure's numerator or denominator counts; null when it counts no rows (visits) or a mark's. */
export function flagBehind(figure: FigureSelection): Flag | null {
  if (isMark(figure.metric)) return null;
  const metric = metricOf(figure.metric);
  if (metric.kind === 'count') return metric.flag;
  if (metric.kind === 'quantile') return metric.flag;
  if (metric.kind === 'visits') return null;
  const part: Metric = METRICS[metric[figure.part] as MetricId];
  return part.kind === 'count' ? part.flag : null;
}

/** `word` is in lower case; one that has no case is found as it stands, which is cheaper. */
function matches(column: string, word: string): Fragment {
  if (word === word.toUpperCase()) return sql`contains(${raw(column)}, ${word})`;
  const pattern = `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`${raw(column)} ilike ${pattern} escape '\\'`;
}

function markOf({ figure }: RecordScope): MarkId | Pass | null {
  return figure !== null && isMark(figure.metric) ? figure.metric : null;
}

/** What the scope asks of a row apart from the period and the search. */
function rowPredicate(scope: RecordScope, asOf: AsOf): Fragment {
  const lists = listsPredicate(scope.filter);
  const mark = markOf(scope);
  if (mark !== null) return sql`${lists} and ${markPredicate(mark, asOf)}`;
  const behind = scope.figure === null ? null : flagBehind(scope.figure);
  if (scope.figure !== null && behind === null) return raw('false');
  return behind ? join([lists, raw(`(${FLAG_PREDICATES[behind]})`)], ' and ') : lists;
}

function searched(rows: Fragment, search: string): Fragment {
  const found = searchWords(search).map((word) => {
    const anywhere = TEXT_COLUMNS.map((column) => matches(column, word));
    return sql`(${join(anywhere, ' or ')})`;
  });
  return join([rows, ...found], ' and ');
}

/** What is read of one problem; the packed flags say nothing that the state columns do not. */
const RECORD_COLUMNS = ISSUE_TABLE.filter((column) => column.origin !== 'index').map((column) => column.name);

/** All records with their state as of a moment: stored where possible. */
export function issuesRelation(asOf: AsOf): Fragment {
  if (isStored(asOf)) return raw('issues');
  const columns = ISSUE_TABLE.filter((column) => column.origin === 'fact').map((column) => column.name);
  return sql`(${stateRelation(raw('issues'), columns, asOf.moment, asOf.calendar)}) as issues`;
}

/** The records that a scope chooses from. */
function scopeRelation(asOf: AsOf, scope: RecordScope): Fragment {
  const mark = markOf(scope);
  return mark !== null && needsPaths(mark)
    ? markedRelation(issuesRelation(asOf), asOf)
    : issuesRelation(asOf);
}

/** The number of records in the scope, and how many more the scope would hold if they had a date. */
export function recordCountQuery(asOf: AsOf, scope: RecordScope): Fragment {
  const rows = rowPredicate(scope, asOf);
  const period = periodPredicate(scope.filter, 'reported_at');
  const undated = period === null ? raw('false') : raw('reported_at is null');
  return sql`select cast(count(*) filter (where ${period ?? raw('true')}) as integer) as records, cast(count(*) filter (where ${undated}) as integer) as undated from ${scopeRelation(asOf, scope)} where ${searched(rows, scope.search)}`;
}

/** Problems that the scope's figure counts and that only the visit tally knows (D2); no search finds them. */
export function tallyCountQuery(asOf: AsOf, scope: RecordScope): Fragment {
  // The tally knows on-site problems only; no mark stands for them.
  const rows = markOf(scope) === null ? rowPredicate(scope, asOf) : raw('false');
  const period = periodPredicate(scope.filter, 'reported_at') ?? raw('true');
  return sql`select cast(coalesce(sum(weight), 0) as integer) as problems from ${factsRelation(asOf)} where is_tally = 1 and ${rows} and ${period}`;
}

function order(sort: readonly SortKey[]): Fragment {
  const known = sort.filter(({ column }) => isListColumn(column));
  const keys = known.length > 0 ? known : [{ column: 'reported_at', descending: true }];
  const terms = keys.flatMap(({ column, descending }) => {
    const names = column === 'town' ? ['town', 'village'] : [COLUMN_ORDERS[column as ListColumn] ?? column];
    return names.map((name) => `${name} ${descending ? 'desc' : 'asc'} nulls last`);
  });
  return raw([...terms, 'src_file', 'src_sheet', 'src_row', 'issue_id'].join(', '));
}

function listed(scope: RecordScope, asOf: AsOf): Fragment {
  const rows = rowPredicate(scope, asOf);
  const period = periodPredicate(scope.filter, 'reported_at');
  return searched(period === null ? rows : sql`${rows} and ${period}`, scope.search);
}

/** Columns of a page of records: the base, what else is wanted, and, for a search, all that it looked into. */
export function pageColumns(scope: RecordScope, wanted: readonly ListColumn[]): readonly string[] {
  const searchedIn = scope.search === '' ? [] : TEXT_COLUMNS;
  return [...new Set<string>([...BASE_COLUMNS, ...wanted, ...searchedIn])];
}

/**
 * A window of the scope's records in a total order (newest first without `sort`); missing values come last in
 * either direction.
 */
export function recordPageQuery(asOf: AsOf, scope: RecordScope, window: RecordPageWindow): Fragment {
  const { sort, wanted, limit, offset } = window;
  const columns = raw(pageColumns(scope, wanted).join(', '));
  return sql`select ${columns} from ${scopeRelation(asOf, scope)} where ${listed(scope, asOf)} order by ${order(sort)} limit ${limit} offset ${offset}`;
}

/** A record's place in the scope's order (from 1), its neighbours, and how many records there are; no row if it is not among them. */
export function neighboursQuery(
  asOf: AsOf,
  scope: RecordScope,
  sort: readonly SortKey[],
  issueId: string,
): Fragment {
  const places = sql`select issue_id, cast(row_number() over ordered as integer) as place, lag(issue_id) over ordered as earlier, lead(issue_id) over ordered as later, cast(count(*) over () as integer) as records from ${scopeRelation(asOf, scope)} where ${listed(scope, asOf)} window ordered as (order by ${order(sort)})`;
  return sql`select place, earlier, later, records from (${places}) as places where issue_id = ${issueId} limit 1`;
}

/** Everything that is published of one problem. */
export function recordQuery(asOf: AsOf, issueId: string): Fragment {
  const columns = raw(RECORD_COLUMNS.join(', '));
  return sql`select ${columns} from ${issuesRelation(asOf)} where issue_id = ${issueId}`;
}
