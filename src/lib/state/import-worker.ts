/**
 * The page's import: files → masked rows, in a worker of its own; and one row read again as it is written. Nothing
 * leaves it but messages to the page.
 */
import '../core/polyfills.ts';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { WuseError } from '../core/errors.ts';
import { ingestInto } from '../ingest/ingest.ts';
import { readOriginal } from '../ingest/read-original.ts';
import type { Finding, Hash } from '../ingest/types.ts';
import { maskPlace } from '../privacy/mask-title.ts';
import { LedgerIntake, ledgerRest } from '../query/ledger-intake.ts';
import { SCHEMA_VERSION } from '../schema/ddl.ts';
import { chosenFile } from './chosen-file.ts';
import { importFailed, originalFailed, originalRefused } from './local-errors.ts';
import type {
  FromImport,
  ImportProgress,
  ImportRequest,
  OriginalRequest,
  ToImport,
} from './import-messages.ts';

/** Parts of problems that are on their way at the same time: one is stored while the next is read. */
const UNDER_WAY = 2;
const FINDINGS_AT_ONCE = 4000;
const PROGRESS_EVERY_MS = 50;

const post = (message: FromImport, transfer: Transferable[] = []): void =>
  self.postMessage(message, { transfer });

let lastProgress = -Infinity;
function tell(progress: ImportProgress): void {
  const now = performance.now();
  if (progress.done > 0 && now - lastProgress < PROGRESS_EVERY_MS) return;
  lastProgress = now;
  post({ kind: 'progress', ...progress });
}

function createHash(): Hash {
  const hash = sha256.create();
  return { update: (bytes) => hash.update(bytes), hex: () => bytesToHex(hash.digest()) };
}

let underWay = 0;
let onStored: (() => void) | null = null;

async function store(
  text: string | Uint8Array,
  ids: ReadonlyMap<number, string>,
  sheet: number,
  leftOut: ReadonlySet<number>,
): Promise<void> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  post({ kind: 'rows', text: bytes, ids, sheet, leftOut }, [bytes.buffer]);
  underWay += 1;
  if (underWay < UNDER_WAY) return;
  await new Promise<void>((resolve) => {
    onStored = resolve;
  });
}

function postFindings(findings: readonly Finding[]): void {
  for (let start = 0; start < findings.length; start += FINDINGS_AT_ONCE)
    post({ kind: 'findings', findings: findings.slice(start, start + FINDINGS_AT_ONCE) });
}

async function runImport(request: ImportRequest): Promise<void> {
  const { issues, visits, cutoff, config, several, household } = request;
  tell({ stage: 'read', done: 0, total: 0 });
  const intake = new LedgerIntake(createHash(), store);
  const options = {
    issues: issues.map(chosenFile),
    visits: visits.map(chosenFile),
    createHash,
    onProgress: tell,
    several,
    householdSecret: household.secret,
    ...(cutoff !== undefined && { cutoff }),
    ...(config !== undefined && { config }),
  };
  const { findings, ...report } = await ingestInto(options, intake);
  const { tallies } = ledgerRest({ ...report, findings });
  const settings = {
    schemaVersion: SCHEMA_VERSION,
    edition: 'internal',
    ...(config !== undefined && { config }),
  } as const;
  const dataVersion = intake.version({ ...report, findings }, tallies, settings);
  postFindings(findings);
  post({ kind: 'done', report, dataVersion });
}

/** Reads one row again; what was read is gone with this worker, which the page ends upon the answer. */
async function tellOriginal({ issues, visits, config, issue, ...of }: OriginalRequest): Promise<void> {
  const files = { issues: issues.map(chosenFile), visits: visits.map(chosenFile) };
  const read = await readOriginal({ ...files, ...of, ...(config && { config }), createHash }, issue);
  if (typeof read === 'string') throw originalRefused(read, issue);
  post({ kind: 'original', cells: read });
}

function postFailure({ code, text, hint, place }: WuseError): void {
  post({ kind: 'failed', code, text, hint, place: maskPlace(place) });
}

self.addEventListener('message', ({ data }: MessageEvent<ToImport>) => {
  if (data.kind === 'stored') {
    underWay -= 1;
    onStored?.();
    onStored = null;
    return;
  }
  if (data.kind === 'original') {
    tellOriginal(data.request).catch((cause: unknown) => postFailure(originalFailed(cause)));
  } else runImport(data.request).catch((cause: unknown) => postFailure(importFailed(cause)));
});
