import { WuseError } from '../core/errors.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import {
  bundleDamaged,
  isCurrentSchema,
  type FiguresDocument,
  type Manifest,
} from '../query/bundle-documents.ts';
import type { Overview } from '../query/overview.ts';
import { unpackOverview, type PackedOverview } from '../query/pack-overview.ts';

/** What a page is built with. */
export interface PublishedBundle {
  readonly manifest: Manifest;
  readonly overview: PackedOverview;
}

const HINT = {
  zh: '请重新发布，或把发布目录完整复制到服务器',
  en: 'publish again, or copy the whole bundle folder to the server',
};
const damaged = (file: string, cause?: unknown): WuseError => bundleDamaged(file, HINT, cause);

async function fetchDocument<T extends { schemaVersion: number }>(
  url: string,
  file: string,
  asked?: Promise<Response>,
): Promise<T> {
  try {
    const response = await (asked ?? fetch(url, { cache: 'no-cache' }));
    if (!response.ok) throw damaged(file);
    const document = (await response.json()) as T;
    if (!isCurrentSchema(document)) throw damaged(file);
    return document;
  } catch (cause) {
    throw cause instanceof WuseError ? cause : damaged(file, cause);
  }
}

/**
 * The ledger that is shown: built-in figures first, then whatever the server's manifest names now; or, while
 * files are open on this computer, what was imported of them.
 */
export class Published {
  #manifest: Manifest = $state.raw()!;
  #packed: PackedOverview = $state.raw()!;
  /** A ledger that was opened on this computer: shown in its place until it is left. */
  #local: PublishedBundle | null = $state.raw(null);
  /** How often the ledger that is shown was another one: opened, or left. */
  changes = $state(0);
  /** True while what is shown is on this computer only. */
  readonly isLocal: boolean = $derived(this.#local !== null);
  readonly manifest: Manifest = $derived(this.#local?.manifest ?? this.#manifest);
  /** True while what is shown is aggregates for everybody: there are no rows, and nothing can be filtered. */
  readonly isPublic: boolean = $derived(this.manifest.edition === 'public');
  /** The manifest of what is published, also while a ledger of this computer is shown in its place. */
  readonly behind: Manifest = $derived(this.#manifest);
  /** Set when the server's bundle cannot be read; nothing that is published may then be called current. */
  failure: WuseError | null = $state.raw(null);
  /** The county's working days, where it has told them. */
  readonly calendar: WorkCalendar | null = $derived(this.manifest.calendar ?? null);
  readonly overview: Overview = $derived(unpackOverview(this.#local?.overview ?? this.#packed));
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed, only replaced
  readonly columns: ReadonlySet<string> = $derived(new Set(this.manifest.columns));
  /** The unfiltered figures, and those of a week before. */
  readonly report: MetricReport = $derived(this.#evaluate(this.overview.numbers));
  readonly earlier: MetricReport = $derived(this.#evaluate(this.overview.compare.numbers));
  readonly asOf = $derived({ moment: this.manifest.cutoff, stored: this.manifest.cutoff });

  constructor(bundle: PublishedBundle) {
    this.#manifest = bundle.manifest;
    this.#packed = bundle.overview;
  }

  /** Shows a ledger of this computer. */
  open(bundle: PublishedBundle): void {
    this.#local = bundle;
    this.changes += 1;
  }

  /** Shows what is published again. */
  leave(): void {
    this.#local = null;
    this.changes += 1;
  }

  /**
   * Reads the server's manifest again and takes over a newer version as a whole, behind a local ledger if one is
   * open; `base` is the bundle's folder, `asked` an answer for the manifest that is on its way.
   */
  async refresh(base: string, asked?: Promise<Response>): Promise<void> {
    try {
      const manifest = await fetchDocument<Manifest>(`${base}manifest.json`, 'manifest.json', asked);
      if (manifest.dataVersion !== this.#manifest.dataVersion) await this.#replace(base, manifest);
      // The same one is not set again: everything shown would be made anew.
      else if (JSON.stringify(manifest) !== JSON.stringify(this.#manifest)) this.#manifest = manifest;
      this.failure = null;
    } catch (failure) {
      this.failure = failure as WuseError;
    }
  }

  #evaluate(numbers: ScopeNumbers): MetricReport {
    return evaluateReport(numbers, { columns: this.columns, rowsFiltered: false }, evaluateLazily);
  }

  async #replace(base: string, manifest: Manifest): Promise<void> {
    const file = manifest.files.find(({ role }) => role === 'figures');
    if (!file) throw damaged('manifest.json');
    const document = await fetchDocument<FiguresDocument>(base + file.name, file.name);
    if (document.dataVersion !== manifest.dataVersion) throw damaged(file.name);
    this.#packed = document.overview;
    this.#manifest = manifest;
  }
}
