import { needsRows } from '../filters/filter.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { runAgeing, type Ageing, type AgeingGroup } from '../query/run-ageing.ts';
import { LEDGER_COLOURS } from '../schema/colours.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** A row of the tables on deadlines: the total, a colour or a department. */
export interface AgeingRow {
  readonly dimension: 'colour' | 'department' | null;
  readonly key: string | null;
  readonly group: AgeingGroup;
  readonly table: MetricTable;
}

/** Deadlines, ages and flow of the current view. */
export class AgeingState {
  readonly #published: Published;
  readonly #view: View;
  readonly query: Query<Ageing>;
  readonly ageing: Ageing | null = $derived.by(() =>
    this.query.status === 'failed' ? null : this.query.answer,
  );
  readonly total: AgeingRow | null = $derived.by(
    () => this.ageing && this.#row(null, null, this.ageing.whole),
  );
  /** Colours that have problems in scope, in the ledger's order. White has no deadline and is explained (D5). */
  readonly colours: readonly AgeingRow[] = $derived.by(() => {
    const groups = this.ageing?.colour ?? {};
    const shown = [...LEDGER_COLOURS.filter((colour) => colour !== 'white'), 'unknown'];
    return shown.flatMap((key) => (groups[key] ? [this.#row('colour', key, groups[key])] : []));
  });
  /** Departments, most overdue problems first; the unassigned ones last. */
  readonly departments: readonly AgeingRow[] = $derived.by(() => {
    const rows = Object.entries(this.ageing?.department ?? {}).map(([key, group]) =>
      this.#row('department', key, group),
    );
    const overdue = ({ group }: AgeingRow): number => group.numbers.counts['overdue_open'] ?? 0;
    const due = ({ group }: AgeingRow): number => group.numbers.counts['due'] ?? 0;
    const isNone = ({ key }: AgeingRow): number => Number(key === NONE_KEY);
    return rows.sort(
      (a, b) =>
        isNone(a) - isNone(b) || overdue(b) - overdue(a) || due(b) - due(a) || a.key!.localeCompare(b.key!),
    );
  });

  /** Must be called while a component is set up. */
  constructor(published: Published, view: View, ledger: LedgerEngine) {
    this.#published = published;
    this.#view = view;
    this.query = new Query(async (signal) => {
      const { filter, asOf } = view;
      return runAgeing(await ledger.engine(), asOf, filter, signal);
    });
  }

  #row(dimension: AgeingRow['dimension'], key: string | null, group: AgeingGroup): AgeingRow {
    const table = evaluateLazily(group.numbers, {
      dimension,
      key,
      whole: this.ageing!.whole.numbers,
      rowsFiltered: needsRows(this.#view.filter),
      columns: this.#published.columns,
    });
    return { dimension, key, group, table };
  }
}
