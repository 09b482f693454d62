import { describe, expect, it } from 'vitest';
import { suppressCounts } from '../../../src/lib/privacy/suppress.ts';
import type { IntegerSolver } from '../../../src/lib/privacy/suppress/program.ts';
import type { CountedAtom, CountedUniverse } from '../../../src/lib/privacy/suppress/universe.ts';
import { solveWithHighs as solve } from '../../../src/publish/solver.ts';

/** `town A resolved`, `whole resolved` for every hidden count. */
async function hiddenIn(universe: CountedUniverse): Promise<readonly string[]> {
  const cells = await suppressCounts(universe, solve);
  return cells.map(({ dimension, key, flag }) =>
    dimension === null ? `whole ${flag}` : `${dimension} ${key} ${flag}`,
  );
}

/** One count, printed for the whole and for every town. */
function towns(counts: Readonly<Record<string, number>>): CountedUniverse {
  return {
    flags: ['counted'],
    printed: { whole: ['counted'], by: { town: ['counted'] } },
    atoms: { town: Object.entries(counts).map(([key, count]) => ({ key, pattern: 1, count })) },
  };
}

/** Towns with members of several patterns; everything is printed everywhere. */
function flagged(
  flags: readonly string[],
  rows: readonly (readonly [string, number, number])[],
): CountedUniverse {
  const town: readonly CountedAtom[] = rows.map(([key, pattern, count]) => ({ key, pattern, count }));
  return { flags, printed: { whole: flags, by: { town: flags } }, atoms: { town } };
}

describe('one row', () => {
  it('hides nothing where nothing is small', async () => {
    expect(await hiddenIn(towns({ A: 5, B: 20, C: 30 }))).toEqual([]);
  });

  it('hides the next smallest beside a lone small count, which the total would tell', async () => {
    expect(await hiddenIn(towns({ A: 3, B: 30, C: 20 }))).toEqual(['town A counted', 'town C counted']);
  });

  it('hides a third beside two counts of 1, whose sum of 2 would tell both', async () => {
    expect(await hiddenIn(towns({ A: 1, B: 1, C: 30, D: 20 }))).toEqual([
      'town A counted',
      'town B counted',
      'town D counted',
    ]);
  });

  it('hides no more beside 4 and 4: each may be 1 to 7', async () => {
    expect(await hiddenIn(towns({ A: 4, B: 4, C: 30 }))).toEqual(['town A counted', 'town B counted']);
  });

  it('never hides a zero, and never counts on one', async () => {
    expect(await hiddenIn(towns({ A: 0, B: 3, C: 0, D: 40 }))).toEqual(['town B counted', 'town D counted']);
  });

  it('hides the whole too where it is small itself', async () => {
    expect(await hiddenIn(towns({ A: 3, B: 0 }))).toEqual(['whole counted', 'town A counted']);
  });

  it('hides all there is where all of it is small', async () => {
    expect(await hiddenIn(towns({ A: 1, B: 1 }))).toEqual([
      'whole counted',
      'town A counted',
      'town B counted',
    ]);
  });

  it('hides nothing in an empty ledger', async () => {
    expect(await hiddenIn(towns({}))).toEqual([]);
    expect(await hiddenIn(towns({ A: 0 }))).toEqual([]);
    expect(
      await hiddenIn({ flags: ['counted'], printed: { whole: ['counted'], by: {} }, atoms: {} }),
    ).toEqual([]);
  });
});

describe('several counts', () => {
  const ONSITE = 0b011;
  const LEDGER = 0b101;

  it('hides a cycle of four where rows and columns have totals', async () => {
    const universe = flagged(
      ['counted', 'onsite', 'ledger'],
      [
        ['A', ONSITE, 3],
        ['A', LEDGER, 27],
        ['B', ONSITE, 15],
        ['B', LEDGER, 25],
        ['C', ONSITE, 20],
        ['C', LEDGER, 30],
      ],
    );
    expect(await hiddenIn(universe)).toEqual([
      'town A onsite',
      'town A ledger',
      'town B onsite',
      'town B ledger',
    ]);
  });

  it('hides one of 100 rated and 98 satisfied, which differ by 2', async () => {
    const universe = flagged(
      ['rated', 'satisfied'],
      [
        ['A', 0b01, 2],
        ['A', 0b11, 98],
        ['B', 0b01, 50],
        ['B', 0b11, 150],
      ],
    );
    expect(await hiddenIn(universe)).toEqual(['town A satisfied', 'town B satisfied']);
  });

  it('hides one of three counts that tell together how many have two of them', async () => {
    const universe = flagged(
      ['counted', 'onsite', 'resolved'],
      [
        ['A', 0b111, 2],
        ['A', 0b011, 20],
        ['A', 0b101, 30],
        ['B', 0b111, 10],
        ['B', 0b011, 25],
        ['B', 0b101, 35],
      ],
    );
    // 22 on site + 32 resolved − 52 in all = 2 that are both; 22 is the smallest of the three.
    expect(await hiddenIn(universe)).toEqual(['town A onsite', 'town B onsite']);
  });

  it('does not hide a count for a small one that no dimension tells', async () => {
    const universe = flagged(
      ['onsite', 'resolved'],
      [
        ['A', 0b11, 2],
        ['A', 0b01, 20],
        ['A', 0b10, 30],
        ['B', 0b11, 10],
        ['B', 0b01, 20],
        ['B', 0b10, 30],
      ],
    );
    expect(await hiddenIn(universe)).toEqual([]);
  });

  it('hides a second count where another dimension tells the total', async () => {
    const universe: CountedUniverse = {
      flags: ['counted'],
      printed: { whole: [], by: { colour: ['counted'], town: ['counted'] } },
      atoms: {
        colour: [
          { key: 'blue', pattern: 1, count: 25 },
          { key: 'green', pattern: 1, count: 30 },
        ],
        town: [
          { key: 'A', pattern: 1, count: 3 },
          { key: 'B', pattern: 1, count: 20 },
          { key: 'C', pattern: 1, count: 32 },
        ],
      },
    };
    // No total is printed, but the colours add up to it: 55 − 20 − 32 = 3.
    expect(await hiddenIn(universe)).toEqual(['town A counted', 'town B counted']);
  });
});

describe('twelve towns', () => {
  const KEYS = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L'];
  const rows = KEYS.flatMap((key, index): readonly (readonly [string, number, number])[] => [
    [key, 0b01, key === 'C' ? 3 : 40 + 7 * index],
    [key, 0b11, key === 'H' ? 2 : 150 - 6 * index],
  ]);
  const universe = flagged(['counted', 'resolved'], rows);

  it('hide a handful of counts for two small ones', async () => {
    const hidden = await hiddenIn(universe);
    expect(hidden).toContain('town H resolved');
    expect(hidden.filter((name) => name.startsWith('town C')).length).toBeGreaterThan(0);
    expect(hidden.length).toBeLessThanOrEqual(6);
  });

  it('hide the same in any order of the input, and again', async () => {
    const hidden = await hiddenIn(universe);
    expect(await hiddenIn(universe)).toEqual(hidden);
    expect(await hiddenIn({ ...universe, atoms: { town: universe.atoms['town']!.toReversed() } })).toEqual(
      hidden,
    );
  });
});

describe('refusals', () => {
  const code = 'PUBLISH_SUPPRESSION_FAILED';
  const small = towns({ A: 3, B: 20 });

  it.each<[string, CountedUniverse]>([
    [
      'dimensions that hold different members',
      { ...small, atoms: { ...small.atoms, colour: [{ key: 'blue', pattern: 1, count: 22 }] } },
    ],
    ['a flag that is not counted', { ...small, printed: { whole: ['due'], by: {} } }],
    ['a dimension that is not counted', { ...small, printed: { whole: [], by: { colour: [] } } }],
    ['a count below 0', towns({ A: -1, B: 20 })],
    ['a count that is not whole', towns({ A: 1.5, B: 20 })],
  ])('%s', async (_, universe) => {
    await expect(suppressCounts(universe, solve)).rejects.toMatchObject({ code });
  });

  it.each<[string, IntegerSolver]>([
    ['a solver that fails', () => Promise.reject(new Error('out of memory'))],
    ['a solver that finds nothing', () => Promise.resolve(null)],
    ['a solver that changes nothing', ({ columns }) => Promise.resolve(columns.map(() => 0))],
    ['a solver that answers nonsense', ({ columns }) => Promise.resolve(columns.map((_, index) => index))],
    ['a solver that answers no numbers', ({ columns }) => Promise.resolve(columns.map(() => NaN))],
  ])('%s', async (_, broken) => {
    await expect(suppressCounts(small, broken)).rejects.toMatchObject({ code });
  });
});
