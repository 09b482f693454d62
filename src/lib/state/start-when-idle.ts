import type { LedgerEngine } from './ledger.svelte.ts';

const LATEST_MS = 1500;

/**
 * Starts the engine once the page has painted and nothing else is to do, so that the first filter finds it
 * ready; never in a browser that cannot run it. Failures are the engine's own state. Returns what undoes it.
 */
export function startWhenIdle(ledger: LedgerEngine): () => void {
  if (ledger.lacks.length > 0) return () => undefined;
  const start = (): void => void ledger.engine().catch(() => undefined);
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback(start, { timeout: LATEST_MS });
    return () => cancelIdleCallback(handle);
  }
  const handle = setTimeout(start, LATEST_MS / 3);
  return () => clearTimeout(handle);
}
