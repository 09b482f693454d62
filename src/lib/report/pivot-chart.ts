import type { MetricValue } from '../core/result.ts';
import type { ExploreForm } from '../filters/explore-url.ts';
import { isTimeKey } from '../filters/explore-url.ts';
import { formatShortDay, formatValue } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import { metricOf } from '../metrics/registry.ts';
import { NONE_KEY } from '../metrics/types.ts';
import type { GroupKey } from '../sql/group-query.ts';
import { groupLabel } from './group-label.ts';
import { compareGroups, isApart } from './pivot-order.ts';
import type { PivotFigure, PivotLine, PivotTable } from './pivot-table.ts';

/** Rows and columns that a form has room for. */
const ROOM: Readonly<Record<Exclude<ExploreForm, 'table'>, { rows: number; columns: number }>> = {
  bar: { rows: 40, columns: 0 },
  line: { rows: 400, columns: 7 },
  heat: { rows: 40, columns: 24 },
  multiples: { rows: 15, columns: 12 },
};
const TIME_ROOM = 400;
/** Lines of one ink that can still be told apart. */
const INK_LINES = 4;
/** A rate of fewer is told in the table, never in a title. */
const SMALL_BASE = 10;

/** A value of a row within a column, in the form that charts take. */
export interface PivotPoint {
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly text: string;
  readonly hue: string | null;
}

/** What a chart of the table's first metric draws. */
export interface PivotChart {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly points: readonly PivotPoint[];
  /** How many rows and columns of the table have no place in it. */
  readonly cutRows: number;
  readonly cutColumns: number;
  /** True where a rate of fewer than ten is drawn, which no title compares. */
  readonly hasSmall: boolean;
  /** The highest value of a named group and whose it is; null where none is known. */
  readonly highest: { readonly group: string; readonly value: string } | null;
}

function chartLabel(t: Translator, key: GroupKey, value: string): string {
  if (!isTimeKey(key) || value === NONE_KEY) return groupLabel(t, key, value);
  return key === 'registered_month' ? value.slice(0, 7) : `${value.slice(2, 4)}/${formatShortDay(value)}`;
}

const hueOf = (key: GroupKey | null, value: string | null): string | null =>
  key === 'colour' && value !== null ? `var(--${value})` : null;

function isSmall({ value, denominator }: MetricValue): boolean {
  return value !== null && denominator !== null && denominator < SMALL_BASE;
}

function isSaid({ now }: PivotFigure): boolean {
  return now.value !== null && !isSmall(now);
}

function isUnnamed({ rows, columns }: PivotTable, row: string, column: string | null): boolean {
  return isApart(rows, row) || (column !== null && isApart(columns!, column));
}

/** The table's first metric for a chart, with as many rows and columns as it has room for; time runs forwards. */
export function pivotChart(
  t: Translator,
  table: PivotTable,
  form: Exclude<ExploreForm, 'table'>,
): PivotChart {
  const time = isTimeKey(table.rows);
  const room = ROOM[form];
  const rowRoom = form === 'multiples' && time ? TIME_ROOM : room.rows;
  const known = time ? table.lines.filter(({ row }) => row !== NONE_KEY) : table.lines;
  const ordered = time ? [...known].sort((a, b) => compareGroups(table.rows, a.row!, b.row!)) : known;
  const lines = time ? ordered.slice(-rowRoom) : ordered.slice(0, rowRoom);
  const isInk = form === 'line' && table.columns !== 'colour';
  const own = table.heads.slice(1, 1 + (isInk ? INK_LINES : room.columns));
  const heads = own.length === 0 ? [null] : own;
  const metric = metricOf(table.metrics[0]!);
  const columnLabel = (column: string | null): string =>
    column === null ? t('explore.total') : chartLabel(t, table.columns!, column);
  const drawn = lines.flatMap((line: PivotLine) =>
    heads.map((column) => ({
      line,
      column,
      figure: line.cells.find((cell) => cell.column === column)!.figures[0]!,
    })),
  );
  const best = drawn
    .filter(({ figure, line, column }) => isSaid(figure) && !isUnnamed(table, line.row!, column))
    .reduce<(typeof drawn)[number] | null>(
      (high, each) => (high === null || each.figure.now.value! > high.figure.now.value! ? each : high),
      null,
    );
  const names = (row: string, column: string | null): string =>
    [
      groupLabel(t, table.rows, row),
      ...(column === null ? [] : [groupLabel(t, table.columns!, column)]),
    ].join(' · ');
  return {
    rows: lines.map(({ row }) => chartLabel(t, table.rows, row!)),
    columns: heads.map(columnLabel),
    points: drawn.map(({ line, column, figure: { now } }) => ({
      row: chartLabel(t, table.rows, line.row!),
      column: columnLabel(column),
      value: now.value,
      text:
        formatValue(now, metric.unit) + (form === 'bar' && isSmall(now) ? ` ${t('figure.smallBase')}` : ''),
      hue: hueOf(table.columns, column) ?? hueOf(table.rows, line.row),
    })),
    cutRows: known.length - lines.length,
    cutColumns: own.length === 0 ? 0 : table.heads.length - 1 + table.hiddenColumns - own.length,
    hasSmall: drawn.some(({ figure }) => isSmall(figure.now)),
    highest:
      best && best.figure.now.value! > 0
        ? { group: names(best.line.row!, best.column), value: formatValue(best.figure.now, metric.unit) }
        : null,
  };
}
