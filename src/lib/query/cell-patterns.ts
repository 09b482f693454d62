import type { CellDimension } from '../sql/cell-query.ts';
import type { CellCounts } from './cell-counts.ts';

/** Problems of a group that have the same flags; bit `i` of the pattern is `FLAGS[i]`. */
export interface PatternCount {
  readonly key: string;
  readonly pattern: number;
  readonly count: number;
}

/** Problems by key of a dimension and pattern of flags, whatever the period; groups without problems are left out. */
export function cellPatterns({ index, cells, all }: CellCounts, by: CellDimension): PatternCount[] {
  const { places, flags } = index.patterns.flags;
  const keys = index.keys[by];
  const sums = new Float64Array(keys.length * flags.length);
  for (let entry = 0; entry < cells.length; entry += 1) {
    const cell = cells[entry]!;
    sums[index.codes[by][cell]! * flags.length + places[cell]!]! += all[entry]!;
  }
  return keys.flatMap((key, code) =>
    flags.flatMap((pattern, place) => {
      const count = sums[code * flags.length + place]!;
      return count === 0 || pattern < 0 ? [] : [{ key, pattern, count }];
    }),
  );
}
