import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import {
  cut,
  drawn,
  fillOf,
  LETTER,
  STYLE,
  valueTicks,
  widthOf,
  type ChartData,
  type ChartPoint,
} from './pivot-data.ts';

const ROW = 24;

/** Height of a bar chart or heat map of so many rows, in pixels. */
function rowsHeight(rows: number): number {
  return 44 + rows * ROW;
}

/** A bar a row with its value beside it. */
export function barChart(Plot: typeof PlotModule, data: ChartData, width: number): PlotOptions {
  const most = width < 500 ? 8 : 14;
  return {
    width,
    height: rowsHeight(data.rows.length),
    marginLeft: widthOf(data.rows, most),
    marginRight: 96,
    marginTop: 8,
    marginBottom: 28,
    style: STYLE,
    x: {
      grid: true,
      label: null,
      ticks: valueTicks(data, 4),
      tickFormat: data.tick,
      tickSize: 0,
      zero: true,
    },
    y: { domain: data.rows, label: null, tickSize: 0, tickFormat: (label: string) => cut(label, most) },
    marks: [
      Plot.barX(drawn(data.points), {
        x: 'value',
        y: 'row',
        fill: fillOf,
        stroke: 'var(--ink-3)',
        strokeWidth: 0.5,
        insetTop: 2,
        insetBottom: 2,
      }),
      Plot.text(data.points, {
        x: ({ value }: ChartPoint) => value ?? 0,
        y: 'row',
        text: 'text',
        textAnchor: 'start',
        dx: 6,
        fill: 'var(--ink)',
      }),
    ],
  };
}

interface EndLabel {
  readonly end: ChartPoint;
  readonly y: number;
}

const LINE_HEIGHT = 320;
/** Lines that are no colour of the ledger are told apart by these. */
const DASHES = ['none', '7 3', '2 3', '9 3 2 3'];

/** Heights at which the ends' names stand without touching, as near to their values as that goes. */
function spread(ends: readonly ChartPoint[], peak: number): EndLabel[] {
  const gap = (peak * 15) / (LINE_HEIGHT - 44);
  let floor = -Infinity;
  return [...ends]
    .sort((a, b) => a.value! - b.value!)
    .map((end) => {
      const y = Math.max(end.value!, floor + gap);
      floor = y;
      return { end, y };
    });
}

/** A line a column over time, named at its end. */
export function lineChart(Plot: typeof PlotModule, data: ChartData, width: number): PlotOptions {
  const most = width < 500 ? 5 : 9;
  const right = data.columns.length > 1 ? widthOf(data.columns, most) + 14 : 24;
  const step = Math.max(1, Math.ceil((data.rows.length * 56) / (width - right)));
  const ticks = data.rows.filter((_, index) => (data.rows.length - 1 - index) % step === 0);
  const ends = data.columns.flatMap(
    (column) => [...drawn(data.points)].reverse().find((point) => point.column === column) ?? [],
  );
  const peak = Math.max(1e-9, ...drawn(data.points).map(({ value }) => value!));
  const isHued = data.points.some(({ hue }) => hue !== null);
  return {
    width,
    height: LINE_HEIGHT,
    marginLeft: 48,
    marginRight: right,
    marginTop: 14,
    style: STYLE,
    x: { type: 'point', domain: data.rows, ticks, label: null, tickSize: 0 },
    y: {
      grid: true,
      label: null,
      ticks: valueTicks(data, 5),
      tickFormat: data.tick,
      tickSize: 0,
      domain: [0, peak],
    },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      ...data.columns.map((column, index) =>
        Plot.line(
          data.points.filter((point) => point.column === column),
          {
            x: 'row',
            y: (point: ChartPoint) => point.value ?? NaN,
            stroke: (point: ChartPoint) => point.hue ?? 'var(--ink-2)',
            strokeWidth: 1.75,
            strokeDasharray: isHued ? 'none' : DASHES[index % DASHES.length]!,
            z: null,
          },
        ),
      ),
      Plot.dot(ends, { x: 'row', y: 'value', r: 3, fill: (point: ChartPoint) => point.hue ?? 'var(--ink)' }),
      ...(data.columns.length > 1
        ? [
            Plot.text(spread(ends, peak), {
              x: ({ end }: EndLabel) => end.row,
              y: 'y',
              text: ({ end }: EndLabel) => cut(end.column, most),
              textAnchor: 'start',
              dx: 8,
              fill: 'var(--ink)',
            }),
          ]
        : []),
    ],
  };
}

/** Rows by columns, the darker the higher, each with its value. */
export function heatChart(Plot: typeof PlotModule, data: ChartData, width: number): PlotOptions {
  const most = width < 500 ? 6 : 14;
  const left = widthOf(data.rows, most);
  const room = (width - left) / Math.max(1, data.columns.length);
  const peak = Math.max(0, ...drawn(data.points).map(({ value }) => value!));
  const share = ({ value }: ChartPoint): number => (peak === 0 ? 0 : value! / peak);
  return {
    width,
    height: rowsHeight(data.rows.length),
    marginLeft: left,
    marginRight: 4,
    marginTop: 28,
    marginBottom: 4,
    style: STYLE,
    x: {
      domain: data.columns,
      axis: 'top',
      padding: 0,
      label: null,
      tickSize: 0,
      tickFormat: (label: string) => cut(label, Math.max(1, Math.floor(room / LETTER))),
    },
    y: {
      domain: data.rows,
      padding: 0,
      label: null,
      tickSize: 0,
      tickFormat: (label: string) => cut(label, most),
    },
    marks: [
      Plot.cell(drawn(data.points), {
        x: 'column',
        y: 'row',
        fill: 'var(--heat)',
        fillOpacity: (point: ChartPoint) => 0.04 + 0.96 * share(point),
        inset: 0.5,
      }),
      ...(room >= 34
        ? [
            Plot.text(data.points, {
              x: 'column',
              y: 'row',
              text: 'text',
              fill: 'var(--ink)',
            }),
          ]
        : []),
    ],
  };
}
