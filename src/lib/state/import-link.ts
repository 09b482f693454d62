import { WuseError } from '../core/errors.ts';
import type { Finding, IngestReport } from '../ingest/types.ts';
import type { FromImport, ImportedRows, ImportProgress, ImportRequest, ToImport } from './import-messages.ts';
import { importFailed } from './local-errors.ts';
import { runInWorker } from './worker-task.ts';

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
  const findings: Finding[] = [];
  return runInWorker<ToImport, FromImport, ImportedLedger>(
    {
      start: () => new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' }),
      request: { kind: 'import', request },
      failed: importFailed,
      onMessage: (data, { post, resolve, reject }) => {
        if (data.kind === 'progress') onProgress(data);
        else if (data.kind === 'rows') store(data).then(() => post({ kind: 'stored' }), reject);
        else if (data.kind === 'findings') for (const finding of data.findings) findings.push(finding);
        else if (data.kind === 'done')
          resolve({ report: { ...data.report, findings }, dataVersion: data.dataVersion });
        else reject(new WuseError(data.code, data.text, data.hint, data.place));
      },
    },
    signal,
  );
}
