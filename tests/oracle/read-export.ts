import { parse } from 'csv-parse/browser/esm/sync';

/** One line of an export as the file has it: header → cell text. */
export type RawRow = Readonly<Record<string, string>>;

/** Reads a CSV export (with or without a byte order mark) whose first line holds the headers. */
export function readExport(csv: string): RawRow[] {
  let rows = known.get(csv);
  if (!rows) known.set(csv, (rows = parse(csv, { bom: true, columns: true, skip_empty_lines: true })));
  return rows!;
}

/** Texts that were read before: the same export is asked for under many filters. */
const known = new Map<string, RawRow[]>();

/** A cell without surrounding blanks, or null when it is empty or the column is absent. */
export function cell(row: RawRow, header: string): string | null {
  const text = (row[header] ?? '').trim();
  return text === '' ? null : text;
}

/** `YYYY-MM-DDTHH:mm:ss` of a cell that holds a date (midnight when it has no time of day), or null. */
export function momentCell(row: RawRow, header: string): string | null {
  const text = cell(row, header);
  return text === null ? null : moment(text);
}

/** `YYYY-MM-DDTHH:mm:ss` of a date text, or null when it is none; comparing two as texts compares the moments. */
export function moment(text: string): string | null {
  const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(
    text,
  );
  if (!found) return null;
  const [year, month, day, hour, minute, second] = found
    .slice(1)
    .map((part) => (part ?? '0').padStart(2, '0'));
  return `${year}-${month}-${day}T${hour}:${minute}:${second}`;
}

/** The day of a moment. */
export function dayOf(at: string): string {
  return at.slice(0, 10);
}

/** Calendar days from one moment to another (same day = 0; negative when `to` is earlier). */
export function calendarDays(from: string, to: string): number {
  return (Date.parse(`${dayOf(to)}T00:00:00Z`) - Date.parse(`${dayOf(from)}T00:00:00Z`)) / 86_400_000;
}

/** Counts days from one day or moment to another. */
export type DayCount = (from: string, to: string) => number;

/** Counts, day by day, Mondays to Fridays that are no holiday, and weekends that are worked (D19). */
export function workingDays(holidays: readonly string[], workdays: readonly string[]): DayCount {
  const isWorked = (date: Date): boolean => {
    const day = date.toISOString().slice(0, 10);
    const weekday = date.getUTCDay();
    return workdays.includes(day) || (weekday !== 0 && weekday !== 6 && !holidays.includes(day));
  };
  const after = (from: string, to: string): number => {
    let count = 0;
    const date = new Date(`${from}T00:00:00Z`);
    while (date.toISOString().slice(0, 10) < to) {
      date.setUTCDate(date.getUTCDate() + 1);
      if (isWorked(date)) count += 1;
    }
    return count;
  };
  return (from, to) =>
    dayOf(from) <= dayOf(to) ? after(dayOf(from), dayOf(to)) : 0 - after(dayOf(to), dayOf(from));
}

/** The Monday of the week in which a moment falls. */
export function mondayOf(at: string): string {
  const date = new Date(`${dayOf(at)}T00:00:00Z`);
  while (date.getUTCDay() !== 1) date.setUTCDate(date.getUTCDate() - 1);
  return date.toISOString().slice(0, 10);
}
