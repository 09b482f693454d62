import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { WuseError } from '../lib/core/errors.ts';
import type { WritableEngine } from '../lib/core/engine.ts';
import type { LocalMoment } from '../lib/core/period.ts';
import { openDuckDbNode } from '../lib/engine/duckdb-node.ts';
import { ingest } from '../lib/ingest/ingest.ts';
import type { IngestConfig, IngestResult, SourceFile } from '../lib/ingest/types.ts';
import type { Edition, Manifest, Provenance } from '../lib/query/bundle-documents.ts';
import { bundleDocuments, countAndScan, nameFiles, type NamedFiles } from '../lib/query/bundle-files.ts';
import { ledgerManifest, ledgerTables, VERSION_DIGITS, versionTexts } from '../lib/query/ledger-tables.ts';
import { loadLedger, type LedgerTables } from '../lib/query/load-ledger.ts';
import type { Members } from '../lib/query/run-metrics.ts';
import { SCHEMA_VERSION } from '../lib/schema/ddl.ts';
import { createSha256, sha256 } from './hash.ts';
import { nodeUtf8 } from './utf8.ts';
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

interface Built extends NamedFiles {
  readonly members: Members;
}

function dataVersion(result: IngestResult, tables: LedgerTables, request: PublishRequest): string {
  const hash = createSha256();
  const settings = { ...request, schemaVersion: SCHEMA_VERSION };
  for (const text of versionTexts(result, tables, settings)) hash.update(text);
  return hash.hex().slice(0, VERSION_DIGITS);
}

/** Up to this size the best compression takes about a second or two; beyond it, level 9 takes five times as long for 2 % fewer bytes. */
const SMALL_BYTES = 2_500_000;

/** Off the main thread: goes on beside the counting and the scan. */
function compress(bytes: Uint8Array): Promise<Uint8Array> {
  const quality = bytes.length > SMALL_BYTES ? 5 : 11;
  return promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
}

/** Attaches the file at `path` as the database that statements see, for as long as `work` takes. */
async function withDatabase<T>(
  path: string,
  access: "storage_version 'v1.4.0'" | 'read_only',
  work: (engine: WritableEngine) => Promise<T>,
): Promise<T> {
  const engine = await openDuckDbNode();
  try {
    await engine.execute(`attach '${path.replaceAll("'", "''")}' as ledger (${access}); use ledger`);
    const result = await work(engine);
    if (access !== 'read_only') await engine.execute('checkpoint ledger');
    await engine.execute('use memory; detach ledger');
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
  step('load', String(tables.issues.length));
  await withDatabase(path, "storage_version 'v1.4.0'", (engine) => loadLedger(engine, tables));
  const database = readFileSync(path);
  const compressed = compress(database);
  // A failure below must not leave this one unheard.
  compressed.catch(() => undefined);
  // Counted and scanned is the file that is published.
  const { overview, members } = await withDatabase(path, 'read_only', (engine) =>
    countAndScan(engine, tables.cutoff, (each) => step(each, '')),
  );
  const documents = bundleDocuments(provenance, overview, columns);
  return { ...nameFiles(database, await compressed, documents, sha256), members };
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
    createHash: createSha256,
    codec: nodeUtf8,
    ...(request.cutoff === undefined ? {} : { cutoff: request.cutoff }),
    ...(request.config === undefined ? {} : { config: request.config }),
  });
  request.onStep?.('mask', String(result.issues.length));
  const tables = ledgerTables(result);
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
    const manifest = ledgerManifest(provenance, result, {
      members: built.members,
      publishedAt: request.now,
      files: built.listed,
    });
    request.onStep?.('write', request.out);
    replaceBundle(request.out, built.files, manifest);
    return { manifest, findings: result.findings };
  } finally {
    rmSync(building, { force: true });
    rmSync(`${building}.wal`, { force: true });
  }
}
