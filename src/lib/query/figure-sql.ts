import type { Filter } from '../filters/filter.ts';
import { metricOf, METRICS, type MetricId } from '../metrics/registry.ts';
import type { Metric } from '../metrics/types.ts';
import {
  countMeasure,
  metricQuery,
  quantileMeasure,
  visitQuery,
  type AsOf,
  type Measure,
} from '../sql/metric-query.ts';
import type { Fragment } from '../sql/sql.ts';

function measuresOf(metric: Metric): Measure[] {
  if (metric.kind === 'count') return [countMeasure(metric)];
  if (metric.kind === 'quantile') return [quantileMeasure(metric)];
  if (metric.kind === 'visits') return [];
  return [metric.numerator, metric.denominator].flatMap((id) => measuresOf(METRICS[id as MetricId]));
}

function usesVisits(metric: Metric): boolean {
  if (metric.kind === 'visits') return true;
  return (
    metric.kind === 'ratio' &&
    [metric.numerator, metric.denominator].some((id) => usesVisits(METRICS[id as MetricId]))
  );
}

/** SQL text with its parameters in place, for reading and for running elsewhere; never sent to an engine. */
function readable({ text, parameters }: Fragment): string {
  let next = 0;
  const literal = (value: unknown): string =>
    typeof value === 'string' ? `'${value.replace(/'/g, "''")}'` : String(value);
  return text
    .replace(/\?/g, () => literal(parameters[next++] ?? null))
    .replace(/\n\s+/g, ' ')
    .replace(/ (from|where|group by|union all) /g, '\n$1 ');
}

/** The statement that gives a figure's parts, as the statistician would write it down. */
export function figureSql(id: MetricId, asOf: AsOf, filter: Filter): string {
  const metric = metricOf(id);
  const measures = measuresOf(metric);
  const queries = measures.length > 0 ? [readable(metricQuery(asOf, filter, measures, []))] : [];
  if (usesVisits(metric)) queries.push(readable(visitQuery(asOf, filter)));
  return queries.map((query) => `${query};`).join('\n');
}
