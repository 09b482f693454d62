import type { MetricValue } from '../core/result.ts';
import { SMALL_BASE } from '../metrics/value.ts';
import { formatCount } from '../format/format.ts';

/**
 * What a rate is made of, as it stands beside it: `1,126/1,147`, and behind `small` where the denominator is below
 * ten. Undefined for a missing value and for what has no denominator.
 */
export function rateParts(
  { value, numerator, denominator }: Pick<MetricValue, 'value' | 'numerator' | 'denominator'>,
  small: string,
): string | undefined {
  if (value === null || denominator === null) return undefined;
  const parts = `${formatCount(numerator ?? 0)}/${formatCount(denominator)}`;
  return denominator < SMALL_BASE ? `${small} ${parts}` : parts;
}
