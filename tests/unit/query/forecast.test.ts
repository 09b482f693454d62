import { describe, expect, it } from 'vitest';
import { forecastStock } from '../../../src/lib/query/forecast.ts';

const week = (monday: string, open: number, complete = true) => ({
  week: monday,
  complete,
  registered: 9,
  ledgered: 7,
  resolved: 5,
  open,
});
const WEEKS = [
  week('2022-01-03', 10),
  week('2022-01-10', 14),
  week('2022-01-17', 12),
  week('2022-01-24', 20),
  week('2022-01-31', 22),
  week('2022-02-07', 50, false),
];

describe('the forecast of the stock', () => {
  it('adds the mean change of the last four complete weeks, between the smallest and the largest', () => {
    // Changes +4, −2, +8, +2: 3 a week on average, from the 50 of the week that has not ended.
    const forecast = forecastStock(WEEKS)!;
    expect([forecast.changes, forecast.mean]).toEqual([[4, -2, 8, 2], 3]);
    expect(forecast.weeks).toEqual([
      { week: '2022-02-14', open: 53, low: 48, high: 58 },
      { week: '2022-02-21', open: 56, low: 46, high: 66 },
      { week: '2022-02-28', open: 59, low: 44, high: 74 },
      { week: '2022-03-07', open: 62, low: 42, high: 82 },
    ]);
  });

  it('starts from the last known stock and repeats no known week', () => {
    const forecast = forecastStock(WEEKS)!;
    expect(forecast.from).toBe(50);
    const known = WEEKS.map((each) => each.week);
    expect(forecast.weeks.filter((each) => known.includes(each.week))).toEqual([]);
    expect(forecastStock(WEEKS.slice(0, 5))!.from).toBe(22);
  });

  it('takes the first week of all by its own movements', () => {
    // 7 entered, 5 resolved: +2.
    expect(forecastStock(WEEKS.slice(0, 4))!.changes).toEqual([2, 4, -2, 8]);
  });

  it('is not made of fewer than four complete weeks', () => {
    expect(forecastStock(WEEKS.slice(2))).toBeNull();
    expect(forecastStock([])).toBeNull();
  });

  it('never falls below nothing', () => {
    const falling = [40, 30, 20, 10, 4].map((open, at) =>
      week(`2022-01-${String(3 + 7 * at).padStart(2, '0')}`, open),
    );
    expect(forecastStock(falling)!.weeks.map(({ open }) => open)).toEqual([0, 0, 0, 0]);
  });
});
