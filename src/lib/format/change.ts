import type { Direction, MetricUnit, MetricValue } from '../core/result.ts';
import { formatCount, printedPercent, roundHalfUp } from './format.ts';

/** A change since the comparison moment. */
export interface Change {
  readonly trend: 'up' | 'down' | 'flat';
  /** Size without sign, in the figure's own unit (percentage points for rates). */
  readonly size: string;
  /** Null for figures that are neither good nor bad. */
  readonly better: boolean | null;
}

/**
 * `now` less `before` in the figure's own unit, neither of them missing; rates in percentage points as they are printed,
 * so that the two figures and their change agree.
 */
export function differenceOf(now: MetricValue, before: MetricValue, unit: MetricUnit): number {
  if (unit === 'ratio') return roundHalfUp(printedPercent(now) - printedPercent(before), 1);
  return roundHalfUp(now.value! - before.value!, unit === 'days' ? 1 : 2);
}

/**
 * The change of a figure; null when either side is missing (M38). A rate's change is the difference of the two
 * printed percentages (one decimal, D22): 47.3% after 47.3% is no change, whatever the digits behind.
 */
export function changeOf(
  now: MetricValue,
  before: MetricValue,
  unit: MetricUnit,
  direction: Direction,
): Change | null {
  if (now.value === null || before.value === null) return null;
  const difference = differenceOf(now, before, unit);
  const trend = difference > 0 ? 'up' : difference < 0 ? 'down' : 'flat';
  const size =
    unit === 'problems' || unit === 'households'
      ? formatCount(Math.abs(difference))
      : Math.abs(difference).toFixed(1);
  const better =
    direction === 'neutral' || trend === 'flat'
      ? null
      : (trend === 'up') === (direction === 'higher_is_better');
  return { trend, size, better };
}
