import type { MetricValue, MissingReason } from '../core/result.ts';

/** Rates on fewer cases are marked 样本少 and not ranked (D23). */
export const SMALL_BASE = 10;

/** A figure that is "—" for `reason`. */
export function missingValue(reason: MissingReason): MetricValue {
  return { value: null, numerator: null, denominator: null, missing: reason };
}

/** A plain count or sum. */
export function countValue(count: number): MetricValue {
  return { value: count, numerator: null, denominator: null, missing: null };
}

/**
 * Sum ÷ sum. Null with `zero_denominator` when the denominator is 0, with `small_base` below
 * `minimumDenominator`; the parts stay visible in both cases.
 */
export function ratioValue(
  numerator: number,
  denominator: number,
  options: { scale?: number | undefined; minimumDenominator?: number | undefined } = {},
): MetricValue {
  const { scale = 1, minimumDenominator = 0 } = options;
  if (denominator === 0) return { value: null, numerator, denominator, missing: 'zero_denominator' };
  if (denominator < minimumDenominator) return { value: null, numerator, denominator, missing: 'small_base' };
  return { value: (numerator / denominator) * scale, numerator, denominator, missing: null };
}

/** A quantile of `count` values; null with `no_data` without values, `small_base` below the minimum (M20). */
export function quantileValue(value: number | null, count: number, minimum: number): MetricValue {
  if (count === 0 || value === null)
    return { value: null, numerator: null, denominator: count, missing: 'no_data' };
  if (count < minimum) return { value: null, numerator: null, denominator: count, missing: 'small_base' };
  return { value, numerator: null, denominator: count, missing: null };
}
