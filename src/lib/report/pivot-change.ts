import { changeOf } from '../format/change.ts';
import { formatSigned, roundHalfUp } from '../format/format.ts';
import { metricOf } from '../metrics/registry.ts';
import type { PivotFigure, SubColumn } from './pivot-table.ts';

/** A change in the metric's own unit (points for rates) or in per cent of the value before; null without either. */
export function changeNumber({ metric, now, before }: PivotFigure, column: SubColumn): number | null {
  if (before === null) return null;
  if (column === 'percent') {
    if (now.value === null || before.value === null || before.value === 0) return null;
    return roundHalfUp(((now.value - before.value) / before.value) * 100, 1);
  }
  const { unit, direction } = metricOf(metric);
  const change = changeOf(now, before, unit, direction);
  if (!change) return null;
  const size = Number(change.size.replaceAll(',', ''));
  return change.trend === 'down' ? -size : size;
}

/** The change in words: counts whole, rates, days and per cent to one decimal; `—` without one. */
export function changeText(figure: PivotFigure, column: SubColumn): string {
  const { unit } = metricOf(figure.metric);
  const isCount = column !== 'percent' && (unit === 'problems' || unit === 'households');
  return formatSigned(changeNumber(figure, column), isCount ? 0 : 1);
}
