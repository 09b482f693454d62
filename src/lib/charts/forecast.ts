import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { formatCount, formatShortDay } from '../format/format.ts';
import { countTicks } from './count-axis.ts';
import type { WeekFlow } from '../query/run-weekly.ts';
import type { Forecast } from '../query/forecast.ts';

/** Words that the chart carries. */
export interface ForecastWords {
  readonly open: string;
  readonly forecast: string;
}

/** A point of a line: place on x, stock, and the forecast's range. */
interface Point {
  readonly place: number;
  readonly open: number;
  readonly low: number;
  readonly high: number;
}

const HEIGHT = 260;
const MARGIN_RIGHT = 84;
const TICK_WIDTH = 44;

/**
 * The stock at the end of each week, of the last one as of now, as a line; behind it the forecast dashed, with its range
 * shaded. Drawn for
 * `width` pixels; a week's place on x is its index.
 */
export function forecastChart(
  Plot: typeof PlotModule,
  weeks: readonly WeekFlow[],
  forecast: Forecast | null,
  words: ForecastWords,
  width: number,
): PlotOptions {
  const known = weeks.map(({ open }, place): Point => ({ place, open, low: open, high: open }));
  const last = known[known.length - 1];
  const ahead = (forecast?.weeks ?? []).map(({ open, low, high }, index): Point => ({
    place: known.length + index,
    open,
    low,
    high,
  }));
  const dashed = last ? [last, ...ahead] : [];
  const days = [...weeks, ...(forecast?.weeks ?? [])].map(({ week }) => formatShortDay(week));
  const step = Math.max(1, Math.ceil((days.length * TICK_WIDTH) / (width - MARGIN_RIGHT)));
  const text = { fill: 'var(--ink)', fontSize: 12, stroke: 'var(--paper)', strokeWidth: 4, fontWeight: 600 };
  const line = { x: 'place', y: 'open', stroke: 'var(--ink)', strokeWidth: 1.5 } as const;
  return {
    width,
    height: HEIGHT,
    marginLeft: 44,
    marginRight: MARGIN_RIGHT,
    marginTop: 24,
    style: {
      background: 'transparent',
      color: 'var(--ink-2)',
      fontFamily: 'inherit',
      fontSize: '12px',
      overflow: 'visible',
    },
    x: {
      domain: [-0.5, days.length - 0.5],
      label: null,
      ticks: days.map((_, place) => place).filter((place) => (days.length - 1 - place) % step === 0),
      tickFormat: (place: number) => days[place] ?? '',
      tickSize: 0,
    },
    y: {
      grid: true,
      label: null,
      ticks: countTicks(Math.max(0, ...[...known, ...ahead].map(({ high }) => high))),
      tickFormat: (n: number) => formatCount(n),
      tickSize: 0,
      zero: true,
    },
    marks: [
      Plot.areaY(dashed, { x: 'place', y1: 'low', y2: 'high', fill: 'var(--bar-soft)' }),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.lineY(known, line),
      Plot.lineY(dashed, { ...line, strokeDasharray: '5 4' }),
      Plot.dot(known.slice(-1), { x: 'place', y: 'open', fill: 'var(--ink)', r: 3.5 }),
      Plot.text(known.slice(-1), {
        x: 'place',
        y: 'open',
        text: ({ open }: Point) => `${words.open} ${formatCount(open)}`,
        dy: -12,
        textAnchor: 'end',
        ...text,
      }),
      Plot.text(ahead.slice(-1), {
        x: 'place',
        y: 'open',
        text: ({ open }: Point) => `${words.forecast} ${formatCount(open)}`,
        dx: 10,
        textAnchor: 'start',
        ...text,
      }),
    ],
  };
}
