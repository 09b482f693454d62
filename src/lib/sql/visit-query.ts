import type { LocalMoment } from '../core/period.ts';
import { EMPTY_FILTER, type Filter } from '../filters/filter.ts';
import { COVERAGE_COUNTS } from '../schema/ddl.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate } from './predicate.ts';
import { timestamp } from './state.ts';
import { raw, sql, type Fragment } from './sql.ts';

const COUNTS = raw(COVERAGE_COUNTS.join(', '));
const SUMS = raw(COVERAGE_COUNTS.map((count) => `cast(sum(${count}) as integer) as ${count}`).join(', '));
/** Of daily figures; households to visit are a village's and do not add up over days. */
const DAILY_SUMS = raw(
  COVERAGE_COUNTS.map((count) => {
    return `cast(${count === 'hh_due' ? 'max' : 'sum'}(${count}) as integer) as ${count}`;
  }).join(', '),
);

/**
 * The counts of every village from its last running total of the `known` rows, or the sum of its daily figures where
 * it has no running total (D12); each group of `by` columns (ending in a comma) on its own.
 */
function coverageOf(known: Fragment, by = ''): Fragment {
  const keys = raw(`${by}town, village`);
  const ranked = sql`select *, row_number() over (partition by ${keys}, kind order by visit_date desc nulls last, src_row desc) as recency, max(case when kind = 'cumulative' then 1 else 0 end) over (partition by ${keys}) as has_total from (${known}) as known`;
  return sql`select ${keys}, ${COUNTS} from (${ranked}) as ranked where kind = 'cumulative' and recency = 1
    union all select ${keys}, ${DAILY_SUMS} from (${ranked}) as ranked where kind = 'daily' and has_total = 0 group by ${keys}`;
}

function dayOf(moment: LocalMoment): Fragment {
  return sql`cast(${timestamp(moment)} as date)`;
}

/** The counts of every village that has visits on or before the moment. */
export function coverageRelation(moment: LocalMoment): Fragment {
  return coverageOf(sql`select * from visits where visit_date is null or visit_date <= ${dayOf(moment)}`);
}

/** The counts of every village as of a moment: town, village, {@link COVERAGE_COUNTS}. */
function coverageAsOf(asOf: AsOf): Fragment {
  return asOf.moment === asOf.stored ? raw('coverage') : sql`(${coverageRelation(asOf.moment)}) as coverage`;
}

function placesPredicate({ town, village }: Filter): Fragment {
  return listsPredicate({ ...EMPTY_FILTER, town, village });
}

/** Households and villages of a filter's places, by town. Other parts of the filter do not apply. */
export function visitQuery(asOf: AsOf, filter: Filter): Fragment {
  return sql`select town as town_key, ${SUMS}, cast(count(*) as integer) as villages from ${coverageAsOf(asOf)} where ${placesPredicate(filter)} group by town`;
}

/** The counts of every village as of the stored moment: town, village, {@link COVERAGE_COUNTS}. */
export function coverageQuery(): Fragment {
  return sql`select town, village, ${COUNTS} from coverage`;
}

/**
 * Every village of the tally in a filter's places: town, village, {@link COVERAGE_COUNTS} as of the moment. All
 * counts of a village that was reported only later are null.
 */
export function visitedVillageQuery(asOf: AsOf, filter: Filter): Fragment {
  const all = sql`select distinct town, village from visits where ${placesPredicate(filter)}`;
  const counts = raw(COVERAGE_COUNTS.map((count) => `coverage.${count}`).join(', '));
  return sql`select places.town, places.village, ${counts} from (${all}) as places left join ${coverageAsOf(asOf)} on places.town is not distinct from coverage.town and places.village is not distinct from coverage.village`;
}

/**
 * The counts of a filter's places as of each day that has a report, up to the moment: report_day, then
 * {@link COVERAGE_COUNTS}. Undated rows are in all of them.
 */
export function visitDayQuery(asOf: AsOf, filter: Filter): Fragment {
  const scoped = sql`select * from visits where ${placesPredicate(filter)} and (visit_date is null or visit_date <= ${dayOf(asOf.moment)})`;
  const days = sql`select distinct visit_date as report_day from (${scoped}) as scoped where visit_date is not null`;
  const known = sql`select days.report_day, scoped.* from (${days}) as days join (${scoped}) as scoped on coalesce(scoped.visit_date, date '0001-01-01') <= days.report_day`;
  return sql`select cast(report_day as varchar) as report_day, ${SUMS} from (${coverageOf(known, 'report_day, ')}) as coverage group by report_day order by report_day`;
}

/** Number of a filter's rows of the tally that have no date. */
export function undatedVisitQuery(filter: Filter): Fragment {
  return sql`select cast(count(*) as integer) as undated from visits where visit_date is null and ${placesPredicate(filter)}`;
}
