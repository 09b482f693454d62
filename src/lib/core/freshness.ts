import { addDays, dateOf, daysBetween, type LocalDate, type LocalMoment } from './period.ts';

/** The promise that a ledger is renewed: every so many days, by whom. */
export interface UpdateRhythm {
  /** Whole days from one cut-off to the next, at least 1. */
  readonly everyDays: number;
  readonly contact?: string;
}

/** How old a ledger is against the rhythm in which it is renewed. */
export interface Freshness {
  /** Whole days since the cut-off's day. */
  readonly age: number;
  /** The day of the cut-off that should have come first. */
  readonly due: LocalDate;
}

/**
 * What to say of a ledger that should have been renewed before today; null while it is fresh. Its next cut-off has
 * the whole of its day. A clock that is behind the cut-off says nothing.
 */
export function staleness(cutoff: LocalMoment, everyDays: number, now: LocalMoment): Freshness | null {
  const due = addDays(dateOf(cutoff), everyDays);
  return dateOf(now) > due ? { age: daysBetween(cutoff, now), due } : null;
}
