import {
  EXPLORE_KEYS,
  exploreParameters,
  parseExplore,
  withChoice,
  type ExploreChoices,
  type ExploreState,
} from '../filters/explore-url.ts';
import { GROUP_METRICS } from '../metrics/evaluate.ts';
import { runPivot, type Pivot } from '../query/run-pivot.ts';
import { pivotTable, type PivotTable } from '../report/pivot-table.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** What the explore page asks, and the table that answers it. */
export class Explore {
  readonly #published: Published;
  readonly #view: View;
  readonly choices: ExploreChoices = $derived.by(() => {
    const { edition } = this.#published.manifest;
    const named = edition === 'internal' && this.#published.columns.has('owner_name');
    return { keys: EXPLORE_KEYS.filter((key) => key !== 'owner' || named), metrics: GROUP_METRICS };
  });
  readonly #parsed = $derived.by(() => parseExplore(this.#view.own, this.choices));
  readonly chosen: ExploreState = $derived.by(() => this.#parsed.state);
  /** Names of own parameters that were not understood. */
  readonly invalid: readonly string[] = $derived.by(() => this.#parsed.invalid);
  // Each on its own: what changes neither asks nothing anew.
  readonly #rows = $derived.by(() => this.chosen.rows);
  readonly #columns = $derived.by(() => this.chosen.columns);
  readonly #changes = $derived.by(() => this.chosen.change);
  readonly query: Query<Pivot>;
  /** Null until the first answer, and when the question could not be answered. */
  readonly table: PivotTable | null = $derived.by(() => {
    const { answer, status } = this.query;
    return answer === null || status === 'failed'
      ? null
      : pivotTable(answer, this.chosen, this.#published.columns);
  });

  /** Must be called while a component is set up. `ready` is false while the address is not known. */
  constructor(published: Published, view: View, ledger: LedgerEngine, ready: () => boolean) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const { filter, asOf, compared } = view;
      const request = {
        asOf,
        filter,
        rows: this.#rows,
        columns: this.#columns,
        compared: this.#changes ? compared : null,
      };
      if (!ready()) return new Promise<Pivot>(() => undefined);
      const engine = await ledger.engine();
      return runPivot(engine, request, signal);
    });
  }

  /** Goes to the view with some choices replaced. */
  choose(patch: Partial<ExploreState>): void {
    this.#view.setOwn(exploreParameters(withChoice(this.chosen, patch)));
  }
}
