import type { QueryEngine } from '../core/engine.ts';
import { ownRecord } from '../core/own-record.ts';
import type { LocalMoment } from '../core/period.ts';
import { EMPTY_FILTER } from '../filters/filter.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import {
  hiddenMetrics,
  OTHER_KEY,
  PUBLIC_COUNTS,
  PUBLIC_DIMENSIONS,
  PUBLIC_VISITS,
  type PublicDimension,
} from '../metrics/public-edition.ts';
import { FLAGS, NONE_KEY, VISIT_SUMS, type Visits } from '../metrics/types.ts';
import type { IntegerSolver } from '../privacy/suppress/program.ts';
import { suppressCounts } from '../privacy/suppress.ts';
import type { CountedUniverse, PrintedCell } from '../privacy/suppress/universe.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';
import { countCells } from './cell-counts.ts';
import type { CountedLedger } from './bundle-files.ts';
import type { Overview } from './overview.ts';
import { householdUniverse, problemUniverse } from './public-universe.ts';
import { flagNumbers, type Members } from './run-metrics.ts';

type Place = readonly [dimension: string | null, key: string | null];

const isAt =
  ([dimension, key]: Place) =>
  (cell: PrintedCell): boolean =>
    cell.dimension === dimension && cell.key === key;

/** What is printed at a place: all that the edition has there, without what is suppressed. */
function printedAt(place: Place, suppressed: readonly PrintedCell[]): Set<string> {
  const [dimension] = place;
  const counts = dimension === null ? PUBLIC_COUNTS.whole : PUBLIC_COUNTS.by[dimension as PublicDimension];
  const visits = dimension === null || dimension === 'town' ? PUBLIC_VISITS : [];
  const printed = new Set<string>([...counts, ...visits]);
  for (const { flag } of suppressed.filter(isAt(place))) printed.delete(flag);
  return printed;
}

/** Visit sums of which only the printed ones are left. */
function publicVisits(visits: Visits | null, printed: ReadonlySet<string>): Visits | null {
  if (visits === null) return null;
  return Object.fromEntries(VISIT_SUMS.map((sum) => [sum, printed.has(sum) ? visits[sum] : null])) as Visits;
}

/** A group's printed numbers; whatever is not printed is not in it. */
function publicNumbers(
  patterns: CountedUniverse['atoms'][string],
  known: GroupNumbers | undefined,
  printed: ReadonlySet<string>,
): GroupNumbers {
  const sums = FLAGS.map((flag, bit) =>
    printed.has(flag)
      ? patterns.reduce((sum, { pattern, count }) => sum + (pattern & (1 << bit) ? count : 0), 0)
      : 0,
  );
  const isTimed = printed.has('timed') && known !== undefined;
  return {
    ...flagNumbers(sums),
    ...(isTimed && { quantiles: known.quantiles }),
    visits: publicVisits(known?.visits ?? null, printed),
    hidden: hiddenMetrics(printed),
  };
}

/** Keys in the order of the ledger's own, what was brought together and what is missing last. */
function publicKeys(
  universe: CountedUniverse,
  dimension: PublicDimension,
  { members }: CountedLedger,
): string[] {
  const found = new Set(universe.atoms[dimension]!.map(({ key }) => key));
  const listed = (members[dimension] ?? []).filter(
    (key) => key !== NONE_KEY && (found.has(key) || dimension === 'town' || dimension === 'colour'),
  );
  const rest = [OTHER_KEY, NONE_KEY].filter((key) => found.has(key));
  return [...listed, ...rest].filter((key) => key !== ONSITE_KEY);
}

const NOTHING: GroupNumbers = { ...flagNumbers(undefined), hidden: hiddenMetrics(new Set()) };

/**
 * What a public edition holds of a counted ledger: its fixed set of counts without those that are small, or from which
 * a small one could be told. Nothing is compared and no week is told: differences are small numbers. Rejects with
 * `PUBLISH_SUPPRESSION_FAILED`.
 */
export async function publicOverview(
  engine: QueryEngine,
  cutoff: LocalMoment,
  ledger: CountedLedger,
  solver: IntegerSolver,
): Promise<CountedLedger> {
  const { numbers } = ledger.overview;
  const universe = problemUniverse(await countCells(engine, EMPTY_FILTER));
  const households = householdUniverse(numbers);
  const suppressed = [
    ...(await suppressCounts(universe, solver)),
    ...(households === null ? [] : await suppressCounts(households, solver)),
  ];
  const members: Record<string, readonly string[]> = {};
  const by = PUBLIC_DIMENSIONS.map((dimension) => {
    const keys = publicKeys(universe, dimension, ledger);
    members[dimension] = keys;
    const groups = keys.map((key) => {
      const patterns = universe.atoms[dimension]!.filter((atom) => atom.key === key);
      const printed = printedAt([dimension, key], suppressed);
      return [key, publicNumbers(patterns, numbers.by[dimension]?.[key], printed)] as const;
    });
    return [dimension, ownRecord(groups)] as const;
  });
  const whole = publicNumbers(universe.atoms.colour!, numbers.whole, printedAt([null, null], suppressed));
  const overview: Overview = {
    numbers: { whole, by: Object.fromEntries(by), undated: null, withoutRecords: null },
    weekly: [],
    compare: {
      cutoff,
      numbers: { whole: NOTHING, by: {}, undated: null, withoutRecords: null },
    },
    around: {},
  };
  return { overview, members: members as Members };
}
