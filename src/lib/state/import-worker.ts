/** The page's import: files → masked rows, in a worker of its own. Nothing leaves it but messages to the page. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { WuseError } from '../core/errors.ts';
import { ingest } from '../ingest/ingest.ts';
import type { IngestResult, SourceFile } from '../ingest/types.ts';
import { ledgerTables, VERSION_DIGITS, versionTexts } from '../query/ledger-tables.ts';
import type { LedgerTables } from '../query/load-ledger.ts';
import { SCHEMA_VERSION } from '../schema/ddl.ts';
import { importFailed, importUnreadable } from './import-errors.ts';
import type { FromImport, ImportProgress, ImportRequest, PartedTable } from './import-messages.ts';

const ROWS_AT_ONCE = 4000;
const PROGRESS_EVERY_MS = 50;

const post = (message: FromImport): void => self.postMessage(message);

let lastProgress = -Infinity;
function tell(progress: ImportProgress): void {
  const now = performance.now();
  if (progress.done > 0 && now - lastProgress < PROGRESS_EVERY_MS) return;
  lastProgress = now;
  post({ kind: 'progress', ...progress });
}

async function bytesOf(file: File): Promise<SourceFile> {
  try {
    return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
  } catch (cause) {
    throw importUnreadable(file.name, cause);
  }
}

async function readFiles(files: readonly File[]): Promise<SourceFile[]> {
  const sources: SourceFile[] = [];
  for (const file of files) sources.push(await bytesOf(file));
  return sources;
}

function versionOf(result: IngestResult, tables: LedgerTables): string {
  const hash = sha256.create();
  const encoder = new TextEncoder();
  const settings = { schemaVersion: SCHEMA_VERSION, edition: 'internal' } as const;
  for (const text of versionTexts(result, tables, settings)) hash.update(encoder.encode(text));
  return bytesToHex(hash.digest()).slice(0, VERSION_DIGITS);
}

function postRows(table: PartedTable, rows: readonly object[]): void {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
    post({ kind: 'rows', table, rows: rows.slice(start, start + ROWS_AT_ONCE) });
}

async function runImport(request: ImportRequest): Promise<void> {
  tell({ stage: 'read', done: 0, total: 0 });
  const result = await ingest({
    issues: await readFiles(request.issues),
    visits: await readFiles(request.visits),
    createHash: () => {
      const hash = sha256.create();
      return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
    },
    onProgress: tell,
    ...(request.cutoff === undefined ? {} : { cutoff: request.cutoff }),
    ...(request.config === undefined ? {} : { config: request.config }),
  });
  tell({ stage: 'mask', done: 0, total: 0 });
  const tables = ledgerTables(result);
  const dataVersion = versionOf(result, tables);
  postRows('issues', tables.issues);
  postRows('visits', tables.visits);
  postRows('findings', tables.findings);
  const { issues: _, visits: __, findings: ___, ...report } = result;
  post({ kind: 'done', report, tallies: tables.tallies, dataVersion });
}

self.addEventListener('message', ({ data }: MessageEvent<ImportRequest>) => {
  runImport(data).catch((cause: unknown) => {
    const { code, text, hint, place } = cause instanceof WuseError ? cause : importFailed(cause);
    post({ kind: 'failed', code, text, hint, place });
  });
});
