import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantileOf } from '../../../src/lib/query/quantile.ts';

/** From the sorted values themselves, as a textbook says. */
function fromValues(values: readonly number[], quantile: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const position = quantile * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(position)]!, sorted[Math.ceil(position)]!];
  return low + (high - low) * (position - Math.floor(position));
}

describe('a quantile of counted values', () => {
  it.each([
    [[[3, 1]], 0.5, 3],
    [
      [
        [1, 1],
        [2, 1],
      ],
      0.5,
      1.5,
    ],
    [
      [
        [0, 2],
        [10, 1],
      ],
      0.5,
      0,
    ],
    [
      [
        [1, 1],
        [2, 1],
        [3, 1],
        [4, 1],
        [5, 1],
      ],
      0.9,
      4.6,
    ],
    [
      [
        [7, 0],
        [8, 2],
      ],
      0.5,
      8,
    ],
  ] as const)('%j at %d is %d', (counted, quantile, expected) => {
    expect(quantileOf(counted, quantile)).toBeCloseTo(expected, 12);
  });

  it('is missing where nothing was counted', () => {
    expect(quantileOf([], 0.5)).toBeNull();
    expect(quantileOf([[4, 0]], 0.5)).toBeNull();
  });

  it('is that of the values one by one', () => {
    const values = fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.constantFrom(0, 0.1, 0.5, 0.9, 1), (all, quantile) => {
        const counts = new Map<number, number>();
        for (const value of all) counts.set(value, (counts.get(value) ?? 0) + 1);
        const counted = [...counts].sort(([a], [b]) => a - b);
        expect(quantileOf(counted, quantile)).toBeCloseTo(fromValues(all, quantile), 12);
      }),
    );
  });
});
