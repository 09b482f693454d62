import { formatValue } from '../format/format.ts';
import type { MetricValue } from '../core/result.ts';
import type { Translator } from '../i18n/messages.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import { groupLabel } from './group-label.ts';
import { changeNumber } from './pivot-change.ts';
import {
  subColumns,
  type PivotFigure,
  type PivotLine,
  type PivotTable,
  type SubColumn,
} from './pivot-table.ts';

/** Cells of a file: texts, numbers, null for an empty cell. */
export type PivotCells = readonly (string | number | null)[];

/** What a file says beside the numbers. */
export interface PivotWords {
  readonly rows: string;
  /** Heads a column of changes: 较上周同期. */
  readonly compared: string;
  /** Pairs of a name and what it says: scope, cut-off, comparison, version. */
  readonly notes: readonly (readonly [string, string])[];
}

/** What heads the columns of a metric. */
export function subLabel(t: Translator, metric: MetricId, column: SubColumn, compared: string): string {
  const { unit, label } = metricOf(metric);
  switch (column) {
    case 'value':
      return t.pick(label);
    case 'before':
      return t('explore.before');
    case 'amount': {
      const measure = unit === 'ratio' ? t('explore.points') : t(`unit.${unit}`);
      return measure === '' ? compared : t('explore.amount', { what: compared, unit: measure });
    }
    case 'percent':
      return t('explore.percent', { what: compared });
  }
}

/** A value as cells: a count as number; a rate as printed, with its numerator and denominator. */
function valueCells(metric: MetricId, value: MetricValue | null): (string | number | null)[] {
  const { unit } = metricOf(metric);
  if (unit !== 'ratio') return [value?.value ?? (value && formatValue(value, unit))];
  return value === null ? [null, null, null] : [formatValue(value, unit), value.numerator, value.denominator];
}

function figureCells(figure: PivotFigure, changes: boolean): (string | number | null)[] {
  return subColumns(figure.metric, changes).flatMap((column) => {
    if (column === 'value') return valueCells(figure.metric, figure.now);
    if (column === 'before') return valueCells(figure.metric, figure.before);
    return [changeNumber(figure, column)];
  });
}

function figureHeaders(t: Translator, metric: MetricId, changes: boolean, compared: string): string[] {
  const label = t.pick(metricOf(metric).label);
  return subColumns(metric, changes).flatMap((column) => {
    const own = subLabel(t, metric, column, compared);
    const name = column === 'value' ? label : `${label} · ${own}`;
    const isRate = metricOf(metric).unit === 'ratio' && (column === 'value' || column === 'before');
    if (!isRate) return [name];
    return [name, t('explore.numerator', { metric: name }), t('explore.denominator', { metric: name })];
  });
}

/** The table as it is shown — order, totals, values before — with a line of notes each below it. */
export function pivotExport(
  t: Translator,
  table: PivotTable,
  words: PivotWords,
): { readonly name: string; readonly headers: readonly string[]; readonly rows: readonly PivotCells[] } {
  const headOf = (column: string | null): string =>
    column === null ? t('explore.total') : groupLabel(t, table.columns!, column);
  const headers = table.heads.flatMap((column) =>
    table.metrics
      .flatMap((metric) => figureHeaders(t, metric, table.changes, words.compared))
      .map((label) => (table.columns === null ? label : `${headOf(column)} · ${label}`)),
  );
  const line = ({ row, cells }: PivotLine): PivotCells => [
    row === null ? t('explore.total') : groupLabel(t, table.rows, row),
    ...cells.flatMap(({ figures }) => figures.flatMap((figure) => figureCells(figure, table.changes))),
  ];
  return {
    name: t('explore.file'),
    headers: [words.rows, ...headers],
    rows: [line(table.total), ...table.lines.map(line), [], ...words.notes],
  };
}
