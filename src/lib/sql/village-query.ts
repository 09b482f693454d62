import type { AsOf } from './metric-query.ts';
import { timestamp } from './state.ts';
import { raw, sql, type Fragment } from './sql.ts';

/** Columns of a listed row of the visit tally. */
export const VILLAGE_COLUMNS = [
  'village',
  'visit_date',
  'kind',
  'hh_due',
  'hh_visited',
  'hh_inhome',
  'hh_phone',
  'hh_wechat',
  'problems_found',
  'onsite_resolved',
  'ledgered',
  'src_file',
  'src_row',
] as const;

/**
 * The visit rows of a town up to the moment, by village, newest first. `is_counted` tells the rows that the
 * figures add up: each village's last running total, or all its daily rows where it has none (D12).
 */
export function villageQuery(asOf: AsOf, town: string): Fragment {
  const known = sql`select * from visits where town = ${town} and (visit_date is null or visit_date <= cast(${timestamp(asOf.moment)} as date))`;
  const ranked = sql`select *, row_number() over (partition by village, kind order by visit_date desc nulls last, src_row desc) as recency, max(case when kind = 'cumulative' then 1 else 0 end) over (partition by village) as has_total from (${known}) as known`;
  return sql`select ${raw(VILLAGE_COLUMNS.join(', '))}, case when has_total = 0 or (kind = 'cumulative' and recency = 1) then 1 else 0 end as is_counted from (${ranked}) as ranked order by village nulls last, visit_date desc nulls last, src_row desc`;
}
