import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/lib/core/result.ts';
import { claimGap, rankChange, rankUnits, type Candidate } from '../../../src/lib/metrics/ranking.ts';

const of = (numerator: number, denominator: number): MetricValue => ({
  value: denominator === 0 ? null : numerator / denominator,
  numerator,
  denominator,
  missing: denominator === 0 ? 'zero_denominator' : null,
});
const unit = (key: string, numerator: number, denominator: number): Candidate => ({
  key,
  named: true,
  figure: of(numerator, denominator),
});
const told = (units: readonly Candidate[], order: 'largest_first' | 'smallest_first' = 'largest_first') =>
  rankUnits(units, order).map(({ unit: { key }, standing, rank }) => [key, standing, rank]);

describe('a ranking', () => {
  it('gives equal values one rank and counts on, larger denominators first, then keys', () => {
    expect(
      told([
        unit('丁', 9, 20),
        unit('乙', 10, 20),
        unit('丙', 20, 40),
        unit('甲', 10, 20),
        unit('戊', 19, 20),
      ]),
    ).toEqual([
      ['戊', 'ranked', 1],
      ['丙', 'ranked', 2],
      ['乙', 'ranked', 2],
      ['甲', 'ranked', 2],
      ['丁', 'ranked', 5],
    ]);
  });

  it('shares the first rank as 1, 1, 3', () => {
    expect(told([unit('c', 1, 10), unit('b', 10, 10), unit('a', 20, 20)])).toEqual([
      ['a', 'ranked', 1],
      ['b', 'ranked', 1],
      ['c', 'ranked', 3],
    ]);
  });

  it('tells apart what rounds to the same per cent', () => {
    // 899/1000 = 89.90%, 1797/2000 = 89.85%: both print 89.9%.
    expect(told([unit('a', 1797, 2000), unit('b', 899, 1000)])).toEqual([
      ['b', 'ranked', 1],
      ['a', 'ranked', 2],
    ]);
  });

  it('turns round where less is better', () => {
    expect(told([unit('a', 1, 10), unit('b', 9, 10)], 'smallest_first')).toEqual([
      ['a', 'ranked', 1],
      ['b', 'ranked', 2],
    ]);
  });

  it('puts small bases below the line, 10 above it, and nothing to divide by apart', () => {
    expect(
      told([
        unit('空', 0, 0),
        unit('小', 9, 9),
        unit('大', 0, 10),
        { key: '__none__', named: false, figure: of(40, 40) },
        {
          key: '少',
          named: true,
          figure: { value: null, numerator: null, denominator: 4, missing: 'small_base' },
        },
        {
          key: '缺',
          named: true,
          figure: { value: null, numerator: null, denominator: null, missing: 'no_data' },
        },
      ]),
    ).toEqual([
      ['大', 'ranked', 1],
      ['小', 'small', null],
      ['少', 'small', null],
      ['__none__', 'unnamed', null],
      ['空', 'empty', null],
      ['缺', 'empty', null],
    ]);
  });
});

describe('a change of rank', () => {
  it('is counted in places, up is positive', () => {
    expect(rankChange(2, 5)).toEqual({ kind: 'moved', steps: 3 });
    expect(rankChange(5, 2)).toEqual({ kind: 'moved', steps: -3 });
    expect(rankChange(1, 1)).toEqual({ kind: 'moved', steps: 0 });
  });

  it('says where there is no rank to compare with', () => {
    expect(rankChange(4, null)).toEqual({ kind: 'new' });
    expect(rankChange(null, 4)).toEqual({ kind: 'left' });
    expect(rankChange(null, null)).toBeNull();
  });
});

describe('what is closed and not confirmed', () => {
  const rates = {
    closure_rate: of(80, 100),
    revisit_rate: of(45, 50),
    rated_rate: of(36, 45),
    satisfaction_rate: of(27, 36),
  };

  it('is closure less what of it is revisited, rated and satisfied, on the smallest base', () => {
    // 0.8 − 0.8 × 0.9 × 0.8 × 0.75 = 0.8 − 0.432
    const gap = claimGap(rates);
    expect(gap.value).toBeCloseTo(0.368, 12);
    expect(gap).toMatchObject({ denominator: 36, missing: null });
  });

  it('is 0 where every resident confirms, however little is closed', () => {
    const all = { revisit_rate: of(20, 20), rated_rate: of(20, 20), satisfaction_rate: of(20, 20) };
    expect(claimGap({ closure_rate: of(20, 100), ...all }).value).toBe(0);
    expect(claimGap({ closure_rate: of(20, 20), ...all }).value).toBe(0);
  });

  it('is missing where one rate is, with its reason', () => {
    expect(claimGap({ ...rates, rated_rate: of(0, 0) })).toMatchObject({
      value: null,
      denominator: 0,
      missing: 'zero_denominator',
    });
  });
});
