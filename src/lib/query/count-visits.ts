import type { QueryEngine, SqlValue } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { NONE_KEY, VISIT_SUMS, type Visits } from '../metrics/types.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { coverageQuery, visitQuery } from '../sql/visit-query.ts';
import { groupKey, type Groups } from './cells.ts';

/** The stored moment's villages, read once per engine: a change of filter then asks nothing. */
const villages = new WeakMap<QueryEngine, Promise<readonly (readonly SqlValue[])[]>>();

function villagesOf(engine: QueryEngine): Promise<readonly (readonly SqlValue[])[]> {
  let rows = villages.get(engine);
  if (!rows) {
    rows = engine.query(statement(coverageQuery())).then((result) => result.rows);
    villages.set(engine, rows);
    rows.catch(() => villages.delete(engine));
  }
  return rows;
}

function holds(values: readonly string[], place: SqlValue): boolean {
  return values.length === 0 || values.includes((place as string | null) ?? NONE_KEY);
}

/** The visit figures of a row, from its column `first` on. */
export function visitsOf(row: readonly SqlValue[], first: number): Visits {
  return Object.fromEntries(VISIT_SUMS.map((sum, index) => [sum, row[first + index] ?? null])) as Visits;
}

/** Both together; what only one of them knows is that one's. */
function addVisits(one: Visits | undefined, other: Visits): Visits {
  if (!one) return other;
  const sums = VISIT_SUMS.map((sum) => {
    const [left, right] = [one[sum], other[sum]];
    return [sum, left === null ? right : left + (right ?? 0)];
  });
  return Object.fromEntries(sums) as Visits;
}

/** Visit figures of the filter's towns and villages, each with its town. */
async function visitRows(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<readonly (readonly [town: SqlValue, visits: Visits])[]> {
  if (asOf.moment !== asOf.stored) {
    const { rows } = await engine.query(statement(visitQuery(asOf, filter)), signal);
    return rows.map((row) => [row[0]!, visitsOf(row, 1)]);
  }
  return (await villagesOf(engine))
    .filter(([town, village]) => holds(filter.town, town!) && holds(filter.village, village!))
    .map((row) => [row[0]!, visitsOf(row, 2)]);
}

/** Visit figures by town and in total; nothing at all where the filter has no village with visits. */
export async function countVisits(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Groups<Visits>> {
  const groups: Groups<Visits> = new Map();
  for (const [town, visits] of await visitRows(engine, asOf, filter, signal)) {
    for (const group of [groupKey('town', (town as string | null) ?? NONE_KEY), ''])
      groups.set(group, addVisits(groups.get(group), visits));
  }
  return groups;
}
