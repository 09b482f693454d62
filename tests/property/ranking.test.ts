import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankUnits, type Candidate } from '../../src/lib/metrics/ranking.ts';

const units: fc.Arbitrary<Candidate[]> = fc
  .array(
    fc
      .tuple(fc.nat({ max: 30 }), fc.nat({ max: 30 }), fc.integer({ min: 0, max: 9 }))
      .map(([a, b, name]) => ({ numerator: Math.min(a, b), denominator: Math.max(a, b), named: name > 0 })),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(({ numerator, denominator, named }, index) => ({
      key: `u${index}`,
      named,
      figure:
        denominator === 0
          ? { value: null, numerator, denominator, missing: 'zero_denominator' as const }
          : { value: numerator / denominator, numerator, denominator, missing: null },
    })),
  );
const order = fc.constantFrom('largest_first' as const, 'smallest_first' as const);

describe('any ranking', () => {
  it('keeps every unit once', () => {
    fc.assert(
      fc.property(units, order, (all, first) => {
        const keys = rankUnits(all, first).map(({ unit }) => unit.key);
        expect([...keys].sort()).toEqual(all.map(({ key }) => key).sort());
      }),
    );
  });

  it('ranks exactly the units with a name and at least ten cases, each by how many are better', () => {
    fc.assert(
      fc.property(units, order, (all, first) => {
        const able = all.filter(({ named, figure }) => named && figure.denominator! >= 10);
        for (const { unit, rank } of rankUnits(all, first)) {
          if (!able.includes(unit)) {
            expect(rank).toBeNull();
            continue;
          }
          // Cross-multiplied: no quotient is compared.
          const better = able.filter(({ figure: { numerator: n, denominator: d } }) => {
            const [other, own] = [n! * unit.figure.denominator!, unit.figure.numerator! * d!];
            return first === 'largest_first' ? other > own : other < own;
          });
          expect(rank).toBe(better.length + 1);
        }
      }),
    );
  });

  it('does not depend on the order in which units come', () => {
    fc.assert(
      fc.property(units, order, (all, first) => {
        const told = (some: readonly Candidate[]) =>
          rankUnits(some, first).map(({ unit, rank }) => [unit.key, rank]);
        expect(told([...all].reverse())).toEqual(told(all));
      }),
    );
  });

  it('lets ranks only grow, and puts what has none last', () => {
    fc.assert(
      fc.property(units, order, (all, first) => {
        const ranks = rankUnits(all, first).map(({ rank }) => rank ?? Infinity);
        expect(ranks).toEqual([...ranks].sort((a, b) => a - b || 0));
      }),
    );
  });
});
