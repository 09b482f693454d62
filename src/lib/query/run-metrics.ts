import type { QueryEngine, SqlResult, SqlValue } from '../core/engine.ts';
import { needsRows, type Filter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { METRIC_IDS, metricOf } from '../metrics/registry.ts';
import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import type { CountMetric, Dimension, QuantileMetric, VisitSum } from '../metrics/types.ts';
import {
  countMeasure,
  factsRelation,
  metricQuery,
  quantileMeasure,
  visitQuery,
  type AsOf,
  type Measure,
} from '../sql/metric-query.ts';
import { DIMENSION_KEYS, ONSITE_KEY } from '../sql/predicate.ts';
import { raw, sql, statement } from '../sql/sql.ts';

/** The keys that each dimension always lists, rows or not (D23), in their order. */
export type Members = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export interface MetricRequest {
  readonly asOf: AsOf;
  readonly filter: Filter;
  readonly dimensions: readonly Dimension[];
  readonly members: Members;
}

const COUNTS = METRIC_IDS.filter((id) => metricOf(id).kind === 'count');
const QUANTILES = METRIC_IDS.filter((id) => metricOf(id).kind === 'quantile');

const COUNT_MEASURES = new Map(COUNTS.map((id) => [id, countMeasure(metricOf(id) as CountMetric)]));
const QUANTILE_MEASURES = new Map(
  QUANTILES.map((id) => [id, quantileMeasure(metricOf(id) as QuantileMetric)]),
);

/** Every measure once, though several metrics may share it. */
const MEASURES: readonly Measure[] = [
  ...new Map(
    [...COUNT_MEASURES.values(), ...QUANTILE_MEASURES.values()].map((measure) => [measure.name, measure]),
  ).values(),
];

type Visits = Readonly<Record<VisitSum, number>>;

function numbersOf(row: ReadonlyMap<string, SqlValue> | null, visits: Visits | null): GroupNumbers {
  const read = (measure: Measure): number | null =>
    (row?.get(measure.name) as number | null | undefined) ?? null;
  return {
    counts: Object.fromEntries([...COUNT_MEASURES].map(([id, measure]) => [id, read(measure) ?? 0])),
    quantiles: Object.fromEntries([...QUANTILE_MEASURES].map(([id, measure]) => [id, read(measure)])),
    visits,
  };
}

function groupKey(dimension: Dimension, key: SqlValue | undefined): string {
  return `${dimension}\n${key}`;
}

function rowsByGroup(
  result: SqlResult,
  dimensions: readonly Dimension[],
): Map<string, Map<string, SqlValue>> {
  const groups = new Map<string, Map<string, SqlValue>>();
  for (const values of result.rows) {
    const row = new Map(result.columns.map((column, index) => [column, values[index]!]));
    const dimension = dimensions.find((name) => row.get(`${name}_key`) !== null);
    groups.set(dimension === undefined ? '' : groupKey(dimension, row.get(`${dimension}_key`)), row);
  }
  return groups;
}

async function runVisits(
  engine: QueryEngine,
  request: MetricRequest,
  signal?: AbortSignal,
): Promise<Map<string, Visits>> {
  const groups = new Map<string, Visits>();
  if (needsRows(request.filter)) return groups;
  const result = await engine.query(statement(visitQuery(request.asOf, request.filter)), signal);
  for (const [town, due, visited, villages] of result.rows) {
    if (villages === 0) continue;
    groups.set(town === null ? '' : groupKey('town', town!), {
      hh_due: (due as number | null) ?? 0,
      hh_visited: visited as number,
    });
  }
  return groups;
}

function keysOf(groups: readonly string[], dimension: Dimension, members: Members): string[] {
  const found = groups
    .filter((key) => key.startsWith(`${dimension}\n`))
    .map((key) => key.slice(dimension.length + 1));
  return [...new Set([...(members[dimension] ?? []), ...found])].filter((key) => key !== ONSITE_KEY);
}

/**
 * The counts behind all metrics, in total and by each dimension on its own, in two statements. Groups that
 * the filter empties are still listed if they are members.
 */
export async function runNumbers(
  engine: QueryEngine,
  request: MetricRequest,
  signal?: AbortSignal,
): Promise<ScopeNumbers> {
  const { asOf, filter, dimensions, members } = request;
  const [result, visits] = await Promise.all([
    engine.query(statement(metricQuery(asOf, filter, MEASURES, dimensions)), signal),
    runVisits(engine, request, signal),
  ]);
  const rows = rowsByGroup(result, dimensions);
  const numbers = (group: string): GroupNumbers =>
    numbersOf(rows.get(group) ?? null, visits.get(group) ?? null);
  const by = Object.fromEntries(
    dimensions.map((dimension) => {
      const keys = keysOf([...rows.keys(), ...visits.keys()], dimension, members);
      return [dimension, Object.fromEntries(keys.map((key) => [key, numbers(groupKey(dimension, key))]))];
    }),
  );
  const total = rows.get('');
  const extra = (name: string): number => (total?.get(name) as number | null | undefined) ?? 0;
  return { whole: numbers(''), by, undated: extra('undated'), withoutRecords: extra('without_records') };
}

/** All metrics in total and by each dimension on its own. */
export async function runMetrics(
  engine: QueryEngine,
  request: MetricRequest & { readonly columns: ReadonlySet<string> },
  signal?: AbortSignal,
): Promise<MetricReport> {
  const numbers = await runNumbers(engine, request, signal);
  return evaluateReport(numbers, { columns: request.columns, rowsFiltered: needsRows(request.filter) });
}

/** Keys that occur in the data for each dimension, by falling number of problems; `__none__` last. */
export async function runMembers(engine: QueryEngine, asOf: AsOf, dimension: Dimension): Promise<string[]> {
  const key = raw(DIMENSION_KEYS[dimension]);
  const members = sql`select ${key} as member, sum(weight) as n from ${factsRelation(asOf)} group by 1`;
  const result = await engine.query(
    statement(
      sql`select member from (${members}) as members order by case when member = '__none__' then 1 else 0 end, n desc, member`,
    ),
  );
  return result.rows.map((row) => row[0] as string).filter((member) => member !== ONSITE_KEY);
}
