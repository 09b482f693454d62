import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import {
  cut,
  drawn,
  fillOf,
  STYLE,
  valueTicks,
  widthOf,
  type ChartData,
  type ChartPoint,
} from './pivot-data.ts';

const FACET = 150;

/** How many small charts stand side by side. */
const facetsAcross = (width: number): number => (width < 500 ? 2 : width < 840 ? 3 : 4);

function multiplesHeight(columns: number, rows: number, width: number): number {
  const lines = Math.ceil(columns / facetsAcross(width));
  return 30 + lines * Math.max(FACET, 40 + rows * 16);
}

/** A small chart for each column on one scale: bars by row, or a line where rows are time. */
export function multiplesChart(
  Plot: typeof PlotModule,
  data: ChartData,
  width: number,
  isTime: boolean,
): PlotOptions {
  const across = facetsAcross(width);
  const most = width < 500 ? 4 : 7;
  const place = (column: string): number => data.columns.indexOf(column);
  const facet = {
    fx: ({ column }: ChartPoint) => place(column) % across,
    fy: ({ column }: ChartPoint) => Math.floor(place(column) / across),
  };
  const titles = data.columns.map((column) => ({ column }) as ChartPoint);
  const peak = Math.max(1e-9, ...drawn(data.points).map(({ value }) => value!));
  const title = Plot.text(titles, {
    ...facet,
    frameAnchor: 'top-left',
    text: ({ column }: ChartPoint) => cut(column, 10),
    dy: -14,
    fill: 'var(--ink)',
    fontWeight: 600,
  });
  const shared = {
    width,
    height: multiplesHeight(data.columns.length, isTime ? 0 : data.rows.length, width),
    marginTop: 26,
    marginBottom: 22,
    marginRight: 12,
    style: STYLE,
    fx: { axis: null, padding: 0.08 },
    fy: { axis: null, padding: 0.18 },
  } as const;
  const values = {
    grid: true,
    label: null,
    ticks: valueTicks(data, 2),
    tickFormat: data.tick,
    tickSize: 0,
    domain: [0, peak],
  };
  if (isTime)
    return {
      ...shared,
      marginLeft: 40,
      x: {
        type: 'point',
        domain: data.rows,
        // Two dates of neighbours would touch on a phone.
        ticks: data.rows.filter(
          (_, index) => index === data.rows.length - 1 || (index === 0 && width >= 500),
        ),
        label: null,
        tickSize: 0,
      },
      y: values,
      marks: [
        Plot.ruleY([0], { stroke: 'var(--line)' }),
        Plot.line(data.points, {
          ...facet,
          x: 'row',
          y: (point: ChartPoint) => point.value ?? NaN,
          z: 'column',
          stroke: (point: ChartPoint) => point.hue ?? 'var(--ink-2)',
          strokeWidth: 1.5,
        }),
        title,
      ],
    };
  return {
    ...shared,
    marginLeft: widthOf(data.rows, most),
    x: values,
    y: { domain: data.rows, label: null, tickSize: 0, tickFormat: (label: string) => cut(label, most) },
    marks: [
      Plot.barX(drawn(data.points), {
        ...facet,
        x: 'value',
        y: 'row',
        fill: fillOf,
        stroke: 'var(--ink-3)',
        strokeWidth: 0.5,
        inset: 1,
      }),
      title,
    ],
  };
}
