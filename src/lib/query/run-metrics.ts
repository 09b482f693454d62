import type { QueryEngine, SqlValue } from '../core/engine.ts';
import { ownRecord } from '../core/own-record.ts';
import { needsRows, type Filter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { METRIC_IDS, metricOf } from '../metrics/registry.ts';
import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import { FLAGS, NONE_KEY, type Dimension, type QuantileMetric, type Visits } from '../metrics/types.ts';
import { CELL_DIMENSIONS, type CellDimension, type FlagColumn } from '../sql/cell-query.ts';
import { dayCountQuery, factsRelation, isStored, undatedQuery, type AsOf } from '../sql/metric-query.ts';
import { DIMENSION_KEYS, ONSITE_KEY } from '../sql/predicate.ts';
import { raw, sql, statement } from '../sql/sql.ts';
import { countCells, sumCells, undatedCells, type CellCounts } from './cell-counts.ts';
import { addCells, groupKey, isUndated, runCells, type Groups } from './cells.ts';
import { countVisits } from './count-visits.ts';
import { quantileOf } from './quantile.ts';

/** The keys that each dimension always lists, rows or not (D23), in their order. */
export type Members = Readonly<Partial<Record<Dimension, readonly string[]>>>;

export interface MetricRequest {
  readonly asOf: AsOf;
  readonly filter: Filter;
  readonly dimensions: readonly Dimension[];
  readonly members: Members;
  /** What is asked beside the counts; left out, it is `null` in the answer. Each costs a statement. */
  readonly quantiles?: boolean;
  readonly visits?: boolean;
}

/** Each count metric with the place of its flag. */
const COUNTS = METRIC_IDS.flatMap((id) => {
  const metric = metricOf(id);
  return metric.kind === 'count' ? [[id, FLAGS.indexOf(metric.flag)] as const] : [];
});
const QUANTILES = Object.fromEntries(
  METRIC_IDS.map((id) => [id, metricOf(id)] as const).filter(([, metric]) => metric.kind === 'quantile'),
) as Readonly<Record<string, QuantileMetric>>;

const WITHOUT_RECORD = FLAGS.indexOf('without_record');
const NO_COUNTS = Object.freeze(Object.fromEntries(COUNTS.map(([id]) => [id, 0])));
const NO_VISITS: Groups<Visits> = new Map();
const NO_QUANTILES = Object.freeze(Object.fromEntries(Object.keys(QUANTILES).map((id) => [id, null])));

/** A group's numbers from its counts by flag (none: it has no problem); without quantiles and visits. */
export function flagNumbers(sums: readonly number[] | undefined): GroupNumbers {
  return {
    counts: sums ? Object.fromEntries(COUNTS.map(([id, bit]) => [id, sums[bit]!])) : NO_COUNTS,
    quantiles: NO_QUANTILES,
    visits: null,
  };
}

/** The group of a result row whose first columns are the dimensions' keys. */
function groupOf(row: readonly SqlValue[], dimensions: readonly Dimension[]): string {
  const index = dimensions.findIndex((_, column) => row[column] !== null);
  return index < 0 ? '' : groupKey(dimensions[index]!, row[index] as string);
}

async function runQuantiles(
  engine: QueryEngine,
  request: MetricRequest,
  signal?: AbortSignal,
): Promise<Groups<Record<string, number | null>>> {
  const { asOf, filter, dimensions, quantiles = true } = request;
  if (!quantiles) return new Map();
  const { rows } = await engine.query(statement(dayCountQuery(asOf, filter, QUANTILES, dimensions)), signal);
  const groups: Groups<(readonly SqlValue[])[]> = new Map();
  for (const row of rows) {
    const key = groupOf(row, dimensions);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  const days = dimensions.length;
  const names = Object.entries(QUANTILES);
  return new Map(
    [...groups].map(([key, counted]) => [
      key,
      Object.fromEntries(
        names.map(([name, { quantile }], index) => {
          const steps = counted.map((row) => [row[days] as number, row[days + 1 + index] as number] as const);
          return [name, quantileOf(steps, quantile)];
        }),
      ),
    ]),
  );
}

function keysOf(groups: readonly string[], dimension: Dimension, members: Members): string[] {
  const prefix = groupKey(dimension, '');
  const found = groups.filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  return [...new Set([...(members[dimension] ?? []), ...found])].filter((key) => key !== ONSITE_KEY);
}

/** What {@link assembleNumbers} puts together: flag counts, and what is asked beside them. */
export interface CountedScope {
  readonly counts: Groups<number[]>;
  readonly undated: number;
}

/**
 * The scope's numbers from flag counts that are there or on their way, with quantiles and visits queried
 * beside them. Groups that the filter empties are still listed if they are members.
 */
export async function assembleNumbers(
  engine: QueryEngine,
  request: MetricRequest,
  counted: CountedScope | Promise<CountedScope>,
  signal?: AbortSignal,
): Promise<ScopeNumbers> {
  const { asOf, filter, dimensions, members, visits } = request;
  const [{ counts, undated }, quantiles, visited] = await Promise.all([
    counted,
    runQuantiles(engine, request, signal),
    visits === false || needsRows(filter) ? NO_VISITS : countVisits(engine, asOf, filter, signal),
  ]);
  const numbers = (group: string): GroupNumbers => ({
    ...flagNumbers(counts.get(group)),
    quantiles: quantiles.get(group) ?? NO_QUANTILES,
    visits: visited.get(group) ?? null,
  });
  const by = Object.fromEntries(
    dimensions.map((dimension) => {
      const keys = keysOf([...counts.keys(), ...visited.keys()], dimension, members);
      return [dimension, ownRecord(keys.map((key) => [key, numbers(groupKey(dimension, key))] as const))];
    }),
  );
  return { whole: numbers(''), by, undated, withoutRecords: counts.get('')?.[WITHOUT_RECORD] ?? 0 };
}

/** Flag counts as of the stored moment, or (`flags_week_before`) a week before it. */
export function countedCells(
  counted: CellCounts,
  flags: FlagColumn,
  dimensions: readonly CellDimension[],
): CountedScope {
  return {
    counts: sumCells(counted, flags, [null, ...dimensions]),
    undated: undatedCells(counted),
  };
}

function areCellDimensions(dimensions: readonly Dimension[]): dimensions is readonly CellDimension[] {
  return dimensions.every((dimension) => (CELL_DIMENSIONS as readonly Dimension[]).includes(dimension));
}

/** Flag counts as of any moment. */
async function countScope(
  engine: QueryEngine,
  { asOf, filter, dimensions }: MetricRequest,
  signal?: AbortSignal,
): Promise<CountedScope> {
  if (isStored(asOf) && areCellDimensions(dimensions))
    return countedCells(await countCells(engine, filter, signal), 'flags', dimensions);
  const bys = [null, ...dimensions];
  const cells = await runCells(engine, asOf, filter, bys, signal);
  const counts: Groups<number[]> = new Map();
  bys.forEach((by, index) => addCells(counts, by, cells[index]!));
  if (filter.from === null && filter.to === null) {
    const undated = cells[0]!.filter(([, , pattern]) => isUndated(pattern));
    return { counts, undated: undated.reduce((sum, [, , , problems]) => sum + problems, 0) };
  }
  const { rows } = await engine.query(statement(undatedQuery(asOf, filter)), signal);
  return { counts, undated: rows[0]![0] as number };
}

/** The counts behind all metrics, in total and by each dimension on its own. */
export function runNumbers(
  engine: QueryEngine,
  request: MetricRequest,
  signal?: AbortSignal,
): Promise<ScopeNumbers> {
  return assembleNumbers(engine, request, countScope(engine, request, signal), signal);
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
      sql`select member from (${members}) as members order by case when member = ${NONE_KEY} then 1 else 0 end, n desc, member`,
    ),
  );
  return result.rows.map((row) => row[0] as string).filter((member) => member !== ONSITE_KEY);
}
