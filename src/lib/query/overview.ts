import type { QueryEngine } from '../core/engine.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runMembers, runNumbers, type Members } from './run-metrics.ts';
import { runWeekly, type WeekFlow } from './run-weekly.ts';

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
  const before = { moment: weekBefore(asOf.moment), stored: asOf.stored };
  const full = extent === 'summary';
  const compared = full ? OVERVIEW_DIMENSIONS : (['colour'] as const);
  const [numbers, earlier, weekly] = await Promise.all([
    runNumbers(engine, { asOf, filter, members, dimensions: OVERVIEW_DIMENSIONS, quantiles: full }, signal),
    runNumbers(
      engine,
      { asOf: before, filter, members, dimensions: compared, quantiles: full, visits: full },
      signal,
    ),
    runWeekly(engine, asOf, filter, signal),
  ]);
  return { numbers, weekly, compare: { cutoff: before.moment, numbers: earlier } };
}
