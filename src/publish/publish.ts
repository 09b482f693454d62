import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import type { WritableEngine } from '../lib/core/engine.ts';
import type { LocalMoment } from '../lib/core/period.ts';
import { sqlString } from '../lib/core/sql-string.ts';
import { openDuckDbNode } from '../lib/engine/duckdb-node.ts';
import { ingestInto } from '../lib/ingest/ingest.ts';
import type { Several } from '../lib/ingest/several.ts';
import type { IngestConfig, IngestOptions, IngestReport, InputFile } from '../lib/ingest/types.ts';
import { maskTitle } from '../lib/privacy/mask-title.ts';
import {
  ledgerManifest,
  publicManifest,
  type Edition,
  type Manifest,
  type Provenance,
} from '../lib/query/bundle-documents.ts';
import { bundleDocuments, countAndScan, nameFiles, type NamedFiles } from '../lib/query/bundle-files.ts';
import { householdKeeping } from '../lib/query/household-keeping.ts';
import { LedgerIntake, ledgerRest } from '../lib/query/ledger-intake.ts';
import { publicOverview } from '../lib/query/public-overview.ts';
import { LedgerLoad } from '../lib/query/load-ledger.ts';
import type { Members } from '../lib/query/run-metrics.ts';
import { SCHEMA_VERSION } from '../lib/schema/ddl.ts';
import { claimFolder, sweep } from './bundle-folder.ts';
import { checkBundle } from './check-bundle.ts';
import { buildingFault } from './folder-errors.ts';
import { createSha256, sha256 } from './hash.ts';
import { passingSecret } from './household-secret-file.ts';
import { accessWarnings, clockWarnings, type PublishWarning } from './publish-warnings.ts';
import { ReadingThreads } from './reading-threads.ts';
import { solveWithHighs } from './solver.ts';
import { nodeUtf8 } from './utf8.ts';
import { readManifest, replaceBundle } from './write-bundle.ts';

export interface PublishRequest {
  readonly issues: readonly InputFile[];
  readonly visits: readonly InputFile[];
  readonly transitions?: readonly InputFile[];
  readonly out: string;
  readonly edition: Edition;
  readonly cutoff?: LocalMoment;
  readonly config?: IngestConfig;
  /** `add` unless given. */
  readonly several?: Several;
  /** 32 bytes; those of this publication alone unless given. */
  readonly householdSecret?: Uint8Array;
  /** The publisher's clock, local time. */
  readonly now: LocalMoment;
  readonly onStep?: (step: PublishStep, detail: string) => void;
}

export const PUBLISH_STEPS = ['read', 'load', 'count', 'scan', 'write'] as const;
export type PublishStep = (typeof PUBLISH_STEPS)[number];

export interface PublishResult {
  /** What was published. */
  readonly manifest: Manifest;
  /** What was read, also where a public edition says nothing of it. */
  readonly imported: Pick<Manifest, 'rows' | 'sources' | 'sheets' | 'findings'>;
  readonly findings: IngestReport['findings'];
  readonly warnings: readonly PublishWarning[];
}

interface Built extends NamedFiles {
  readonly provenance: Provenance;
  readonly members: Members;
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

/** Memory of the engine while a ledger is loaded; what needs more is put aside on disk. */
const LOADING_MEMORY = '800MB';

/** Attaches the file at `path` as the database that statements see, for as long as `work` takes. */
async function withDatabase<T>(
  path: string,
  access: "storage_version 'v1.4.0'" | 'read_only',
  work: (engine: WritableEngine) => Promise<T>,
): Promise<T> {
  const engine = await openDuckDbNode({ scratch: path, memory: LOADING_MEMORY });
  try {
    await engine.execute(`attach ${sqlString(path)} as ledger (${access}); use ledger`);
    const result = await work(engine);
    if (access !== 'read_only') await engine.execute('checkpoint ledger');
    await engine.execute('use memory; detach ledger');
    return result;
  } finally {
    await engine.close();
  }
}

/** What was read, and the name of what was made of it. */
interface Imported {
  readonly report: IngestReport;
  readonly provenance: Provenance;
}

/** Reads problems in several threads; when that fails, the file of the rows that nobody will read is closed. */
async function readInto(
  load: LedgerLoad,
  intake: LedgerIntake,
  options: IngestOptions,
): Promise<IngestReport> {
  const threads = new ReadingThreads();
  try {
    return await ingestInto<string | Uint8Array>(options, {
      pack: intake.pack,
      take: (...part) => intake.take(...part),
      read: (...sheet) => threads.read(...sheet),
    });
  } catch (cause) {
    await load.drop();
    throw cause;
  } finally {
    await threads.close();
  }
}

/** Reads and masks the files straight into the tables of an empty database. */
async function importInto(
  engine: WritableEngine,
  request: PublishRequest,
  householdSecret: Uint8Array,
): Promise<Imported> {
  const { cutoff, config, edition, several, onStep } = request;
  const load = await LedgerLoad.start(engine);
  const intake = new LedgerIntake(createSha256(), (...part) => load.add(...part));
  const options = {
    issues: request.issues,
    visits: request.visits,
    transitions: request.transitions ?? [],
    householdSecret,
    createHash: createSha256,
    codec: nodeUtf8,
    ...(cutoff !== undefined && { cutoff }),
    ...(config !== undefined && { config }),
    ...(several !== undefined && { several }),
  };
  const report = await readInto(load, intake, options);
  const rest = ledgerRest(report);
  onStep?.('load', String(rowsKept(report)));
  await load.finish(rest);
  const settings = { schemaVersion: SCHEMA_VERSION, edition, ...(config !== undefined && { config }) };
  const dataVersion = intake.version(report, rest.tallies, settings);
  return {
    report,
    provenance: { schemaVersion: SCHEMA_VERSION, dataVersion, edition, cutoff: report.cutoff },
  };
}

function rowsKept({ sheets }: IngestReport): number {
  return sheets.reduce((sum, { role, kept }) => (role === 'issues' ? sum + kept : sum), 0);
}

async function buildInternal(
  { report, provenance }: Imported,
  path: string,
  secret: Uint8Array,
  step: (step: PublishStep) => void,
): Promise<Built> {
  const database = readFileSync(path);
  const compressed = compress(database);
  // A failure below must not leave this one unheard.
  compressed.catch(() => undefined);
  // Counted and scanned is the file that is published.
  const { overview, members } = await withDatabase(path, 'read_only', (engine) =>
    countAndScan(engine, report.cutoff, secret, step),
  );
  const documents = bundleDocuments(provenance, overview, new Set(report.columnsPresent));
  const named = nameFiles({ plain: database, compressed: await compressed }, documents, sha256);
  return { ...named, provenance, members };
}

/** A public edition: aggregates that are suppressed here, and a version that follows from what is published alone. */
async function buildPublic(
  { report, provenance }: Imported,
  path: string,
  secret: Uint8Array,
  step: (step: PublishStep) => void,
): Promise<Built> {
  const { overview, members } = await withDatabase(path, 'read_only', async (engine) => {
    const counted = await countAndScan(engine, report.cutoff, secret, step);
    return publicOverview(engine, report.cutoff, counted, solveWithHighs);
  });
  const columns = new Set(report.columnsPresent);
  const { schemaVersion, edition, cutoff } = provenance;
  const content = bundleDocuments({ schemaVersion, edition, cutoff, dataVersion: '' }, overview, columns);
  const version = sha256(new TextEncoder().encode(content.figures)).slice(0, provenance.dataVersion.length);
  const own = { ...provenance, dataVersion: version };
  return { ...nameFiles(null, bundleDocuments(own, overview, columns), sha256), provenance: own, members };
}

/**
 * Imports, masks, counts, scans and publishes a ledger. Nothing is written into the bundle folder's names
 * before everything is known to be right; any error leaves the previous bundle as it was. One publication at a time has
 * the folder. Throws `WuseError`.
 */
export async function publish(request: PublishRequest): Promise<PublishResult> {
  const step = (name: PublishStep, detail = ''): void => request.onStep?.(name, detail);
  step('read', request.issues.map((file) => maskTitle(file.name)).join('、'));
  const folder = claimFolder(request.out);
  const name = `ledger-building-${process.pid}`;
  const building = join(request.out, name);
  const { householdSecret: kept = null } = request;
  const secret = kept ?? passingSecret();
  try {
    const imported = await withDatabase(building, "storage_version 'v1.4.0'", (engine) =>
      importInto(engine, request, secret),
    );
    const isPublic = request.edition === 'public';
    const built = await (isPublic ? buildPublic : buildInternal)(imported, building, secret, step);
    const described = ledgerManifest(imported.provenance, imported.report, {
      members: built.members,
      publishedAt: request.now,
      households: householdKeeping(kept),
      files: built.listed,
      settings: request.config ?? {},
    });
    const manifest = isPublic
      ? publicManifest(built.provenance, described, { members: built.members, files: built.listed })
      : described;
    await checkBundle(built, manifest, secret);
    step('write', request.out);
    folder.assertHeld();
    const clock = clockWarnings(manifest, readManifest(request.out), request.now);
    replaceBundle(request.out, built.files, manifest);
    const warnings = [...clock, ...accessWarnings(request.out)];
    return { manifest, imported: described, findings: imported.report.findings, warnings };
  } catch (cause) {
    throw buildingFault(cause);
  } finally {
    sweep(request.out, name);
    folder.release();
  }
}
