import type { Filter } from '../filters/filter.ts';
import type { FigureSelection, SortKey } from '../filters/url.ts';
import { metricOf, METRICS, type MetricId } from '../metrics/registry.ts';
import type { Flag, Metric } from '../metrics/types.ts';
import { FLAG_PREDICATES } from './flags.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import { stateRelation } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';
import { ISSUE_TABLE } from '../schema/ddl.ts';

/** Columns that a search looks into. */
const SEARCHED = [
  'issue_id',
  'problem',
  'result_text',
  'remark',
  'category',
  'town',
  'village',
  'reporter_name',
  'dept_lead',
  'owner_name',
];

/** Columns of the records table that can be sorted; also the list that is read for a row of the table. */
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
export function flagBehind(
  figure: FigureSelection,
): { flag: Flag; periodDate: 'reported_at' | 'resolved_at' } | null {
  const metric = metricOf(figure.metric);
  if (metric.kind === 'count') return { flag: metric.flag, periodDate: metric.periodDate ?? 'reported_at' };
  if (metric.kind === 'quantile') return { flag: metric.flag, periodDate: 'reported_at' };
  if (metric.kind === 'visits') return null;
  const part: Metric = METRICS[metric[figure.part] as MetricId];
  return part.kind === 'count' ? { flag: part.flag, periodDate: 'reported_at' } : null;
}

function searchPredicate(search: string): Fragment {
  const pattern = `%${search.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
  return sql`(${join(
    SEARCHED.map((column) => sql`${raw(column)} ilike ${pattern} escape '\\'`),
    ' or ',
  )})`;
}

function scopePredicate(scope: RecordScope): Fragment {
  const behind = scope.figure === null ? null : flagBehind(scope.figure);
  if (scope.figure !== null && behind === null) return raw('false');
  const parts = [listsPredicate(scope.filter)];
  const period = periodPredicate(scope.filter, behind?.periodDate ?? 'reported_at');
  if (period) parts.push(period);
  if (behind) parts.push(raw(`(${FLAG_PREDICATES[behind.flag]})`));
  if (scope.search !== '') parts.push(searchPredicate(scope.search));
  return join(parts, ' and ');
}

function issuesRelation(asOf: AsOf): Fragment {
  if (asOf.moment === asOf.stored) return raw('issues');
  const columns = ISSUE_TABLE.filter((column) => column.origin === 'fact').map((column) => column.name);
  return sql`(${stateRelation('issues', columns, asOf.moment)}) as issues`;
}

/** The number of records in the scope. */
export function recordCountQuery(asOf: AsOf, scope: RecordScope): Fragment {
  return sql`select cast(count(*) as integer) as n from ${issuesRelation(asOf)} where ${scopePredicate(scope)}`;
}

/** A window of the scope's records in a total order; missing values come last in either direction. */
export function recordPageQuery(
  asOf: AsOf,
  scope: RecordScope,
  sort: SortKey | null,
  limit: number,
  offset: number,
): Fragment {
  const column = sort !== null && isListColumn(sort.column) ? sort.column : 'reported_at';
  const direction = sort === null || sort.descending ? 'desc' : 'asc';
  return sql`select ${raw(LIST_COLUMNS.join(', '))} from ${issuesRelation(asOf)} where ${scopePredicate(scope)} order by ${raw(`${column} ${direction} nulls last`)}, src_file, src_sheet, src_row, issue_id limit ${limit} offset ${offset}`;
}

/** Everything that is published of one problem. */
export function recordQuery(asOf: AsOf, issueId: string): Fragment {
  const columns = raw(ISSUE_TABLE.map((column) => column.name).join(', '));
  return sql`select ${columns} from ${issuesRelation(asOf)} where issue_id = ${issueId}`;
}
