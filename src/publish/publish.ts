import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { WuseError } from '../lib/core/errors.ts';
import type { WritableEngine } from '../lib/core/engine.ts';
import type { LocalMoment } from '../lib/core/period.ts';
import { openDuckDbNode } from '../lib/engine/duckdb-node.ts';
import { ingest } from '../lib/ingest/ingest.ts';
import { onsiteWithoutRows } from '../lib/ingest/onsite-tally.ts';
import type { IngestConfig, IngestResult, SourceFile } from '../lib/ingest/types.ts';
import { maskIssue } from '../lib/privacy/policy.ts';
import {
  countFindings,
  countRows,
  summaryDocument,
  type BundleFile,
  type Edition,
  type FiguresDocument,
  type Manifest,
  type Provenance,
} from '../lib/query/bundle-documents.ts';
import { loadLedger, type LedgerTables } from '../lib/query/load-ledger.ts';
import type { Members } from '../lib/query/run-metrics.ts';
import { overviewMembers, runOverview } from '../lib/query/overview.ts';
import { packOverview } from '../lib/query/pack-overview.ts';
import { EMPTY_FILTER } from '../lib/filters/filter.ts';
import { SCHEMA_VERSION } from '../lib/schema/ddl.ts';
import { createSha256, sha256 } from './hash.ts';
import { scanTables } from './scan-bundle.ts';
import { replaceBundle } from './write-bundle.ts';

export interface PublishRequest {
  readonly issues: readonly SourceFile[];
  readonly visits: readonly SourceFile[];
  readonly out: string;
  readonly edition: Edition;
  readonly cutoff?: LocalMoment;
  readonly config?: IngestConfig;
  /** The publisher's clock, local time. */
  readonly now: LocalMoment;
  readonly onStep?: (step: PublishStep, detail: string) => void;
}

export const PUBLISH_STEPS = ['read', 'mask', 'load', 'count', 'scan', 'write'] as const;
export type PublishStep = (typeof PUBLISH_STEPS)[number];

export interface PublishResult {
  readonly manifest: Manifest;
  readonly findings: IngestResult['findings'];
}

interface Built {
  readonly files: ReadonlyMap<string, Uint8Array | string>;
  readonly listed: readonly BundleFile[];
  readonly members: Members;
}

/**
 * Names what is published: the sources, the settings, and every masked row that this program made of them.
 * A program that reads the same sources otherwise gives another version, so that no page keeps old figures.
 * Independent of when and where it is published.
 */
function dataVersion(result: IngestResult, tables: LedgerTables, request: PublishRequest): string {
  const hash = createSha256();
  const settings = [SCHEMA_VERSION, request.edition, result.cutoff, request.config ?? null];
  const sources = result.files.map((file) => [file.name, file.sha256]);
  for (const part of [settings, sources, result.columnsPresent, tables.tallies])
    hash.update(JSON.stringify(part));
  for (const rows of [tables.issues, tables.visits]) for (const row of rows) hash.update(JSON.stringify(row));
  return hash.digest('hex').slice(0, 12);
}

/** Up to this size the best compression takes about a second or two. */
const SMALL_BYTES = 2_500_000;

function compress(bytes: Uint8Array): Uint8Array {
  const quality = bytes.length > SMALL_BYTES ? 9 : 11;
  return brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

function listFile(role: BundleFile['role'], name: string, content: Uint8Array | string): BundleFile {
  return { name, role, bytes: Buffer.byteLength(content), sha256: sha256(content) };
}

async function withDatabase<T>(path: string, work: (engine: WritableEngine) => Promise<T>): Promise<T> {
  const engine = await openDuckDbNode();
  try {
    await engine.execute(
      `attach '${path.replaceAll("'", "''")}' as ledger (storage_version 'v1.4.0'); use ledger`,
    );
    const result = await work(engine);
    await engine.execute('checkpoint ledger; use memory; detach ledger');
    return result;
  } finally {
    await engine.close();
  }
}

async function build(
  tables: LedgerTables,
  request: PublishRequest,
  provenance: Provenance,
  columns: ReadonlySet<string>,
  path: string,
): Promise<Built> {
  const step = request.onStep ?? (() => undefined);
  const asOf = { moment: tables.cutoff, stored: tables.cutoff };
  const { overview, members } = await withDatabase(path, async (engine) => {
    step('load', String(tables.issues.length));
    await loadLedger(engine, tables);
    step('count', '');
    const keys = await overviewMembers(engine, asOf);
    const figures = await runOverview(engine, asOf, EMPTY_FILTER, keys, 'summary');
    step('scan', '');
    await scanTables(engine);
    return { overview: figures, members: keys };
  });
  const summary = summaryDocument(provenance, overview, columns);
  const figures: FiguresDocument = { ...provenance, overview: packOverview(overview) };
  return { ...packFiles(path, JSON.stringify(summary), JSON.stringify(figures)), members };
}

function hashed(name: string, extension: string, content: Uint8Array | string): string {
  return `${name}-${sha256(content).slice(0, 16)}.${extension}`;
}

function packFiles(path: string, summary: string, figures: string): Pick<Built, 'files' | 'listed'> {
  const database = readFileSync(path);
  const ledger = hashed('ledger', 'duckdb', database);
  const named = [
    ['ledger', ledger, database],
    // Not `.br`: servers give that a Content-Encoding of their own.
    ['ledger_compressed', `${ledger}.bin`, compress(database)],
    ['summary', hashed('summary', 'json', summary), summary],
    ['figures', hashed('figures', 'json', figures), figures],
  ] as const;
  return {
    files: new Map(named.map(([, name, content]) => [name, content])),
    listed: named.map(([role, name, content]) => listFile(role, name, content)),
  };
}

/**
 * Imports, masks, counts, scans and publishes a ledger. Nothing is written into the bundle folder's names
 * before everything is known to be right; any error leaves the previous bundle as it was.
 * Throws `WuseError`.
 */
export async function publish(request: PublishRequest): Promise<PublishResult> {
  if (request.edition === 'public') {
    throw new WuseError(
      'PUBLISH_EDITION_UNAVAILABLE',
      { zh: '公开版尚不能生成', en: 'the public edition cannot be made yet' },
      { zh: '请使用 --edition internal', en: 'use --edition internal' },
    );
  }
  request.onStep?.('read', request.issues.map((file) => file.name).join('、'));
  const result = await ingest({
    issues: request.issues,
    visits: request.visits,
    sha256,
    ...(request.cutoff === undefined ? {} : { cutoff: request.cutoff }),
    ...(request.config === undefined ? {} : { config: request.config }),
  });
  request.onStep?.('mask', String(result.issues.length));
  const tables: LedgerTables = {
    ...result,
    issues: result.issues.map(maskIssue),
    tallies: onsiteWithoutRows(result.issues, result.visits),
  };
  const provenance: Provenance = {
    schemaVersion: SCHEMA_VERSION,
    dataVersion: dataVersion(result, tables, request),
    edition: request.edition,
    cutoff: result.cutoff,
  };
  mkdirSync(request.out, { recursive: true });
  const building = join(request.out, `ledger-building-${process.pid}`);
  try {
    const built = await build(tables, request, provenance, new Set(result.columnsPresent), building);
    const manifest: Manifest = {
      ...provenance,
      cutoffSource: result.cutoffSource,
      resolutionBasis: result.resolutionBasis,
      publishedAt: request.now,
      sources: result.files,
      sheets: result.sheets,
      rows: countRows(result.sheets),
      columns: result.columnsPresent,
      members: built.members,
      findings: countFindings(result.findings),
      files: built.listed,
    };
    request.onStep?.('write', request.out);
    replaceBundle(request.out, built.files, manifest);
    return { manifest, findings: result.findings };
  } finally {
    rmSync(building, { force: true });
    rmSync(`${building}.wal`, { force: true });
  }
}
