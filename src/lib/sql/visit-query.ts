import type { LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate } from './predicate.ts';
import { timestamp } from './state.ts';
import { raw, sql, type Fragment } from './sql.ts';

/**
 * Households by village from the last running total on or before the moment, or the sum of daily figures
 * where there is no running total (D12).
 */
export function coverageRelation(moment: LocalMoment): Fragment {
  const day = sql`cast(${timestamp(moment)} as date)`;
  const known = sql`select * from visits where visit_date is null or visit_date <= ${day}`;
  const ranked = sql`select *, row_number() over (partition by town, village, kind order by visit_date desc nulls last, src_row desc) as recency, max(case when kind = 'cumulative' then 1 else 0 end) over (partition by town, village) as has_total from (${known}) as known`;
  return sql`select town, village, hh_due, hh_visited from (${ranked}) as ranked where kind = 'cumulative' and recency = 1
    union all select town, village, cast(max(hh_due) as integer) as hh_due, cast(sum(hh_visited) as integer) as hh_visited from (${ranked}) as ranked where kind = 'daily' and has_total = 0 group by town, village`;
}

/** Households and villages of a filter's places, by town. Other parts of the filter do not apply. */
export function visitQuery(asOf: AsOf, filter: Filter): Fragment {
  const places = { ...filter, colour: [], department: [], category: [], status: [], satisfaction: [] };
  const coverage =
    asOf.moment === asOf.stored ? raw('coverage') : sql`(${coverageRelation(asOf.moment)}) as coverage`;
  return sql`select town as town_key, cast(sum(hh_due) as integer) as hh_due, cast(sum(hh_visited) as integer) as hh_visited, cast(count(*) as integer) as villages from ${coverage} where ${listsPredicate(places)} group by town`;
}

/** Households of every village as of the stored moment: town, village, to visit, visited. */
export function coverageQuery(): Fragment {
  return raw('select town, village, hh_due, hh_visited from coverage');
}
