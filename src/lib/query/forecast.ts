import { addDays, type LocalDate } from '../core/period.ts';
import type { WeekFlow } from './run-weekly.ts';

/** Complete weeks that a forecast rests on, and weeks that it looks ahead. */
const FORECAST_BASE = 4;
const FORECAST_WEEKS = 4;

/** The stock some whole weeks from now, if the weeks go on as the last ones did. */
export interface ForecastWeek {
  /** Monday of the week that the day falls into. */
  readonly week: LocalDate;
  /** Mean change of the last complete weeks. */
  readonly open: number;
  /** By the smallest and the largest change of those weeks. */
  readonly low: number;
  readonly high: number;
}

export interface Forecast {
  /** The stock that it starts from: the last known one. */
  readonly from: number;
  readonly weeks: readonly ForecastWeek[];
  /** First and last week that it rests on, and their changes of the stock in order. */
  readonly base: readonly WeekFlow[];
  readonly changes: readonly number[];
  readonly mean: number;
}

/**
 * The stock in one to four weeks: the last known one, also of a week that has not ended, plus the mean change of the
 * last four complete weeks, between their smallest and largest change; never below 0. Null with fewer than four complete
 * weeks to look at.
 */
export function forecastStock(weeks: readonly WeekFlow[]): Forecast | null {
  const complete = weeks.filter((week) => week.complete);
  if (complete.length < FORECAST_BASE) return null;
  const base = complete.slice(-FORECAST_BASE);
  const changes = base.map((week) => {
    const before = complete[complete.indexOf(week) - 1];
    // The first week of all starts from the problems without a date, which have always been in stock.
    return week.open - (before?.open ?? week.open - netOf(week));
  });
  const last = weeks[weeks.length - 1]!;
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const [least, most] = [Math.min(...changes), Math.max(...changes)];
  const ahead = (week: number, change: number): number => Math.max(0, last.open + change * week);
  return {
    from: last.open,
    weeks: Array.from({ length: FORECAST_WEEKS }, (_, index) => ({
      week: addDays(last.week, 7 * (index + 1)),
      open: Math.round(ahead(index + 1, mean)),
      low: ahead(index + 1, least),
      high: ahead(index + 1, most),
    })),
    base,
    changes,
    mean,
  };
}

/** What a week's movements add to the stock. */
export function netOf({ ledgered, resolved }: WeekFlow): number {
  return ledgered - resolved;
}
