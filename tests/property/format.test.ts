import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCount, formatFloored, formatRate, roundHalfUp } from '../../src/lib/format/format.ts';

const parts = fc
  .tuple(fc.nat({ max: 5_000_000 }), fc.integer({ min: 1, max: 5_000_000 }))
  .map(([a, b]) => [Math.min(a, b), b] as const);
const percent = (text: string): number => Number(text.replace('%', ''));

describe('rates', () => {
  it('print 100% and 0% only for all and nothing (D22)', () => {
    fc.assert(
      fc.property(parts, ([numerator, denominator]) => {
        const text = formatRate(numerator, denominator);
        expect(text === '100%').toBe(numerator === denominator);
        expect(text === '0%').toBe(numerator === 0);
        if (numerator > 0 && numerator < denominator) expect(text).toMatch(/^\d{1,2}\.\d%$/);
      }),
    );
  });

  it('are within half a tenth of the truth, but for the ends', () => {
    fc.assert(
      fc.property(parts, ([numerator, denominator]) => {
        const exact = (numerator / denominator) * 100;
        const error = Math.abs(percent(formatRate(numerator, denominator)) - exact);
        expect(error).toBeLessThanOrEqual(exact < 0.05 || exact > 99.95 ? 0.1 : 0.05 + 1e-9);
      }),
    );
  });

  it('never order two rates the wrong way', () => {
    fc.assert(
      fc.property(parts, parts, ([a, b], [c, d]) => {
        const [low, high] =
          a * d <= c * b ? [formatRate(a, b), formatRate(c, d)] : [formatRate(c, d), formatRate(a, b)];
        expect(percent(low)).toBeLessThanOrEqual(percent(high));
      }),
    );
  });
});

describe('numbers', () => {
  it('are rounded to the nearest, half away from zero, with the sign kept', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, fc.integer({ min: 0, max: 3 }), (given, digits) => {
        const rounded = roundHalfUp(given, digits);
        expect(Math.abs(rounded - given)).toBeLessThanOrEqual(0.5 * 10 ** -digits + 1e-6);
        expect(roundHalfUp(-given, digits) + rounded).toBe(0);
      }),
    );
  });

  it('keep their digits between the separators', () => {
    fc.assert(
      fc.property(fc.nat(), (given) => {
        expect(formatCount(given).replaceAll(',', '')).toBe(String(given));
      }),
    );
  });

  it('in prose are never more than the truth, nor a thousand less; 余 stands where something is left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 10_000, max: 100_000_000 }), (given) => {
        const text = formatFloored(given, 'zh');
        const told = Math.round(Number(text.replace(/万余?/, '')) * 10_000);
        expect(told).toBeLessThanOrEqual(given);
        expect(given - told).toBeLessThan(1000);
        expect(text.endsWith('余')).toBe(told < given);
      }),
    );
  });
});
