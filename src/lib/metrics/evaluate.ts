import { METRICS, METRIC_IDS, metricOf, type MetricId } from './registry.ts';
import type { MetricTable } from './table.ts';
import type { Dimension, Metric, Visits } from './types.ts';
import type { MetricValue } from '../core/result.ts';
import { countValue, missingValue, quantileValue, ratioValue, SMALL_BASE } from './value.ts';

/** Raw numbers of one group, as the queries return them. */
export interface GroupNumbers {
  /** Count by metric id; 0 where the group has no rows. */
  readonly counts: Readonly<Record<string, number>>;
  /** Quantile by metric id; null without values. */
  readonly quantiles: Readonly<Record<string, number | null>>;
  /** Sums of the visit figures; null where there is no visit data for the group. */
  readonly visits: Visits | null;
  /**
   * Present in the public edition: ids of the metrics whose numbers it does not hold, whatever stands for them above.
   * Rates of its groups need {@link SMALL_BASE} cases (dictionary §6).
   */
  readonly hidden?: ReadonlySet<string>;
}

/** What decides whether a metric can be said of a group at all. */
export interface GroupContext {
  readonly dimension: Dimension | null;
  readonly key: string | null;
  /** Numbers of the whole scope, for shares. */
  readonly whole: GroupNumbers;
  /** True when the filter selects rows by more than place: visit figures then do not apply. */
  readonly rowsFiltered: boolean;
  /** Columns that the export has; metrics that need others are `no_data`. */
  readonly columns: ReadonlySet<string>;
}

const VISIT_DIMENSIONS: readonly (Dimension | null)[] = [null, 'town', 'village'];

function partsOf(metric: Metric): readonly Metric[] {
  return metric.kind === 'ratio' || metric.kind === 'share'
    ? [METRICS[metric.numerator as MetricId], METRICS[metric.denominator as MetricId]]
    : [];
}

function usesVisits(metric: Metric): boolean {
  return metric.kind === 'visits' || partsOf(metric).some(usesVisits);
}

/** Columns without which the metric says nothing; its parts' needs included. */
export function needsOf(metric: Metric): readonly (readonly string[])[] {
  return [...(metric.needs ?? []), ...partsOf(metric).flatMap(needsOf)];
}

const VISIT_METRICS: ReadonlySet<MetricId> = new Set(METRIC_IDS.filter((id) => usesVisits(metricOf(id))));

/** Metrics that can be said of any group of problems: counts and their quotients, without shares, visits and days. */
export const GROUP_METRICS: readonly MetricId[] = METRIC_IDS.filter((id) => {
  const { kind } = metricOf(id);
  return (kind === 'count' || kind === 'ratio') && !VISIT_METRICS.has(id) && id !== 'colour_count';
});

function applies(id: MetricId, metric: Metric, context: GroupContext): boolean {
  if (VISIT_METRICS.has(id)) return VISIT_DIMENSIONS.includes(context.dimension) && !context.rowsFiltered;
  if (metric.kind === 'share') return context.dimension === metric.dimension && context.key !== 'onsite';
  if (id === 'colour_count') return context.dimension === 'colour';
  // White is explained, never resolved (D5).
  return !(id === 'resolved_total' && context.dimension === 'colour' && context.key === 'white');
}

function rawNumber(id: string, numbers: GroupNumbers): number | null {
  const metric = METRICS[id as MetricId] as Metric;
  if (metric.kind === 'visits') return numbers.visits?.[metric.sum] ?? null;
  return numbers.counts[id] ?? 0;
}

function ratio(
  numerator: number | null,
  denominator: number | null,
  options: Parameters<typeof ratioValue>[2],
): MetricValue {
  if (numerator === null || denominator === null) return missingValue('no_data');
  return ratioValue(numerator, denominator, options);
}

const UNSUPPORTED = new WeakMap<ReadonlySet<string>, ReadonlySet<MetricId>>();

/** Metrics whose columns an export lacks; worked out once per export. */
function unsupported(columns: ReadonlySet<string>): ReadonlySet<MetricId> {
  let found = UNSUPPORTED.get(columns);
  if (!found) {
    const lacks = (id: MetricId): boolean =>
      needsOf(metricOf(id)).some((anyOf) => !anyOf.some((column) => columns.has(column)));
    UNSUPPORTED.set(columns, (found = new Set(METRIC_IDS.filter(lacks))));
  }
  return found;
}

/** True where the public edition leaves out the metric's number, or one that it is made of. */
function isHidden(id: string, numbers: GroupNumbers, { whole }: GroupContext): boolean {
  const { hidden } = numbers;
  if (hidden === undefined) return false;
  const metric = metricOf(id as MetricId);
  if (metric.kind === 'ratio') return hidden.has(metric.numerator) || hidden.has(metric.denominator);
  if (metric.kind === 'share')
    return hidden.has(metric.numerator) || whole.hidden?.has(metric.denominator) === true;
  return hidden.has(id);
}

/** One metric of one group, or the reason why there is none. */
export function evaluateMetric(id: MetricId, numbers: GroupNumbers, context: GroupContext): MetricValue {
  const metric = metricOf(id);
  if (!applies(id, metric, context)) return missingValue('not_applicable');
  if (unsupported(context.columns).has(id)) return missingValue('no_data');
  if (isHidden(id, numbers, context)) return missingValue('suppressed');
  const minimumDenominator = numbers.hidden === undefined ? undefined : SMALL_BASE;
  switch (metric.kind) {
    case 'count':
      return countValue(numbers.counts[id] ?? 0);
    case 'visits': {
      const sum = numbers.visits?.[metric.sum] ?? null;
      return sum === null ? missingValue('no_data') : countValue(sum);
    }
    case 'ratio':
      return ratio(rawNumber(metric.numerator, numbers), rawNumber(metric.denominator, numbers), {
        minimumDenominator,
        ...metric,
      });
    case 'share':
      return ratio(rawNumber(metric.numerator, numbers), rawNumber(metric.denominator, context.whole), {
        minimumDenominator,
      });
    case 'quantile':
      return quantileValue(
        numbers.quantiles[id] ?? null,
        numbers.counts.timed ?? 0,
        Math.max(metric.minimumDenominator, minimumDenominator ?? 0),
      );
  }
}

/** All metrics of one group. */
export function evaluateAll(numbers: GroupNumbers, context: GroupContext): MetricTable {
  return Object.fromEntries(
    METRIC_IDS.map((id) => [id, evaluateMetric(id, numbers, context)]),
  ) as MetricTable;
}

interface LazyTable {
  readonly numbers: GroupNumbers;
  readonly context: GroupContext;
}

/** Getters that work a metric out when it is first read, and keep it. */
const LAZY = Object.create(null) as object;
for (const id of METRIC_IDS) {
  Object.defineProperty(LAZY, id, {
    get(this: LazyTable) {
      const value = evaluateMetric(id, this.numbers, this.context);
      Object.defineProperty(this, id, { value });
      return value;
    },
  });
}

/**
 * All metrics of one group, each worked out when it is read: a page shows a dozen of fifty. Not for
 * serialising or comparing, since what was not read is not there.
 */
export function evaluateLazily(numbers: GroupNumbers, context: GroupContext): MetricTable {
  return Object.create(LAZY, { numbers: { value: numbers }, context: { value: context } }) as MetricTable;
}
