import type { QueryEngine } from '../core/engine.ts';
import type { LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import {
  householdCountQuery,
  householdListQuery,
  unplacedQuery,
  type HouseholdOrder,
} from '../sql/household-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';

/** How the selected problems fall on households. */
export interface HouseholdCounts {
  /** Households with at least one of the problems. */
  readonly households: number;
  /** With more than one. */
  readonly several: number;
  /** With an open one (white ones are not open in this sense, M13). */
  readonly withOpen: number;
  /** Problems whose household is known. */
  readonly placed: number;
  /** Problems that do not tell their household. */
  readonly unplaced: number;
}

/** A household and how many of the selected problems it has. */
export interface HouseholdRow {
  readonly key: string;
  readonly town: string | null;
  readonly village: string | null;
  /** Masked. */
  readonly resident: string | null;
  readonly problems: number;
  readonly open: number;
  readonly resolved: number;
  /** When the latest of them was registered; null when none has a date. */
  readonly lastAt: LocalMoment | null;
}

/** Counts of households among the problems that the filter selects as of a moment. */
export async function countHouseholds(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<HouseholdCounts> {
  const [known, unknown] = await Promise.all([
    engine.query(statement(householdCountQuery(asOf, filter)), signal),
    engine.query(statement(unplacedQuery(asOf, filter)), signal),
  ]);
  const [households, several, withOpen, placed] = known.rows[0] as [number, number, number, number];
  return { households, several, withOpen, placed, unplaced: unknown.rows[0]![0] as number };
}

/** Households with more than one of the selected problems. */
export async function runHouseholds(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  window: { readonly order: HouseholdOrder; readonly limit: number; readonly offset: number },
  signal?: AbortSignal,
): Promise<HouseholdRow[]> {
  const { rows } = await engine.query(statement(householdListQuery(asOf, filter, window)), signal);
  return rows.map(([key, town, village, resident, problems, open, resolved, lastAt]) => ({
    key: key as string,
    town: town as string | null,
    village: village as string | null,
    resident: resident as string | null,
    problems: problems as number,
    open: open as number,
    resolved: resolved as number,
    lastAt: lastAt as LocalMoment | null,
  }));
}
