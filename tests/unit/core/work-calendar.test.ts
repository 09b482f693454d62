import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src/lib/core/period.ts';
import {
  addWorkingDays,
  calendarYears,
  countDays,
  workingDaysBetween,
  type WorkCalendar,
} from '../../../src/lib/core/work-calendar.ts';
import { workingDays } from '../../oracle/read-export.ts';

/** New Year and the Spring Festival of 2022 as the State Council announced them. */
const SPRING: WorkCalendar = {
  holidays: [
    ...['2022-01-01', '2022-01-02', '2022-01-03', '2022-01-31', '2022-02-01', '2022-02-02'],
    ...['2022-02-03', '2022-02-04', '2022-02-05', '2022-02-06'],
  ],
  workdays: ['2022-01-29', '2022-01-30'],
};

describe('working days', () => {
  it.each([
    ['2022-01-07', '2022-01-07', 0, 'the same day'],
    ['2022-01-07', '2022-01-10', 1, 'Friday to Monday'],
    ['2022-01-08', '2022-01-10', 1, 'Saturday to Monday'],
    ['2022-01-08', '2022-01-09', 0, 'Saturday to Sunday'],
    ['2021-12-31', '2022-01-04', 1, 'across New Year'],
    ['2022-01-28', '2022-01-30', 2, 'across a weekend that is worked'],
    ['2022-01-28', '2022-02-07', 3, 'across the festival'],
    ['2022-02-07', '2022-01-28', -3, 'backwards'],
    ['2022-01-28T18:00', '2022-02-07T08:00', 3, 'by date, whatever the hour'],
    ['2022-02-11', '2022-02-18', 5, 'a plain week after all that is named'],
    ['2020-02-07', '2020-02-14', 5, 'a year that the calendar does not know'],
  ])('from %s to %s are %i: %s', (from, to, days) => {
    expect(workingDaysBetween(SPRING, from, to)).toBe(days);
  });

  it('are calendar days without a calendar', () => {
    expect(countDays(undefined, '2022-01-28', '2022-02-07')).toBe(10);
    expect(countDays(SPRING, '2022-01-28', '2022-02-07')).toBe(3);
  });

  it('lead to a deadline', () => {
    expect(addWorkingDays(SPRING, '2022-01-28', 0)).toBe('2022-01-28');
    expect(addWorkingDays(SPRING, '2022-01-28', 2)).toBe('2022-01-30');
    expect(addWorkingDays(SPRING, '2022-01-28', 3)).toBe('2022-02-07');
    expect(addWorkingDays(SPRING, '2022-01-08', 1)).toBe('2022-01-10');
  });

  it('tell which years their calendar knows', () => {
    expect(calendarYears(SPRING)).toEqual(['2022']);
    expect(calendarYears({ holidays: ['2023-01-02', '2021-10-01'] })).toEqual(['2021', '2023']);
  });

  const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2021-07-01', days));
  const calendar = fc
    .tuple(fc.uniqueArray(day, { maxLength: 40 }), fc.integer({ min: 0, max: 40 }))
    .map(([days, split]) => ({ holidays: days.slice(0, split), workdays: days.slice(split) }));

  it('are those that counting day by day finds, and deadlines lie on them', () => {
    fc.assert(
      fc.property(calendar, day, day, fc.integer({ min: 1, max: 30 }), (given, from, to, count) => {
        const naive = workingDays(given.holidays, given.workdays);
        expect(workingDaysBetween(given, from, to)).toBe(naive(from, to));
        const due = addWorkingDays(given, from, count);
        expect(naive(from, due)).toBe(count);
        expect(naive(from, addDays(due, -1))).toBe(count - 1);
      }),
    );
  });
});
