import type { QueryEngine } from '../core/engine.ts';
import type { LocalDate } from '../core/period.ts';
import { EMPTY_FILTER, type Filter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { NONE_KEY, VISIT_SUMS, type Visits } from '../metrics/types.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { undatedVisitQuery, visitDayQuery, visitedVillageQuery } from '../sql/visit-query.ts';
import { visitsOf } from './count-visits.ts';
import { runGroups } from './run-groups.ts';
import { flagNumbers } from './run-metrics.ts';

/** A village with its problems and visits; `visits` is null where the tally has not reported it by the moment. */
export interface VisitedVillage {
  readonly town: string;
  readonly key: string;
  readonly numbers: GroupNumbers;
}

/** What a filter's places had reported together by the end of a day. */
export interface VisitDay {
  readonly day: LocalDate;
  readonly visits: Visits;
}

/** What only the rows of the tally tell. */
export interface VisitDetail {
  /** Every village that the tally or the ledger names, also those that were reported only after the moment. */
  readonly villages: readonly VisitedVillage[];
  /** Days that have a report, up to the moment, in order. */
  readonly days: readonly VisitDay[];
  /** Rows without a date: they count as of every moment. */
  readonly undated: number;
}

/** The part of a filter that visits know: its towns and villages. */
export function placesOf({ town, village }: Filter): Filter {
  return { ...EMPTY_FILTER, town, village };
}

function hasReport(visits: Visits): boolean {
  return VISIT_SUMS.some((sum) => visits[sum] !== null);
}

/** Villages and days of a filter's places as of a moment. */
export async function runVisitDetail(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<VisitDetail> {
  const places = placesOf(filter);
  const [[groups], tally, days, undated] = await Promise.all([
    runGroups(engine, asOf, places, [['town', 'village']], signal),
    engine.query(statement(visitedVillageQuery(asOf, places)), signal),
    engine.query(statement(visitDayQuery(asOf, places)), signal),
    engine.query(statement(undatedVisitQuery(places)), signal),
  ]);
  const villages = new Map<string, VisitedVillage>();
  const nameOf = (town: string, key: string): string => `${town}\n${key}`;
  for (const { keys, numbers } of groups!)
    villages.set(nameOf(keys[0]!, keys[1]!), { town: keys[0]!, key: keys[1]!, numbers });
  for (const row of tally.rows) {
    const [town, key] = [row[0], row[1]].map((place) => (place as string | null) ?? NONE_KEY);
    const name = nameOf(town!, key!);
    const numbers = villages.get(name)?.numbers ?? flagNumbers(undefined);
    const visits = visitsOf(row, 2);
    villages.set(name, {
      town: town!,
      key: key!,
      numbers: { ...numbers, visits: hasReport(visits) ? visits : null },
    });
  }
  return {
    villages: [...villages.values()],
    days: days.rows.map((row) => ({ day: row[0] as string, visits: visitsOf(row, 1) })),
    undated: undated.rows[0]![0] as number,
  };
}
