import { WuseError } from '../core/errors.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import type { Observation } from '../report/site/observation.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';

async function numberOf(engine: WasmEngine, sql: string): Promise<number> {
  const { rows } = await engine.query({ sql, parameters: [] });
  return Number(rows[0]?.[0]);
}

/** Problems that the page's figures count and that have a row of their own; null where the engine is given none. */
function expectedRows(published: Published): number | null {
  if (published.isPublic || published.isLocal) return null;
  const { overall, withoutRecords } = published.report;
  return (overall.problems_total.value ?? 0) - (withoutRecords ?? 0);
}

/**
 * Starts an engine beside the one that answers, asks it what is known, and counts the published rows: as many as the
 * page's figures say. Without rows to count (a public edition, a ledger of this computer) the engine is empty.
 */
export async function examineEngine(ledger: LedgerEngine, published: Published): Promise<Observation> {
  const began = performance.now();
  const { signal } = new AbortController();
  const wanted = expectedRows(published);
  let engine: WasmEngine | null = null;
  try {
    engine = wanted === null ? await ledger.startEmpty(signal) : await ledger.startBeside(signal);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const answer = await numberOf(engine, 'SELECT 42 AS n');
    const rows = wanted === null ? null : await numberOf(engine, 'SELECT count(*) AS n FROM issues');
    const isRight = answer === 42 && rows === wanted;
    const counted = rows === null ? '' : rows === wanted ? ` · n = ${rows}` : ` · ${rows} ≠ ${wanted}`;
    const seen = `${engine.variant} · ${seconds} s${counted}`;
    return { code: 'SITE_ENGINE', verdict: isRight ? 'ok' : 'failure', seen };
  } catch (cause) {
    const seen = cause instanceof WuseError ? cause.code : 'ENGINE_FAILED';
    // No other browser would make the ledger's file whole.
    return { code: seen.startsWith('DATA_') ? 'SITE_BUNDLE' : 'SITE_ENGINE', verdict: 'failure', seen };
  } finally {
    await engine?.close();
  }
}
