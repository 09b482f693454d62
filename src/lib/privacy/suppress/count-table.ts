import { suppressionFailed } from './suppression-failed.ts';
import type { CountedUniverse } from './universe.ts';

/** The whole (both null), or one key of a dimension. */
export interface CountPlace {
  readonly dimension: string | null;
  readonly key: string | null;
}

/** A number that follows from the counts of one place: how many members there are in some of its classes. */
export interface PlaceSum {
  /** Index of a place. */
  readonly place: number;
  /** Indices of the place's classes. */
  readonly classes: readonly number[];
  readonly value: number;
}

/** A printed count. */
export interface CellSum extends PlaceSum {
  readonly flag: string;
  /** What hiding it takes from readers: small numbers of groups tell least, they go first. */
  readonly cost: number;
}

/** A dimension: its places, and of each of their classes the classes of the whole that it holds. */
export interface Partition {
  readonly places: readonly number[];
  readonly classes: readonly (readonly number[])[];
}

/**
 * A universe as integers. Members that no printed count of the whole tells apart make a class of the whole; a key's
 * classes are coarser, by the counts of its dimension: how finer ones are spread over the keys is not told by anything.
 */
export interface CountTable {
  /** The whole first. */
  readonly places: readonly CountPlace[];
  /** Where the counts of each place begin. */
  readonly starts: readonly number[];
  readonly partitions: readonly Partition[];
  /** The true count of class c at place i stands at `starts[i] + c`. */
  readonly counts: readonly number[];
  readonly cells: readonly CellSum[];
  /** Numbers of 1 to 4 that are printed nowhere but must not be told: classes, and differences. */
  readonly unprinted: readonly PlaceSum[];
}

/** Counts from 1 up to this one are small. */
const SMALL = 4;
export const isSmall = (value: number): boolean => value >= 1 && value <= SMALL;

/** What a reader may narrow a number down to is at least this wide: no less than “1 to 4”. */
export const WIDTH = SMALL - 1;

/** A sum's value in other data of the same shape. */
export function sumIn(
  counts: readonly number[],
  { place, classes }: Pick<PlaceSum, 'place' | 'classes'>,
  starts: readonly number[],
): number {
  return classes.reduce((sum, index) => sum + counts[starts[place]! + index]!, 0);
}

/** Lays a universe out. Throws `WuseError` when its dimensions do not partition the same members, or a flag is unknown. */
export function countTable(universe: CountedUniverse): CountTable {
  const { flags, printed } = universe;
  const dimensions = Object.keys(universe.atoms).sort();
  const named = [...printed.whole, ...Object.values(printed.by).flat()];
  const isKnown =
    Object.keys(printed.by).every((dimension) => dimensions.includes(dimension)) &&
    named.every((flag) => flags.includes(flag));
  if (!isKnown) throw suppressionFailed();
  const totals = dimensions.map((dimension) => totalsOf(universe, dimension));
  const whole = totals[0] ?? new Map<number, number>();
  if (totals.some((other) => !isSame(whole, other))) throw suppressionFailed();
  const patterns = [...whole.keys()].sort((a, b) => a - b);
  const all = alike(patterns, universe, [...new Set(named)]);
  const places: CountPlace[] = [{ dimension: null, key: null }];
  const starts = [0];
  const counts = all.map((members) => sumOf(members, (pattern) => whole.get(pattern)!));
  const shapes: Shape[] = [{ flags: printed.whole, classes: all }];
  const partitions = dimensions.map((dimension): Partition => {
    const atoms = universe.atoms[dimension]!;
    const own = printed.by[dimension] ?? [];
    const classes = alike(patterns, universe, own);
    const shape = { flags: own, classes };
    const found = [...new Set(atoms.map(({ key }) => key))].sort().map((key) => {
      starts.push(counts.length);
      shapes.push(shape);
      counts.push(...classes.map((members) => sumOf(members, (pattern) => countOf(atoms, key, pattern))));
      return places.push({ dimension, key }) - 1;
    });
    const parts = classes.map((members) =>
      [...all.keys()].filter((index) => members.includes(all[index]![0]!)),
    );
    return { places: found, classes: parts };
  });
  return { places, starts, partitions, counts, ...sumsOf(universe, { starts, shapes, counts }) };
}

/** What is printed of a place, and the patterns of each of its classes. */
interface Shape {
  readonly flags: readonly string[];
  readonly classes: readonly (readonly number[])[];
}

function sumOf<T>(members: readonly T[], numberOf: (member: T) => number): number {
  return members.reduce((sum, member) => sum + numberOf(member), 0);
}

const hasFlag = (pattern: number, { flags }: CountedUniverse, flag: string): boolean =>
  Math.floor(pattern / 2 ** flags.indexOf(flag)) % 2 === 1;

/** Patterns that none of the flags tells apart, together. */
function alike(
  patterns: readonly number[],
  universe: CountedUniverse,
  flags: readonly string[],
): readonly (readonly number[])[] {
  const classes = new Map<string, number[]>();
  for (const pattern of patterns) {
    const name = flags.map((flag) => (hasFlag(pattern, universe, flag) ? '1' : '0')).join('');
    classes.set(name, [...(classes.get(name) ?? []), pattern]);
  }
  return [...classes.values()];
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
  { starts, shapes, counts }: Pick<CountTable, 'starts' | 'counts'> & { readonly shapes: readonly Shape[] },
): Pick<CountTable, 'cells' | 'unprinted'> {
  const at = (place: number, classes: readonly number[]): PlaceSum => ({
    place,
    classes,
    value: sumIn(counts, { place, classes }, starts),
  });
  const cells: CellSum[] = [];
  const unprinted: PlaceSum[] = [];
  for (const [place, { flags, classes }] of shapes.entries()) {
    const chosen = [...new Set(flags)].map((flag) =>
      cellOf(
        flag,
        at(
          place,
          [...classes.keys()].filter((index) => hasFlag(classes[index]![0]!, universe, flag)),
        ),
      ),
    );
    cells.push(...chosen);
    unprinted.push(...differences(chosen).map((difference) => at(place, difference)));
    unprinted.push(...classes.map((_, index) => at(place, [index])));
  }
  return { cells, unprinted: distinct(unprinted.filter(({ value }) => isSmall(value))) };
}

/** A hidden count of the whole costs as much as this many of a group. */
const WHOLE_COST = 24;

function cellOf(flag: string, sum: PlaceSum): CellSum {
  return { flag, ...sum, cost: Math.log2(sum.value + 1) * (sum.place === 0 ? WHOLE_COST : 1) };
}

/** What is left of a count's classes without those of another that lies in it. */
function differences(sums: readonly PlaceSum[]): readonly (readonly number[])[] {
  return sums.flatMap(({ classes: outer }) =>
    sums
      .filter(({ classes: inner }) => inner.length > 0 && inner.every((index) => outer.includes(index)))
      .map(({ classes: inner }) => outer.filter((index) => !inner.includes(index))),
  );
}

function distinct(sums: readonly PlaceSum[]): readonly PlaceSum[] {
  return [...new Map(sums.map((sum) => [`${sum.place}:${sum.classes.join()}`, sum])).values()];
}
