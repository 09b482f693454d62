import { weekEarlier } from '../core/comparison.ts';
import { localMoment } from '../core/period.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import { writable } from '../engine/duckdb-wasm-writable.ts';
import { EMPTY_FILTER } from '../filters/filter.ts';
import { ledgerManifest } from '../query/bundle-documents.ts';
import { householdKeeping } from '../query/household-keeping.ts';
import { ledgerRest } from '../query/ledger-intake.ts';
import { LedgerLoad } from '../query/load-ledger.ts';
import { overviewMembers, runOverview } from '../query/overview.ts';
import { packOverview } from '../query/pack-overview.ts';
import { SCHEMA_VERSION } from '../schema/ddl.ts';
import { importLedger, type ImportedLedger } from './import-link.ts';
import type { ImportProgress, ImportRequest } from './import-messages.ts';
import type { PublishedBundle } from './published.svelte.ts';

/** A ledger that only this page has: what is shown of it, and the engine that holds its rows. */
export interface OpenedLedger {
  readonly bundle: PublishedBundle;
  readonly engine: WasmEngine;
}

async function fill(
  engine: WasmEngine,
  load: LedgerLoad,
  { report, dataVersion }: ImportedLedger,
  { household, config }: ImportRequest,
  onProgress: (progress: ImportProgress) => void,
): Promise<PublishedBundle> {
  onProgress({ stage: 'load', done: 0, total: 0 });
  await load.finish(ledgerRest(report));
  onProgress({ stage: 'count', done: 0, total: 0 });
  const asOf = { moment: report.cutoff, stored: report.cutoff };
  const members = await overviewMembers(engine, asOf);
  const overview = await runOverview(
    engine,
    asOf,
    EMPTY_FILTER,
    weekEarlier(asOf.moment, EMPTY_FILTER),
    members,
    'summary',
  );
  const provenance = {
    schemaVersion: SCHEMA_VERSION,
    dataVersion,
    edition: 'internal',
    cutoff: report.cutoff,
  } as const;
  const manifest = ledgerManifest(provenance, report, {
    members,
    publishedAt: localMoment(new Date()),
    households: householdKeeping(household.isKept ? household.secret : null),
    files: [],
    settings: config ?? {},
  });
  return { manifest, overview: packOverview(overview) };
}

/**
 * Imports files and counts them as publishing does, in this page alone: nothing is sent or stored. `start`
 * starts an engine without a ledger. Rejects with `WuseError`, or with any error once the signal is aborted;
 * nothing is left running then.
 */
export async function openLocally(
  request: ImportRequest,
  start: (signal: AbortSignal) => Promise<WasmEngine>,
  signal: AbortSignal,
  onProgress: (progress: ImportProgress) => void,
): Promise<OpenedLedger> {
  // Starts beside the reading; the first problems wait for it.
  const starting = start(signal).then(async (engine) => ({
    engine,
    load: await LedgerLoad.start(writable(engine)),
  }));
  starting.catch(() => undefined);
  const stop = (): void => void starting.then(({ engine }) => engine.close()).catch(() => undefined);
  signal.addEventListener('abort', stop);
  try {
    const imported = await importLedger(
      request,
      signal,
      onProgress,
      async ({ text, ids, sheet, leftOut }) => {
        const { load } = await starting;
        await load.add(text, ids, sheet, leftOut);
      },
    );
    const { engine, load } = await starting;
    const bundle = await fill(engine, load, imported, request, onProgress);
    return { bundle, engine };
  } catch (cause) {
    stop();
    throw cause;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
