import type { Compared } from '../core/comparison.ts';
import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import type { GroupKey } from '../sql/group-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runGroups, type Group } from './run-groups.ts';
import { flagNumbers } from './run-metrics.ts';

/** Counts of a pivot as of a moment: each cell, each row, each column and the whole, every one counted for itself. */
export interface PivotNumbers {
  readonly asOf: AsOf;
  readonly filter: Filter;
  readonly rows: ReadonlyMap<string, GroupNumbers>;
  readonly columns: ReadonlyMap<string, GroupNumbers>;
  /** By {@link cellKey}. */
  readonly cells: ReadonlyMap<string, GroupNumbers>;
  readonly total: GroupNumbers;
}

export interface PivotRequest {
  readonly asOf: AsOf;
  readonly filter: Filter;
  readonly rows: GroupKey;
  /** Null: no columns but the total. */
  readonly columns: GroupKey | null;
  /** Asked for as well, where changes are shown. */
  readonly compared: Compared | null;
}

export interface Pivot {
  readonly request: PivotRequest;
  readonly now: PivotNumbers;
  readonly before: PivotNumbers | null;
}

/** The place of a cell among {@link PivotNumbers}' cells. */
export function cellKey(row: string, column: string): string {
  return JSON.stringify([row, column]);
}

/** Counts of a group without a problem. */
export const NO_PROBLEMS: GroupNumbers = flagNumbers(undefined);

async function countPivot(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  { rows, columns }: PivotRequest,
  signal?: AbortSignal,
): Promise<PivotNumbers> {
  const sets = columns === null ? [[], [rows]] : [[], [rows], [columns], [rows, columns]];
  const [whole, byRow, byColumn = [], byCell = []] = await runGroups(engine, asOf, filter, sets, signal);
  const named = (groups: readonly Group[]) =>
    new Map(groups.map(({ keys, numbers }) => [keys[0]!, numbers] as const));
  return {
    asOf,
    filter,
    rows: named(byRow!),
    columns: named(byColumn),
    cells: new Map(byCell.map(({ keys, numbers }) => [cellKey(keys[0]!, keys[1]!), numbers])),
    total: whole![0]?.numbers ?? NO_PROBLEMS,
  };
}

/** A pivot's counts, one scan a moment; totals are sets of their own and never added up. */
export async function runPivot(
  engine: QueryEngine,
  request: PivotRequest,
  signal?: AbortSignal,
): Promise<Pivot> {
  const { asOf, filter, compared } = request;
  const [now, before] = await Promise.all([
    countPivot(engine, asOf, filter, request, signal),
    compared &&
      countPivot(
        engine,
        { ...asOf, moment: compared.moment },
        { ...filter, ...compared.period },
        request,
        signal,
      ),
  ]);
  return { request, now, before };
}
