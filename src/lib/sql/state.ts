import { parseMoment, type LocalMoment } from '../core/period.ts';
import { AGE_STEPS, OVERDUE_STEPS, SOON_STEPS, type DayBucket } from '../metrics/buckets.ts';
import { DIALECTS, type Dialect } from './dialect.ts';
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

function daysExpression(dialect: Dialect): string {
  const days = dialect.days('reported_at', 'resolved_at');
  return `case when state = 'resolved' and ledger_class <> 'onsite' and ${days} >= 0 then ${days} end`;
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
/** How a problem stands to its due date: `due_state`, in steps where the problem is open. */
const DUE = `case
    when due_state in ('on_time', 'late', 'due_today') then due_state
    when due_state = 'undated' then 'due_undated'
    when due_state = 'overdue' then ${bucketExpression('-days_left', OVERDUE_STEPS)}
    when ${OPEN} and due_at is null then 'no_due'
    when ${OPEN} then ${bucketExpression('days_left', SOON_STEPS)} end`;

/** Days from `from` to `to`, spliced by the dialect with their parameters in order. */
function daysBetween(from: Fragment, to: Fragment, dialect: Dialect): Fragment {
  return { text: dialect.days(from.text, to.text), parameters: [...from.parameters, ...to.parameters] };
}

/** `columns` of `source` with the state columns as of a moment, also of problems registered later. */
function statedRelation(
  source: Fragment,
  columns: readonly string[],
  moment: Fragment,
  dialect: Dialect,
): Fragment {
  const classed = sql`select ${raw(columns.join(', '))}, ${raw(LEDGER_CLASS)} as ledger_class from ${source}`;
  const stated = sql`select *, ${stateExpression(moment)} as state from (${classed}) as classed`;
  const waiting = daysBetween(raw('reported_at'), moment, dialect);
  const left = daysBetween(moment, raw('due_at'), dialect);
  const known = sql`select *, ${dueExpression(moment)} as due_state, ${revisitedExpression(moment)} as is_revisited, ${raw(daysExpression(dialect))} as resolution_days, ${waiting} as waiting_days, ${left} as days_left from (${stated}) as stated`;
  return sql`select *, ${raw(AGE)} as age, ${raw(DUE)} as due, ${raw(FLAG_BITS)} as flags from (${known}) as known`;
}

/**
 * `columns` of `source` with the state columns as of a moment (D4–D7, D18, D20). Problems registered after
 * the moment are left out; undated ones stay (D18). The same text computes the stored columns at publish
 * and any other moment in a query, so that both always agree.
 */
export function stateRelation(
  source: Fragment,
  columns: readonly string[],
  asOf: LocalMoment,
  dialect = DIALECTS.duckdb,
): Fragment {
  const moment = timestamp(asOf);
  const registered = sql`${source} where reported_at is null or reported_at <= ${moment}`;
  return statedRelation(registered, columns, moment, dialect);
}

/** `columns` of `source` with the flags as of a moment as `name`; null for problems registered later. */
export function flagsRelation(
  source: Fragment,
  columns: readonly string[],
  name: string,
  asOf: LocalMoment,
  dialect = DIALECTS.duckdb,
): Fragment {
  const moment = timestamp(asOf);
  return sql`select ${raw(columns.join(', '))}, case when reported_at is null or reported_at <= ${moment} then flags end as ${raw(name)} from (${statedRelation(source, columns, moment, dialect)}) as stated`;
}
