import type { WuseError } from '../core/errors.ts';
import type { MaskedIssue, OriginalCell } from '../ingest/read-original.ts';
import type { OpenedFiles } from './import-messages.ts';
import { originalFailed } from './local-errors.ts';
import type { LocalLedger } from './local-ledger.svelte.ts';
import type { Published } from './published.svelte.ts';

/** How long an original stays on the screen, in milliseconds. */
const SHOWN_MS = 120_000;

/** What a reader is told: that an original is there, or how it went. */
export type OriginalNotice = 'shown' | 'hidden' | 'expired';

/**
 * The original of one problem of a ledger that is open on this computer: read from its file when it is asked for, and
 * held here only while it is on the screen.
 */
export class Original {
  /** Personal data; null unless it is shown. */
  cells: readonly OriginalCell[] | null = $state.raw(null);
  isReading = $state(false);
  failure: WuseError | null = $state.raw(null);
  /** Null while there is nothing to say. */
  notice: OriginalNotice | null = $state(null);
  #running: AbortController | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #published: Published;
  readonly #local: LocalLedger;

  constructor(published: Published, local: LocalLedger) {
    this.#published = published;
    this.#local = local;
  }

  /** Files to read from; null for a published ledger, which has no original anywhere. */
  get files(): OpenedFiles | null {
    return this.#published.isLocal ? this.#local.files : null;
  }

  /** Reads and shows a problem's row. Whatever goes wrong is `failure`; nothing comes of it once it is hidden again. */
  async show(issue: MaskedIssue): Promise<void> {
    const { files } = this;
    if (files === null) return;
    this.#drop();
    const running = new AbortController();
    [this.#running, this.isReading, this.notice] = [running, true, null];
    const { manifest } = this.#published;
    const anchor = manifest.cutoffSource === 'latest_event' ? null : manifest.cutoff;
    const sources = manifest.sources.map(({ sha256 }) => sha256);
    try {
      const { readOriginalCells } = await import('./import-link.ts');
      const cells = await readOriginalCells({ ...files, sources, anchor, issue }, running.signal);
      if (!running.signal.aborted) this.#hold(cells);
    } catch (cause) {
      if (!running.signal.aborted) this.failure = originalFailed(cause);
    }
    if (this.#running === running) [this.#running, this.isReading] = [null, false];
  }

  /** Takes the original off the screen and out of this page, or gives up reading it. */
  hide(why: 'hidden' | 'expired' = 'hidden'): void {
    if (this.cells !== null) this.notice = why;
    // Why it was not shown stays to be read.
    if (this.cells !== null || this.isReading) this.#drop();
  }

  #hold(cells: readonly OriginalCell[]): void {
    [this.cells, this.notice] = [cells, 'shown'];
    this.#timer = setTimeout(() => this.hide('expired'), SHOWN_MS);
  }

  #drop(): void {
    this.#running?.abort();
    clearTimeout(this.#timer);
    [this.#running, this.isReading, this.cells, this.failure] = [null, false, null, null];
  }
}
