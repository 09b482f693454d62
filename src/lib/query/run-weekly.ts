import type { QueryEngine } from '../core/engine.ts';
import { addDays, dateOf, weekStart, type LocalDate } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { weeklyQuery } from '../sql/weekly-query.ts';

/** One Monday-to-Sunday week of the ledger's flow (M39). */
export interface WeekFlow {
  /** Monday. */
  readonly week: LocalDate;
  /** False for the week that the cut-off falls into before its Sunday. */
  readonly complete: boolean;
  /** Problems registered, on-site ones included. */
  readonly registered: number;
  /** Of these, entered into the ledger. */
  readonly ledgered: number;
  /** Ledger problems resolved. */
  readonly resolved: number;
  /** Open, non-white ledger problems at the end of the week, or at the cut-off. */
  readonly open: number;
}

type Row = [string | null, number, number, number, number, number];

/** Weekly flow up to the cut-off without gaps; empty when no problem is dated. */
export async function runWeekly(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<WeekFlow[]> {
  const result = await engine.query(statement(weeklyQuery(asOf, filter)), signal);
  const rows = result.rows as unknown as Row[];
  const byWeek = new Map(rows.filter((row) => row[0] !== null).map((row) => [row[0] as string, row]));
  const weeks = [...byWeek.keys()].sort();
  if (weeks.length === 0) return [];
  let open = rows.filter((row) => row[0] === null).reduce((all, row) => all + row[4] - row[5], 0);
  const flows: WeekFlow[] = [];
  const last = weekStart(asOf.moment);
  for (let week = weeks[0]!; week <= last; week = addDays(week, 7)) {
    const [, registered, ledgered, resolved, entered, left] = byWeek.get(week) ?? [week, 0, 0, 0, 0, 0];
    open += entered - left;
    flows.push({
      week,
      complete: addDays(week, 6) < dateOf(asOf.moment),
      registered,
      ledgered,
      resolved,
      open,
    });
  }
  return flows;
}
