import type { MetricId } from '../metrics/registry.ts';
import type { MetricReport } from '../metrics/report.ts';
import { NONE_KEY, type Dimension } from '../metrics/types.ts';
import { SMALL_BASE } from '../metrics/value.ts';

/** A unit's ledger resolution rate is called low from this many percentage points below the whole's. */
export const LOW_POINTS = 5;
/** Rates on fewer problems are not compared (D23). */
export const COMPARED_BASE = SMALL_BASE;

/** Towns whose ledger resolution rate is low, the lowest first. */
export function lowUnits(report: MetricReport): string[] {
  const whole = report.overall.ledger_resolution_rate.value;
  if (whole === null) return [];
  return Object.entries(report.by.town ?? {})
    .map(([key, table]) => ({ key, rate: table.ledger_resolution_rate }))
    .filter(({ key, rate }) => key !== NONE_KEY && rate.value !== null && rate.denominator! >= COMPARED_BASE)
    .filter(({ rate }) => rate.value! <= whole - LOW_POINTS / 100)
    .sort((a, b) => a.rate.value! - b.rate.value!)
    .map(({ key }) => key);
}

export const INSIGHT_KINDS = [
  'town',
  'department',
  'dueToday',
  'dissatisfied',
  'revisit',
  'undated',
  'nocolour',
] as const;
export type InsightKind = (typeof INSIGHT_KINDS)[number];

/** A short statement made by a rule, with the figures that prove it. */
export interface Insight {
  readonly kind: InsightKind;
  readonly count: number;
  /** Count of the whole that `count` is a share of, where the statement gives one. */
  readonly of: number | null;
  readonly dimension: Dimension | null;
  readonly key: string | null;
  /** The records that are counted; null when a filter alone selects them. */
  readonly metric: MetricId | null;
}

function largest(
  report: MetricReport,
  dimension: 'town' | 'department',
  metric: MetricId,
): [string, number] | null {
  const units = Object.entries(report.by[dimension] ?? {}).filter(
    ([key, table]) => key !== NONE_KEY && (table.problems_total.value ?? 0) > 0,
  );
  // Alone in the selection: most of nothing.
  if (units.length < 2) return null;
  const entries = units
    .map(([key, table]) => [key, table[metric].value ?? 0] as [string, number])
    .sort((a, b) => b[1] - a[1]);
  const [first, second] = entries;
  // Two units with the same count: neither has most.
  return first !== undefined && first[1] > (second?.[1] ?? 0) ? first : null;
}

/**
 * What deserves attention, by fixed rules: the unit with most overdue problems, what is due today, bad
 * ratings, revisits to come, and rows that figures must leave out. Nothing is said of a count of 0.
 */
export function insights(report: MetricReport): Insight[] {
  const found: Insight[] = [];
  const { overall } = report;
  const add = (kind: InsightKind, count: number | null, rest: Partial<Insight> = {}): void => {
    if (count !== null && count > 0)
      found.push({ kind, count, of: null, dimension: null, key: null, metric: null, ...rest });
  };
  for (const dimension of ['town', 'department'] as const) {
    const most = largest(report, dimension, 'overdue_open');
    if (most)
      add(dimension, most[1], {
        of: overall.overdue_open.value,
        dimension,
        key: most[0],
        metric: 'overdue_open',
      });
  }
  add('dueToday', overall.due_today.value, { metric: 'due_today' });
  add('dissatisfied', overall.dissatisfied.value, { metric: 'dissatisfied' });
  add('revisit', overall.not_revisited.value, { of: overall.answered.value, metric: 'not_revisited' });
  add('undated', report.undated);
  add('nocolour', report.by.colour?.unknown?.colour_count.value ?? 0, {
    dimension: 'colour',
    key: 'unknown',
    metric: 'colour_count',
  });
  return found;
}
