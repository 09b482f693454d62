import { weekBefore, type LocalMoment } from '../core/period.ts';
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
}

const COMPUTED = [...FACT_COLUMNS, 'weight', 'is_tally'];
const COMPUTED_STATE = STATE_COLUMNS.filter((column) => column !== 'flags');

/** Rows with weights and state columns as of a moment: stored ones where possible. */
export function factsRelation(asOf: AsOf): Fragment {
  if (asOf.moment === asOf.stored) return raw('facts');
  const columns = raw([...COMPUTED, ...COMPUTED_STATE].join(', '));
  const tallied = raw(`flags + is_tally * ${bitsOf(['without_record'])} as flags`);
  return sql`(select ${columns}, ${tallied} from (${stateRelation('facts', COMPUTED, asOf.moment)}) as computed) as facts`;
}

/** Rows whose `flags` hold as of a moment; those of the week before are stored too. */
function flaggedRelation(asOf: AsOf, filter: Filter): Fragment {
  // A status in the filter is a status as of the moment, which only the computed relation knows.
  if (asOf.moment !== weekBefore(asOf.stored) || filter.status.length > 0) return factsRelation(asOf);
  const columns = FACT_COLUMNS.join(', ');
  return raw(
    `(select ${columns}, ledger_class, weight, is_tally, flags_week_before as flags from facts where flags_week_before is not null) as facts`,
  );
}

function grouped(dimensions: readonly Dimension[]): { keys: Fragment[]; names: Fragment[] } {
  return {
    keys: dimensions.map((dimension) => raw(`${DIMENSION_KEYS[dimension]} as ${dimension}_key`)),
    names: dimensions.map((dimension) => raw(`${dimension}_key`)),
  };
}

/**
 * One scan behind all counts: `problems` (weights) per pattern of flags, in total and within each dimension
 * on its own (grouping sets). A row belongs to the dimension whose key is not null; in the total all are.
 */
export function cellQuery(asOf: AsOf, filter: Filter, dimensions: readonly Dimension[]): Fragment {
  const { keys, names } = grouped(dimensions);
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  const scoped = sql`select ${join([...keys, raw('flags, weight')], ', ')} from ${flaggedRelation(asOf, filter)} where ${listsPredicate(filter)} and ${period}`;
  const sets = ['(flags)', ...dimensions.map((dimension) => `(${dimension}_key, flags)`)].join(', ');
  const columns = join([...names, raw('flags')], ', ');
  return sql`select ${columns}, cast(sum(weight) as integer) as problems from (${scoped}) as scoped group by grouping sets (${raw(sets)})`;
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

/** Quantiles by name, in total and within each dimension on its own. */
export function quantileQuery(
  asOf: AsOf,
  filter: Filter,
  metrics: Readonly<Record<string, QuantileMetric>>,
  dimensions: readonly Dimension[],
): Fragment {
  const { keys, names } = grouped(dimensions);
  const columns = Object.entries(metrics).map(
    ([name, metric]) => sql`${quantileExpression(metric, filter)} as ${raw(name)}`,
  );
  const scoped = sql`select ${join([raw('*'), ...keys], ', ')} from ${factsRelation(asOf)} where ${listsPredicate(filter)}`;
  const sets = ['()', ...dimensions.map((dimension) => `(${dimension}_key)`)].join(', ');
  return sql`select ${join([...names, ...columns], ', ')} from (${scoped}) as scoped group by grouping sets (${raw(sets)})`;
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
