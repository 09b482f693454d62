import type { Filter } from '../filters/filter.ts';
import { SATISFACTION_KEYS, type FigureSelection, type SortKey } from '../filters/url.ts';
import { metricOf, METRICS, type MetricId } from '../metrics/registry.ts';
import type { Flag, Metric } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import { ISSUE_TABLE } from '../schema/ddl.ts';
import { FLAG_PREDICATES } from './flags.ts';
import { factsRelation, type AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import { stateRelation } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

/** Columns of the records table; each can be sorted by. */
export const LIST_COLUMNS = [
  'issue_id',
  'town',
  'village',
  'reporter_name',
  'problem',
  'category',
  'ledger_class',
  'dept_lead',
  'reported_at',
  'due_at',
  'resolved_at',
  'state',
  'due_state',
  'satisfaction',
  'revisit_state',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

/** Searched columns that a row of the table shows. */
const SHOWN = ['issue_id', 'problem', 'category', 'town', 'village', 'reporter_name', 'dept_lead'];
/** Searched columns that a row does not show; the one that matched is read with the row. */
const UNSHOWN = ['result_text', 'remark', 'owner_name'] as const;
export type UnshownColumn = (typeof UNSHOWN)[number];

/** Which records are wanted. `search` is matched as a plain substring, without case. */
export interface RecordScope {
  readonly filter: Filter;
  readonly figure: FigureSelection | null;
  readonly search: string;
}

/** True for a column by which records can be sorted. */
export function isListColumn(text: string): text is ListColumn {
  return (LIST_COLUMNS as readonly string[]).includes(text);
}

/** The flag whose rows a figure's numerator or denominator counts; null when it counts no rows (visits). */
export function flagBehind(figure: FigureSelection): Flag | null {
  const metric = metricOf(figure.metric);
  if (metric.kind === 'count') return metric.flag;
  if (metric.kind === 'quantile') return metric.flag;
  if (metric.kind === 'visits') return null;
  const part: Metric = METRICS[metric[figure.part] as MetricId];
  return part.kind === 'count' ? part.flag : null;
}

function matches(column: string, search: string): Fragment {
  const pattern = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`${raw(column)} ilike ${pattern} escape '\\'`;
}

function anyMatches(columns: readonly string[], search: string): Fragment {
  return sql`(${join(
    columns.map((column) => matches(column, search)),
    ' or ',
  )})`;
}

/** What the scope asks of a row apart from the period and the search. */
function rowPredicate(scope: RecordScope): Fragment {
  const behind = scope.figure === null ? null : flagBehind(scope.figure);
  if (scope.figure !== null && behind === null) return raw('false');
  const lists = listsPredicate(scope.filter);
  return behind ? join([lists, raw(`(${FLAG_PREDICATES[behind]})`)], ' and ') : lists;
}

function searched(rows: Fragment, search: string): Fragment {
  return search === '' ? rows : sql`${rows} and ${anyMatches([...SHOWN, ...UNSHOWN], search)}`;
}

/** What is read of one problem; the packed flags say nothing that the state columns do not. */
const RECORD_COLUMNS = ISSUE_TABLE.filter((column) => column.origin !== 'index').map((column) => column.name);

function issuesRelation(asOf: AsOf): Fragment {
  if (asOf.moment === asOf.stored) return raw('issues');
  const columns = ISSUE_TABLE.filter((column) => column.origin === 'fact').map((column) => column.name);
  return sql`(${stateRelation(raw('issues'), columns, asOf.moment)}) as issues`;
}

/** The number of records in the scope, and how many more the scope would hold if they had a date. */
export function recordCountQuery(asOf: AsOf, scope: RecordScope): Fragment {
  const rows = rowPredicate(scope);
  const period = periodPredicate(scope.filter, 'reported_at');
  const undated = period === null ? raw('false') : raw('reported_at is null');
  return sql`select cast(count(*) filter (where ${period ?? raw('true')}) as integer) as records, cast(count(*) filter (where ${undated}) as integer) as undated from ${issuesRelation(asOf)} where ${searched(rows, scope.search)}`;
}

/** Problems that the scope's figure counts and that only the visit tally knows (D2); no search finds them. */
export function tallyCountQuery(asOf: AsOf, scope: RecordScope): Fragment {
  const rows = rowPredicate(scope);
  const period = periodPredicate(scope.filter, 'reported_at') ?? raw('true');
  return sql`select cast(coalesce(sum(weight), 0) as integer) as problems from ${factsRelation(asOf)} where is_tally = 1 and ${rows} and ${period}`;
}

function ranked(expression: string, keys: readonly string[]): string {
  const ranks = keys.map((key, rank) => `when '${key}' then ${rank}`);
  return `case ${expression} ${ranks.join(' ')} end`;
}

const URGENCY = `case when due_state = 'overdue' then 0 when due_state = 'due_today' then 1 when state = 'open' then 2 when state = 'other' then 3 when state = 'explained' then 4 when ledger_class = 'onsite' then 6 else 5 end`;

/** Columns whose values have an order of their own; the others sort by value. */
const ORDERS: Partial<Record<ListColumn, string>> = {
  ledger_class: ranked('ledger_class', LEDGER_CLASSES),
  state: URGENCY,
  satisfaction: ranked('coalesce(satisfaction, revisit_state)', SATISFACTION_KEYS),
};

function order(sort: SortKey | null): Fragment {
  const column = sort !== null && isListColumn(sort.column) ? sort.column : 'reported_at';
  const direction = sort === null || sort.descending ? 'desc' : 'asc';
  const village = column === 'town' ? `village ${direction} nulls last, ` : '';
  return raw(
    `${ORDERS[column] ?? column} ${direction} nulls last, ${village}src_file, src_sheet, src_row, issue_id`,
  );
}

/** Where a search that no shown column explains was found: the column's name and its text. */
function foundColumns(search: string): Fragment {
  if (search === '') return raw('null as found_in, null as found_text');
  const shown = anyMatches(SHOWN, search);
  const first = (value: (column: string) => string): Fragment =>
    join(
      UNSHOWN.map((column) => sql`when ${matches(column, search)} then ${raw(value(column))}`),
      ' ',
    );
  return sql`case when ${shown} then null ${first((column) => `'${column}'`)} end as found_in, case when ${shown} then null ${first((column) => column)} end as found_text`;
}

/** A window of the scope's records in a total order; missing values come last in either direction. */
export function recordPageQuery(
  asOf: AsOf,
  scope: RecordScope,
  sort: SortKey | null,
  limit: number,
  offset: number,
): Fragment {
  const rows = rowPredicate(scope);
  const period = periodPredicate(scope.filter, 'reported_at');
  const where = searched(period === null ? rows : sql`${rows} and ${period}`, scope.search);
  const columns = sql`${raw(LIST_COLUMNS.join(', '))}, ${foundColumns(scope.search)}`;
  return sql`select ${columns} from ${issuesRelation(asOf)} where ${where} order by ${order(sort)} limit ${limit} offset ${offset}`;
}

/** Everything that is published of one problem. */
export function recordQuery(asOf: AsOf, issueId: string): Fragment {
  const columns = raw(RECORD_COLUMNS.join(', '));
  return sql`select ${columns} from ${issuesRelation(asOf)} where issue_id = ${issueId}`;
}
