import {
  addDays,
  dateOf,
  daysBetween,
  isLocalDate,
  parseMoment,
  type LocalDate,
  type LocalMoment,
} from './period.ts';

/** What figures are compared with: a calendar step back, or a day. */
export const COMPARE_STEPS = ['day', 'week', 'month', 'year'] as const;
export type CompareStep = (typeof COMPARE_STEPS)[number];
export type Compare = CompareStep | LocalDate;

/** A period of days, both ends included; null where it is open. */
export interface Period {
  readonly from: LocalDate | null;
  readonly to: LocalDate | null;
}

/** A moment, and the period that is looked at as of it. */
export interface Compared {
  readonly moment: LocalMoment;
  readonly period: Period;
  /** True when the period that is compared has not ended yet; the other one is then cut to the same length. */
  readonly incomplete: boolean;
}

export function isCompareStep(text: string): text is CompareStep {
  return (COMPARE_STEPS as readonly string[]).includes(text);
}

/** True for a step or a day that exists. */
export function isCompare(text: string): text is Compare {
  return isCompareStep(text) || isLocalDate(text);
}

/** `moment` moved by whole months; a day that the month has not becomes its last (3月31日 → 2月28日). */
export function addMonths(moment: LocalMoment, months: number): LocalMoment {
  const time = parseMoment(dateOf(moment));
  if (time === null) throw new RangeError('not a local moment');
  const date = new Date(time);
  const first = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1);
  const length = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months + 1, 0)).getUTCDate();
  const day = Math.min(date.getUTCDate(), length);
  return new Date(first).toISOString().slice(0, 8) + String(day).padStart(2, '0') + moment.slice(10);
}

function back(moment: LocalMoment, compare: Compare): LocalMoment {
  switch (compare) {
    case 'day':
      return addDays(moment, -1);
    case 'week':
      return addDays(moment, -7);
    case 'month':
      return addMonths(moment, -1);
    case 'year':
      return addMonths(moment, -12);
    default:
      return compare + moment.slice(10);
  }
}

/**
 * What figures as of `moment` and of `period` are compared with (M38, D26): the moment a step back, at the same hour,
 * and a period of the same length, which begins as much earlier. Null when the moment is not earlier.
 */
export function comparedWith(moment: LocalMoment, period: Period, compare: Compare): Compared | null {
  const earlier = back(moment, compare);
  if (earlier >= moment) return null;
  const today = dateOf(moment);
  const incomplete =
    period.to !== null && period.to > today && (period.from === null || period.from <= today);
  const days = daysBetween(earlier, moment);
  const shifted = (day: LocalDate): LocalDate =>
    compare === 'month' || compare === 'year' ? back(day, compare) : addDays(day, -days);
  const end = incomplete ? today : period.to;
  if (period.from === null)
    return { moment: earlier, period: { from: null, to: end && shifted(end) }, incomplete };
  const from = shifted(period.from);
  const to = end === null ? null : addDays(from, daysBetween(period.from, end));
  return { moment: earlier, period: { from, to }, incomplete };
}

/** As {@link comparedWith} for the week before, which every moment has. */
export function weekEarlier(moment: LocalMoment, period: Period): Compared {
  return comparedWith(moment, period, 'week')!;
}

export const PERIOD_PRESETS = ['this_week', 'last_week', 'this_month', 'last_month', 'this_quarter'] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/** The calendar period of a name, seen from a day; whole, also where it has not ended yet. Weeks begin on Monday. */
export function presetPeriod(preset: PeriodPreset, today: LocalDate): { from: LocalDate; to: LocalDate } {
  const week = (offset: number) => {
    const weekday = (new Date(parseMoment(today)!).getUTCDay() + 6) % 7;
    const from = addDays(today, offset * 7 - weekday);
    return { from, to: addDays(from, 6) };
  };
  const months = (first: LocalDate, count: number) => ({
    from: first,
    to: addDays(addMonths(first, count), -1),
  });
  const month = today.slice(0, 8) + '01';
  switch (preset) {
    case 'this_week':
      return week(0);
    case 'last_week':
      return week(-1);
    case 'this_month':
      return months(month, 1);
    case 'last_month':
      return months(addMonths(month, -1), 1);
    case 'this_quarter':
      return months(addMonths(month, -((Number(today.slice(5, 7)) - 1) % 3)), 3);
  }
}
