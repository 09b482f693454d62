import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import type { AnswerColumn, AnswerKind, ConsoleAnswer } from '../query/run-console.ts';

/** Which columns of an answer a chart is drawn of, and how. */
export interface AnswerPlan {
  readonly kind: 'bar' | 'line';
  readonly x: number;
  readonly y: number;
}

/** A row as it is drawn; `name` is the x as it is shown. */
export interface AnswerPoint {
  readonly name: string;
  readonly at: number | Date;
  readonly value: number;
  readonly text: string;
}

/** Rows that a chart takes; the others are said to be left out. */
export const MOST_BARS = 40;
export const MOST_ON_LINE = 2_000;

const ROW = 22;
const LINE_HEIGHT = 300;
const CHARACTER = 12.5;
const DIGIT = 8;
const LONGEST_NAME = 12;

const isOrdered = (kind: AnswerKind): boolean => kind !== 'text';

/**
 * The chart that is drawn when nothing is chosen: the first column that is no number by the first number, as a line
 * when it is a time, else as bars. Null for an answer without a number and a second column.
 */
export function answerPlan(
  { columns, rows, isPlan }: ConsoleAnswer,
  chosen: { readonly chart: 'bar' | 'line' | null; readonly x: string; readonly y: string },
): AnswerPlan | null {
  const numbers = columns.flatMap(({ kind }, place) => (kind === 'number' ? [place] : []));
  if (isPlan || numbers.length === 0 || columns.length < 2 || rows.length === 0) return null;
  const named = (name: string): number => columns.findIndex((column) => column.name === name);
  const [wantedX, wantedY] = [named(chosen.x), named(chosen.y)];
  const fallback = columns.findIndex(({ kind }) => kind !== 'number');
  const x = wantedX >= 0 ? wantedX : Math.max(0, fallback);
  const y = numbers.includes(wantedY) ? wantedY : (numbers.find((place) => place !== x) ?? numbers[0]!);
  const isTime = ['date', 'moment'].includes(columns[x]!.kind);
  return { kind: chosen.chart ?? (isTime ? 'line' : 'bar'), x, y };
}

function placeOf(text: string, kind: AnswerKind, index: number): number | Date {
  if (kind === 'number') return Number(text);
  return isOrdered(kind)
    ? new Date(`${text.replace(' ', 'T')}${text.includes(' ') ? '' : 'T00:00'}Z`)
    : index;
}

/** The rows that a chart draws; rows without a value are left out. A line goes by its x, bars keep their order. */
export function answerPoints(
  { columns, rows }: ConsoleAnswer,
  { kind, x, y }: AnswerPlan,
  nameOf: (text: string | null, column: AnswerColumn) => string,
): AnswerPoint[] {
  const along = columns[x]!;
  const points = rows.flatMap((row, index) => {
    const text = row[y] ?? null;
    if (text === null || !Number.isFinite(Number(text))) return [];
    const at = placeOf(row[x] ?? '', along.kind, index);
    if (kind === 'line' && !Number.isFinite(Number(at))) return [];
    return [{ name: nameOf(row[x] ?? null, along), at, value: Number(text), text }];
  });
  if (kind === 'bar') return points.slice(0, MOST_BARS);
  return points.sort((one, other) => Number(one.at) - Number(other.at)).slice(0, MOST_ON_LINE);
}

/** Height of {@link answerChart} in px. */
export function answerHeight(kind: AnswerPlan['kind'], points: number): number {
  return kind === 'bar' ? 16 + ROW * Math.max(1, points) : LINE_HEIGHT;
}

const STYLE = {
  background: 'transparent',
  color: 'var(--ink-2)',
  fontFamily: 'inherit',
  fontSize: '12px',
  overflow: 'visible',
};

function shorten(name: string): string {
  return name.length <= LONGEST_NAME + 1 ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

function barChart(Plot: typeof PlotModule, points: readonly AnswerPoint[], width: number): PlotOptions {
  const rows = points.map((point, index) => ({ ...point, index }));
  const wide = Math.max(2, ...points.map(({ name }) => shorten(name).length));
  const label = 12 + DIGIT * Math.max(1, ...points.map(({ text }) => text.length));
  const low = Math.min(0, ...points.map(({ value }) => value));
  const high = Math.max(0, ...points.map(({ value }) => value));
  return {
    width,
    height: answerHeight('bar', points.length),
    marginTop: 8,
    marginBottom: 8,
    marginLeft: Math.min(wide * CHARACTER + 12, width * 0.4),
    marginRight: Math.min(label, width * 0.3),
    style: STYLE,
    x: { domain: [low, high === low ? low + 1 : high], axis: null },
    y: { domain: rows.map(({ index }) => index), type: 'band', axis: null, padding: 0.25 },
    marks: [
      Plot.barX(rows, { x: 'value', y: 'index', fill: 'var(--bar)' }),
      Plot.text(rows, {
        x: () => low,
        y: 'index',
        text: ({ name }: AnswerPoint) => shorten(name),
        textAnchor: 'end',
        dx: -8,
        fill: 'var(--ink)',
        fontSize: 12,
      }),
      Plot.text(rows, {
        x: ({ value }: AnswerPoint) => Math.max(0, value),
        y: 'index',
        text: 'text',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink-2)',
        fontSize: 12,
      }),
    ],
  };
}

const DAY_MS = 86_400_000;

/** Moments in digits, as long as the span needs; they have no zone. */
function momentTicks(points: readonly AnswerPoint[]): (at: Date) => string {
  const days = (Number(points[points.length - 1]!.at) - Number(points[0]!.at)) / DAY_MS;
  const [from, to] = days > 400 ? [0, 7] : days > 2 ? [5, 10] : [11, 16];
  return (at) => at.toISOString().slice(from, to);
}

function lineChart(
  Plot: typeof PlotModule,
  points: readonly AnswerPoint[],
  kind: AnswerKind,
  width: number,
): PlotOptions {
  const longest = Math.max(1, ...points.map(({ text }) => text.length));
  const last = points.length - 1;
  const step = Math.max(1, Math.ceil((points.length * 90) / width));
  const shown = points.flatMap(({ at }, index) => ((last - index) % step === 0 ? [Number(at)] : []));
  const names = new Map(points.map(({ at, name }) => [Number(at), name]));
  return {
    width,
    height: LINE_HEIGHT,
    marginTop: 16,
    marginLeft: Math.min(12 + DIGIT * longest, 110),
    marginRight: 30,
    style: STYLE,
    x:
      kind === 'text'
        ? { label: null, ticks: shown, tickFormat: (at: number) => shorten(names.get(at) ?? ''), tickSize: 0 }
        : {
            label: null,
            ticks: Math.max(2, Math.floor(width / 110)),
            tickSize: 0,
            ...(kind === 'number' ? {} : { tickFormat: momentTicks(points) }),
          },
    y: { grid: true, label: null, ticks: 5, tickSize: 0, zero: true },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.lineY(points, { x: 'at', y: 'value', stroke: 'var(--ink)', strokeWidth: 1.5 }),
      ...(points.length <= 60 ? [Plot.dot(points, { x: 'at', y: 'value', r: 3, fill: 'var(--ink)' })] : []),
    ],
  };
}

/** An answer's numbers as bars or as a line, in ink; `xKind` says what the line runs along. Drawn for `width` pixels. */
export function answerChart(
  Plot: typeof PlotModule,
  points: readonly AnswerPoint[],
  { kind, xKind }: { readonly kind: AnswerPlan['kind']; readonly xKind: AnswerKind },
  width: number,
): PlotOptions {
  return kind === 'bar' ? barChart(Plot, points, width) : lineChart(Plot, points, xKind, width);
}
