import type { LocalMoment } from '../core/period.ts';
import { countDays } from '../core/work-calendar.ts';
import type { AsOf } from '../sql/metric-query.ts';
import type { FullRecord } from './run-records.ts';

export type StepName = 'registered' | 'assigned' | 'due' | 'resolved' | 'explained' | 'revisited';

/** `done` has happened, `set` is a deadline, `pending` has not happened yet, `missing` has no date in the file. */
export type StepState = 'done' | 'set' | 'pending' | 'missing';

/** One step of a problem's way through the ledger. */
export interface TimelineStep {
  readonly name: StepName;
  readonly state: StepState;
  /** Null unless `done` or `set`. */
  readonly at: LocalMoment | null;
  /** Days since an earlier step (negative when the file's dates are out of order); null without one. */
  readonly since: { readonly step: StepName; readonly days: number } | null;
  /** How the deadline stands (D20), with its distance in days where it has one; null on other steps. */
  readonly due: { readonly state: DueState; readonly days: number | null } | null;
}

export type DueState = 'on_time' | 'late' | 'overdue' | 'due_today' | 'undated' | 'not_due';

type Happening = Omit<TimelineStep, 'since' | 'due'>;

function text(record: FullRecord, column: string): string | null {
  return (record[column] as string | null | undefined) ?? null;
}

function happened(name: StepName, at: LocalMoment | null, cutoff: LocalMoment, isOver: boolean): Happening {
  if (at !== null && at.slice(0, 16) <= cutoff.slice(0, 16)) return { name, state: 'done', at };
  return { name, state: isOver ? 'missing' : 'pending', at: null };
}

function happenings(record: FullRecord, cutoff: LocalMoment): Happening[] {
  const ledgerClass = text(record, 'ledger_class');
  const [isOnsite, isWhite] = [ledgerClass === 'onsite', ledgerClass === 'white'];
  const isOver = text(record, 'state') === 'resolved' || text(record, 'state') === 'explained';
  const due = text(record, 'due_at');
  const resolved = text(record, 'resolved_at');
  const steps = [
    happened('registered', text(record, 'reported_at'), cutoff, true),
    happened('assigned', text(record, 'assigned_at'), cutoff, true),
    { name: 'due', state: due === null ? 'missing' : 'set', at: due } as const,
    isWhite
      ? happened('explained', text(record, 'explained_at') ?? resolved, cutoff, isOver)
      : happened('resolved', resolved, cutoff, isOver),
    happened('revisited', text(record, 'revisit_at'), cutoff, text(record, 'revisit_state') !== 'none'),
  ];
  // Solved on site is never assigned, timed or revisited, white is not timed (D20, D24), unless the file says so.
  const expected = (step: Happening): boolean =>
    !(isOnsite && ['assigned', 'due', 'revisited'].includes(step.name)) && !(isWhite && step.name === 'due');
  return steps.filter((step) => step.at !== null || expected(step));
}

/** How days are counted, beside the moment that the steps are told as of. */
type Shown = Pick<AsOf, 'moment' | 'calendar'>;

function sinceOf(steps: readonly Happening[], index: number, { calendar }: Shown): TimelineStep['since'] {
  const step = steps[index]!;
  if (step.at === null) return null;
  const before = steps.slice(0, index).filter((other) => other.state === 'done');
  const from =
    step.name === 'due' ? before.find((other) => other.name === 'registered') : before[before.length - 1];
  return from === undefined ? null : { step: from.name, days: countDays(calendar, from.at!, step.at) };
}

function dueOf(record: FullRecord, due: LocalMoment, { moment, calendar }: Shown): TimelineStep['due'] {
  const state = text(record, 'due_state') as DueState | null;
  if (state === null) return null;
  if (state === 'overdue') return { state, days: countDays(calendar, due, moment) };
  if (state === 'late') return { state, days: countDays(calendar, due, text(record, 'resolved_at')!) };
  // The state knows the cut-off's day only: a problem resolved ahead of a later deadline is not "not due".
  if (state === 'not_due') {
    const open = text(record, 'state') === 'open';
    return open ? { state, days: countDays(calendar, moment, due) } : null;
  }
  return { state, days: null };
}

/**
 * A problem's steps in the ledger's order, as of a moment: registered, assigned, due, resolved, revisited. Days are
 * working days where a calendar is given (D19).
 */
export function recordTimeline(record: FullRecord, asOf: Shown): TimelineStep[] {
  const steps = happenings(record, asOf.moment);
  return steps.map((step, index) => ({
    ...step,
    since: sinceOf(steps, index, asOf),
    due: step.name === 'due' && step.at !== null ? dueOf(record, step.at, asOf) : null,
  }));
}
