import type { LocalMoment } from '../core/period.ts';
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
  return sql`(select ${columns}, ${tallied} from (${stateRelation(raw('facts'), COMPUTED, asOf.moment)}) as computed) as facts`;
}

/** Problems by pattern of flags within a dimension (null: in total), or by week of registration and resolution. */
export type CellSet = Dimension | 'week' | null;

const WEEKS = ['registered_week', 'resolved_week'] as const;

function keyExpression(column: string): string {
  const { week } = DIALECTS.duckdb;
  if (column === 'registered_week') return `${week('reported_at')} as registered_week`;
  if (column === 'resolved_week') return `${week('resolved_at')} as resolved_week`;
  if (!column.endsWith('_key')) return column;
  return `${DIMENSION_KEYS[column.slice(0, -'_key'.length) as Dimension]} as ${column}`;
}

/** The columns of one set: its keys, then its pattern. */
function columnsOf(set: CellSet): string[] {
  if (set === 'week') return [...WEEKS, 'flags'];
  return set === null ? ['flags'] : [`${set}_key`, 'flags'];
}

/**
 * Problems (weights) summed per set (grouping sets) as of any moment; the stored one is faster by cell-query.ts.
 * Columns: the set's place in `sets`, first key, second key (null where a set has none), pattern, problems.
 */
export function cellQuery(asOf: AsOf, filter: Filter, sets: readonly CellSet[]): Fragment {
  const used = [...new Set(sets.flatMap(columnsOf))];
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  const scoped = sql`select ${raw([...used.map(keyExpression), 'weight'].join(', '))} from ${factsRelation(asOf)} where ${listsPredicate(filter)} and ${period}`;
  const groupingSets = sets.map((set) => `(${columnsOf(set).join(', ')})`).join(', ');
  // grouping() has a bit for each column that a row's set leaves out, the last column's lowest.
  const masks = sets.map((set, index) => {
    const own = columnsOf(set);
    const mask = used.reduce((bits, column) => bits * 2 + (own.includes(column) ? 0 : 1), 0);
    return `when ${mask} then ${index}`;
  });
  const first = [
    ...used.filter((column) => column.endsWith('_key')),
    ...(used.includes(WEEKS[0]) ? [`cast(${WEEKS[0]} as varchar)`] : []),
  ];
  const keys = [
    first.length === 0 ? 'null' : `coalesce(${first.join(', ')})`,
    used.includes(WEEKS[1]) ? `cast(${WEEKS[1]} as varchar)` : 'null',
  ];
  return sql`select case grouping(${raw(used.join(', '))}) ${raw(masks.join(' '))} end as cell_set, ${raw(keys[0]!)} as first_key, ${raw(keys[1]!)} as second_key, flags as pattern, cast(sum(weight) as integer) as problems from (${scoped}) as scoped group by grouping sets (${raw(groupingSets)})`;
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
