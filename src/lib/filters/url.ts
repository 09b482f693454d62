import { isCompare, type Compare } from '../core/comparison.ts';
import { isLocalDate, parseMoment, type LocalDate, type LocalMoment } from '../core/period.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import { AGE_KEYS, DUE_KEYS } from '../metrics/buckets.ts';
import { isMark, type MarkId, type Pass } from '../metrics/marks.ts';
import { isMetricId, type MetricId } from '../metrics/registry.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { EMPTY_FILTER, isEmptyFilter, LIST_FILTERS, STATES, type Filter, type ListFilter } from './filter.ts';

export const SATISFACTION_KEYS = [
  'very',
  'satisfied',
  'basic',
  'neutral',
  'dissatisfied',
  'very_dis',
  'unrated',
  'unreachable',
  NONE_KEY,
] as const;

/** Which records stand behind a figure: a metric's, or those with a mark. */
export interface FigureSelection {
  readonly metric: MetricId | MarkId | Pass;
  readonly part: 'numerator' | 'denominator';
}

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}

export const DAY_KINDS = ['calendar', 'working'] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** All state that a link carries. */
export interface ViewState {
  readonly filter: Filter;
  readonly figure: FigureSelection | null;
  /** Keys of the order, the weightiest first; null: the page's own order. */
  readonly sort: readonly SortKey[] | null;
  /** The moment that is looked back to; null: the published cut-off. */
  readonly cutoff: LocalMoment | null;
  readonly compare: Compare;
  /** What ages, durations and days to a deadline are counted in (D19). */
  readonly days: DayKind;
}

export const DEFAULT_VIEW: ViewState = {
  filter: EMPTY_FILTER,
  figure: null,
  sort: null,
  cutoff: null,
  compare: 'week',
  days: 'calendar',
};

/** Parameters that were understood, and the names of those that were not and fell back to the default. */
export interface ParsedView {
  readonly view: ViewState;
  readonly invalid: readonly string[];
}

/** What every page understands; a page's own parameters stand beside them. */
export const VIEW_PARAMETERS = [
  ...LIST_FILTERS,
  'from',
  'to',
  'cutoff',
  'compare',
  'days',
  'metric',
  'part',
  'sort',
] as const;

const ALLOWED: Partial<Record<ListFilter, readonly string[]>> = {
  colour: LEDGER_CLASSES,
  status: STATES,
  satisfaction: SATISFACTION_KEYS,
  age: AGE_KEYS,
  due: DUE_KEYS,
};
const SORT_COLUMN = /^-?[a-z_]{1,40}$/;
const MAX_SORT_KEYS = 5;
const MAX_VALUES = 200;
const MAX_LENGTH = 100;

function parseList(parameters: URLSearchParams, name: ListFilter): { values: string[]; valid: boolean } {
  const given = parameters.getAll(name);
  const allowed = ALLOWED[name];
  const values = given.filter(
    (value) =>
      // No cell has a NUL, and no statement goes on behind one.
      value !== '' &&
      value.length <= MAX_LENGTH &&
      !value.includes('\0') &&
      (allowed?.includes(value) ?? true),
  );
  const unique = [...new Set(values)];
  const valid = values.length === given.length && unique.length <= MAX_VALUES;
  return { values: unique.slice(0, MAX_VALUES), valid };
}

function parseDate(parameters: URLSearchParams, name: string): { value: LocalDate | null; valid: boolean } {
  const given = parameters.get(name);
  if (given === null || given === '') return { value: null, valid: true };
  return isLocalDate(given) ? { value: given, valid: true } : { value: null, valid: false };
}

function parseFigure(parameters: URLSearchParams): { value: FigureSelection | null; valid: boolean } {
  const metric = parameters.get('metric');
  const part = parameters.get('part') ?? 'numerator';
  if (metric === null) return { value: null, valid: true };
  const valid = (isMetricId(metric) || isMark(metric)) && (part === 'numerator' || part === 'denominator');
  return valid ? { value: { metric, part }, valid } : { value: null, valid };
}

/** Several keys stand in one parameter, with commas, or in several; a column that comes again is left out. */
function parseSort(parameters: URLSearchParams): { value: readonly SortKey[] | null; valid: boolean } {
  const given = parameters
    .getAll('sort')
    .flatMap((value) => value.split(','))
    .filter((text) => text !== '');
  const keys = new Map<string, SortKey>();
  for (const text of given.filter((each) => SORT_COLUMN.test(each))) {
    const column = text.replace('-', '');
    if (!keys.has(column)) keys.set(column, { column, descending: text.startsWith('-') });
  }
  const value = [...keys.values()].slice(0, MAX_SORT_KEYS);
  return { value: value.length === 0 ? null : value, valid: given.every((text) => SORT_COLUMN.test(text)) };
}

const END_OF_DAY = 'T23:59';

/** A moment, or a day: its end. */
function parseCutoff(parameters: URLSearchParams): { value: LocalMoment | null; valid: boolean } {
  const given = parameters.get('cutoff');
  if (given === null || given === '') return { value: null, valid: true };
  const moment = isLocalDate(given) ? given + END_OF_DAY : (given as LocalMoment);
  const valid = moment.length === 16 && moment[10] === 'T' && parseMoment(moment) !== null;
  return { value: valid ? moment : null, valid };
}

function parseCompare(parameters: URLSearchParams): { value: Compare; valid: boolean } {
  const given = parameters.get('compare');
  if (given === null || given === '') return { value: DEFAULT_VIEW.compare, valid: true };
  return isCompare(given) ? { value: given, valid: true } : { value: DEFAULT_VIEW.compare, valid: false };
}

function parseDays(parameters: URLSearchParams): { value: DayKind; valid: boolean } {
  const given = parameters.get('days');
  if (given === null || given === '') return { value: DEFAULT_VIEW.days, valid: true };
  const kind = DAY_KINDS.find((each) => each === given);
  return { value: kind ?? DEFAULT_VIEW.days, valid: kind !== undefined };
}

/**
 * Reads a view from URL parameters. Each parameter is valid, missing (the default) or invalid (the default,
 * and its name is reported so that the page can say so); unknown parameters are left alone.
 */
export function parseView(query: URLSearchParams | string): ParsedView {
  const parameters = new URLSearchParams(query);
  const invalid: string[] = [];
  const note = <T>(name: string, parsed: { valid: boolean } & T): T => {
    if (!parsed.valid) invalid.push(name);
    return parsed;
  };
  const lists = Object.fromEntries(
    LIST_FILTERS.map((name) => [name, note(name, parseList(parameters, name)).values]),
  ) as unknown as Pick<Filter, ListFilter>;
  let from = note('from', parseDate(parameters, 'from')).value;
  let to = note('to', parseDate(parameters, 'to')).value;
  if (from !== null && to !== null && from > to) {
    invalid.push('from', 'to');
    from = to = null;
  }
  const figure = note('metric', parseFigure(parameters)).value;
  const sort = note('sort', parseSort(parameters)).value;
  const cutoff = note('cutoff', parseCutoff(parameters)).value;
  const compare = note('compare', parseCompare(parameters)).value;
  const days = note('days', parseDays(parameters)).value;
  return {
    view: { filter: { ...EMPTY_FILTER, ...lists, from, to }, figure, sort, cutoff, compare, days },
    invalid,
  };
}

/** Writes a filter as URL parameters; the inverse of {@link parseView} for valid filters. */
export function filterParameters(filter: Filter): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const name of LIST_FILTERS) for (const value of filter[name]) parameters.append(name, value);
  if (filter.from !== null) parameters.set('from', filter.from);
  if (filter.to !== null) parameters.set('to', filter.to);
  return parameters;
}

/** What is looked at, as URL parameters: what a link to another page carries over. */
export function scopeParameters(
  view: Pick<ViewState, 'filter' | 'cutoff' | 'compare' | 'days'>,
): URLSearchParams {
  const parameters = filterParameters(view.filter);
  if (view.cutoff !== null) parameters.set('cutoff', view.cutoff.replace(END_OF_DAY, ''));
  if (view.compare !== DEFAULT_VIEW.compare) parameters.set('compare', view.compare);
  if (view.days !== DEFAULT_VIEW.days) parameters.set('days', view.days);
  return parameters;
}

/** A key of an order as links have it: `town`, and `-town` from the end. */
export function sortText({ column, descending }: SortKey): string {
  return (descending ? '-' : '') + column;
}

/** Writes a whole view as URL parameters. */
export function viewParameters(view: ViewState): URLSearchParams {
  const parameters = scopeParameters(view);
  if (view.figure) {
    parameters.set('metric', view.figure.metric);
    parameters.set('part', view.figure.part);
  }
  if (view.sort) parameters.set('sort', view.sort.map(sortText).join(','));
  return parameters;
}

/** The parameters that only the page itself understands: all that no view has. */
export function ownParameters(query: URLSearchParams | string): URLSearchParams {
  const parameters = new URLSearchParams(query);
  for (const name of VIEW_PARAMETERS) parameters.delete(name);
  return parameters;
}

/** True where parameters choose among the problems, or another moment than the published one. */
export function choosesAnything(query: URLSearchParams | string): boolean {
  const { view } = parseView(query);
  return !isEmptyFilter(view.filter) || view.cutoff !== null;
}

/** `query` with the values of some parameters replaced; an empty list takes one away. */
export function withParameters(
  query: URLSearchParams | string,
  patch: Readonly<Record<string, readonly string[]>>,
): URLSearchParams {
  const parameters = new URLSearchParams(query);
  for (const [name, values] of Object.entries(patch)) {
    parameters.delete(name);
    for (const value of values) parameters.append(name, value);
  }
  return parameters;
}
