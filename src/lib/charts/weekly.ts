import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { formatCount, formatShortDay } from '../format/format.ts';
import { countTicks } from './count-axis.ts';
import type { WeekFlow } from '../query/run-weekly.ts';
import { widthOf } from './pivot-data.ts';

/** Words that a weekly chart carries. */
export interface WeeklyWords {
  readonly ledgered: string;
  readonly open: string;
}

const HEIGHT = 260;
const [MARGIN_TOP, MARGIN_BOTTOM] = [28, 30];
const PLOT_HEIGHT = HEIGHT - MARGIN_TOP - MARGIN_BOTTOM;
const MARGIN_LEFT = 36;
const MARGIN_RIGHT = 76;
const TICK_WIDTH = 44;

/** Weeks that get a label: all, or every second, third … where they would touch. */
function labelledWeeks(count: number, width: number): number[] {
  const step = Math.max(1, Math.ceil((count * TICK_WIDTH) / width));
  return Array.from({ length: count }, (_, index) => index).filter(
    (index) => (count - 1 - index) % step === 0,
  );
}

/** Index of the week at `x` of a chart drawn for `width` pixels; may lie outside 0 … count − 1. */
export function weekAt(x: number, width: number, count: number): number {
  const share = (x - MARGIN_LEFT) / (width - MARGIN_LEFT - MARGIN_RIGHT);
  return Math.floor(share * count);
}

/** Where the label of the highest bar stands: ends before its middle, begins behind it, or is centred on it. */
type LabelSide = 'end' | 'start' | 'middle';

/** How far before a week's middle the middle of its first bar is, in weeks. */
const BAR_MIDDLE = 0.2;
const LABEL_HEIGHT = 18;
const LABEL_GAP = 4;

/**
 * The side on which the label above bar `peak` touches neither the stock's line nor a bar, for a plot of `room` pixels
 * a week and `scale` pixels a problem; the end where none is free.
 */
function freeSide(
  weeks: readonly WeekFlow[],
  peak: number,
  size: number,
  room: number,
  scale: number,
): LabelSide {
  const bottom = weeks[peak]!.ledgered + LABEL_GAP / scale;
  const top = bottom + LABEL_HEIGHT / scale;
  const stockAt = (place: number): number => {
    const [from, to] = [weeks[Math.floor(place)]!.open, weeks[Math.ceil(place)]!.open];
    return from + (to - from) * (place - Math.floor(place));
  };
  const last = weeks.length - 1;
  const isFree = (first: number, end: number): boolean => {
    const [left, right] = [Math.max(0, first), Math.min(last, end)];
    const inner = weeks.flatMap((_, index) => (index >= left && index <= right ? [index] : []));
    const stock = [stockAt(left), stockAt(right), ...inner.map((index) => weeks[index]!.open)];
    const bars = inner.map((index) => weeks[index]!.resolved);
    return (
      first >= -0.5 &&
      Math.max(...bars, 0) < bottom &&
      (Math.min(...stock) > top || Math.max(...stock) < bottom)
    );
  };
  const length = size / room;
  if (isFree(peak - length, peak)) return 'end';
  if (isFree(peak - BAR_MIDDLE, peak - BAR_MIDDLE + length)) return 'start';
  return isFree(peak - length / 2, peak + length / 2) ? 'middle' : peak < 2 ? 'start' : 'end';
}

/**
 * Problems that entered the ledger (dark) and were resolved (light) per week, with the stock at the week's
 * end as a line; `selected` weeks are shaded. Drawn for `width` pixels; a week's place on x is its index.
 */
export function weeklyChart(
  Plot: typeof PlotModule,
  weeks: readonly WeekFlow[],
  words: WeeklyWords,
  width: number,
  selected: (week: WeekFlow) => boolean = () => false,
): PlotOptions {
  const last = weeks.length - 1;
  const peak = weeks.reduce((best, week, index) => (week.ledgered > weeks[best]!.ledgered ? index : best), 0);
  const bar = (from: number, to: number) => ({
    x1: (_: WeekFlow, index: number) => index + from,
    x2: (_: WeekFlow, index: number) => index + to,
  });
  const label = `${words.ledgered} ${formatCount(weeks[peak]!.ledgered)}`;
  const highest = Math.max(1, ...weeks.flatMap(({ ledgered, resolved, open }) => [ledgered, resolved, open]));
  const room = (width - MARGIN_LEFT - MARGIN_RIGHT) / weeks.length;
  const side = freeSide(weeks, peak, widthOf([label], 99), room, PLOT_HEIGHT / highest);
  const text = { fill: 'var(--ink)', fontSize: 12, stroke: 'var(--paper)', strokeWidth: 4 };
  return {
    width,
    height: HEIGHT,
    marginLeft: MARGIN_LEFT,
    marginRight: MARGIN_RIGHT,
    marginTop: MARGIN_TOP,
    marginBottom: MARGIN_BOTTOM,
    style: {
      background: 'transparent',
      color: 'var(--ink-2)',
      fontFamily: 'inherit',
      fontSize: '12px',
      overflow: 'visible',
    },
    x: {
      domain: [-0.5, last + 0.5],
      label: null,
      ticks: labelledWeeks(weeks.length, width - MARGIN_RIGHT),
      tickFormat: (index: number) => formatShortDay(weeks[index]!.week),
      tickSize: 0,
    },
    y: {
      grid: true,
      label: null,
      ticks: countTicks(highest),
      tickFormat: (count: number) => formatCount(count),
      tickSize: 0,
      zero: true,
    },
    marks: [
      Plot.rectX(
        weeks.flatMap((week, index) => (selected(week) ? [index] : [])),
        { x1: (index: number) => index - 0.5, x2: (index: number) => index + 0.5, fill: 'var(--soft)' },
      ),
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.rectY(weeks, { ...bar(-0.38, -0.02), y: 'ledgered', fill: 'var(--bar)' }),
      Plot.rectY(weeks, {
        ...bar(0.02, 0.38),
        y: 'resolved',
        fill: 'var(--bar-soft)',
        stroke: 'var(--ink-3)',
        strokeWidth: 0.75,
      }),
      Plot.lineY(weeks, {
        x: (_: WeekFlow, index: number) => index,
        y: 'open',
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
        curve: 'monotone-x',
      }),
      Plot.dot(weeks.slice(last), { x: () => last, y: 'open', fill: 'var(--ink)', r: 3.5 }),
      Plot.text(weeks.slice(last), {
        x: () => last,
        y: 'open',
        text: (week: WeekFlow) => `${words.open} ${formatCount(week.open)}`,
        dx: 12,
        textAnchor: 'start',
        ...text,
        fontWeight: 600,
      }),
      Plot.text([weeks[peak]!], {
        x: () => peak,
        y: 'ledgered',
        text: () => label,
        dy: -9,
        dx: side === 'start' ? -BAR_MIDDLE * room : side === 'end' ? -4 : 0,
        textAnchor: side,
        ...text,
        fontWeight: 600,
      }),
    ],
  };
}
