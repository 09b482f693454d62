import { sqlString } from '../core/sql-string.ts';
import type { Filter } from '../filters/filter.ts';
import { metricOf, METRICS, type MetricId } from '../metrics/registry.ts';
import type { Flag, Metric } from '../metrics/types.ts';
import { figureQuery, type AsOf } from '../sql/metric-query.ts';
import type { Fragment } from '../sql/sql.ts';
import { visitQuery } from '../sql/visit-query.ts';

/** Counts behind a metric, by metric id. */
function countsOf(id: MetricId): Record<string, Flag> {
  const metric = metricOf(id);
  if (metric.kind === 'count') return { [id]: metric.flag };
  if (metric.kind !== 'ratio' && metric.kind !== 'share') return {};
  return { ...countsOf(metric.numerator as MetricId), ...countsOf(metric.denominator as MetricId) };
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
  const literal = (value: unknown): string => (typeof value === 'string' ? sqlString(value) : String(value));
  return text
    .replace(/\?/g, () => literal(parameters[next++] ?? null))
    .replace(/\n\s+/g, ' ')
    .replace(/ (from|where|group by|union all) /g, '\n$1 ');
}

/** The statements that give a figure's parts, as a statistician would write them down. */
export function figureSql(id: MetricId, asOf: AsOf, filter: Filter): string {
  const metric = metricOf(id);
  const counts = countsOf(id);
  const quantiles = metric.kind === 'quantile' ? { [id]: metric } : {};
  const rows = Object.keys(counts).length > 0 || metric.kind === 'quantile';
  const queries = rows ? [readable(figureQuery(asOf, filter, counts, quantiles))] : [];
  if (usesVisits(metric)) queries.push(readable(visitQuery(asOf, filter)));
  return queries.map((query) => `${query};`).join('\n');
}
