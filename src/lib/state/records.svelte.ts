import { untrack } from 'svelte';
import { compareText } from '../core/text.ts';
import type { SortKey } from '../filters/url.ts';
import type { AsOf } from '../sql/metric-query.ts';
import type { ListColumn } from '../sql/record-columns.ts';
import type { RecordScope } from '../sql/record-query.ts';
import { countRecords, runRecords } from '../query/run-records.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';
import { Query } from './query.svelte.ts';
import { BLOCK_ROWS } from './records-blocks.ts';
import { RecordWindow } from './records-window.svelte.ts';
import { chosenColumns, offeredColumns, sortInForce } from './records-columns.ts';
import type { View } from './view.svelte.ts';

/** A list of records, whole. */
export interface ListQuery {
  readonly scope: RecordScope;
  readonly sort: readonly SortKey[];
  readonly asOf: AsOf;
}

/** Where the list was left: for the query with this key, the first row in sight and the row with the focus. */
export interface ListPlace {
  readonly key: string;
  readonly top: number;
  readonly active: number;
}

/** The records of the current filter, figure, search and order, and the columns that are shown of them. */
export class RecordsState {
  readonly query: Query<RecordWindow | null>;
  /** Null until the first answer; the last true rows until the next one. */
  readonly window: RecordWindow | null = $derived.by(() => this.query.answer);
  readonly offered: readonly ListColumn[];
  readonly #chosen: ReturnType<typeof chosenColumns>;
  readonly columns: readonly ListColumn[] = $derived.by(() => this.#chosen.columns);
  readonly columnsValid: boolean = $derived.by(() => this.#chosen.valid);
  /** What is asked for: the link's filter, figure and search, in its order, as of its moment. */
  readonly list: ListQuery;
  place: ListPlace | null = null;
  #last: Promise<unknown> = Promise.resolve();

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
    this.offered = $derived(offeredColumns(published));
    this.#chosen = $derived(chosenColumns(view.own.getAll('columns'), this.offered));
    this.list = $derived.by(() => ({
      scope: { filter: view.filter, figure: view.current.figure, search: search() ?? '' },
      sort: sortInForce(view.current.sort),
      asOf: view.asOf,
    }));
    // As text: the same columns in another order need no other rows.
    const wantedText = $derived([...this.columns].sort(compareText).join());
    this.query = new Query(async (signal) => {
      const { scope, sort, asOf } = this.list;
      const wanted = wantedText.split(',') as ListColumn[];
      const key = JSON.stringify([published.manifest.dataVersion, asOf, scope, sort]);
      const last = untrack(() => this.query.answer);
      if (search() === null || !isShown() || (last?.key === key && last.wanted === wantedText)) return last;
      const engine = await ledger.engine();
      const read = (offset: number, stop?: AbortSignal) =>
        runRecords(engine, asOf, scope, { sort, wanted, limit: BLOCK_ROWS, offset }, stop);
      return this.#inTurn(signal, async () => {
        const first = await read(0, signal);
        const counts = await countRecords(engine, asOf, scope, signal);
        return new RecordWindow({ key, wanted: wantedText, counts, search: scope.search }, read, first);
      });
    });
  }

  /** Asks after the question before is done; one that nobody waits for by then never reaches the engine. */
  #inTurn<Answer>(signal: AbortSignal, ask: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#last.then(() => {
      if (signal.aborted) throw new DOMException('superseded', 'AbortError');
      return ask();
    });
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
