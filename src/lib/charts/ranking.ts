import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';

/** A unit's value as it is printed, in the order of the ranking. */
export interface RankPoint {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly selected: boolean;
}

const ROW = 20;
const MARGIN_TOP = 26;
const MARGIN_BOTTOM = 8;
const LONGEST_NAME = 9;
const CHARACTER = 12.5;
const DIGIT = 8;

function shorten(name: string): string {
  return name.length <= LONGEST_NAME + 1 ? name : `${name.slice(0, LONGEST_NAME)}…`;
}

/** Height of {@link rankingChart} for so many units. */
export function rankingHeight(units: number): number {
  return MARGIN_TOP + MARGIN_BOTTOM + ROW * Math.max(1, units);
}

/** A dot per unit, tied by a line to the mean; drawn for `width` pixels. */
export function rankingChart(
  Plot: typeof PlotModule,
  points: readonly RankPoint[],
  mean: { readonly value: number; readonly text: string } | null,
  width: number,
): PlotOptions {
  const rows = points.map((point, index) => ({ ...point, index }));
  const values = [...points.map(({ value }) => value), ...(mean === null ? [] : [mean.value])];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const wide = Math.max(0, ...points.map(({ name }) => Math.min(name.length, LONGEST_NAME + 1)));
  const marginLeft = Math.min(wide * CHARACTER + 14, width * 0.42);
  // Room for the labels, which stand outside of their dots.
  const label = 18 + DIGIT * Math.max(0, ...points.map((point) => point.text.length));
  const span = Math.max(high - low, 1);
  const room = (span * label) / Math.max(40, width - marginLeft - 2 * label);
  const text = { fill: 'var(--ink-2)', fontSize: 12 };
  return {
    width,
    height: rankingHeight(points.length),
    marginLeft,
    marginRight: 4,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    style: {
      background: 'transparent',
      color: 'var(--ink-2)',
      fontFamily: 'inherit',
      fontSize: '12px',
      overflow: 'visible',
    },
    x: { domain: [low - room, high + room], axis: null },
    y: { domain: rows.map(({ index }) => index), type: 'band', axis: null },
    marks: [
      ...[true, false].map((chosen) =>
        Plot.text(
          rows.filter(({ selected }) => selected === chosen),
          {
            x: () => low - room,
            y: 'index',
            text: ({ name }: RankPoint) => shorten(name),
            textAnchor: 'end',
            dx: -8,
            ...text,
            fill: 'var(--ink)',
            fontWeight: chosen ? 700 : 400,
          },
        ),
      ),
      ...(mean === null
        ? []
        : [
            Plot.ruleX([mean.value], { stroke: 'var(--ink-3)', strokeDasharray: '2 3' }),
            Plot.text([mean], {
              x: 'value',
              frameAnchor: 'top',
              dy: -14,
              text: 'text',
              ...text,
            }),
            Plot.ruleY(rows, {
              x1: () => mean.value,
              x2: 'value',
              y: 'index',
              stroke: 'var(--bar-soft)',
              strokeWidth: 4,
            }),
          ]),
      Plot.dot(rows, { x: 'value', y: 'index', r: 4.5, fill: 'var(--ink)' }),
      ...[true, false].map((left) =>
        Plot.text(
          rows.filter(({ value }) => left === (mean !== null && value < mean.value)),
          {
            x: 'value',
            y: 'index',
            text: 'text',
            textAnchor: left ? 'end' : 'start',
            dx: left ? -9 : 9,
            ...text,
          },
        ),
      ),
    ],
  };
}
