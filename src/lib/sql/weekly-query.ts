import type { Filter } from '../filters/filter.ts';
import { DIALECTS } from './dialect.ts';
import { FLAG_PREDICATES } from './flags.ts';
import { factsRelation, type AsOf } from './metric-query.ts';
import { listsPredicate } from './predicate.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

const sum = (condition: string): string =>
  `cast(sum(case when ${condition} then weight else 0 end) as integer)`;

/** Ledger problems that a stock counts in and out; a resolution without date is treated as never in stock. */
const STOCKED = `${FLAG_PREDICATES.ledger_not_white} and not (state = 'resolved' and resolved_at is null) and state <> 'other'`;

/**
 * What came in and went out per week (Mondays): rows of `week`, `registered`, `ledgered`, `resolved`
 * (ledger only), `entered` and `left` (the stock's own movements). Undated entries have a null week.
 */
export function weeklyQuery(asOf: AsOf, filter: Filter): Fragment {
  const { week } = DIALECTS.duckdb;
  const scoped = sql`select * from ${factsRelation(asOf)} where ${listsPredicate(filter)}`;
  const entries = sql`select ${raw(week('reported_at'))} as week, ${raw(sum('true'))} as registered, ${raw(sum(FLAG_PREDICATES.ledger))} as ledgered, 0 as resolved, ${raw(sum(STOCKED))} as entered, 0 as leaving from (${scoped}) as scoped group by 1`;
  const exits = sql`select ${raw(week('resolved_at'))} as week, 0 as registered, 0 as ledgered, ${raw(sum(FLAG_PREDICATES.resolved_ledger))} as resolved, 0 as entered, ${raw(sum(`${STOCKED} and state = 'resolved'`))} as leaving from (${scoped}) as scoped where ${raw(FLAG_PREDICATES.resolved_ledger)} group by 1`;
  const columns = ['registered', 'ledgered', 'resolved', 'entered', 'leaving'];
  const sums = join(
    columns.map((column) => raw(`cast(sum(${column}) as integer) as ${column}`)),
    ', ',
  );
  return sql`select week, ${sums} from (${entries} union all ${exits}) as flows group by week order by week nulls first`;
}
