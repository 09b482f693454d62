import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateOf,
  daysBetween,
  isLocalDate,
  localMoment,
  parseMoment,
  weekStart,
} from '../../../src/lib/core/period.ts';

describe('moments', () => {
  it.each([
    '2022-02-17',
    '2022-02-17T18:00',
    '2022-02-17 18:00',
    '2022-02-17T18:00:59',
    '2024-02-29',
    '2000-02-29',
    '2021-12-31T23:59',
  ])('%s is one', (text) => expect(parseMoment(text)).not.toBeNull());

  it('are what this machine shows at an instant, without seconds', () => {
    expect(localMoment(new Date(2022, 1, 7, 8, 5, 59))).toBe('2022-02-07T08:05');
    expect(localMoment(new Date(2021, 11, 31, 23, 59))).toBe('2021-12-31T23:59');
  });

  it.each([
    '',
    '2022',
    '2022-2-7',
    '2022-02-30',
    '2023-02-29',
    '1900-02-29',
    '2022-13-01',
    '2022-00-10',
    '2022-02-17T24:00',
    '2022-02-17T18:60',
    '2022-02-17T18:00:60',
    '2022-02-17T18:00Z',
    ' 2022-02-17',
    "2022-02-17'",
  ])('%s is none', (text) => expect(parseMoment(text)).toBeNull());

  it('are dates only without a time', () => {
    expect(isLocalDate('2022-02-17')).toBe(true);
    expect(isLocalDate('2022-02-17T00:00')).toBe(false);
    expect(dateOf('2022-02-17T18:00')).toBe('2022-02-17');
  });
});

describe('days (D19)', () => {
  it.each([
    ['2022-02-17', '2022-02-17', 0],
    ['2022-02-17T23:59', '2022-02-18T00:00', 1],
    ['2022-02-17T00:00', '2022-02-17T23:59', 0],
    ['2022-01-31', '2022-03-01', 29],
    ['2024-02-28', '2024-03-01', 2],
    ['2021-12-31', '2022-01-01', 1],
    ['2022-01-10', '2022-01-05', -5],
  ])('from %s to %s are %d', (from, to, days) => expect(daysBetween(from, to)).toBe(days));

  it('are added across months and years, and keep the hour', () => {
    expect(addDays('2022-02-17T18:00', -7)).toBe('2022-02-10T18:00');
    expect(addDays('2021-12-31', 1)).toBe('2022-01-01');
    expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
    expect(() => addDays('someday', 1)).toThrow(RangeError);
  });

  it.each([
    ['2022-02-14', '2022-02-14'],
    ['2022-02-17T18:00', '2022-02-14'],
    ['2022-02-20', '2022-02-14'],
    ['2022-02-21', '2022-02-21'],
    ['2022-01-01', '2021-12-27'],
  ])('of the week of %s begin on %s', (day, monday) => expect(weekStart(day)).toBe(monday));
});
