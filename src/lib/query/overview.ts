import type { QueryEngine } from '../core/engine.ts';
import type { Compared } from '../core/comparison.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { FlagColumn } from '../sql/cell-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { countCells, weekCells, type CellCounts } from './cell-counts.ts';
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

/** The figures of a filter as of a moment, and those of the moment and period that they are compared with. */
export async function runOverview(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  compared: Compared,
  members: Members,
  extent: OverviewExtent,
  signal?: AbortSignal,
): Promise<Overview> {
  const full = extent === 'summary';
  const dimensions: readonly Dimension[] = full ? OVERVIEW_DIMENSIONS : ['colour'];
  const before = { moment: compared.moment, stored: asOf.stored };
  const now = { asOf, filter, members, dimensions: OVERVIEW_DIMENSIONS, quantiles: full };
  const earlierFilter = { ...filter, ...compared.period };
  const earlier = { ...now, asOf: before, filter: earlierFilter, dimensions, visits: full };
  // One count of cells answers everything as of the stored moment, and a week before it.
  const isStored = asOf.moment === asOf.stored;
  const cells = isStored ? countCells(engine, filter, signal) : null;
  const counted = (counts: Promise<CellCounts>, flags: FlagColumn, by: readonly Dimension[]) =>
    counts.then((known) => countedCells(known, flags, by));
  // A status is that of the moment: the week before then holds other problems.
  const isWeekBefore = isStored && before.moment === weekBefore(asOf.stored) && filter.status.length === 0;
  const samePeriod = compared.period.from === filter.from && compared.period.to === filter.to;
  const cellsBefore = !isWeekBefore ? null : samePeriod ? cells : countCells(engine, earlierFilter, signal);
  const [numbers, numbersBefore, weekly] = await Promise.all([
    cells
      ? assembleNumbers(engine, now, counted(cells, 'flags', OVERVIEW_DIMENSIONS), signal)
      : runNumbers(engine, now, signal),
    cellsBefore
      ? assembleNumbers(engine, earlier, counted(cellsBefore, 'flags_week_before', dimensions), signal)
      : runNumbers(engine, earlier, signal),
    cells
      ? cells.then((counts) => weeklyFlow(weekCells(counts), asOf.moment))
      : runWeekly(engine, asOf, filter, signal),
  ]);
  return { numbers, weekly, compare: { cutoff: before.moment, numbers: numbersBefore } };
}
