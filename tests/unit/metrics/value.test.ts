import { describe, expect, it } from 'vitest';
import { countValue, missingValue, quantileValue, ratioValue } from '../../../src/lib/metrics/value.ts';

describe('a ratio', () => {
  it('is sum divided by sum, and says its parts', () => {
    expect(ratioValue(1392, 2941)).toEqual({
      ...{ value: 1392 / 2941, numerator: 1392, denominator: 2941, missing: null },
    });
  });

  it('of nothing is missing, not 0 and not 100 %', () => {
    expect(ratioValue(0, 0)).toEqual({
      value: null,
      numerator: 0,
      denominator: 0,
      missing: 'zero_denominator',
    });
    expect(ratioValue(0, 5).value).toBe(0);
  });

  it('on a small base is missing with its parts, from the minimum on it is there (M33)', () => {
    const options = { scale: 100, minimumDenominator: 100 };
    expect(ratioValue(3, 99, options)).toEqual({
      value: null,
      numerator: 3,
      denominator: 99,
      missing: 'small_base',
    });
    expect(ratioValue(3, 100, options).value).toBe(3);
    expect(ratioValue(3, 0, options).missing).toBe('zero_denominator');
  });
});

describe('a quantile', () => {
  it('needs five values (M20)', () => {
    expect(quantileValue(4, 5, 5)).toEqual({ value: 4, numerator: null, denominator: 5, missing: null });
    expect(quantileValue(4, 4, 5)).toEqual({
      value: null,
      numerator: null,
      denominator: 4,
      missing: 'small_base',
    });
    expect(quantileValue(null, 0, 5).missing).toBe('no_data');
    expect(quantileValue(0, 5, 5).value).toBe(0);
  });
});

it('a count has no parts, a missing figure has nothing but its reason', () => {
  expect(countValue(0)).toEqual({ value: 0, numerator: null, denominator: null, missing: null });
  expect(missingValue('no_data')).toEqual({
    value: null,
    numerator: null,
    denominator: null,
    missing: 'no_data',
  });
});
