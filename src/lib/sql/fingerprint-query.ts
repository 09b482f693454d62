import type { Filter } from '../filters/filter.ts';
import type { CellDimension } from './cell-query.ts';
import { DIALECTS } from './dialect.ts';
import type { AsOf } from './metric-query.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { issuesRelation } from './record-query.ts';
import { raw, sql, type Fragment } from './sql.ts';

const DIGEST = DIALECTS.duckdb.digest('issue_id');

/**
 * At most `limit` records of a filter, none by anything that names a person: digest of its number, flags as of the
 * moment, and its key in each dimension. No nulls; in the order of digests.
 */
export function fingerprintQuery(
  asOf: AsOf,
  filter: Filter,
  dimensions: readonly CellDimension[],
  limit: number,
): Fragment {
  const keys = dimensions.map((dimension) => `${DIMENSION_KEYS[dimension]} as ${dimension}_key`);
  const columns = raw([`${DIGEST} as digest`, 'flags', ...keys].join(', '));
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  return sql`select ${columns} from ${issuesRelation(asOf)} where ${listsPredicate(filter)} and ${period} order by digest limit ${limit}`;
}

/** Those of the digests that belong to a record of the ledger, whatever its state, place or date. */
export function knownDigestsQuery(digests: readonly string[]): Fragment {
  const words = { text: DIALECTS.duckdb.words('?'), parameters: [digests.join(',')] };
  return sql`select ${raw(DIGEST)} as digest from issues where ${raw(DIGEST)} in (${words})`;
}
