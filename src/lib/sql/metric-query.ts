import type { LocalMoment } from '../core/period.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import type { Filter } from '../filters/filter.ts';
import type { Dimension, Flag, QuantileMetric } from '../metrics/types.ts';
import { DIALECTS } from './dialect.ts';
import { bitsOf, FLAG_PREDICATES } from './flags.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { FACT_COLUMNS, STATE_COLUMNS, stateRelation } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

/** The moment that is asked for, and the one whose state columns are stored. */
export interface AsOf {
  readonly moment: LocalMoment;
  readonly stored: LocalMoment;
  /** Days are working days by this calendar; calendar days, as they are stored, where it is absent (D19). */
  readonly calendar?: WorkCalendar;
}

/** True where the stored state columns answer; else they are computed in the query. */
export function isStored({ moment, stored, calendar }: AsOf): boolean {
  return moment === stored && calendar === undefined;
}

const COMPUTED = [...FACT_COLUMNS, 'weight', 'is_tally'];
const COMPUTED_STATE = STATE_COLUMNS.filter((column) => column !== 'flags');

/** Rows with weights and state columns as of a moment: stored ones where possible. */
export function factsRelation(asOf: AsOf): Fragment {
  if (isStored(asOf)) return raw('facts');
  const columns = raw([...COMPUTED, ...COMPUTED_STATE].join(', '));
  const tallied = raw(`flags + is_tally * ${bitsOf(['without_record'])} as flags`);
  return sql`(select ${columns}, ${tallied} from (${stateRelation(raw('facts'), COMPUTED, asOf.moment, asOf.calendar)}) as computed) as facts`;
}

/** Problems of the scope without registration date, whatever the filter's period (D18). */
export function undatedQuery(asOf: AsOf, filter: Filter): Fragment {
  return sql`select cast(coalesce(sum(weight), 0) as integer) as undated from ${factsRelation(asOf)} where reported_at is null and is_tally = 0 and ${listsPredicate(filter)}`;
}

function quantileExpression(metric: QuantileMetric, filter: Filter): Fragment {
  const condition = flagCondition(metric.flag, filter);
  // The condition is spliced as text by the dialect, its parameters follow in order.
  const text = DIALECTS.duckdb.quantile('resolution_days', metric.quantile, condition.text);
  return sql`cast(${{ text, parameters: condition.parameters }} as double)`;
}

function flagCondition(flag: Flag, filter: Filter): Fragment {
  const predicate = raw(FLAG_PREDICATES[flag]);
  const period = periodPredicate(filter, 'reported_at');
  return period === null ? predicate : sql`(${predicate}) and ${period}`;
}

/**
 * Problems per day count and quantile, by name, in total and within each dimension on its own: what quantiles follow
 * from. One count per number of days is several times as fast as quantiles of a million rows.
 */
export function dayCountQuery(
  asOf: AsOf,
  filter: Filter,
  metrics: Readonly<Record<string, QuantileMetric>>,
  dimensions: readonly Dimension[],
): Fragment {
  const keys = dimensions.map((dimension) => raw(`${DIMENSION_KEYS[dimension]} as ${dimension}_key`));
  const names = dimensions.map((dimension) => raw(`${dimension}_key`));
  const counts = Object.entries(metrics).map(
    ([name, { flag }]) =>
      sql`cast(sum(case when ${flagCondition(flag, filter)} then 1 else 0 end) as integer) as ${raw(name)}`,
  );
  const scoped = sql`select ${join([raw('*'), ...keys], ', ')} from ${factsRelation(asOf)} where resolution_days is not null and ${listsPredicate(filter)}`;
  const sets = ['(resolution_days)', ...dimensions.map((name) => `(${name}_key, resolution_days)`)];
  return sql`select ${join([...names, raw('resolution_days'), ...counts], ', ')} from (${scoped}) as scoped group by grouping sets (${raw(sets.join(', '))}) order by resolution_days`;
}

/** A figure's parts from first principles, each under its name; what a statistician would write down. */
export function figureQuery(
  asOf: AsOf,
  filter: Filter,
  counts: Readonly<Record<string, Flag>>,
  quantiles: Readonly<Record<string, QuantileMetric>>,
): Fragment {
  const columns = [
    ...Object.entries(counts).map(
      ([name, flag]) =>
        sql`cast(sum(case when ${flagCondition(flag, filter)} then weight else 0 end) as integer) as ${raw(name)}`,
    ),
    ...Object.entries(quantiles).map(
      ([name, metric]) => sql`${quantileExpression(metric, filter)} as ${raw(name)}`,
    ),
  ];
  return sql`select ${join(columns, ', ')} from ${factsRelation(asOf)} where ${listsPredicate(filter)}`;
}
