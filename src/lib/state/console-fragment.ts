import { LONGEST_STATEMENT } from '../query/run-console.ts';

/** How an answer is drawn above its table. */
export const CHART_KINDS = ['bar', 'line'] as const;
export type ChartKind = (typeof CHART_KINDS)[number];

/** What a link to the console holds in its fragment, where no server sees it. */
export interface ConsoleLink {
  readonly sql: string;
  /** Null for no chart. */
  readonly chart: ChartKind | null;
  /** Names of the chart's columns; empty for the default. */
  readonly x: string;
  readonly y: string;
}

/** Reads an address's fragment (`#q=…`); what is not understood is the default. */
export function consoleLinkOf(hash: string): ConsoleLink {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  return {
    sql: (parameters.get('q') ?? '').slice(0, LONGEST_STATEMENT),
    chart: CHART_KINDS.find((kind) => kind === parameters.get('chart')) ?? null,
    x: parameters.get('x') ?? '',
    y: parameters.get('y') ?? '',
  };
}

/** The fragment, without `#`; empty when there is no statement. */
export function consoleFragment({ sql, chart, x, y }: ConsoleLink): string {
  if (sql === '') return '';
  const parameters = new URLSearchParams({ q: sql });
  if (chart !== null) parameters.set('chart', chart);
  if (chart !== null && x !== '') parameters.set('x', x);
  if (chart !== null && y !== '') parameters.set('y', y);
  return parameters.toString();
}
