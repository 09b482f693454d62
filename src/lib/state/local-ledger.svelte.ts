import { countySettings } from '../core/county-settings.ts';
import type { WuseError } from '../core/errors.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import type { ClipboardTable } from '../ingest/pasted.ts';
import { EMPTY_FILTER, type Filter } from '../filters/filter.ts';
import type { Several } from '../ingest/several.ts';
import { NONE_KEY } from '../metrics/types.ts';
import type { Members } from '../query/run-metrics.ts';
import { HouseholdSecret, type OpeningSecret } from './household-secret.svelte.ts';
import type { ImportProgress, OpenedFiles } from './import-messages.ts';
import { importFailed } from './local-errors.ts';
import { LocalMapping } from './local-mapping.svelte.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published, PublishedBundle } from './published.svelte.ts';
import type { View } from './view.svelte.ts';

/** True when every value that is filtered by occurs in the data. Villages are not listed anywhere: none does. */
function hasMembers(filter: Filter, members: Members): boolean {
  const known = (['town', 'department', 'category'] as const).every((name) =>
    filter[name].every((key) => key === NONE_KEY || (members[name] ?? []).includes(key)),
  );
  return known && filter.village.length === 0;
}

/** A table from the clipboard among the chosen files. */
export interface Pasted {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** Files that are opened on this computer only: chosen, imported, shown in place of the published ledger. */
export class LocalLedger {
  issues: readonly File[] = $state.raw([]);
  visits: readonly File[] = $state.raw([]);
  /** What several ledger files are to each other. */
  several: Several = $state('add');
  /** `YYYY-MM-DDTHH:mm`, or empty to have the files tell. */
  cutoff = $state('');
  /** How far the import is; null when none is under way. */
  progress: ImportProgress | null = $state.raw(null);
  failure: WuseError | null = $state.raw(null);
  /** How the chosen files would be read. */
  readonly mapping = new LocalMapping();
  /** Chosen ledger files that are tables from the clipboard. */
  readonly pasted: readonly Pasted[] = $derived(this.issues.flatMap((file) => this.#sizes.get(file) ?? []));
  /** What household keys of the next opening are made with. */
  readonly secret = new HouseholdSecret();
  /** What those of the opened ledger were made with. */
  opened: OpeningSecret | null = $state.raw(null);
  /** What the opened ledger was read from; null while none is open. */
  files: OpenedFiles | null = $state.raw(null);
  readonly #sizes = new WeakMap<File, Pasted>();
  #running: AbortController | null = null;
  readonly #published: Published;
  readonly #ledger: LedgerEngine;
  readonly #view: View;

  constructor(published: Published, ledger: LedgerEngine, view: View) {
    this.#published = published;
    this.#ledger = ledger;
    this.#view = view;
  }

  /** Takes files in place of those chosen before, and looks at them. */
  choose(role: 'issues' | 'visits', files: readonly File[]): void {
    this[role] = files;
    void this.mapping.look(this.issues, this.visits);
  }

  /** Adds a table from the clipboard to the chosen ledger files. Throws `WuseError`, and nothing is added then. */
  async paste(clipboard: ClipboardTable): Promise<void> {
    try {
      const { pastedTable } = await import('../ingest/pasted.ts');
      const { file, rows, columns } = await pastedTable(
        clipboard,
        this.issues.map(({ name }) => name),
      );
      const chosen = new File([file.bytes as Uint8Array<ArrayBuffer>], file.name);
      this.#sizes.set(chosen, { name: file.name, rows, columns });
      this.choose('issues', [...this.issues, chosen]);
    } catch (cause) {
      throw importFailed(cause);
    }
  }

  /** Takes the tables from the clipboard out of the chosen ledger files. */
  dropPasted(): void {
    this.choose(
      'issues',
      this.issues.filter((file) => !this.#sizes.has(file)),
    );
  }

  /** Moves a ledger file one place, where there is one. */
  move(from: number, by: 1 | -1): void {
    const [one, other] = [this.issues[from], this.issues[from + by]];
    if (!one || !other) return;
    this.issues = this.issues.map((file) => (file === one ? other : file === other ? one : file));
  }

  /** Orders the ledger files by their names; numbers in them count as numbers. */
  sortByName(): void {
    this.issues = [...this.issues].sort((one, other) =>
      one.name.localeCompare(other.name, 'zh-CN', { numeric: true }),
    );
  }

  /**
   * Imports what is chosen and shows it: true then. Whatever goes wrong is `failure`, and what was shown stays;
   * nothing is said of an import that was cancelled.
   */
  async open(): Promise<boolean> {
    this.cancel();
    const running = new AbortController();
    this.#running = running;
    this.failure = null;
    this.progress = { stage: 'read', done: 0, total: 0 };
    try {
      const { openLocally } = await import('./open-locally.ts');
      const { issues, visits, cutoff } = this;
      // What the county has said of itself holds for the files too, unless their configuration says otherwise.
      const config = { ...countySettings(this.#published.behind), ...(await this.mapping.config()) };
      const several = issues.length > 1 ? this.several : 'add';
      const household = await this.secret.forOpening();
      const request = { issues, visits, config, several, household, ...(cutoff === '' ? {} : { cutoff }) };
      const tell = (progress: ImportProgress): void => {
        if (!running.signal.aborted) this.progress = progress;
      };
      const start = (signal: AbortSignal) => this.#ledger.startEmpty(signal);
      const { bundle, engine } = await openLocally(request, start, running.signal, tell);
      if (running.signal.aborted) await engine.close();
      else {
        this.opened = household;
        this.files = { issues, visits, config };
        this.#show(bundle, engine);
      }
    } catch (cause) {
      if (!running.signal.aborted) this.failure = importFailed(cause);
    }
    this.#finish(running);
    return !running.signal.aborted && this.failure === null;
  }

  /** Ends an import at once; what was shown before it stays. */
  cancel(): void {
    this.#running?.abort();
    if (this.#running !== null) this.#finish(this.#running);
  }

  /** Shows the published ledger again, and forgets the rows and the chosen files. */
  leave(): void {
    this.cancel();
    this.#ledger.release();
    this.#published.leave();
    this.failure = null;
    this.opened = null;
    this.files = null;
    this.secret.drop();
    this.issues = [];
    this.visits = [];
    this.several = 'add';
    this.cutoff = '';
    this.mapping.stop();
    this.#dropStrangers();
  }

  #show(bundle: PublishedBundle, engine: WasmEngine): void {
    this.#ledger.adopt(engine);
    this.#published.open(bundle);
    this.#dropStrangers();
  }

  #finish(running: AbortController): void {
    if (this.#running !== running) return;
    this.#running = null;
    this.progress = null;
  }

  #dropStrangers(): void {
    const { filter } = this.#view;
    if (!hasMembers(filter, this.#published.manifest.members)) this.#view.set({ filter: EMPTY_FILTER });
  }
}
