import { describe, expect, it } from 'vitest';
import { decimalNumber, integer128, isoDate, isoMoment, isoTime } from '../../../src/lib/engine/values.ts';

describe('dates and moments', () => {
  it.each([
    [0, '1970-01-01'],
    [-1, '1969-12-31'],
    [19040, '2022-02-17'],
  ])('day %i is %s', (days, text) => expect(isoDate(days)).toBe(text));

  it.each([
    [0, '1970-01-01T00:00:00'],
    [-1, '1969-12-31T23:59:59'],
    [1_645_120_800_999, '2022-02-17T18:00:00'],
  ])('millisecond %i is %s', (milliseconds, text) => expect(isoMoment(milliseconds)).toBe(text));

  it('cuts off fractions of a second', () => expect(isoTime(3_723_999_999n)).toBe('01:02:03'));
});

describe('numbers wider than JavaScript’s', () => {
  it.each([
    [125n, 2, 1.25],
    [-5n, 2, -0.05],
    [0n, 3, 0],
    [7n, 0, 7],
    [12_345_678_901_234_567n, 3, 12_345_678_901_234.567],
  ])('%s with %i decimals is %d', (unscaled, scale, value) => {
    expect(decimalNumber(unscaled, scale)).toBe(value);
  });

  it.each([
    [[1, 0, 0, 0], 1n],
    [[0, 1, 0, 0], 4_294_967_296n],
    [[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff], -1n],
  ])('words %j are %s', (words, value) => expect(integer128(words)).toBe(value));
});
