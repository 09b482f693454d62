import type { Language } from '../core/language.ts';
import { summarise, type SiteFinding } from '../report/site/observation.ts';
import { reportText } from '../report/site/report-text.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { examineBrowser } from './self-test-browser.ts';
import { examineEngine } from './self-test-engine.ts';
import { examineServer, reportHead } from './self-test-site.ts';

/** The site as its own pages see it: what the server sends, and what this browser makes of it. */
export class SelfTest {
  /** Null until it has run once. */
  findings: readonly SiteFinding[] | null = $state.raw(null);
  running = $state(false);
  /** Files that were looked at, and all that are to be. */
  done = $state(0);
  total = $state(0);
  readonly #base: () => string;
  readonly #published: Published;
  readonly #ledger: LedgerEngine;

  /** `base` is the site's address with a slash at its end. */
  constructor(base: () => string, published: Published, ledger: LedgerEngine) {
    this.#base = base;
    this.#published = published;
    this.#ledger = ledger;
  }

  /** Looks at everything once more; does nothing while it is under way. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    [this.done, this.total] = [0, 0];
    try {
      const onProgress = (done: number, total: number): void =>
        void ([this.done, this.total] = [done, total]);
      const server = await examineServer(this.#base(), onProgress);
      const engine = await examineEngine(this.#ledger, this.#published);
      this.findings = summarise([...examineBrowser(), ...server, engine]);
    } finally {
      this.running = false;
    }
  }

  /** The report as text, to be copied. */
  text(language: Language): string {
    const head = reportHead(this.#base(), this.#published.manifest.dataVersion);
    return `${head}\n\n${reportText(this.findings ?? [], language)}`;
  }
}
