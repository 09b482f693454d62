import type { QueryEngine, SqlValue } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { NONE_KEY, type VisitSum } from '../metrics/types.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { coverageQuery, visitQuery } from '../sql/visit-query.ts';
import { groupKey, type Groups } from './cells.ts';

/** Households to visit and visited. */
export type Visits = Readonly<Record<VisitSum, number>>;

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

/** Rows of town, households to visit (null: not given) and visited, of the filter's towns and villages. */
async function visitRows(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<readonly (readonly SqlValue[])[]> {
  if (asOf.moment !== asOf.stored)
    return (await engine.query(statement(visitQuery(asOf, filter)), signal)).rows;
  return (await villagesOf(engine))
    .filter(([town, village]) => holds(filter.town, town!) && holds(filter.village, village!))
    .map(([town, , due, visited]) => [town!, due!, visited!]);
}

/** Households by town and in total; nothing at all where the filter has no village with visits. */
export async function countVisits(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Groups<Visits>> {
  const groups: Groups<Visits> = new Map();
  const add = (group: string, due: number, visited: number): void => {
    const { hh_due, hh_visited } = groups.get(group) ?? { hh_due: 0, hh_visited: 0 };
    groups.set(group, { hh_due: hh_due + due, hh_visited: hh_visited + visited });
  };
  for (const [town, due, visited] of await visitRows(engine, asOf, filter, signal)) {
    const counts = [(due as number | null) ?? 0, (visited as number | null) ?? 0] as const;
    add(groupKey('town', (town as string | null) ?? NONE_KEY), ...counts);
    add('', ...counts);
  }
  return groups;
}
