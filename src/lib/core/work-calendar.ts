import { addDays, dateOf, daysBetween, type LocalDate, type LocalMoment } from './period.ts';

/**
 * The working days of a county: Monday to Friday, without `holidays` and with `workdays` (weekends that are worked to
 * make up for a holiday). No day is in both.
 */
export interface WorkCalendar {
  readonly holidays: readonly LocalDate[];
  readonly workdays?: readonly LocalDate[];
}

/** A Monday before every day that a ledger tells of; whole weeks are counted from it. */
export const FIRST_MONDAY: LocalDate = '1900-01-01';
const WORKING_DAYS_A_WEEK = 5;

/** How many working days more, or fewer, than Mondays to Fridays there have been from `first` up to each day. */
export interface CalendarCorrections {
  readonly first: LocalDate;
  readonly upTo: readonly number[];
}

const isWeekend = (day: LocalDate): boolean => daysBetween(FIRST_MONDAY, day) % 7 >= WORKING_DAYS_A_WEEK;

/** The corrections for every day from the first to the last that the calendar names; null where it names none. */
export function calendarCorrections({ holidays, workdays = [] }: WorkCalendar): CalendarCorrections | null {
  const steps = new Map<LocalDate, number>();
  for (const day of holidays) if (!isWeekend(day)) steps.set(day, -1);
  for (const day of workdays) if (isWeekend(day)) steps.set(day, 1);
  const named = [...steps.keys()].sort();
  const first = named[0];
  if (first === undefined) return null;
  let sum = 0;
  const upTo = Array.from(
    { length: daysBetween(first, named[named.length - 1]!) + 1 },
    (_, offset) => (sum += steps.get(addDays(first, offset)) ?? 0),
  );
  return { first, upTo };
}

/** A million deadlines are counted by one calendar. */
const known = new WeakMap<WorkCalendar, CalendarCorrections | null>();

function correctionsOf(calendar: WorkCalendar): CalendarCorrections | null {
  const corrections = known.get(calendar);
  if (corrections !== undefined) return corrections;
  const made = calendarCorrections(calendar);
  known.set(calendar, made);
  return made;
}

/** Working days from {@link FIRST_MONDAY} to a day, both included. */
function workingNumber(day: LocalDate, corrections: CalendarCorrections | null): number {
  const days = daysBetween(FIRST_MONDAY, day);
  const weekdays = WORKING_DAYS_A_WEEK * Math.floor(days / 7) + Math.min((days % 7) + 1, WORKING_DAYS_A_WEEK);
  if (corrections === null || day < corrections.first) return weekdays;
  const { first, upTo } = corrections;
  return weekdays + upTo[Math.min(daysBetween(first, day), upTo.length - 1)]!;
}

/** Working days after `from` up to and including `to`, by date: same day 0, Friday to Monday 1; negative backwards. */
export function workingDaysBetween(calendar: WorkCalendar, from: LocalMoment, to: LocalMoment): number {
  const corrections = correctionsOf(calendar);
  return workingNumber(dateOf(to), corrections) - workingNumber(dateOf(from), corrections);
}

/** Days after `from` up to `to`: working days where a calendar is given, else calendar days (D19). */
export function countDays(calendar: WorkCalendar | undefined, from: LocalMoment, to: LocalMoment): number {
  return calendar === undefined ? daysBetween(from, to) : workingDaysBetween(calendar, from, to);
}

/** The working day that is the `count`-th after `from`; `from` itself for 0. */
export function addWorkingDays(calendar: WorkCalendar, from: LocalDate, count: number): LocalDate {
  const corrections = correctionsOf(calendar);
  const wanted = workingNumber(from, corrections) + count;
  let day = addDays(from, count);
  while (workingNumber(day, corrections) < wanted) day = addDays(day, 1);
  return day;
}

/** The years that a calendar names a day of; in others only weekends are known to be free. */
export function calendarYears({ holidays, workdays = [] }: WorkCalendar): string[] {
  return [...new Set([...holidays, ...workdays].map((day) => day.slice(0, 4)))].sort();
}
