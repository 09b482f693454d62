import type { QueryEngine } from '../core/engine.ts';
import type { Compared } from '../core/comparison.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { CellDimension, FlagColumn } from '../sql/cell-query.ts';
import { isStored, type AsOf } from '../sql/metric-query.ts';
import { countCells, countWeekCells, weekCells } from './cell-counts.ts';
import {
  assembleNumbers,
  countedCells,
  runMembers,
  runNumbers,
  type Members,
  type MetricRequest,
} from './run-metrics.ts';
import { runWeekly, weeklyFlow, type WeekFlow } from './run-weekly.ts';

/** Dimensions that every overview is grouped by. */
export const OVERVIEW_DIMENSIONS = [
  'colour',
  'town',
  'department',
  'category',
] as const satisfies readonly CellDimension[];

/** The counts behind all figures of a moment, and behind those of the moment that they are compared with. */
export interface Overview {
  readonly numbers: ScopeNumbers;
  readonly weekly: readonly WeekFlow[];
  readonly compare: { readonly cutoff: LocalMoment; readonly numbers: ScopeNumbers };
  /** For each dimension with a list in the filter: the numbers without that list, by that dimension. */
  readonly around: Readonly<Partial<Record<Dimension, Around>>>;
}

/** What a table shows of the dimension by which people choose in it: all of it, the chosen rows marked. */
export interface Around {
  readonly numbers: ScopeNumbers;
  readonly before: ScopeNumbers;
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
 * overview shows of a filter, where no category is compared.
 */
export type OverviewExtent = 'summary' | 'page';

type CellRequest = MetricRequest & { readonly dimensions: readonly CellDimension[] };

interface Scope {
  readonly asOf: AsOf;
  readonly filter: Filter;
  readonly compared: Compared;
  readonly members: Members;
}

/** Counts of a scope now and at the moment that it is compared with, by the dimensions given for each. */
async function countBoth(
  engine: QueryEngine,
  { asOf, filter, compared, members }: Scope,
  extent: OverviewExtent | 'around',
  [nowBy, beforeBy]: readonly [readonly CellDimension[], readonly CellDimension[]],
  signal?: AbortSignal,
): Promise<{ now: ScopeNumbers; before: ScopeNumbers }> {
  const full = extent === 'summary';
  const earlier: AsOf = { ...asOf, moment: compared.moment };
  const isAsStored = isStored(asOf);
  // A status, an age or a deadline is that of the moment: the week before then holds other problems.
  const isTimeless = [filter.status, filter.age, filter.due].every((chosen) => chosen.length === 0);
  const isWeekBefore = isAsStored && earlier.moment === weekBefore(asOf.stored) && isTimeless;
  const numbersOf = (request: CellRequest, flags: FlagColumn | null): Promise<ScopeNumbers> => {
    if (flags === null) return runNumbers(engine, request, signal);
    const cells = countCells(engine, request.filter, signal);
    const counted = cells.then((known) => countedCells(known, flags, request.dimensions));
    return assembleNumbers(engine, request, counted, signal);
  };
  const [now, before] = await Promise.all([
    numbersOf(
      { asOf, filter, members, dimensions: nowBy, quantiles: full, visits: extent !== 'around' },
      isAsStored ? 'flags' : null,
    ),
    numbersOf(
      {
        asOf: earlier,
        filter: { ...filter, ...compared.period },
        members,
        dimensions: beforeBy,
        quantiles: full,
        visits: full,
      },
      isWeekBefore ? 'flags_week_before' : null,
    ),
  ]);
  return { now, before };
}

/** Dimensions whose tables filter by what is clicked in them. */
const CHOSEN_IN_TABLES = ['colour', 'town', 'department'] as const satisfies readonly CellDimension[];

async function countAround(
  engine: QueryEngine,
  scope: Scope,
  signal?: AbortSignal,
): Promise<Overview['around']> {
  const chosen = CHOSEN_IN_TABLES.filter((dimension) => scope.filter[dimension].length > 0);
  const around = await Promise.all(
    chosen.map(async (dimension) => {
      const wider = { ...scope, filter: { ...scope.filter, [dimension]: [] } };
      const by: readonly CellDimension[] = [dimension];
      const { now, before } = await countBoth(engine, wider, 'around', [by, by], signal);
      return [dimension, { numbers: now, before }] as const;
    }),
  );
  return Object.fromEntries(around);
}

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
  const scope: Scope = { asOf, filter, compared, members };
  const before: readonly CellDimension[] = full ? OVERVIEW_DIMENSIONS : ['colour', 'town', 'department'];
  const isAsStored = isStored(asOf);
  const [numbers, weekly, around] = await Promise.all([
    countBoth(engine, scope, extent, [OVERVIEW_DIMENSIONS, before], signal),
    isAsStored
      ? countWeekCells(engine, filter, signal).then((cells) => weeklyFlow(weekCells(cells), asOf.moment))
      : runWeekly(engine, asOf, filter, signal),
    full ? {} : countAround(engine, scope, signal),
  ]);
  return {
    numbers: numbers.now,
    weekly,
    compare: { cutoff: compared.moment, numbers: numbers.before },
    around,
  };
}
