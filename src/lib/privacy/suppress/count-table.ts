import { suppressionFailed } from './suppression-failed.ts';
import type { CountedUniverse } from './universe.ts';

/** The whole (both null), or one key of a dimension. */
export interface CountPlace {
  readonly dimension: string | null;
  readonly key: string | null;
}

/** A number that follows from the atoms of one place: how many members there have one of some patterns. */
export interface PlaceSum {
  /** Index of a place. */
  readonly place: number;
  /** Indices of patterns. */
  readonly patterns: readonly number[];
  readonly value: number;
}

/** A printed count. */
export interface CellSum extends PlaceSum {
  readonly flag: string;
  /** What hiding it takes from readers: small numbers of groups tell least, they go first. */
  readonly cost: number;
}

/** A universe as integers: places × patterns. */
export interface CountTable {
  /** The whole first. */
  readonly places: readonly CountPlace[];
  /** The places of each dimension. */
  readonly partitions: readonly (readonly number[])[];
  readonly patterns: number;
  /** The true count of pattern p at place i stands at `i * patterns + p`. */
  readonly counts: readonly number[];
  readonly cells: readonly CellSum[];
  /** Numbers of 1 to 4 that are printed nowhere but must not be told: atoms, differences, counts of unprinted keys. */
  readonly unprinted: readonly PlaceSum[];
}

/** Counts from 1 up to this one are small. */
const SMALL = 4;
export const isSmall = (value: number): boolean => value >= 1 && value <= SMALL;

/** What a reader may narrow a number down to is at least this wide: no less than “1 to 4”. */
export const WIDTH = SMALL - 1;

/** A sum's value in other data of the same shape. */
export function sumIn(counts: readonly number[], { place, patterns }: PlaceSum, width: number): number {
  return patterns.reduce((sum, pattern) => sum + counts[place * width + pattern]!, 0);
}

/** Lays a universe out. Throws `WuseError` when its dimensions do not partition the same members, or a flag is unknown. */
export function countTable(universe: CountedUniverse): CountTable {
  const dimensions = Object.keys(universe.atoms).sort();
  if (Object.keys(universe.printed.by).some((dimension) => !dimensions.includes(dimension)))
    throw suppressionFailed();
  const totals = dimensions.map((dimension) => totalsOf(universe, dimension));
  const whole = totals[0] ?? new Map<number, number>();
  if (totals.some((other) => !isSame(whole, other))) throw suppressionFailed();
  const patterns = [...whole.keys()].sort((a, b) => a - b);
  const places: CountPlace[] = [{ dimension: null, key: null }];
  const counts = patterns.map((pattern) => whole.get(pattern)!);
  const partitions = dimensions.map((dimension) => {
    const atoms = universe.atoms[dimension]!;
    return [...new Set(atoms.map(({ key }) => key))].sort().map((key) => {
      counts.push(...patterns.map((pattern) => countOf(atoms, key, pattern)));
      return places.push({ dimension, key }) - 1;
    });
  });
  return {
    places,
    partitions,
    patterns: patterns.length,
    counts,
    ...sumsOf(universe, places, patterns, counts),
  };
}

type Atoms = CountedUniverse['atoms'][string];

function totalsOf({ atoms }: CountedUniverse, dimension: string): ReadonlyMap<number, number> {
  const totals = new Map<number, number>();
  for (const { pattern, count } of atoms[dimension]!) {
    if (![pattern, count].every((value) => Number.isSafeInteger(value) && value >= 0))
      throw suppressionFailed();
    if (count > 0) totals.set(pattern, (totals.get(pattern) ?? 0) + count);
  }
  return totals;
}

function isSame(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  return one.size === other.size && [...one].every(([pattern, count]) => other.get(pattern) === count);
}

function countOf(atoms: Atoms, key: string, pattern: number): number {
  return atoms.reduce(
    (sum, atom) => (atom.key === key && atom.pattern === pattern ? sum + atom.count : sum),
    0,
  );
}

function sumsOf(
  universe: CountedUniverse,
  places: readonly CountPlace[],
  patterns: readonly number[],
  counts: readonly number[],
): Pick<CountTable, 'cells' | 'unprinted'> {
  const withFlag = membersOf(universe.flags, patterns);
  const at = (place: number, chosen: readonly number[]): PlaceSum => {
    const sum = { place, patterns: chosen, value: 0 };
    return { ...sum, value: sumIn(counts, sum, patterns.length) };
  };
  const cells: CellSum[] = [];
  const unprinted: PlaceSum[] = [];
  for (const [place, { dimension, key }] of places.entries()) {
    const flags = dimension === null ? universe.printed.whole : (universe.printed.by[dimension] ?? []);
    const chosen = [...new Set(flags)].map((flag) => cellOf(flag, at(place, withFlag(flag))));
    const isHidden = dimension !== null && universe.hiddenKeys?.[dimension]?.includes(key!) === true;
    (isHidden ? unprinted : cells).push(...chosen);
    unprinted.push(...differences(chosen).map((difference) => at(place, difference)));
    unprinted.push(...patterns.map((_, pattern) => at(place, [pattern])));
  }
  return { cells, unprinted: distinct(unprinted.filter(({ value }) => isSmall(value))) };
}

/** A hidden count of the whole costs as much as this many of a group. */
const WHOLE_COST = 24;

function cellOf(flag: string, sum: PlaceSum): CellSum {
  return { flag, ...sum, cost: Math.log2(sum.value + 1) * (sum.place === 0 ? WHOLE_COST : 1) };
}

/** The patterns that have a flag. */
function membersOf(
  flags: readonly string[],
  patterns: readonly number[],
): (flag: string) => readonly number[] {
  const members = new Map(
    flags.map((flag, bit) => [
      flag,
      [...patterns.keys()].filter((index) => Math.floor(patterns[index]! / 2 ** bit) % 2 === 1),
    ]),
  );
  return (flag) => {
    const found = members.get(flag);
    if (found === undefined) throw suppressionFailed();
    return found;
  };
}

/** What is left of a flag's patterns without those of another that lies in it. */
function differences(sums: readonly PlaceSum[]): readonly (readonly number[])[] {
  return sums.flatMap(({ patterns: outer }) =>
    sums
      .filter(({ patterns: inner }) => inner.length > 0 && inner.every((pattern) => outer.includes(pattern)))
      .map(({ patterns: inner }) => outer.filter((pattern) => !inner.includes(pattern))),
  );
}

function distinct(sums: readonly PlaceSum[]): readonly PlaceSum[] {
  return [...new Map(sums.map((sum) => [`${sum.place}:${sum.patterns.join()}`, sum])).values()];
}
