import {
  MERGED_BELOW,
  MERGED_DIMENSIONS,
  OTHER_KEY,
  PUBLIC_COUNTS,
  PUBLIC_DIMENSIONS,
  PUBLIC_VISITS,
  type PublicDimension,
} from '../metrics/public-edition.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import { FLAGS, NONE_KEY, type Visits } from '../metrics/types.ts';
import type { CountedUniverse } from '../privacy/suppress/universe.ts';
import { bitsOf } from '../sql/flags.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';
import type { CellCounts } from './cell-counts.ts';
import { cellPatterns, type PatternCount } from './cell-patterns.ts';

const PRINTED_BITS = bitsOf(PUBLIC_COUNTS.whole);

/** The groups with their patterns cut to what is printed; small ones of a merged dimension under one key. */
function publicPatterns(counted: CellCounts, dimension: PublicDimension): PatternCount[] {
  const patterns = cellPatterns(counted, dimension);
  const isMerged = (MERGED_DIMENSIONS as readonly string[]).includes(dimension);
  const totals = new Map<string, number>();
  for (const { key, count } of patterns) totals.set(key, (totals.get(key) ?? 0) + count);
  const nameOf = (key: string): string =>
    isMerged && key !== NONE_KEY && key !== ONSITE_KEY && totals.get(key)! < MERGED_BELOW ? OTHER_KEY : key;
  const sums = new Map<string, PatternCount>();
  for (const { key, pattern, count } of patterns) {
    const cut = { key: nameOf(key), pattern: pattern & PRINTED_BITS };
    const name = `${cut.pattern} ${cut.key}`;
    sums.set(name, { ...cut, count: count + (sums.get(name)?.count ?? 0) });
  }
  return [...sums.values()];
}

/**
 * The problems of a ledger as a public edition may print them. What departments do not list is what was solved on site:
 * its counts are known from the whole, so that the group stands here as if it were printed.
 */
export function problemUniverse(counted: CellCounts): CountedUniverse {
  const atoms = PUBLIC_DIMENSIONS.map(
    (dimension) => [dimension, publicPatterns(counted, dimension)] as const,
  );
  return {
    flags: FLAGS,
    printed: PUBLIC_COUNTS,
    atoms: Object.fromEntries(atoms),
  };
}

/** Households by whether they are due and whether they were visited; more may be visited than are due (D12). */
function householdPatterns(key: string, { hh_due, hh_visited }: Visits): PatternCount[] {
  const [due, visited] = [hh_due ?? 0, hh_visited ?? 0];
  const both = Math.min(due, visited);
  return [both, due - both, visited - both]
    .map((count, place) => ({ key, pattern: [0b11, 0b01, 0b10][place]!, count }))
    .filter(({ count }) => count > 0);
}

/** The households of the visit tally as a public edition may print them; null without a tally. */
export function householdUniverse({ whole, by }: ScopeNumbers): CountedUniverse | null {
  if (whole.visits === null) return null;
  const towns = Object.entries(by.town ?? {});
  return {
    flags: PUBLIC_VISITS,
    printed: { whole: PUBLIC_VISITS, by: { town: PUBLIC_VISITS } },
    atoms: {
      town: towns.flatMap(([key, { visits }]) => (visits === null ? [] : householdPatterns(key, visits))),
    },
  };
}
