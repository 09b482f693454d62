import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { parseMoment, type LocalDate } from '../core/period.ts';
import { countTicks } from './count-axis.ts';
import { formatCount, formatShortDay } from '../format/format.ts';

/** Households visited by the end of a reported day. */
export interface CoursePoint {
  readonly day: LocalDate;
  readonly visited: number;
}

/** What the course of the visits is drawn against; `by` is null where the target has no day to come. */
export interface ProgressGoal {
  readonly households: number;
  readonly by: LocalDate | null;
}

/** Words that a chart of the visits' course carries. */
export interface ProgressWords {
  readonly visited: string;
  readonly goal: string;
}

const HEIGHT = 260;
const MARGIN_RIGHT = 92;
const TICK_WIDTH = 52;

const at = (day: LocalDate): Date => new Date(parseMoment(day)!);
const dayOf = (date: Date): LocalDate => date.toISOString().slice(0, 10);

/** Days that get a label: those of reports, or every second, third … where they would touch. */
function labelledDays(points: readonly CoursePoint[], width: number): Date[] {
  const step = Math.max(1, Math.ceil((points.length * TICK_WIDTH) / width));
  return points.filter((_, index) => (points.length - 1 - index) % step === 0).map(({ day }) => at(day));
}

/**
 * Households visited by the end of each reported day as a line from zero, the target's households as a rule, and what
 * is still to go to the target's day as a dashed line. Needs two points at least. Drawn for `width` pixels.
 */
export function progressChart(
  Plot: typeof PlotModule,
  points: readonly CoursePoint[],
  goal: ProgressGoal | null,
  words: ProgressWords,
  width: number,
): PlotOptions {
  const last = points[points.length - 1]!;
  const by = goal?.by ?? '';
  const end = by > last.day ? by : null;
  const days = labelledDays(points, width - MARGIN_RIGHT);
  const text = { fill: 'var(--ink)', fontSize: 12, stroke: 'var(--paper)', strokeWidth: 4 };
  const goals = goal === null ? [] : [goal];
  const way =
    goal === null || end === null
      ? []
      : [
          { day: last.day, households: last.visited },
          { day: end, households: goal.households },
        ];
  return {
    width,
    height: HEIGHT,
    marginLeft: 60,
    marginRight: MARGIN_RIGHT,
    marginTop: 28,
    style: {
      background: 'transparent',
      color: 'var(--ink-2)',
      fontFamily: 'inherit',
      fontSize: '12px',
      overflow: 'visible',
    },
    x: {
      type: 'utc',
      domain: [at(points[0]!.day), at(end ?? last.day)],
      label: null,
      ticks: end === null ? days : [...days, at(end)],
      tickFormat: (date: Date) => formatShortDay(dayOf(date)),
      tickSize: 0,
    },
    y: {
      grid: true,
      label: null,
      ticks: countTicks(Math.max(last.visited, ...goals.map(({ households }) => households))),
      tickFormat: (count: number) => formatCount(count),
      tickSize: 0,
      zero: true,
    },
    marks: [
      Plot.ruleY([0], { stroke: 'var(--line)' }),
      Plot.ruleY(goals, { y: 'households', stroke: 'var(--ink-2)', strokeDasharray: '2 3' }),
      Plot.text(goals, {
        frameAnchor: 'left',
        y: 'households',
        text: ({ households }) => `${words.goal} ${formatCount(households)}`,
        dy: -9,
        dx: 4,
        textAnchor: 'start',
        ...text,
      }),
      Plot.lineY(way, {
        x: ({ day }) => at(day),
        y: 'households',
        stroke: 'var(--ink-3)',
        strokeDasharray: '6 4',
      }),
      Plot.lineY(points, { x: ({ day }) => at(day), y: 'visited', stroke: 'var(--ink)' }),
      Plot.dot(points, { x: ({ day }) => at(day), y: 'visited', fill: 'var(--ink)', r: 3 }),
      Plot.text([last], {
        x: ({ day }) => at(day),
        y: 'visited',
        text: ({ visited }) => `${words.visited} ${formatCount(visited)}`,
        dx: end === null ? 10 : 0,
        dy: end === null ? 0 : 16,
        textAnchor: 'start',
        ...text,
        fontWeight: 600,
      }),
    ],
  };
}
