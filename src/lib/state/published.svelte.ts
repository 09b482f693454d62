import type { WuseError } from '../core/errors.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport, type ScopeNumbers } from '../metrics/report.ts';
import type { Manifest } from '../query/bundle-documents.ts';
import type { Overview } from '../query/overview.ts';
import { unpackOverview, type PackedOverview } from '../query/pack-overview.ts';
import { fetchFigures, fetchManifest } from './fetch-bundle.ts';

/** What a page is built with. */
export interface PublishedBundle {
  readonly manifest: Manifest;
  readonly overview: PackedOverview;
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
  /** What was found to be published since, while the page goes on with its own version; shown on demand. */
  newer: Manifest | null = $state.raw(null);
  /** True when the server did not answer: the figures are those of the page, which states its cut-off. */
  readonly isUnchecked: boolean = $derived(this.failure?.code === 'BUNDLE_UNREACHABLE');
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
      await this.#take(base, await fetchManifest(base, asked));
      this.failure = null;
    } catch (failure) {
      this.failure = failure as WuseError;
    }
  }

  /**
   * Takes over what is published by now, of a page that was already in use: whatever it remembers of an earlier version
   * is made anew. A server that does not answer changes nothing.
   */
  async renew(base: string): Promise<void> {
    const { dataVersion } = this.#manifest;
    const failure = this.failure;
    await this.refresh(base);
    if (this.isUnchecked) this.failure = failure;
    if (dataVersion !== this.#manifest.dataVersion && !this.isLocal) this.changes += 1;
  }

  /** Looks whether something newer is published, and changes nothing that is shown but the word of it. */
  async check(base: string): Promise<void> {
    const manifest = await fetchManifest(base).catch(() => null);
    if (manifest === null) return;
    if (manifest.dataVersion !== this.#manifest.dataVersion) this.newer = manifest;
    else await this.#take(base, manifest);
  }

  #evaluate(numbers: ScopeNumbers): MetricReport {
    return evaluateReport(numbers, { columns: this.columns, rowsFiltered: false }, evaluateLazily);
  }

  async #take(base: string, manifest: Manifest): Promise<void> {
    if (manifest.dataVersion !== this.#manifest.dataVersion) {
      this.#packed = (await fetchFigures(base, manifest)).overview;
      this.#manifest = manifest;
      // The same one is not set again: everything shown would be made anew.
    } else if (JSON.stringify(manifest) !== JSON.stringify(this.#manifest)) this.#manifest = manifest;
    this.newer = null;
  }
}
