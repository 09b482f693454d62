import type { WuseError } from '../core/errors.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import { packageFailed } from './local-errors.ts';
import type { LocalLedger } from './local-ledger.svelte.ts';
import type { PackageStage } from './make-package.ts';
import type { MadePackage } from './package-messages.ts';
import type { Published } from './published.svelte.ts';

/** The package of the ledger that is open on this computer: made on demand, kept until another is made. */
export class LedgerPackage {
  /** What is being done; null while nothing is. */
  stage: PackageStage | null = $state(null);
  failure: WuseError | null = $state.raw(null);
  made: MadePackage | null = $state.raw(null);
  #running: AbortController | null = null;
  readonly #published: Published;
  readonly #ledger: LedgerEngine;
  readonly #local: LocalLedger;

  constructor(published: Published, ledger: LedgerEngine, local: LocalLedger) {
    this.#published = published;
    this.#ledger = ledger;
    this.#local = local;
  }

  /** Makes the package. Whatever goes wrong is `failure`; nothing is said of one that was cancelled. */
  async make(): Promise<void> {
    const engine = this.#ledger.local;
    const secret = this.#local.opened?.secret;
    if (engine === null || secret === undefined) return;
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    [this.stage, this.failure, this.made] = ['save', null, null];
    const { makePackage } = await import('./make-package.ts');
    try {
      const start = (signal: AbortSignal) => this.#ledger.startEmpty(signal);
      const tell = (stage: PackageStage): void => {
        if (!running.signal.aborted) this.stage = stage;
      };
      const made = await makePackage(this.#published.manifest, secret, engine, start, running.signal, tell);
      if (!running.signal.aborted) this.made = made;
    } catch (cause) {
      if (!running.signal.aborted) this.failure = packageFailed(cause);
    }
    this.#finish(running);
  }

  /** Ends the making at once. */
  cancel(): void {
    this.#running?.abort();
    if (this.#running !== null) this.#finish(this.#running);
  }

  #finish(running: AbortController): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.stage = null;
  }
}
