import { needsRows } from '../filters/filter.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport } from '../metrics/report.ts';
import type { Dimension } from '../metrics/types.ts';
import { runOverview, type Overview } from '../query/overview.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

interface OverviewAnswer {
  readonly overview: Overview;
  /** It is of all problems. */
  readonly isCounty: boolean;
}

/** The overview of the current view: the published figures where it is theirs, else the engine's answer. */
export class OverviewState {
  readonly #published: Published;
  readonly #view: View;
  readonly query: Query<OverviewAnswer>;
  /** True when a filter could not be answered: no figure may then stand under it. */
  readonly unanswered: boolean = $derived.by(() => !this.#view.isPublished && this.query.status === 'failed');
  /** The last true numbers; null until the first answer when the page opens with a filter. */
  readonly overview: Overview | null = $derived.by(() => {
    if (this.#view.isPublished) return this.#published.overview;
    return this.unanswered ? null : (this.query.answer?.overview ?? null);
  });
  /** True when what is shown is of all problems, whatever the address asks for by now. */
  readonly isCounty: boolean = $derived.by(
    () => this.#view.isPublished || (this.query.answer?.isCounty ?? true),
  );
  readonly report: MetricReport | null = $derived.by(() =>
    this.#view.isPublished ? this.#published.report : this.overview && this.#evaluate(this.overview.numbers),
  );
  readonly earlier: MetricReport | null = $derived.by(() =>
    this.#view.isPublished
      ? this.#published.earlier
      : this.overview && this.#evaluate(this.overview.compare.numbers),
  );

  readonly #around = $derived.by(() => {
    const around = this.#view.isPublished ? {} : (this.overview?.around ?? {});
    return Object.fromEntries(
      Object.entries(around).map(([dimension, { numbers, before }]) => [
        dimension,
        { report: this.#evaluate(numbers), earlier: this.#evaluate(before) },
      ]),
    ) as Partial<Record<Dimension, { report: MetricReport; earlier: MetricReport }>>;
  });

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const { filter, asOf, compared, isPublished, unfiltered: isCounty } = view;
      const { manifest } = published;
      if (isPublished) return { overview: published.overview, isCounty };
      const engine = await ledger.engine();
      const start = performance.now();
      const overview = await runOverview(engine, asOf, filter, compared, manifest.members, 'page', signal);
      performance.measure('wuse:query', { start });
      return { overview, isCounty };
    });
  }

  /**
   * What a table shows of the dimension that people choose from in it: all of it, whatever is chosen there. Null while
   * there is no answer.
   */
  by(dimension: Dimension): { readonly report: MetricReport; readonly earlier: MetricReport } | null {
    if (this.report === null || this.earlier === null) return null;
    return this.#around[dimension] ?? { report: this.report, earlier: this.earlier };
  }

  #evaluate(numbers: Overview['numbers']): MetricReport {
    return evaluateReport(
      numbers,
      {
        columns: this.#published.columns,
        rowsFiltered: needsRows(this.#view.filter),
      },
      evaluateLazily,
    );
  }
}
