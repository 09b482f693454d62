import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { FLAGS } from '../metrics/types.ts';
import type { GroupKey } from '../sql/group-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { flagNumbers } from './run-metrics.ts';
import { runPatterns } from './run-patterns.ts';

/** A group's counts; quantiles and visits are not asked for here. */
export interface Group {
  readonly keys: readonly string[];
  readonly numbers: GroupNumbers;
}

/**
 * The groups of each set of keys (none: the total), in the order of `sets`; groups without a problem are absent. The
 * total of a table is a set of its own, so that it is counted and never added up.
 */
export async function runGroups(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly (readonly GroupKey[])[],
  signal?: AbortSignal,
): Promise<Group[][]> {
  const found = await runPatterns(engine, asOf, filter, sets, signal);
  return found.map((patterns) => {
    const groups = new Map<string, { keys: readonly string[]; sums: number[] }>();
    for (const { keys, pattern, problems } of patterns) {
      const name = JSON.stringify(keys);
      let group = groups.get(name);
      if (!group) groups.set(name, (group = { keys, sums: FLAGS.map(() => 0) }));
      for (let bit = 0; bit < FLAGS.length; bit += 1) if (pattern & (1 << bit)) group.sums[bit]! += problems;
    }
    return [...groups.values()].map(({ keys, sums }) => ({ keys, numbers: flagNumbers(sums) }));
  });
}
