import { isMetricId, type MetricId } from '../metrics/registry.ts';

/** What rows and columns of the explore page may stand for; every one is a key that problems are grouped by. */
export const EXPLORE_KEYS = [
  'town',
  'village',
  'colour',
  'department',
  'category',
  'status',
  'satisfaction',
  'owner',
  'registered_month',
  'registered_week',
  'registered_day',
] as const;
export type ExploreKey = (typeof EXPLORE_KEYS)[number];

export const EXPLORE_FORMS = ['table', 'bar', 'line', 'heat', 'multiples'] as const;
export type ExploreForm = (typeof EXPLORE_FORMS)[number];

/** The row's own order, or a metric's. */
export interface ExploreOrder {
  readonly by: 'rows' | MetricId;
  readonly descending: boolean;
}

/** What the explore page shows beside the filter. */
export interface ExploreState {
  readonly rows: ExploreKey;
  readonly columns: ExploreKey | null;
  /** At least one. */
  readonly show: readonly MetricId[];
  readonly as: ExploreForm;
  /** Null: time, colours and states in their own order, names by the first metric. */
  readonly order: ExploreOrder | null;
  /** Previous values and changes stand beside the values. */
  readonly change: boolean;
}

export const DEFAULT_EXPLORE: ExploreState = {
  rows: 'town',
  columns: null,
  show: ['problems_total', 'ledger_resolution_rate', 'overdue_open'],
  as: 'table',
  order: null,
  change: false,
};

export const MAX_METRICS = 6;
export const EXPLORE_PARAMETERS = ['rows', 'columns', 'show', 'as', 'order', 'change'] as const;

/** What may be chosen: the edition and the data decide. */
export interface ExploreChoices {
  readonly keys: readonly ExploreKey[];
  readonly metrics: readonly MetricId[];
}

/** True for a key whose groups are stretches of time. */
export function isTimeKey(key: string): boolean {
  return key === 'registered_month' || key === 'registered_week' || key === 'registered_day';
}

/** Why a form cannot show the chosen rows and columns; null when it can. */
export function formProblem(
  form: ExploreForm,
  { rows, columns }: Pick<ExploreState, 'rows' | 'columns'>,
): 'needsTime' | 'needsColumns' | null {
  if (form === 'line') return isTimeKey(rows) ? null : 'needsTime';
  if (form === 'heat' || form === 'multiples') return columns === null ? 'needsColumns' : null;
  return null;
}

interface Parsed<T> {
  readonly value: T;
  readonly valid: boolean;
}

function parseOne<T extends string, D>(
  parameters: URLSearchParams,
  name: string,
  allowed: readonly T[],
  otherwise: D,
): Parsed<T | D> {
  const given = parameters.getAll(name);
  if (given.length === 0) return { value: otherwise, valid: true };
  const value = allowed.find((each) => each === given[0]);
  return { value: value ?? otherwise, valid: value !== undefined && given.length === 1 };
}

function parseShow(parameters: URLSearchParams, allowed: readonly MetricId[]): Parsed<readonly MetricId[]> {
  const given = parameters.getAll('show');
  if (given.length === 0) return { value: DEFAULT_EXPLORE.show, valid: true };
  const known = [...new Set(given)].filter((id): id is MetricId => isMetricId(id) && allowed.includes(id));
  const value = known.slice(0, MAX_METRICS);
  return { value: value.length > 0 ? value : DEFAULT_EXPLORE.show, valid: value.length === given.length };
}

function parseOrder(parameters: URLSearchParams, show: readonly MetricId[]): Parsed<ExploreOrder | null> {
  const given = parameters.getAll('order');
  if (given.length === 0) return { value: null, valid: true };
  const descending = given[0]!.startsWith('-');
  const name = given[0]!.slice(descending ? 1 : 0);
  const by = (['rows', ...show] as const).find((each) => each === name);
  return {
    value: by === undefined ? null : { by, descending },
    valid: by !== undefined && given.length === 1,
  };
}

/**
 * Reads the explore page's own parameters. Each is valid, missing (the default) or invalid (what is understood of
 * it, else the default; its name is then in `invalid`, so that the page can say so).
 */
export function parseExplore(
  query: URLSearchParams | string,
  { keys, metrics }: ExploreChoices,
): { readonly state: ExploreState; readonly invalid: readonly string[] } {
  const parameters = new URLSearchParams(query);
  const invalid: string[] = [];
  const note = <T>(name: string, { value, valid }: Parsed<T>): T => {
    if (!valid) invalid.push(name);
    return value;
  };
  const rows = note('rows', parseOne(parameters, 'rows', keys, DEFAULT_EXPLORE.rows));
  const others = keys.filter((key) => key !== rows);
  const columns = note('columns', parseOne(parameters, 'columns', others, null));
  const show = note('show', parseShow(parameters, metrics));
  const wished = note('as', parseOne(parameters, 'as', EXPLORE_FORMS, DEFAULT_EXPLORE.as));
  const as = formProblem(wished, { rows, columns }) === null ? wished : DEFAULT_EXPLORE.as;
  if (as !== wished) invalid.push('as');
  const order = note('order', parseOrder(parameters, show));
  const change = note('change', parseOne(parameters, 'change', ['yes'], null)) === 'yes';
  return { state: { rows, columns, show, as, order, change }, invalid };
}

/** The state as the page's own parameters, those at their default left out; an empty list takes one away. */
export function exploreParameters(
  state: ExploreState,
): Readonly<Record<(typeof EXPLORE_PARAMETERS)[number], readonly string[]>> {
  const { rows, columns, show, as, order, change } = state;
  const isDefaultShow = show.join() === DEFAULT_EXPLORE.show.join();
  return {
    rows: rows === DEFAULT_EXPLORE.rows ? [] : [rows],
    columns: columns === null ? [] : [columns],
    show: isDefaultShow ? [] : show,
    as: as === DEFAULT_EXPLORE.as ? [] : [as],
    order: order === null ? [] : [(order.descending ? '-' : '') + order.by],
    change: change ? ['yes'] : [],
  };
}

/** The state with some members replaced, and what no longer fits them let go: columns like the rows, order, form. */
export function withChoice(state: ExploreState, patch: Partial<ExploreState>): ExploreState {
  const next = { ...state, ...patch };
  const columns = next.columns === next.rows ? null : next.columns;
  const { order } = next;
  const keepsOrder = order !== null && (order.by === 'rows' || next.show.includes(order.by));
  const isSameRows = next.rows === state.rows;
  return {
    ...next,
    columns,
    order: keepsOrder && (isSameRows || order.by !== 'rows') ? order : null,
    as: formProblem(next.as, { rows: next.rows, columns }) === null ? next.as : DEFAULT_EXPLORE.as,
  };
}
