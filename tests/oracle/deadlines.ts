import {
  isDue,
  isDueToday,
  isDueUndated,
  isLate,
  isOnTime,
  isOpen,
  isOverdue,
  NONE,
  type Facts,
} from './facts.ts';
import { calendarDays, type DayCount } from './read-export.ts';

/** The first bucket whose last day is not before the number of days. */
function bucket(days: number, ends: readonly (readonly [number, string])[]): string {
  for (const [end, name] of ends) if (days <= end) return name;
  throw new RangeError(`no bucket for ${days} days`);
}

/** M19: how long an open problem has waited; `__none__` for any other. */
export function ageOf(facts: Facts, cutoff: string, days: DayCount = calendarDays): string {
  if (!isOpen(facts)) return NONE;
  if (facts.reported === null) return 'undated';
  return bucket(days(facts.reported, cutoff), [
    [3, '0_3'],
    [7, '4_7'],
    [15, '8_15'],
    [30, '16_30'],
    [60, '31_60'],
    [Infinity, 'over_60'],
  ]);
}

/** M16–M18 in one word each; `__none__` for what has no deadline to watch. */
export function dueOf(facts: Facts, cutoff: string, days: DayCount = calendarDays): string {
  if (isOnTime(facts, cutoff)) return 'on_time';
  if (isLate(facts, cutoff)) return 'late';
  if (isDueUndated(facts, cutoff)) return 'due_undated';
  if (isDueToday(facts, cutoff)) return 'due_today';
  if (isOverdue(facts, cutoff))
    return bucket(days(facts.due!, cutoff), [
      [7, 'overdue_1_7'],
      [15, 'overdue_8_15'],
      [30, 'overdue_16_30'],
      [Infinity, 'overdue_over_30'],
    ]);
  if (!isOpen(facts) || isDue(facts, cutoff)) return NONE;
  if (facts.due === null) return 'no_due';
  return bucket(days(cutoff, facts.due), [
    [3, 'due_in_1_3'],
    [7, 'due_in_4_7'],
    [Infinity, 'due_later'],
  ]);
}
