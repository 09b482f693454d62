import { dateOf, parseMoment, type LocalMoment } from '../core/period.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import { AGE_STEPS, OVERDUE_STEPS, SOON_STEPS, type DayBucket } from '../metrics/buckets.ts';
import { DIALECTS } from './dialect.ts';
import { FLAG_BITS } from './flags.ts';
import { raw, sql, type Fragment } from './sql.ts';

/** Columns of a problem that its state is computed from. */
export const FACT_COLUMNS = [
  'town',
  'village',
  'household_key',
  'category',
  'dept_lead',
  'owner_name',
  'disposition',
  'colour_initial',
  'colour_current',
  'outcome',
  'reported_at',
  'assigned_at',
  'due_at',
  'resolved_at',
  'explained_at',
  'revisit_at',
  'revisit_state',
  'satisfaction',
] as const;

/** Columns that say how a problem stands as of a moment; stored for the cut-off, computed for any other. */
export const STATE_COLUMNS = [
  'ledger_class',
  'state',
  'due_state',
  'is_revisited',
  'resolution_days',
  'age',
  'due',
  'flags',
] as const;

const LEDGER_CLASS = `case when disposition = 'onsite' then 'onsite' else coalesce(colour_current, 'unknown') end`;

/** A validated moment as a bound timestamp. Throws `RangeError` for anything else. */
export function timestamp(moment: LocalMoment): Fragment {
  if (parseMoment(moment) === null) throw new RangeError('not a local moment');
  return sql`cast(${moment.replace('T', ' ')} as timestamp)`;
}

function happened(column: string, asOf: Fragment): Fragment {
  return sql`(${raw(column)} is null or ${raw(column)} <= ${asOf})`;
}

function stateExpression(asOf: Fragment): Fragment {
  return sql`case
    when ledger_class = 'onsite' then 'resolved'
    when ledger_class = 'white' then case when outcome <> 'open' and ${happened('coalesce(explained_at, resolved_at)', asOf)} then 'explained' else 'open' end
    when outcome = 'resolved' and ${happened('resolved_at', asOf)} then 'resolved'
    when outcome = 'explained' and ${happened('explained_at', asOf)} then 'other'
    else 'open' end`;
}

function dueExpression(asOf: Fragment): Fragment {
  return sql`case
    when ledger_class in ('onsite', 'white') or due_at is null then null
    when due_at > cast(${asOf} as date) then 'not_due'
    when state = 'other' or (state = 'resolved' and resolved_at is null) then 'undated'
    when state = 'resolved' and cast(resolved_at as date) <= due_at then 'on_time'
    when state = 'resolved' then 'late'
    when due_at < cast(${asOf} as date) then 'overdue'
    else 'due_today' end`;
}

function revisitedExpression(asOf: Fragment): Fragment {
  return sql`case when revisit_at is null then revisit_state <> 'none' and state in ('resolved', 'explained') else revisit_at <= ${asOf} end`;
}

/** Days from one date or moment to another: calendar days, or working days by a calendar (D19). */
type CountDays = (from: string, to: string) => string;

function dayCounter(calendar: WorkCalendar | null): CountDays {
  const { days, workingDays } = DIALECTS.duckdb;
  return calendar === null ? days : (from, to) => workingDays(from, to, calendar);
}

function daysExpression(countDays: CountDays): string {
  const days = countDays('reported_at', 'resolved_at');
  return `case when state = 'resolved' and ledger_class <> 'onsite' and cast(reported_at as date) <= cast(resolved_at as date) then ${days} end`;
}

/** The key of the bucket that a number of days falls into; null outside all. */
function bucketExpression(days: string, steps: readonly DayBucket[]): string {
  const cases = steps.map(({ key, from, to }) =>
    to === null
      ? `when ${days} >= ${from} then '${key}'`
      : `when ${days} between ${from} and ${to} then '${key}'`,
  );
  return `case ${cases.join(' ')} end`;
}

const OPEN = `state = 'open' and ledger_class not in ('onsite', 'white')`;
/** How long an open problem has been waiting (M19). */
const AGE = `case when ${OPEN} then case when reported_at is null then 'undated' else ${bucketExpression('waiting_days', AGE_STEPS)} end end`;
/**
 * How a problem stands to its due date: `due_state`, in steps where the problem is open. Without a working day in
 * between it belongs to the first step.
 */
const DUE = `case
    when due_state in ('on_time', 'late', 'due_today') then due_state
    when due_state = 'undated' then 'due_undated'
    when due_state = 'overdue' then ${bucketExpression('greatest(-days_left, 1)', OVERDUE_STEPS)}
    when ${OPEN} and due_at is null then 'no_due'
    when ${OPEN} then ${bucketExpression('greatest(days_left, 1)', SOON_STEPS)} end`;

/** `columns` of `source` with the state columns as of a moment, also of problems registered later. */
function statedRelation(
  source: Fragment,
  columns: readonly string[],
  asOf: LocalMoment,
  calendar: WorkCalendar | null,
): Fragment {
  const moment = timestamp(asOf);
  const countDays = dayCounter(calendar);
  const today = `date '${dateOf(asOf)}'`;
  const classed = sql`select ${raw(columns.join(', '))}, ${raw(LEDGER_CLASS)} as ledger_class from ${source}`;
  const stated = sql`select *, ${stateExpression(moment)} as state from (${classed}) as classed`;
  const waiting = raw(countDays('reported_at', today));
  const left = raw(countDays(today, 'due_at'));
  const known = sql`select *, ${dueExpression(moment)} as due_state, ${revisitedExpression(moment)} as is_revisited, ${raw(daysExpression(countDays))} as resolution_days, ${waiting} as waiting_days, ${left} as days_left from (${stated}) as stated`;
  return sql`select *, ${raw(AGE)} as age, ${raw(DUE)} as due, ${raw(FLAG_BITS)} as flags from (${known}) as known`;
}

/**
 * `columns` of `source` with the state columns as of a moment (D4–D7, D18, D20). Problems registered after
 * the moment are left out; undated ones stay (D18). The same text computes the stored columns at publish
 * and any other moment in a query, so that both always agree. Days are calendar days, or working days by `calendar`.
 */
export function stateRelation(
  source: Fragment,
  columns: readonly string[],
  asOf: LocalMoment,
  calendar: WorkCalendar | null = null,
): Fragment {
  const registered = sql`${source} where reported_at is null or reported_at <= ${timestamp(asOf)}`;
  return statedRelation(registered, columns, asOf, calendar);
}

/** `columns` of `source` with the flags as of a moment as `name`; null for problems registered later. */
export function flagsRelation(
  source: Fragment,
  columns: readonly string[],
  name: string,
  asOf: LocalMoment,
): Fragment {
  return sql`select ${raw(columns.join(', '))}, case when reported_at is null or reported_at <= ${timestamp(asOf)} then flags end as ${raw(name)} from (${statedRelation(source, columns, asOf, null)}) as stated`;
}
