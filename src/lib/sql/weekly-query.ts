import type { Filter } from '../filters/filter.ts';
import { DIALECTS } from './dialect.ts';
import { factsRelation, type AsOf } from './metric-query.ts';
import { listsPredicate } from './predicate.ts';
import { raw, sql, type Fragment } from './sql.ts';

/**
 * Problems per week of registration, week of resolution (Mondays, null where undated) and pattern of flags.
 * A resolution counts only where the flags say that the problem is resolved. The filter's period is left
 * aside: a chart by which people select time keeps showing all of it.
 */
export function weeklyQuery(asOf: AsOf, filter: Filter): Fragment {
  const { week } = DIALECTS.duckdb;
  return sql`select ${raw(week('reported_at'))} as registered_week, ${raw(week('resolved_at'))} as resolved_week, flags, cast(sum(weight) as integer) as problems from ${factsRelation(asOf)} where ${listsPredicate(filter)} group by 1, 2, 3`;
}
