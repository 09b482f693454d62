import { WuseError } from '../core/errors.ts';
import type { Finding, IngestReport } from '../ingest/types.ts';
import { importFailed } from './import-errors.ts';
import type { FromImport, ImportedRows, ImportProgress, ImportRequest, ToImport } from './import-messages.ts';

function startWorker(): Worker {
  try {
    return new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw importFailed(cause);
  }
}

/** An import whose problems were stored part by part. */
export interface ImportedLedger {
  readonly report: IngestReport;
  readonly dataVersion: string;
}

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
  const worker = startWorker();
  const post = (message: ToImport): void => worker.postMessage(message);
  const findings: Finding[] = [];
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(importFailed(event.message));
      });
      worker.addEventListener('message', ({ data }: MessageEvent<FromImport>) => {
        if (data.kind === 'progress') onProgress(data);
        else if (data.kind === 'rows') store(data).then(() => post({ kind: 'stored' }), reject);
        else if (data.kind === 'findings') for (const finding of data.findings) findings.push(finding);
        else if (data.kind === 'done')
          resolve({ report: { ...data.report, findings }, dataVersion: data.dataVersion });
        else reject(new WuseError(data.code, data.text, data.hint, data.place));
      });
      post({ kind: 'import', request });
    });
  } finally {
    worker.terminate();
  }
}
