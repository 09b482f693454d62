import { NONE_KEY } from '../metrics/types.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { EMPTY_FILTER } from '../filters/filter.ts';
import {
  countHouseholds,
  runHouseholds,
  type HouseholdCounts,
  type HouseholdRow,
} from '../query/run-households.ts';
import { runRecords, type ListRecord } from '../query/run-records.ts';
import type { QueryEngine } from '../core/engine.ts';
import { HOUSEHOLD_ORDERS, type HouseholdOrder } from '../sql/household-query.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import { Query } from './query.svelte.ts';
import type { View } from './view.svelte.ts';

/** Households on a page of the list. */
export const LISTED = 100;
/** Problems of one household that are shown; no household comes near it. */
const MOST_PROBLEMS = 500;
const WANTED = ['result_text', 'revisit_at', 'explained_at', 'owner_name', 'colour_initial'] as const;

/** All problems of a household as of a moment, the earliest first, whatever the page's filter. */
export function householdRecords(
  engine: QueryEngine,
  asOf: AsOf,
  key: string,
  signal?: AbortSignal,
): Promise<ListRecord[]> {
  const scope = { filter: { ...EMPTY_FILTER, household: [key] }, figure: null, search: '' };
  const sort = [{ column: 'reported_at', descending: false }];
  const window = { sort, wanted: WANTED, limit: MOST_PROBLEMS, offset: 0 };
  return runRecords(engine, asOf, scope, window, signal);
}

/** What of the view a link about a household carries: the moment, not the filter, since all of it is shown. */
function momentOf(view: View): URLSearchParams {
  const parameters = view.scope;
  for (const name of [...parameters.keys()])
    if (name !== 'cutoff' && name !== 'compare') parameters.delete(name);
  return parameters;
}

/** Parameters of a household's page. */
export function householdParameters(view: View, key: string): URLSearchParams {
  const parameters = momentOf(view);
  parameters.set('id', key);
  return parameters;
}

/** Parameters of the list of a household's records, in the order of its page. */
export function householdListParameters(view: View, key: string): URLSearchParams {
  const parameters = momentOf(view);
  parameters.set('household', key);
  parameters.set('sort', 'reported_at');
  return parameters;
}

/** The key that an address names, also when it was typed in groups; null when it names none. */
export function householdOf(parameters: URLSearchParams): string | null {
  const key = (parameters.get('id') ?? '').replace(/[\s-]/g, '').toUpperCase();
  return key === '' || key === NONE_KEY.toUpperCase() ? null : key.slice(0, 40);
}

/** The households that the filter's problems fall on. */
export class HouseholdsState {
  readonly order: HouseholdOrder;
  /** From 0. */
  readonly page: number;
  readonly query: Query<{ readonly counts: HouseholdCounts; readonly rows: readonly HouseholdRow[] }>;

  /** Must be called while a component is set up. */
  constructor(view: View, ledger: LedgerEngine) {
    this.order = $derived(HOUSEHOLD_ORDERS.find((order) => order === view.own.get('by')) ?? 'problems');
    this.page = $derived.by(() => {
      const page = Number(view.own.get('page') ?? 1);
      return Number.isSafeInteger(page) && page > 1 ? page - 1 : 0;
    });
    this.query = new Query(async (signal) => {
      const { asOf, filter } = view;
      const window = { order: this.order, limit: LISTED, offset: this.page * LISTED };
      const engine = await ledger.engine();
      const [counts, rows] = await Promise.all([
        countHouseholds(engine, asOf, filter, signal),
        runHouseholds(engine, asOf, filter, window, signal),
      ]);
      return { counts, rows };
    });
  }
}
