import type { LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { CountMetric, Dimension, Flag, QuantileMetric } from '../metrics/types.ts';
import { DIALECTS } from './dialect.ts';
import { FLAG_PREDICATES } from './flags.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { FACT_COLUMNS, stateRelation, timestamp } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

/** The moment that is asked for, and the one whose state columns are stored. */
export interface AsOf {
  readonly moment: LocalMoment;
  readonly stored: LocalMoment;
}

/** A number that the query computes per group, under `name`. */
export interface Measure {
  readonly name: string;
  readonly of: { readonly flag: Flag; readonly periodDate: 'reported_at' | 'resolved_at' } | QuantileMetric;
}

/** Rows with weights and state columns as of a moment: stored ones where possible. */
export function factsRelation(asOf: AsOf): Fragment {
  if (asOf.moment === asOf.stored) return raw('facts');
  return sql`(${stateRelation('facts', [...FACT_COLUMNS, 'weight', 'is_tally'], asOf.moment)}) as facts`;
}

/** The measure of a count metric. */
export function countMeasure(metric: CountMetric): Measure {
  const periodDate = metric.periodDate ?? 'reported_at';
  return { name: `${metric.flag}_${periodDate}`, of: { flag: metric.flag, periodDate } };
}

/** The measure of a quantile metric. */
export function quantileMeasure(metric: QuantileMetric): Measure {
  return { name: `q${Math.round(metric.quantile * 100)}_${metric.flag}`, of: metric };
}

function measureExpression(measure: Measure, filter: Filter): Fragment {
  const { of } = measure;
  const periodDate = 'kind' in of ? 'reported_at' : of.periodDate;
  const period = periodPredicate(filter, periodDate);
  const flag = raw(FLAG_PREDICATES[of.flag]);
  const condition = period === null ? flag : sql`(${flag}) and ${period}`;
  if (!('kind' in of))
    return sql`cast(sum(case when ${condition} then weight else 0 end) as integer) as ${raw(measure.name)}`;
  // The quantile's condition is spliced as text by the dialect, its parameters follow in order.
  const text = DIALECTS.duckdb.quantile('resolution_days', of.quantile, condition.text);
  return sql`cast(${{ text, parameters: condition.parameters }} as double) as ${raw(measure.name)}`;
}

/** What is said beside the figures: rows that no period can hold, and problems that no record stands for. */
const EXTRAS = [
  raw(
    'cast(sum(case when reported_at is null and is_tally = 0 then weight else 0 end) as integer) as undated',
  ),
  raw('cast(sum(is_tally * weight) as integer) as without_records'),
];

/**
 * One scan that answers all measures, in total and by each dimension on its own (grouping sets). A row of
 * the result belongs to the dimension whose column is not null; in the total's row all are.
 */
export function metricQuery(
  asOf: AsOf,
  filter: Filter,
  measures: readonly Measure[],
  dimensions: readonly Dimension[],
): Fragment {
  const keys = dimensions.map((dimension) => raw(`${DIMENSION_KEYS[dimension]} as ${dimension}_key`));
  const columns = measures.map((measure) => measureExpression(measure, filter));
  const inner = sql`select *, ${join(keys.length > 0 ? keys : [raw('1 as one')], ', ')} from ${factsRelation(asOf)} where ${listsPredicate(filter)}`;
  const outer = [...EXTRAS, ...dimensions.map((dimension) => raw(`${dimension}_key`)), ...columns];
  const sets = ['()', ...dimensions.map((dimension) => `(${dimension}_key)`)].join(', ');
  const grouping = dimensions.length > 0 ? raw(` group by grouping sets (${sets})`) : raw('');
  return sql`select ${join(outer, ', ')} from (${inner}) as scoped${grouping}`;
}

/**
 * Households by village from the last running total on or before the moment, or the sum of daily figures
 * where there is no running total (D12), in total and by town.
 */
export function visitQuery(asOf: AsOf, filter: Filter): Fragment {
  const day = sql`cast(${timestamp(asOf.moment)} as date)`;
  const scope = listsPredicate({
    ...filter,
    colour: [],
    department: [],
    category: [],
    status: [],
    satisfaction: [],
  });
  const known = sql`select * from visits where (visit_date is null or visit_date <= ${day}) and ${scope}`;
  const ranked = sql`select *, row_number() over (partition by town, village, kind order by visit_date desc nulls last, src_row desc) as recency, max(case when kind = 'cumulative' then 1 else 0 end) over (partition by town, village) as has_total from (${known}) as known`;
  const latest = sql`select town, village, hh_due, hh_visited from (${ranked}) as ranked where kind = 'cumulative' and recency = 1
    union all select town, village, max(hh_due) as hh_due, sum(hh_visited) as hh_visited from (${ranked}) as ranked where kind = 'daily' and has_total = 0 group by town, village`;
  return sql`select town as town_key, cast(sum(hh_due) as integer) as hh_due, cast(sum(hh_visited) as integer) as hh_visited, count(*) as villages from (${latest}) as latest group by grouping sets ((), (town))`;
}
