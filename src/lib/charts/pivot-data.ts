import { countTicks } from './count-axis.ts';

/** A value of a row within a column, with the text that is printed for it. */
export interface ChartPoint {
  readonly row: string;
  readonly column: string;
  /** Null: not to be drawn. */
  readonly value: number | null;
  readonly text: string;
  /** A colour of the ledger, where the group is one. */
  readonly hue: string | null;
}

/** Points in the table's order; `rows` and `columns` name every place, also empty ones. */
export interface ChartData {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly points: readonly ChartPoint[];
  /** Prints a value on an axis. */
  readonly tick: (value: number) => string;
}

/** Width of a Chinese letter, in pixels. */
export const LETTER = 12;
export const STYLE = {
  background: 'transparent',
  color: 'var(--ink-2)',
  fontFamily: 'inherit',
  fontSize: '12px',
  overflow: 'visible',
};

/** Room for labels, in letters as wide as a Chinese one. */
export function widthOf(labels: readonly string[], most: number): number {
  const size = (label: string): number =>
    [...label].reduce((sum, letter) => sum + (letter > '\u2e80' ? 1 : 0.58), 0);
  return 10 + Math.min(most, Math.max(2, ...labels.map(size))) * LETTER;
}

/** A label with no more letters than there is room for. */
export function cut(label: string, most: number): string {
  const letters = [...label];
  const room = letters.some((letter) => letter > '\u2e80') ? most : Math.floor(most * 1.7);
  return letters.length > room ? `${letters.slice(0, room - 1).join('')}…` : label;
}

/** The group's colour of the ledger, or ink. */
export const fillOf = ({ hue }: ChartPoint): string => hue ?? 'var(--bar)';
/** Ticks of the axis of values: whole numbers where all values are, which no rate's are but 0 and 1. */
export function valueTicks({ points }: ChartData, wanted: number): number | number[] {
  const values = points.flatMap(({ value }) => value ?? []);
  const isCount = values.every((value) => Number.isInteger(value) && value >= 0);
  return isCount ? countTicks(Math.max(0, ...values), wanted) : wanted;
}
/** The points that have a value. */
export const drawn = (points: readonly ChartPoint[]): ChartPoint[] =>
  points.filter(({ value }) => value !== null);
