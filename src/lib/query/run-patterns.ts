import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { groupQuery, keysOfSets, type GroupKey } from '../sql/group-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';

/** Problems of a group that have the same flags. */
export interface PatternCount {
  /** The group's keys, in the order of its set. */
  readonly keys: readonly string[];
  readonly pattern: number;
  readonly problems: number;
}

/** Problems by keys and flags for each set of keys, in the order of `sets` (no two alike); one scan. */
export async function runPatterns(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  sets: readonly (readonly GroupKey[])[],
  signal?: AbortSignal,
): Promise<PatternCount[][]> {
  const columns = keysOfSets(sets);
  const places = sets.map((set) => set.map((key) => 1 + columns.indexOf(key)));
  const { rows } = await engine.query(statement(groupQuery(asOf, filter, sets)), signal);
  const found: PatternCount[][] = sets.map(() => []);
  for (const row of rows) {
    const set = row[0] as number;
    found[set]!.push({
      keys: places[set]!.map((place) => row[place] as string),
      pattern: row[columns.length + 1] as number,
      problems: row[columns.length + 2] as number,
    });
  }
  return found;
}
