import type { QueryEngine } from '../core/engine.ts';
import type { Filter, ListFilter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { AsOf } from '../sql/metric-query.ts';
import type { Edition } from './bundle-documents.ts';
import { runGroups } from './run-groups.ts';
import { runNumbers, type Members } from './run-metrics.ts';

/** What can be ranked. Villages are told apart by town. */
export const RANKED_UNITS = ['town', 'department', 'village', 'owner'] as const;
export type RankedUnit = (typeof RANKED_UNITS)[number];

/** A unit's counts; `town` is a village's, null for the others. */
export interface RankedGroup {
  readonly town: string | null;
  readonly key: string;
  readonly numbers: GroupNumbers;
}

/** The units of a scope, and what their mean follows from. */
export interface RankedScope {
  readonly whole: GroupNumbers;
  readonly units: readonly RankedGroup[];
  /** Problems without registration date (D18); null where it was not asked for. */
  readonly undated: number | null;
}

/** What an edition may rank: persons responsible only where their names are published. */
export function rankedUnits(edition: Edition): readonly RankedUnit[] {
  return edition === 'internal' ? RANKED_UNITS : RANKED_UNITS.filter((of) => of !== 'owner');
}

/** The filter of a ranking: all units stay in it, chosen or not. */
export function rankingFilter(of: RankedUnit, filter: Filter): Filter {
  return of === 'owner' ? filter : { ...filter, [of satisfies ListFilter]: [] };
}

/** On-site problems belong to no department (D15): the departments' whole is without them. */
function withoutOnsite({ whole, by }: ScopeNumbers): GroupNumbers {
  const onsite = by.colour?.onsite?.counts ?? {};
  const counts = Object.entries(whole.counts).map(([id, count]) => [id, count - (onsite[id] ?? 0)]);
  return { ...whole, counts: Object.fromEntries(counts) as GroupNumbers['counts'] };
}

/** Towns or departments, and their whole, of a scope that is grouped by them and by colour. */
export function rankedScope(of: 'town' | 'department', numbers: ScopeNumbers): RankedScope {
  return {
    whole: of === 'department' ? withoutOnsite(numbers) : numbers.whole,
    units: Object.entries(numbers.by[of] ?? {}).map(([key, group]) => ({ town: null, key, numbers: group })),
    undated: numbers.undated,
  };
}

/** The units of a filter as of a moment. Quantiles and visits are asked for towns and departments only. */
export async function runRanking(
  engine: QueryEngine,
  of: RankedUnit,
  asOf: AsOf,
  filter: Filter,
  members: Members,
  signal?: AbortSignal,
): Promise<RankedScope> {
  const scope = rankingFilter(of, filter);
  if (of === 'town' || of === 'department') {
    const dimensions = ['colour', of] as const;
    const visits = of === 'town';
    return rankedScope(
      of,
      await runNumbers(engine, { asOf, filter: scope, dimensions, members, visits }, signal),
    );
  }
  const set = of === 'village' ? (['town', 'village'] as const) : (['owner'] as const);
  const [whole, units] = await runGroups(engine, asOf, scope, [[], set], signal);
  const none: GroupNumbers = { counts: {}, quantiles: {}, visits: null };
  return {
    whole: whole![0]?.numbers ?? none,
    units: units!.map(({ keys, numbers }) => ({
      town: keys.length > 1 ? keys[0]! : null,
      key: keys[keys.length - 1]!,
      numbers,
    })),
    undated: null,
  };
}
