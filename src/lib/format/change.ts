import type { Direction, MetricUnit, MetricValue } from '../core/result.ts';
import { formatCount, roundHalfUp } from './format.ts';

/** A change since the comparison moment. */
export interface Change {
  readonly trend: 'up' | 'down' | 'flat';
  /** Size without sign, in the figure's own unit (percentage points for rates). */
  readonly size: string;
  /** Null for figures that are neither good nor bad. */
  readonly better: boolean | null;
}

/** The change of a figure; null when either side is missing (M38). Rates are compared as they are printed. */
export function changeOf(
  now: MetricValue,
  before: MetricValue,
  unit: MetricUnit,
  direction: Direction,
): Change | null {
  if (now.value === null || before.value === null) return null;
  const difference =
    unit === 'ratio'
      ? roundHalfUp((now.value - before.value) * 100, 1)
      : roundHalfUp(now.value - before.value, unit === 'days' ? 1 : 2);
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
