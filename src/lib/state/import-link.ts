import { WuseError } from '../core/errors.ts';
import type { Finding, IssueRow, VisitRow } from '../ingest/types.ts';
import { importFailed } from './import-errors.ts';
import type { FromImport, ImportedLedger, ImportProgress, ImportRequest } from './import-messages.ts';

function startWorker(): Worker {
  try {
    return new Worker(new URL('./import-worker.ts', import.meta.url), { type: 'module' });
  } catch (cause) {
    throw importFailed(cause);
  }
}

/**
 * Imports files in a worker and hands back masked rows. Rejects with `WuseError`; an abort ends the worker at
 * once and rejects with an AbortError.
 */
export async function importLedger(
  request: ImportRequest,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<ImportedLedger> {
  const worker = startWorker();
  const rows = { issues: [] as object[], visits: [] as object[], findings: [] as object[] };
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new DOMException('cancelled', 'AbortError')));
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        reject(importFailed(event.message));
      });
      worker.addEventListener('message', ({ data }: MessageEvent<FromImport>) => {
        if (data.kind === 'progress') onProgress(data);
        else if (data.kind === 'rows') for (const row of data.rows) rows[data.table].push(row);
        else if (data.kind === 'done') resolve(assemble(data, rows));
        else reject(new WuseError(data.code, data.text, data.hint, data.place));
      });
      worker.postMessage(request);
    });
  } finally {
    worker.terminate();
  }
}

function assemble(
  { report, tallies, dataVersion }: Extract<FromImport, { kind: 'done' }>,
  rows: { issues: object[]; visits: object[]; findings: object[] },
): ImportedLedger {
  const findings = rows.findings as Finding[];
  const tables = {
    issues: rows.issues as IssueRow[],
    visits: rows.visits as VisitRow[],
    tallies,
    findings,
    cutoff: report.cutoff,
  };
  return { tables, report: { ...report, findings }, dataVersion };
}
