import type { QueryEngine } from '../core/engine.ts';
import { weekEarlier } from '../core/comparison.ts';
import type { LocalMoment } from '../core/period.ts';
import { EMPTY_FILTER } from '../filters/filter.ts';
import {
  summaryDocument,
  type BundleFile,
  type FiguresDocument,
  type Manifest,
  type Provenance,
} from './bundle-documents.ts';
import { overviewMembers, runOverview, type Overview } from './overview.ts';
import { packOverview } from './pack-overview.ts';
import type { Members } from './run-metrics.ts';
import { scanDocument } from './scan-documents.ts';
import { scanTables } from './scan-tables.ts';

/** What is said of a ledger beside its rows: the figures, and the keys that they are grouped by. */
export interface CountedLedger {
  readonly overview: Overview;
  readonly members: Members;
}

/**
 * Counts and scans the database that is about to be published, in the file itself. Throws
 * `PUBLISH_IDENTIFIER_FOUND` when a text still holds one, and `PUBLISH_HOUSEHOLD_SECRET_FOUND` for the `secret`.
 */
export async function countAndScan(
  engine: QueryEngine,
  cutoff: LocalMoment,
  secret: Uint8Array,
  onStep: (step: 'count' | 'scan') => void,
): Promise<CountedLedger> {
  const asOf = { moment: cutoff, stored: cutoff };
  onStep('count');
  const members = await overviewMembers(engine, asOf);
  const overview = await runOverview(
    engine,
    asOf,
    EMPTY_FILTER,
    weekEarlier(asOf.moment, EMPTY_FILTER),
    members,
    'summary',
  );
  onStep('scan');
  await scanTables(engine, secret);
  return { overview, members };
}

/** The documents of a bundle as the text of their files. */
export interface BundleDocuments {
  readonly summary: string;
  readonly figures: string;
}

/** What is written of the figures: every metric for other programs, the counts for the site's pages. */
export function bundleDocuments(
  provenance: Provenance,
  overview: Overview,
  columns: ReadonlySet<string>,
): BundleDocuments {
  const figures: FiguresDocument = { ...provenance, overview: packOverview(overview) };
  return {
    summary: JSON.stringify(summaryDocument(provenance, overview, columns)),
    figures: JSON.stringify(figures),
  };
}

/**
 * Scans what is published beside the tables, by the names of its documents. Throws `PUBLISH_IDENTIFIER_FOUND`.
 */
export function scanDocuments(documents: BundleDocuments, manifest: Manifest): void {
  scanDocument('summary.json', documents.summary);
  scanDocument('figures.json', documents.figures);
  scanDocument('manifest.json', JSON.stringify(manifest));
}

/** Hexadecimal SHA-256. */
export type Sha256 = (content: Uint8Array) => string;

/** Files by their names, and as the manifest lists them. */
export interface NamedFiles {
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly listed: readonly BundleFile[];
}

const HASH_DIGITS = 16;

/** A database as it is published: as it is, and packed by brotli or gzip. */
export interface PackedDatabase {
  readonly plain: Uint8Array;
  readonly compressed: Uint8Array;
}

/** Names and lists the files of a bundle; a public edition has no database. */
export function nameFiles(
  database: PackedDatabase | null,
  documents: BundleDocuments,
  sha256: Sha256,
): NamedFiles {
  const files = new Map<string, Uint8Array>();
  const listed: BundleFile[] = [];
  const add = (role: BundleFile['role'], content: Uint8Array, nameOf: (hash: string) => string): string => {
    const hash = sha256(content);
    const name = nameOf(hash.slice(0, HASH_DIGITS));
    files.set(name, content);
    listed.push({ name, role, bytes: content.length, sha256: hash });
    return name;
  };
  if (database !== null) {
    const ledger = add('ledger', database.plain, (hash) => `ledger-${hash}.duckdb`);
    // Not `.br` or `.gz`: servers give those a Content-Encoding of their own.
    add('ledger_compressed', database.compressed, () => `${ledger}.bin`);
  }
  for (const role of ['summary', 'figures'] as const)
    add(role, new TextEncoder().encode(documents[role]), (hash) => `${role}-${hash}.json`);
  return { files, listed };
}
