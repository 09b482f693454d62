import type { WuseError } from '../core/errors.ts';
import type { PreviewHeader, SheetPreview } from '../ingest/preview.ts';
import type { TableRole } from '../ingest/table-mapping.ts';
import type { IngestConfig } from '../ingest/types.ts';
import { keepsAnything } from './keeping.ts';
import { importFailed } from './local-errors.ts';
import type { PreviewLink } from './preview-link.ts';
import type { FilePreview } from './preview-messages.ts';

/** How the chosen files would be read, and the mappings that somebody made by hand. */
export class LocalMapping {
  /** What is known of the chosen files; empty while nothing is chosen or while they are looked at. */
  files: readonly FilePreview[] = $state.raw([]);
  isLooking = $state(false);
  /** Why a configuration was not taken, or why the files could not be looked at. */
  failure: WuseError | null = $state.raw(null);
  /** False where this browser keeps no mapping for the next visit. */
  isKept = $state(true);
  /** Mappings made here, kept from earlier visits or loaded; null while they were not asked for. */
  #config: IngestConfig | null = $state.raw(null);
  /** There is something to save as a file. */
  readonly hasConfig = $derived(Object.keys(this.#config ?? {}).length > 0);
  #link: PreviewLink | null = null;
  #turn = 0;

  /** What the importer is to know besides the files. */
  async config(): Promise<IngestConfig> {
    if (this.#config === null) {
      const { storedConfig } = await import('./mapping-store.ts');
      this.isKept = keepsAnything('localStorage');
      this.#config = storedConfig();
    }
    return this.#config;
  }

  /** Looks at the files that are chosen now; what was known of others is forgotten. */
  async look(issues: readonly File[], visits: readonly File[]): Promise<void> {
    this.stop();
    if (issues.length + visits.length > 0) await this.#ask({ issues, visits });
  }

  /** Takes a choice of columns for a table, keeps it, and has the files judged by it. */
  async map(
    sheet: SheetPreview,
    header: PreviewHeader,
    role: TableRole,
    ids: readonly (string | null)[],
  ): Promise<void> {
    const { tableMapping, withTable } = await import('./mapping-store.ts');
    const table = tableMapping(sheet, header, role, ids);
    await this.#change(withTable(await this.config(), table, sheet.sheet));
  }

  /** Drops what was said by hand about a table. */
  async forget(sheet: SheetPreview, header: PreviewHeader): Promise<void> {
    const { withoutTable } = await import('./mapping-store.ts');
    await this.#change(withoutTable(await this.config(), header, sheet.sheet));
  }

  /** Takes a configuration file in place of all mappings; a wrong one is `failure` and changes nothing. */
  async load(file: File): Promise<void> {
    this.failure = null;
    try {
      const { configOf } = await import('./mapping-store.ts');
      await this.#change(await configOf(file));
    } catch (cause) {
      this.failure = importFailed(cause);
    }
  }

  /** The file that `--config` reads. */
  async bytes(): Promise<Uint8Array> {
    const { configBytes } = await import('./mapping-store.ts');
    return configBytes(await this.config());
  }

  /** Forgets the files; mappings stay. */
  stop(): void {
    this.#turn += 1;
    this.#link?.stop();
    this.#link = null;
    this.files = [];
    this.isLooking = false;
    this.failure = null;
  }

  async #change(config: IngestConfig): Promise<void> {
    const { storeConfig } = await import('./mapping-store.ts');
    this.#config = config;
    this.isKept = storeConfig(config);
    if (this.#link) await this.#ask();
  }

  async #ask(files?: { issues: readonly File[]; visits: readonly File[] }): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    this.isLooking = true;
    this.failure = null;
    try {
      const [config, { PreviewLink }] = await Promise.all([this.config(), import('./preview-link.ts')]);
      if (turn !== this.#turn) return;
      this.#link ??= new PreviewLink();
      const found = await this.#link.ask({ config, ...(files && { files }) });
      if (turn === this.#turn) this.files = found;
    } catch (cause) {
      if (turn === this.#turn) this.failure = importFailed(cause);
    } finally {
      if (turn === this.#turn) this.isLooking = false;
    }
  }
}
