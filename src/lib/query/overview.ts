import type { QueryEngine } from '../core/engine.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { AsOf, CellSet } from '../sql/metric-query.ts';
import { addCells, runCells, undatedOf, type Groups, type ScanMode } from './cells.ts';
import {
  assembleNumbers,
  countUndated,
  runMembers,
  runNumbers,
  type CountedScope,
  type Members,
} from './run-metrics.ts';
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

/** What is asked, and how. */
export interface OverviewOptions {
  readonly extent: OverviewExtent;
  readonly mode: ScanMode;
}

/**
 * Flag counts of an overview: now, a week before (none when `compared` is null), and by week; one statement
 * where the filter allows it.
 */
async function countOverview(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  compared: readonly Dimension[] | null,
  mode: ScanMode,
  signal?: AbortSignal,
): Promise<{ now: CountedScope; before: CountedScope; weekly: WeekFlow[] }> {
  const timed = filter.from !== null || filter.to !== null;
  const nowBy = [null, ...OVERVIEW_DIMENSIONS];
  const beforeBy = compared === null ? [] : [null, ...compared];
  const sets: CellSet[] = [
    ...nowBy.map((by) => ({ by, flags: 'flags' as const })),
    ...beforeBy.map((by) => ({ by, flags: 'flags_week_before' as const })),
    ...(timed ? [] : [{ by: 'week', flags: 'flags' } as const]),
  ];
  const cells = await runCells(engine, asOf, filter, sets, mode, signal);
  const gather = (bys: readonly (Dimension | null)[], from: number): Groups<number[]> => {
    const counts: Groups<number[]> = new Map();
    bys.forEach((by, index) => addCells(counts, by, cells[from + index]!));
    return counts;
  };
  return {
    now: { counts: gather(nowBy, 0), undated: await countUndated(engine, asOf, filter, cells[0]!, signal) },
    before: { counts: gather(beforeBy, nowBy.length), undated: undatedOf(cells[nowBy.length] ?? []) },
    weekly: timed ? await runWeekly(engine, asOf, filter, signal) : weeklyFlow(cells.at(-1)!, asOf.moment),
  };
}

/** The figures of a filter as of a moment and a week before it. */
export async function runOverview(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  members: Members,
  { extent, mode }: OverviewOptions,
  signal?: AbortSignal,
): Promise<Overview> {
  const full = extent === 'summary';
  const compared: readonly Dimension[] = full ? OVERVIEW_DIMENSIONS : ['colour'];
  const before = { moment: weekBefore(asOf.moment), stored: asOf.stored };
  const request = { asOf, filter, members, dimensions: OVERVIEW_DIMENSIONS, quantiles: full };
  const earlier = { ...request, asOf: before, dimensions: compared, visits: full };
  // Stored patterns are those of the cut-off's own week before, and a status filter means the status as of then.
  const stored = asOf.moment === asOf.stored && filter.status.length === 0;
  const counted = await countOverview(engine, asOf, filter, stored ? compared : null, mode, signal);
  const [numbers, numbersBefore] = await Promise.all([
    assembleNumbers(engine, request, counted.now, signal),
    stored ? assembleNumbers(engine, earlier, counted.before, signal) : runNumbers(engine, earlier, signal),
  ]);
  return { numbers, weekly: counted.weekly, compare: { cutoff: before.moment, numbers: numbersBefore } };
}
