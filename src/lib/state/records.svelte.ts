import { untrack } from 'svelte';
import type { RecordScope } from '../sql/record-query.ts';
import { countRecords, runRecords } from '../query/run-records.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import { BLOCK_ROWS } from './records-blocks.ts';
import { RecordWindow } from './records-window.svelte.ts';
import { sortInForce } from './records-columns.ts';
import type { View } from './view.svelte.ts';

/** Where the list was left: for the query with this key, the first row in sight and the row with the focus. */
export interface ListPlace {
  readonly key: string;
  readonly top: number;
  readonly active: number;
}

/** The records of the current filter, figure, search and order. */
export class RecordsState {
  readonly query: Query<RecordWindow | null>;
  /** Null until the first answer; the last true rows until the next one. */
  readonly window: RecordWindow | null = $derived.by(() => this.query.answer);
  place: ListPlace | null = null;

  /**
   * Must be called while a component is set up. `search` is null while the address may not be read, `isShown`
   * false while another view has the page: nothing is asked then.
   */
  constructor(
    published: Published,
    view: View,
    ledger: LedgerEngine,
    search: () => string | null,
    isShown: () => boolean,
  ) {
    this.query = new Query(async (signal) => {
      const words = search();
      const scope: RecordScope = { filter: view.filter, figure: view.current.figure, search: words ?? '' };
      const sort = sortInForce(view.current.sort);
      const asOf = view.asOf;
      const key = JSON.stringify([published.manifest.dataVersion, asOf, scope, sort]);
      const last = untrack(() => this.query.answer);
      if (words === null || !isShown() || last?.key === key) return last;
      const engine = await ledger.engine();
      const read = (offset: number, stop?: AbortSignal) =>
        runRecords(engine, asOf, scope, { sort, limit: BLOCK_ROWS, offset }, stop);
      const [counts, first] = await Promise.all([countRecords(engine, asOf, scope, signal), read(0, signal)]);
      return new RecordWindow({ key, counts, search: scope.search }, read, first);
    });
  }
}
