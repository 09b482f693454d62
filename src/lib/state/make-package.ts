import { localMoment } from '../core/period.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import { packageNotes } from '../export/package-notes.ts';
import type { Manifest } from '../query/bundle-documents.ts';
import { bundleDocuments, countAndScan, scanDocuments, type CountedLedger } from '../query/bundle-files.ts';
import { refuseSecret } from '../query/refuse-secret.ts';
import { packageFailed } from './local-errors.ts';
import type { FromPacker, MadePackage, PackRequest } from './package-messages.ts';
import { runInWorker } from './worker-task.ts';

/** What is being done, in this order. */
export type PackageStage = 'save' | 'count' | 'scan' | 'pack';

/** Counts and scans the file as readers will open it: in an engine of its own. */
async function examine(
  database: Uint8Array,
  manifest: Manifest,
  secret: Uint8Array,
  start: (signal: AbortSignal) => Promise<WasmEngine>,
  signal: AbortSignal,
  onStage: (stage: PackageStage) => void,
): Promise<CountedLedger> {
  onStage('count');
  const engine = await start(signal);
  const stop = (): void => void engine.close();
  signal.addEventListener('abort', stop);
  try {
    await engine.attach('ledger', database);
    return await countAndScan(engine, manifest.cutoff, secret, onStage);
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

function packInWorker(request: PackRequest, signal: AbortSignal): Promise<MadePackage> {
  return runInWorker<PackRequest, FromPacker, MadePackage>(
    {
      start: () => new Worker(new URL('./package-worker.ts', import.meta.url), { type: 'module' }),
      request,
      transfer: [request.database.buffer],
      failed: packageFailed,
      onMessage: (data, { resolve, reject }) => {
        if (data.kind === 'done') resolve({ zip: data.zip, manifest: data.manifest });
        else reject(packageFailed(data.detail));
      },
    },
    signal,
  );
}

/**
 * Makes the bundle that publishing the opened files by command would make, as a zip: the tables of `engine`,
 * which are masked already, counted and scanned in the file itself, also for the `secret` of its household keys. `start` starts an engine without a ledger.
 * Rejects with `WuseError` (`PUBLISH_IDENTIFIER_FOUND`, `PUBLISH_HOUSEHOLD_SECRET_FOUND`), or with any error once the
 * signal is aborted; nothing is left running then.
 */
export async function makePackage(
  opened: Manifest,
  secret: Uint8Array,
  engine: WasmEngine,
  start: (signal: AbortSignal) => Promise<WasmEngine>,
  signal: AbortSignal,
  onStage: (stage: PackageStage) => void,
): Promise<MadePackage> {
  onStage('save');
  const database = await engine.save(signal);
  const { overview, members } = await examine(database, opened, secret, start, signal, onStage);
  const manifest = { ...opened, publishedAt: localMoment(new Date()), members };
  const { schemaVersion, dataVersion, edition, cutoff } = manifest;
  const provenance = { schemaVersion, dataVersion, edition, cutoff };
  const documents = bundleDocuments(provenance, overview, new Set(manifest.columns));
  scanDocuments(documents, manifest);
  refuseSecret([database, documents.figures, documents.summary, JSON.stringify(manifest)], secret);
  onStage('pack');
  return packInWorker({ database, overview, manifest, notes: packageNotes(manifest) }, signal);
}
