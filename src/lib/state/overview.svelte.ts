import { needsRows } from '../filters/filter.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import { evaluateReport, type MetricReport } from '../metrics/report.ts';
import { runOverview, type Overview } from '../query/overview.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** The overview of the current view: the published figures where it is theirs, else the engine's answer. */
export class OverviewState {
  readonly #published: Published;
  readonly #view: View;
  readonly query: Query<Overview>;
  /** True when a filter could not be answered: no figure may then stand under it. */
  readonly unanswered: boolean = $derived.by(() => !this.#view.isPublished && this.query.status === 'failed');
  /** The last true numbers; null until the first answer when the page opens with a filter. */
  readonly overview: Overview | null = $derived.by(() => {
    if (this.#view.isPublished) return this.#published.overview;
    return this.unanswered ? null : this.query.answer;
  });
  readonly report: MetricReport | null = $derived.by(() =>
    this.#view.isPublished ? this.#published.report : this.overview && this.#evaluate(this.overview.numbers),
  );
  readonly earlier: MetricReport | null = $derived.by(() =>
    this.#view.isPublished
      ? this.#published.earlier
      : this.overview && this.#evaluate(this.overview.compare.numbers),
  );

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const { filter, asOf, compared, isPublished } = view;
      const { manifest } = published;
      if (isPublished) return published.overview;
      const engine = await ledger.engine();
      const start = performance.now();
      const answer = await runOverview(engine, asOf, filter, compared, manifest.members, 'page', signal);
      performance.measure('wuse:query', { start });
      return answer;
    });
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
