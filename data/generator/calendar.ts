/** Days since 1970-01-01; the generator reckons in these and never asks the clock. */
export type DayNumber = number;

const DAY_MS = 86_400_000;
/** Day number of 1899-12-30, day 0 of the spreadsheet calendar. */
const SPREADSHEET_EPOCH = -25_569;

/** Day number of `YYYY-MM-DD`. */
export function day(date: string): DayNumber {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS;
}

/** `YYYY-MM-DD` of a day number. */
export function dateText(number: DayNumber): string {
  return new Date(number * DAY_MS).toISOString().slice(0, 10);
}

/** Weekday of a day number, Monday = 0 … Sunday = 6. */
function weekday(number: DayNumber): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** Serial number of a `YYYY-MM-DD` or `YYYY-MM-DD HH:mm` text in the spreadsheet calendar, or null for other texts. */
export function spreadsheetSerial(text: string): number | null {
  const match = /^(\d{4}-\d{2}-\d{2})(?: (\d{2}):(\d{2}))?$/.exec(text);
  if (!match) return null;
  const minutes = Number(match[2] ?? 0) * 60 + Number(match[3] ?? 0);
  return day(match[1]!) - SPREADSHEET_EPOCH + minutes / 1440;
}

/** The last day that the sample knows of; the tally is as of 18:00 on it. */
export const CUT_OFF_DAY = day('2022-02-17');

const SPRING_FESTIVAL = [day('2022-01-31'), day('2022-02-06')] as const;

/** How much work gets done on a day, 1 = an ordinary weekday. */
export function workload(number: DayNumber): number {
  if (number >= SPRING_FESTIVAL[0] && number <= SPRING_FESTIVAL[1]) return 0.2;
  return [1, 1, 1, 1, 0.95, 0.6, 0.4][weekday(number)]!;
}
