import type { QueryEngine } from '../core/engine.ts';
import type { LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { OVERVIEW_DIMENSIONS } from './overview.ts';
import { runFingerprints, runKnownDigests, type Fingerprints } from './run-fingerprints.ts';
import { runNumbers, type Members } from './run-metrics.ts';

/** What an earlier bulletin is held against. */
export interface SinceRequest {
  readonly asOf: AsOf;
  /** The moment that the earlier bulletin stands for. */
  readonly moment: LocalMoment;
  readonly filter: Filter;
  readonly members: Members;
  /** Digests of the records that it counted; null where they are not known. */
  readonly digests: readonly string[] | null;
}

/** The present data as of both moments. */
export interface SinceAnswer {
  readonly then: ScopeNumbers;
  readonly now: ScopeNumbers;
  /** Records as of the earlier moment; null where they are too many, or have nothing to be compared with. */
  readonly records: Fingerprints | null;
  /** Of the digests that are not among `records`, those whose record the ledger still has. */
  readonly elsewhere: ReadonlySet<string>;
}

/** Counts a scope as of an earlier and the present moment, from the present data. */
export async function runSince(
  engine: QueryEngine,
  { asOf, moment, filter, members, digests }: SinceRequest,
  signal?: AbortSignal,
): Promise<SinceAnswer> {
  const earlier: AsOf = { ...asOf, moment };
  const numbersOf = (at: AsOf): Promise<ScopeNumbers> =>
    runNumbers(engine, { asOf: at, filter, members, dimensions: OVERVIEW_DIMENSIONS }, signal);
  const [then, now, records] = await Promise.all([
    numbersOf(earlier),
    numbersOf(asOf),
    digests === null ? null : runFingerprints(engine, earlier, filter, signal),
  ]);
  if (digests === null || records === null) return { then, now, records: null, elsewhere: new Set() };
  const found = new Set(records.rows.map(([digest]) => digest));
  const gone = digests.filter((digest) => !found.has(digest));
  return { then, now, records, elsewhere: await runKnownDigests(engine, gone, signal) };
}
