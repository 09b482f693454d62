import { WuseError } from '../core/errors.ts';
import type { Finding, IngestReport } from '../ingest/types.ts';
import type { OriginalCell } from '../ingest/read-original.ts';
import type {
  FromImport,
  ImportedRows,
  ImportProgress,
  ImportRequest,
  OriginalRequest,
  ToImport,
} from './import-messages.ts';
import { importFailed, originalFailed } from './local-errors.ts';
import { runInWorker } from './worker-task.ts';

/** An import whose problems were stored part by part. */
export interface ImportedLedger {
  readonly report: IngestReport;
  readonly dataVersion: string;
}

const startWorker = (): Worker =>
  new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });

/**
 * Imports files in a worker, which hands over masked problems part by part and waits until `store` has them. Rejects
 * with `WuseError` or what `store` throws; an abort ends the worker at once and rejects with an AbortError.
 */
export async function importLedger(
  request: ImportRequest,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
  store: (rows: ImportedRows) => Promise<void>,
): Promise<ImportedLedger> {
  const findings: Finding[] = [];
  return runInWorker<ToImport, FromImport, ImportedLedger>(
    {
      start: startWorker,
      request: { kind: 'import', request },
      failed: importFailed,
      onMessage: (data, { post, resolve, reject }) => {
        if (data.kind === 'progress') onProgress(data);
        else if (data.kind === 'rows') store(data).then(() => post({ kind: 'stored' }), reject);
        else if (data.kind === 'findings') for (const finding of data.findings) findings.push(finding);
        else if (data.kind === 'done')
          resolve({ report: { ...data.report, findings }, dataVersion: data.dataVersion });
        else if (data.kind === 'failed') reject(errorOf(data));
      },
    },
    signal,
  );
}

/**
 * The cells of one problem's row as they are written, read again in a worker that is ended then. Rejects with
 * `WuseError`; an abort ends the worker at once and rejects with an AbortError.
 */
export function readOriginalCells(
  request: OriginalRequest,
  signal: AbortSignal,
): Promise<readonly OriginalCell[]> {
  return runInWorker<ToImport, FromImport, readonly OriginalCell[]>(
    {
      start: startWorker,
      request: { kind: 'original', request },
      failed: originalFailed,
      onMessage: (data, { resolve, reject }) => {
        if (data.kind === 'original') resolve(data.cells);
        else if (data.kind === 'failed') reject(errorOf(data));
      },
    },
    signal,
  );
}

function errorOf({ code, text, hint, place }: Extract<FromImport, { kind: 'failed' }>): WuseError {
  return new WuseError(code, text, hint, place);
}
