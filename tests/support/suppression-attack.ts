/** What a reader can find out from printed counts: written without the code that hides them. */
import type { IntegerProgram, IntegerSolver, ProgramRow } from '../../src/lib/privacy/suppress/program.ts';
import type { CountedUniverse, PrintedCell } from '../../src/lib/privacy/suppress/universe.ts';

/** A count of the members of one place (both null: the whole) that have one of some patterns. */
export interface AskedNumber {
  readonly dimension: string | null;
  readonly key: string | null;
  readonly patterns: readonly number[];
}

export interface Range {
  readonly low: number;
  readonly high: number;
}

interface Line extends AskedNumber {
  /** Null where it is hidden. */
  readonly shown: number | null;
}

/** All that a reader has. */
export interface Print {
  readonly patterns: readonly number[];
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly lines: readonly Line[];
}

const has = (pattern: number, bit: number): boolean => ((pattern >> bit) & 1) === 1;

/** The true value of a number. */
export function trueValue({ atoms }: CountedUniverse, { dimension, key, patterns }: AskedNumber): number {
  let sum = 0;
  for (const atom of atoms[dimension ?? Object.keys(atoms)[0]!]!) {
    if ((key === null || atom.key === key) && patterns.includes(atom.pattern)) sum += atom.count;
  }
  return sum;
}

const patternsOf = ({ atoms }: CountedUniverse): readonly number[] => [
  ...new Set(
    Object.values(atoms)[0]!
      .filter(({ count }) => count > 0)
      .map(({ pattern }) => pattern),
  ),
];

const keysOf = ({ atoms }: CountedUniverse, dimension: string): readonly string[] => [
  ...new Set(atoms[dimension]!.map(({ key }) => key)),
];

/** Every count that would be printed if nothing were hidden. */
export function allCells(universe: CountedUniverse): readonly PrintedCell[] {
  const { whole, by } = universe.printed;
  return [
    ...whole.map((flag) => ({ dimension: null, key: null, flag })),
    ...Object.keys(by).flatMap((dimension) =>
      keysOf(universe, dimension).flatMap((key) => by[dimension]!.map((flag) => ({ dimension, key, flag }))),
    ),
  ];
}

/** A cell as a number. */
export function numberOf(universe: CountedUniverse, { dimension, key, flag }: PrintedCell): AskedNumber {
  const bit = universe.flags.indexOf(flag);
  return { dimension, key, patterns: patternsOf(universe).filter((pattern) => has(pattern, bit)) };
}

const nameOf = ({ dimension, key, flag }: PrintedCell): string => JSON.stringify([dimension, key, flag]);

/** The page with some counts hidden. */
export function printOf(universe: CountedUniverse, hidden: readonly PrintedCell[]): Print {
  const names = new Set(hidden.map(nameOf));
  return {
    patterns: patternsOf(universe),
    keys: Object.fromEntries(
      Object.keys(universe.atoms).map((dimension) => [dimension, keysOf(universe, dimension)]),
    ),
    lines: allCells(universe).map((cell) => {
      const number = numberOf(universe, cell);
      return { ...number, shown: names.has(nameOf(cell)) ? null : trueValue(universe, number) };
    }),
  };
}

/** The numbers of 1 to 4 that nobody may learn: cells, differences of a cell and one within it, atoms. */
export function sensitiveNumbers(universe: CountedUniverse): readonly AskedNumber[] {
  const patterns = patternsOf(universe);
  const cells = allCells(universe).map((cell) => numberOf(universe, cell));
  const differences = cells.flatMap((outer) =>
    cells
      .filter(
        (inner) =>
          inner.dimension === outer.dimension &&
          inner.key === outer.key &&
          inner.patterns.every((pattern) => outer.patterns.includes(pattern)),
      )
      .map((inner) => ({
        ...outer,
        patterns: outer.patterns.filter((pattern) => !inner.patterns.includes(pattern)),
      })),
  );
  const atoms = Object.keys(universe.atoms).flatMap((dimension) =>
    keysOf(universe, dimension).flatMap((key) =>
      patterns.map((pattern) => ({ dimension, key, patterns: [pattern] })),
    ),
  );
  return [...cells, ...differences, ...atoms].filter((number) => {
    const value = trueValue(universe, number);
    return value >= 1 && value <= 4;
  });
}

const fits = ({ patterns, shown }: Line, countOf: (pattern: number) => number): boolean => {
  const sum = patterns.reduce((total, pattern) => total + countOf(pattern), 0);
  return shown === null ? sum >= 1 : sum === shown;
};

/**
 * Tries all data with at most `most` members of a pattern under a key: gives the range of any number over those that
 * agree with the print.
 */
export function rangesByTrying(print: Print, most: number): (number: AskedNumber) => Range {
  const { patterns, keys, lines } = print;
  // A vector of counts per pattern is one integer; sums of vectors do not carry.
  const base = (most + 1) * Math.max(...Object.values(keys).map((list) => list.length), 1) + 1;
  const digit = (code: number, index: number): number => Math.floor(code / base ** index) % base;
  const countIn = (code: number) => (pattern: number) => digit(code, patterns.indexOf(pattern));
  let vectors = [0];
  for (const index of patterns.keys()) {
    vectors = vectors.flatMap((code) =>
      Array.from({ length: most + 1 }, (_, count) => code + count * base ** index),
    );
  }
  const linesAt = (dimension: string | null, key: string | null): readonly Line[] =>
    lines.filter((line) => line.dimension === dimension && line.key === key);
  const options = Object.entries(keys).map(([dimension, list]) => ({
    dimension,
    parts: list.map((key) => {
      const own = linesAt(dimension, key);
      return { key, codes: vectors.filter((code) => own.every((line) => fits(line, countIn(code)))) };
    }),
  }));
  const plus = (sums: ReadonlySet<number>, codes: readonly number[]): Set<number> => {
    const result = new Set<number>();
    for (const sum of sums) for (const code of codes) result.add(sum + code);
    return result;
  };
  const reached = options.map(({ parts }) =>
    parts.reduce((sums, { codes }) => plus(sums, codes), new Set([0])),
  );
  const own = linesAt(null, null);
  const totals = [...(reached[0] ?? [])].filter(
    (code) => reached.every((sums) => sums.has(code)) && own.every((line) => fits(line, countIn(code))),
  );
  const possible = new Map<string, readonly number[]>([[JSON.stringify([null, null]), totals]]);
  for (const { dimension, parts } of options) {
    for (const { key, codes } of parts) {
      const others = parts
        .filter((part) => part.key !== key)
        .reduce((sums, part) => plus(sums, part.codes), new Set([0]));
      const isPossible = (code: number): boolean => totals.some((total) => others.has(total - code));
      possible.set(JSON.stringify([dimension, key]), codes.filter(isPossible));
    }
  }
  return (number) => {
    const values = possible
      .get(JSON.stringify([number.dimension, number.key]))!
      .map((code) => number.patterns.reduce((sum, pattern) => sum + countIn(code)(pattern), 0));
    return { low: Math.min(...values), high: Math.max(...values) };
  };
}

/** No count of a reader's guesses is greater. */
const LIMIT = 10_000;

/** Asks a solver for the least and the greatest value of a number over all data that agree with the print. */
export async function rangeBySolver(print: Print, number: AskedNumber, solve: IntegerSolver): Promise<Range> {
  const bound = async (sign: 1 | -1): Promise<number> => {
    const { program, costed } = programOf(print, number, sign);
    const values = await solve(program);
    return Math.round(costed.reduce((sum, column) => sum + values![column]!, 0));
  };
  return { low: await bound(1), high: await bound(-1) };
}

function programOf(
  { patterns, keys, lines }: Print,
  number: AskedNumber,
  sign: 1 | -1,
): { readonly program: IntegerProgram; readonly costed: readonly number[] } {
  const names = new Map<string, number>();
  const column = (dimension: string, key: string, pattern: number): number => {
    const name = JSON.stringify([dimension, key, pattern]);
    names.set(name, names.get(name) ?? names.size);
    return names.get(name)!;
  };
  const [first = '', ...others] = Object.keys(keys);
  const columnsOf = ({ dimension, key, patterns: chosen }: AskedNumber): readonly number[] =>
    (key === null ? keys[dimension ?? first]! : [key]).flatMap((each) =>
      chosen.map((pattern) => column(dimension ?? first, each, pattern)),
    );
  const rows: ProgramRow[] = lines.map((line) => ({
    terms: columnsOf(line).map((each) => [each, 1] as const),
    lower: line.shown ?? 1,
    upper: line.shown ?? Infinity,
  }));
  for (const dimension of others) {
    for (const pattern of patterns) {
      const here = columnsOf({ dimension, key: null, patterns: [pattern] });
      const there = columnsOf({ dimension: null, key: null, patterns: [pattern] });
      const terms = [...here.map((each) => [each, 1] as const), ...there.map((each) => [each, -1] as const)];
      rows.push({ terms, lower: 0, upper: 0 });
    }
  }
  const costed = columnsOf(number);
  const columns = [...names.values()].map((index) => ({
    cost: costed.includes(index) ? sign : 0,
    lower: 0,
    upper: LIMIT,
    isWhole: true,
  }));
  return { program: { columns, rows }, costed };
}
