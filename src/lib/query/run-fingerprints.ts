import type { QueryEngine } from '../core/engine.ts';
import type { Filter } from '../filters/filter.ts';
import { fingerprintQuery, knownDigestsQuery } from '../sql/fingerprint-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { statement } from '../sql/sql.ts';
import { OVERVIEW_DIMENSIONS } from './overview.ts';

/** Records up to which each is compared with an earlier state of itself. */
export const MOST_FINGERPRINTS = 50_000;

/** A dimension by which records are told apart. */
export type FingerprintDimension = (typeof OVERVIEW_DIMENSIONS)[number];

/** A record without anything that names it: digest of its number, flags, and places of its keys. */
export type Fingerprint = readonly [digest: string, flags: number, ...places: readonly number[]];

/** Records as of a moment; `places` follow the order of {@link OVERVIEW_DIMENSIONS}. */
export interface Fingerprints {
  readonly keys: Readonly<Record<FingerprintDimension, readonly string[]>>;
  readonly rows: readonly Fingerprint[];
}

/** The records of a filter as of a moment; null where they are more than {@link MOST_FINGERPRINTS}. */
export async function runFingerprints(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<Fingerprints | null> {
  const query = fingerprintQuery(asOf, filter, OVERVIEW_DIMENSIONS, MOST_FINGERPRINTS + 1);
  const { rows } = await engine.query(statement(query), signal);
  if (rows.length > MOST_FINGERPRINTS) return null;
  const places = OVERVIEW_DIMENSIONS.map(() => new Map<string, number>());
  const found = rows.map(([digest, flags, ...keys]): Fingerprint => {
    const own = keys.map((key, column) => {
      const known = places[column]!;
      const place = known.get(key as string) ?? known.size;
      if (place === known.size) known.set(key as string, place);
      return place;
    });
    return [digest as string, flags as number, ...own];
  });
  const keys = OVERVIEW_DIMENSIONS.map((name, column) => [name, [...places[column]!.keys()]] as const);
  return { keys: Object.fromEntries(keys) as unknown as Fingerprints['keys'], rows: found };
}

/** Those of the digests that the ledger still has a record for. */
export async function runKnownDigests(
  engine: QueryEngine,
  digests: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (digests.length === 0) return new Set();
  const { rows } = await engine.query(statement(knownDigestsQuery(digests)), signal);
  return new Set(rows.map(([digest]) => digest as string));
}
