import type { QueryEngine } from '../core/engine.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { FlagColumn } from '../sql/cell-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { countCells, weekCells } from './cell-counts.ts';
import { assembleNumbers, countedCells, runMembers, runNumbers, type Members } from './run-metrics.ts';
import { runWeekly, weeklyFlow, type WeekFlow } from './run-weekly.ts';

/** Dimensions that every overview is grouped by. */
export const OVERVIEW_DIMENSIONS = [
  'colour',
  'town',
  'department',
  'category',
] as const satisfies readonly Dimension[];

/** The counts behind all figures of a moment, and behind those of the moment that they are compared with. */
export interface Overview {
  readonly numbers: ScopeNumbers;
  readonly weekly: readonly WeekFlow[];
  readonly compare: { readonly cutoff: LocalMoment; readonly numbers: ScopeNumbers };
}

/** The keys of each dimension in the published data. */
export async function overviewMembers(engine: QueryEngine, asOf: AsOf): Promise<Members> {
  const [town, department, category] = await Promise.all(
    (['town', 'department', 'category'] as const).map((dimension) => runMembers(engine, asOf, dimension)),
  );
  return { colour: LEDGER_CLASSES, town: town!, department: department!, category: category! };
}

/**
 * How much is asked: `summary` is every metric by every dimension, now and a week before; `page` is what the
 * overview shows of a filter, where the comparison needs the total and the colours only.
 */
export type OverviewExtent = 'summary' | 'page';

/** The figures of a filter as of a moment and a week before it. */
export async function runOverview(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  members: Members,
  extent: OverviewExtent,
  signal?: AbortSignal,
): Promise<Overview> {
  const full = extent === 'summary';
  const compared: readonly Dimension[] = full ? OVERVIEW_DIMENSIONS : ['colour'];
  const before = { moment: weekBefore(asOf.moment), stored: asOf.stored };
  const now = { asOf, filter, members, dimensions: OVERVIEW_DIMENSIONS, quantiles: full };
  const earlier = { ...now, asOf: before, dimensions: compared, visits: full };
  // One count of cells answers everything as of the stored moment. A status is that of the moment: the week
  // before then holds other problems.
  const cells = asOf.moment === asOf.stored ? countCells(engine, filter, signal) : null;
  const counted = (flags: FlagColumn, dimensions: readonly Dimension[]) =>
    cells?.then((counts) => countedCells(counts, flags, dimensions));
  const countedBefore = filter.status.length === 0 ? counted('flags_week_before', compared) : undefined;
  const [numbers, numbersBefore, weekly] = await Promise.all([
    cells
      ? assembleNumbers(engine, now, counted('flags', OVERVIEW_DIMENSIONS)!, signal)
      : runNumbers(engine, now, signal),
    countedBefore
      ? assembleNumbers(engine, earlier, countedBefore, signal)
      : runNumbers(engine, earlier, signal),
    cells
      ? cells.then((counts) => weeklyFlow(weekCells(counts), asOf.moment))
      : runWeekly(engine, asOf, filter, signal),
  ]);
  return { numbers, weekly, compare: { cutoff: before.moment, numbers: numbersBefore } };
}
