import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { countTicks } from './count-axis.ts';
import { formatCount } from '../format/format.ts';

/** Open problems of one colour in one bucket. */
export interface AgeBar {
  /** Place of the bucket on x. */
  readonly bucket: number;
  /** CSS colour. */
  readonly fill: string;
  readonly problems: number;
  /** The colour's sign, which tells it apart without its hue. */
  readonly glyph: string;
}

const HEIGHT = 260;
const MARGIN = 44;
const [TOP, BOTTOM] = [24, 30];
/** A part of a bar that is this high, in pixels, has room for its own number. */
const LABELLED = 16;

/** Index of the bucket at `x` of a chart drawn for `width` pixels; may lie outside 0 … count − 1. */
export function bucketAt(x: number, width: number, count: number): number {
  return Math.floor(((x - MARGIN) / (width - MARGIN - 8)) * count);
}

/** Open problems by how long they have waited, colours stacked in the order of `bars`; totals above. */
export function agesChart(
  Plot: typeof PlotModule,
  bars: readonly AgeBar[],
  buckets: readonly string[],
  width: number,
): PlotOptions {
  const totals = buckets.map((_, place) =>
    bars.reduce((sum, bar) => sum + (bar.bucket === place ? bar.problems : 0), 0),
  );

  const pixels = (HEIGHT - TOP - BOTTOM) / Math.max(1, ...totals);
  return {
    width,
    height: HEIGHT,
    marginLeft: MARGIN,
    marginRight: 8,
    marginTop: TOP,
    marginBottom: BOTTOM,
    style: { background: 'transparent', color: 'var(--ink-2)', fontFamily: 'inherit', fontSize: '12px' },
    x: {
      domain: [-0.5, buckets.length - 0.5],
      label: null,
      ticks: buckets.map((_, place) => place),
      tickFormat: (place: number) => buckets[place] ?? '',
      tickSize: 0,
    },
    y: {
      grid: true,
      label: null,
      ticks: countTicks(Math.max(0, ...totals)),
      tickFormat: (n: number) => formatCount(n),
      tickSize: 0,
      zero: true,
    },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.rectY(
        bars,
        Plot.stackY({
          x1: (bar: AgeBar) => bar.bucket - 0.34,
          x2: (bar: AgeBar) => bar.bucket + 0.34,
          x: 'bucket',
          y: 'problems',
          fill: (bar: AgeBar) => bar.fill,
          insetTop: 0.5,
          insetBottom: 0.5,
        }),
      ),
      Plot.textY(
        bars,
        Plot.stackY({
          x: 'bucket',
          y: 'problems',
          z: 'fill',
          text: ({ glyph, problems }: AgeBar) =>
            problems * pixels < LABELLED ? '' : `${glyph} ${formatCount(problems)}`,
          fill: 'var(--ink)',
          stroke: 'var(--paper)',
          strokeWidth: 4,
          fontWeight: 600,
        }),
      ),
      Plot.text(totals, {
        x: (_: number, place: number) => place,
        y: (total: number) => total,
        text: (total: number) => formatCount(total),
        dy: -9,
        fill: 'var(--ink)',
        fontWeight: 600,
      }),
    ],
  };
}
