import type * as PlotModule from '@observablehq/plot';
import type { PlotOptions } from '@observablehq/plot';
import { formatCount } from '../format/format.ts';

/** Problems that went from one colour to another. */
export interface MoveFlow {
  readonly from: string;
  readonly to: string;
  readonly problems: number;
}

/** One end of the flows: a colour with what left it, or what came to it. Places in pixels from the top. */
export interface MoveEnd {
  readonly key: string;
  readonly problems: number;
  readonly top: number;
  readonly bottom: number;
}

/** A flow's place at both ends, in pixels from the top. */
export interface MoveRibbon extends MoveFlow {
  readonly left: readonly [top: number, bottom: number];
  readonly right: readonly [top: number, bottom: number];
}

export interface MoveLayout {
  readonly left: readonly MoveEnd[];
  readonly right: readonly MoveEnd[];
  readonly ribbons: readonly MoveRibbon[];
  /** Pixels. */
  readonly height: number;
}

/** Most height of all flows together and of each on average, the least of an end (its words), what lies between. */
const [MOST, EACH, LEAST, GAP, EDGE] = [150, 44, 16, 8, 4];
const [BAR, LABEL] = [10, 96];

function stack(flows: readonly MoveFlow[], side: 'from' | 'to', order: readonly string[]): MoveEnd[] {
  const total = flows.reduce((sum, { problems }) => sum + problems, 0);
  const whole = Math.min(MOST, EACH * flows.length);
  let next = EDGE;
  return order.flatMap((key) => {
    const problems = flows.reduce((sum, flow) => sum + (flow[side] === key ? flow.problems : 0), 0);
    if (problems === 0) return [];
    const top = next;
    const bottom = top + Math.max(LEAST, (problems / total) * whole);
    next = bottom + GAP;
    return [{ key, problems, top, bottom }];
  });
}

/** Where ends and flows stand: colours in `order` on both sides, a flow as thick as its share of its end. */
export function moveLayout(given: readonly MoveFlow[], order: readonly string[]): MoveLayout {
  const flows = given.filter(({ problems }) => problems > 0);
  const left = stack(flows, 'from', order);
  const right = stack(flows, 'to', order);
  const sorted = [...flows].sort(
    (a, b) => order.indexOf(a.from) - order.indexOf(b.from) || order.indexOf(a.to) - order.indexOf(b.to),
  );
  const used = new Map<MoveEnd, number>();
  const take = (ends: readonly MoveEnd[], key: string, problems: number): [number, number] => {
    const end = ends.find((each) => each.key === key)!;
    const start = used.get(end) ?? end.top;
    const stop = start + ((end.bottom - end.top) * problems) / end.problems;
    used.set(end, stop);
    return [start, stop];
  };
  const ribbons = sorted.map((flow) => ({
    ...flow,
    left: take(left, flow.from, flow.problems),
    right: take(right, flow.to, flow.problems),
  }));
  const height = Math.max(0, ...[...left, ...right].map(({ bottom }) => bottom)) + EDGE;
  return { left, right, ribbons, height };
}

/** Flows from the first colour on the left to the current one on the right, each in the colour that it left. */
export function movesChart(
  Plot: typeof PlotModule,
  { left, right, ribbons, height }: MoveLayout,
  labelOf: (key: string) => string,
  width: number,
): PlotOptions {
  const colourOf = (key: string): string => `var(--${key})`;
  const [start, end] = [LABEL, Math.max(width - LABEL, LABEL + 40)];
  const points = ribbons.flatMap((ribbon, index) => [
    { index, x: start + BAR, places: ribbon.left, from: ribbon.from },
    { index, x: end - BAR, places: ribbon.right, from: ribbon.from },
  ]);
  const ends = (side: readonly MoveEnd[], x: number) =>
    Plot.rect(side, {
      x1: x,
      x2: x + BAR,
      y1: 'top',
      y2: 'bottom',
      fill: ({ key }: MoveEnd) => colourOf(key),
      stroke: 'var(--line)',
    });
  const words = (side: readonly MoveEnd[], x: number, textAnchor: 'start' | 'end') =>
    Plot.text(side, {
      x,
      y: ({ top, bottom }: MoveEnd) => (top + bottom) / 2,
      text: ({ key, problems }: MoveEnd) => `${labelOf(key)} ${formatCount(problems)}`,
      textAnchor,
      fill: 'var(--ink)',
    });
  return {
    width,
    height,
    margin: 0,
    style: { background: 'transparent', color: 'var(--ink-2)', fontFamily: 'inherit', fontSize: '12px' },
    x: { axis: null, domain: [0, width], range: [0, width] },
    y: { axis: null, domain: [0, height], range: [0, height] },
    marks: [
      Plot.areaY(points, {
        x: 'x',
        y1: ({ places }: (typeof points)[number]) => places[0],
        y2: ({ places }: (typeof points)[number]) => places[1],
        z: 'index',
        fill: ({ from }: (typeof points)[number]) => colourOf(from),
        fillOpacity: 0.35,
        stroke: 'var(--line)',
        curve: 'bump-x',
      }),
      ends(left, start),
      ends(right, end - BAR),
      words(left, start - 6, 'end'),
      words(right, end + 6, 'start'),
    ],
  };
}
