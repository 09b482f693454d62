import { describe, expect, it } from 'vitest';
import { addMonths, comparedWith, isCompare, presetPeriod } from '../../../src/lib/core/comparison.ts';

const NOW = '2022-02-17T18:00';
const ALL = { from: null, to: null };

describe('what figures are compared with', () => {
  it.each([
    ['week', '2022-02-10T18:00'],
    ['month', '2022-01-17T18:00'],
    ['year', '2021-02-17T18:00'],
    ['2022-02-01', '2022-02-01T18:00'],
  ])('%s → %s', (compare, moment) =>
    expect(comparedWith(NOW, ALL, compare)).toEqual({ moment, period: ALL, incomplete: false }),
  );

  it.each(['2022-02-17', '2022-02-18', '2030-01-01'])('%s is not earlier', (compare) =>
    expect(comparedWith(NOW, ALL, compare)).toBeNull(),
  );

  it.each([
    // A period that is over keeps its length.
    ['week', '2022-02-01', '2022-02-10', '2022-01-25', '2022-02-03', false],
    ['month', '2022-02-01', '2022-02-10', '2022-01-01', '2022-01-10', false],
    ['year', '2022-02-01', '2022-02-10', '2021-02-01', '2021-02-10', false],
    ['2022-02-07', '2022-02-01', '2022-02-10', '2022-01-22', '2022-01-31', false],
    // March has more days than February: as many days, not the whole month.
    ['month', '2022-01-31', '2022-02-02', '2021-12-31', '2022-01-02', false],
    // One that is not over is compared as far as it has come.
    ['week', '2022-02-14', '2022-02-20', '2022-02-07', '2022-02-10', true],
    ['month', '2022-02-01', '2022-02-28', '2022-01-01', '2022-01-17', true],
    // The last day counts as begun, not as missing.
    ['week', '2022-02-11', '2022-02-17', '2022-02-04', '2022-02-10', false],
    // All of it lies ahead.
    ['week', '2022-03-01', '2022-03-07', '2022-02-22', '2022-02-28', false],
  ])('%s: %s to %s → %s to %s', (compare, from, to, before, until, incomplete) => {
    const compared = comparedWith(NOW, { from, to }, compare)!;
    expect(compared.period).toEqual({ from: before, to: until });
    expect(compared.incomplete).toBe(incomplete);
  });

  it('leaves an open end open', () => {
    expect(comparedWith(NOW, { from: '2022-02-01', to: null }, 'week')!.period).toEqual({
      from: '2022-01-25',
      to: null,
    });
    expect(comparedWith(NOW, { from: null, to: '2022-02-03' }, 'month')!.period).toEqual({
      from: null,
      to: '2022-01-03',
    });
  });

  it.each(['week', 'month', 'year', '2022-02-28'])('%s is a comparison', (text) =>
    expect(isCompare(text)).toBe(true),
  );
  it.each(['', 'days', '2022-02-30', '2022-2-1', 'constructor'])('%j is none', (text) =>
    expect(isCompare(text)).toBe(false),
  );
});

describe('months', () => {
  it.each([
    ['2022-03-31', -1, '2022-02-28'],
    ['2024-03-31T08:30', -1, '2024-02-29T08:30'],
    ['2024-02-29', -12, '2023-02-28'],
    ['2022-01-15', -1, '2021-12-15'],
    ['2022-11-30', 3, '2023-02-28'],
  ])('%s moved by %i is %s', (moment, months, moved) => expect(addMonths(moment, months)).toBe(moved));
});

describe('named periods', () => {
  it.each([
    // 2022-02-17 was a Thursday.
    ['this_week', '2022-02-17', '2022-02-14', '2022-02-20'],
    ['last_week', '2022-02-17', '2022-02-07', '2022-02-13'],
    ['this_month', '2022-02-17', '2022-02-01', '2022-02-28'],
    ['last_month', '2022-01-31', '2021-12-01', '2021-12-31'],
    ['this_quarter', '2022-02-17', '2022-01-01', '2022-03-31'],
    ['this_quarter', '2021-12-31', '2021-10-01', '2021-12-31'],
    ['this_week', '2022-02-20', '2022-02-14', '2022-02-20'],
    ['this_week', '2022-01-01', '2021-12-27', '2022-01-02'],
  ] as const)('%s of %s is %s to %s', (name, today, from, to) =>
    expect(presetPeriod(name, today)).toEqual({ from, to }),
  );
});
