import { addDays, dateOf, type LocalDate, type LocalMoment } from '../core/period.ts';
import { addWorkingDays, type WorkCalendar } from '../core/work-calendar.ts';
import type { LedgerColour } from '../schema/colours.ts';
import type { Draft } from './assemble.ts';
import type { FindingCode } from './codes.ts';
import type { DaySpan } from './coerce/time-span.ts';
import type { FindingLog } from './finding-log.ts';
import { FIRST_DATE, type Horizon } from './horizon.ts';
import { placeOf } from './open-sheet.ts';

/** What the rules across columns need besides the row. */
export interface FinaliseContext {
  readonly horizon: Horizon;
  readonly log: FindingLog;
  readonly daysAllowed: Readonly<Partial<Record<LedgerColour, DaySpan>>>;
  /** Absent where no holidays are known: spans in working days then have no end. */
  readonly calendar: WorkCalendar | undefined;
  /** The files know only 办结, 销号, 答复 (D6): 已答复 then ends a problem. */
  readonly closedBasis: boolean;
}

/** Adds a finding about the draft's row. */
export function report(
  code: FindingCode,
  { row, mapped }: Draft,
  { log }: Pick<FinaliseContext, 'log'>,
  column?: string,
): void {
  log.add(code, placeOf(mapped, row.src_row, column));
}

/** The last day of a span that begins at a moment; null for working days without a calendar. */
export function endOfSpan(
  moment: LocalMoment,
  { days, inWorkingDays }: DaySpan,
  { calendar }: Pick<FinaliseContext, 'calendar'>,
): LocalDate | null {
  if (!inWorkingDays) return addDays(dateOf(moment), days);
  return calendar === undefined ? null : addWorkingDays(calendar, dateOf(moment), days);
}

/** True for a date from 2021 to a year after the horizon. */
export function isInRange(date: string, { horizon }: Pick<FinaliseContext, 'horizon'>): boolean {
  return date >= FIRST_DATE && date.slice(0, 10) <= horizon.lastDate;
}
