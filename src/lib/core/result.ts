export type MetricUnit = 'problems' | 'households' | 'days' | 'ratio';
export type Direction = 'higher_is_better' | 'lower_is_better' | 'neutral';

/** Closed list of reasons for a figure that is "—". */
export const MISSING_REASONS = [
  'zero_denominator',
  'not_applicable',
  'no_data',
  'suppressed',
  'small_base',
] as const;
export type MissingReason = (typeof MISSING_REASONS)[number];

/**
 * A figure. `value` is unrounded (a ratio is a fraction, never a per cent), or null with a reason.
 * Counts have neither numerator nor denominator; quantiles have the number of values as denominator.
 */
export interface MetricValue {
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly missing: MissingReason | null;
}
