import type { Filter } from '../filters/filter.ts';
import { FLAG_PREDICATES } from './flags.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import { issuesRelation } from './record-query.ts';
import { raw, sql, type Fragment } from './sql.ts';

/** What households are listed by, the most first. */
export const HOUSEHOLD_ORDERS = ['problems', 'open', 'town'] as const;
export type HouseholdOrder = (typeof HOUSEHOLD_ORDERS)[number];

const MOST = 'problems desc, open desc, last_at desc nulls last, household_key';
const ORDERS: Readonly<Record<HouseholdOrder, string>> = {
  problems: MOST,
  open: `open desc, ${MOST}`,
  town: `town nulls last, village nulls last, ${MOST}`,
};

/** Problems that the filter selects, as of a moment. */
function selected(asOf: AsOf, filter: Filter): Fragment {
  const lists = listsPredicate(filter);
  const period = periodPredicate(filter, 'reported_at');
  const where = period === null ? lists : sql`${lists} and ${period}`;
  return sql`${issuesRelation(asOf)} where ${where}`;
}

const OPEN = FLAG_PREDICATES.open;

/** Households of the selected problems, each with how many of these it has. */
function households(asOf: AsOf, filter: Filter): Fragment {
  const columns = `household_key, min(town) as town, min(village) as village, min(reporter_name) as resident, cast(count(*) as integer) as problems, cast(count(*) filter (where ${OPEN}) as integer) as open, cast(count(*) filter (where state = 'resolved') as integer) as resolved, max(reported_at) as last_at`;
  return sql`(select ${raw(columns)} from ${selected(asOf, filter)} and household_key is not null group by household_key) as households`;
}

/** One row: households with problems, with more than one, with an open one; the problems of these households. */
export function householdCountQuery(asOf: AsOf, filter: Filter): Fragment {
  return sql`select cast(count(*) as integer) as households, cast(count(*) filter (where problems > 1) as integer) as several, cast(count(*) filter (where open > 0) as integer) as with_open, cast(coalesce(sum(problems), 0) as integer) as problems from ${households(asOf, filter)}`;
}

/** One row: how many of the selected problems tell no household. */
export function unplacedQuery(asOf: AsOf, filter: Filter): Fragment {
  return sql`select cast(count(*) as integer) as problems from ${selected(asOf, filter)} and household_key is null`;
}

/** Households with more than one of the selected problems, in a total order. */
export function householdListQuery(
  asOf: AsOf,
  filter: Filter,
  window: { readonly order: HouseholdOrder; readonly limit: number; readonly offset: number },
): Fragment {
  return sql`select household_key, town, village, resident, problems, open, resolved, last_at from ${households(asOf, filter)} where problems > 1 order by ${raw(ORDERS[window.order])} limit ${window.limit} offset ${window.offset}`;
}
