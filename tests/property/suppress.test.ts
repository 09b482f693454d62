import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { suppressCounts } from '../../src/lib/privacy/suppress.ts';
import type { CountedUniverse, PrintedCell } from '../../src/lib/privacy/suppress/universe.ts';
import { solveWithHighs as solve } from '../../src/publish/solver.ts';
import {
  allCells,
  numberOf,
  printOf,
  rangeBySolver,
  rangesByTrying,
  sensitiveNumbers,
  trueValue,
  type AskedNumber,
  type Range,
} from '../support/suppression-attack.ts';

/** “1 to 4”. */
const WIDTH = 3;
const width = ({ low, high }: Range): number => high - low;

interface Shape {
  readonly dimensions: readonly number[];
  readonly flags: number;
  readonly patterns: number;
  /** Least and most. */
  readonly groups: readonly [number, number];
  readonly most: number;
}

/** Members in groups, each with a pattern and a key of every dimension: the dimensions agree by construction. */
function universes({ dimensions, flags, patterns, groups, most }: Shape): fc.Arbitrary<CountedUniverse> {
  const names = Array.from({ length: flags }, (_, bit) => `f${bit}`);
  const group = fc.record({
    pattern: fc.nat(patterns - 1),
    keys: fc.tuple(...dimensions.map((keys) => fc.nat(keys - 1))),
    count: fc.nat(most),
  });
  return fc
    .record({
      // Some flags are within others, some are of nobody, some of everybody.
      patterns: fc.array(fc.nat(2 ** flags - 1), { minLength: patterns, maxLength: patterns }),
      isNested: fc.boolean(),
      groups: fc.array(group, { minLength: groups[0], maxLength: groups[1], size: 'max' }),
      whole: fc.subarray(names, { minLength: flags - 1 }),
      by: fc.tuple(...dimensions.map(() => fc.subarray(names, { minLength: flags - 1 }))),
    })
    .map(({ patterns: raw, isNested, groups: members, whole, by }) => {
      const own = raw.map((pattern) => (isNested ? nested(pattern, flags) : pattern));
      const byDimension = <T>(of: (index: number) => T): Record<string, T> =>
        Object.fromEntries(dimensions.map((_, index) => [`d${index}`, of(index)]));
      return {
        flags: names,
        printed: { whole, by: byDimension((index) => by[index]!) },
        atoms: byDimension((index) =>
          members.map(({ pattern, keys, count }) => ({
            key: `k${keys[index]}`,
            pattern: own[pattern]!,
            count,
          })),
        ),
      };
    });
}

/** Flag 0 for all, every other one only where the one before it is. */
function nested(pattern: number, flags: number): number {
  return 2 ** (1 + (pattern % flags)) - 1;
}

const SMALL = fc.oneof(
  universes({ dimensions: [3, 4], flags: 4, patterns: 5, groups: [6, 20], most: 12 }),
  universes({ dimensions: [2, 3, 4], flags: 3, patterns: 4, groups: [8, 30], most: 12 }),
);

const isSmall = (value: number): boolean => value >= 1 && value <= 4;

const isOf = (universe: CountedUniverse, { dimension, key, flag }: PrintedCell): boolean =>
  allCells(universe).some((cell) => cell.dimension === dimension && cell.key === key && cell.flag === flag);

/** What must stay wide: the small numbers, and all that is hidden. */
function guarded(universe: CountedUniverse, hidden: readonly PrintedCell[]): readonly AskedNumber[] {
  return [...sensitiveNumbers(universe), ...hidden.map((cell) => numberOf(universe, cell))];
}

function expectPlausible(universe: CountedUniverse, hidden: readonly PrintedCell[]): void {
  expect(hidden.filter((cell) => !isOf(universe, cell))).toEqual([]);
  expect(hidden.filter((cell) => trueValue(universe, numberOf(universe, cell)) === 0)).toEqual([]);
  if (sensitiveNumbers(universe).length === 0) expect(hidden).toEqual([]);
}

it('whoever tries all data that agree with the print cannot tell what is hidden, nor any small number', async () => {
  const tiny = universes({ dimensions: [2, 3], flags: 3, patterns: 2, groups: [0, 6], most: 4 });
  await fc.assert(
    fc.asyncProperty(tiny, async (universe) => {
      const hidden = await suppressCounts(universe, solve);
      expectPlausible(universe, hidden);
      const rangeOf = rangesByTrying(printOf(universe, hidden), 23);
      for (const number of guarded(universe, hidden)) {
        const { low, high } = rangeOf(number);
        expect(low).toBeLessThanOrEqual(trueValue(universe, number));
        expect(high).toBeGreaterThanOrEqual(trueValue(universe, number));
        expect(high - low).toBeGreaterThanOrEqual(WIDTH);
      }
    }),
    { seed: 20220217, numRuns: 60 },
  );
}, 120_000);

it('nor can whoever asks a solver for the least and the greatest that a number may be', async () => {
  await fc.assert(
    fc.asyncProperty(SMALL, async (universe) => {
      const hidden = await suppressCounts(universe, solve);
      expectPlausible(universe, hidden);
      const print = printOf(universe, hidden);
      for (const number of guarded(universe, hidden)) {
        expect(width(await rangeBySolver(print, number, solve))).toBeGreaterThanOrEqual(WIDTH);
      }
    }),
    { seed: 20220217, numRuns: 60 },
  );
}, 240_000);

describe('the attacks themselves', () => {
  const universe: CountedUniverse = {
    flags: ['counted', 'onsite', 'ledger'],
    printed: {
      whole: ['counted', 'onsite', 'ledger'],
      by: { town: ['counted', 'onsite', 'ledger'] },
    },
    atoms: {
      town: [
        { key: 'A', pattern: 0b011, count: 3 },
        { key: 'A', pattern: 0b101, count: 7 },
        { key: 'B', pattern: 0b011, count: 6 },
        { key: 'B', pattern: 0b101, count: 5 },
      ],
    },
  };
  const primary: readonly PrintedCell[] = [{ dimension: 'town', key: 'A', flag: 'onsite' }];

  it('find out hidden counts of many ledgers when only the small ones are hidden', async () => {
    const samples = fc.sample(SMALL, { seed: 20220217, numRuns: 40 });
    let found = 0;
    for (const sample of samples) {
      const small = allCells(sample).filter((cell) => isSmall(trueValue(sample, numberOf(sample, cell))));
      const print = printOf(sample, small);
      for (const cell of small) {
        if (width(await rangeBySolver(print, numberOf(sample, cell), solve)) === 0) found += 1;
      }
    }
    expect(found).toBeGreaterThan(20);
  });

  it('find out a small count when nothing else is hidden', async () => {
    const [number] = primary.map((cell) => numberOf(universe, cell));
    const print = printOf(universe, primary);
    expect(rangesByTrying(print, 12)(number!)).toEqual({ low: 3, high: 3 });
    expect(await rangeBySolver(print, number!, solve)).toEqual({ low: 3, high: 3 });
  });

  it('agree on what remains possible when four counts are hidden', async () => {
    const hidden = ['A', 'B'].flatMap((key) =>
      ['onsite', 'ledger'].map((flag) => ({ dimension: 'town', key, flag })),
    );
    const print = printOf(universe, hidden);
    // Town A has 10 and all are 9 on site and 12 in the ledger: 1 to 8 on site in A leave 1 or more everywhere.
    const expected = [
      [1, 8],
      [2, 9],
      [1, 8],
      [3, 10],
    ];
    for (const [index, cell] of hidden.entries()) {
      const [low, high] = expected[index]!;
      const number = numberOf(universe, cell);
      expect(rangesByTrying(print, 12)(number)).toEqual({ low, high });
      expect(await rangeBySolver(print, number, solve)).toEqual({ low, high });
    }
  });

  it('know the small numbers', () => {
    const values = sensitiveNumbers(universe).map((number) => trueValue(universe, number));
    // The cell, counted − ledger of town A, and its atom.
    expect(values).toEqual([3, 3, 3]);
  });
});
