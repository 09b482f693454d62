import { changeOf } from '../format/change.ts';
import { formatDecimal, MISSING_TEXT, roundHalfUp } from '../format/format.ts';
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

/** The number with its sign, `+12`, `−3.4`, `0`; `—` without one. */
export function signed(change: number | null): string {
  if (change === null) return MISSING_TEXT;
  const size = formatDecimal(Math.abs(change));
  return change === 0 ? '0' : (change > 0 ? '+' : '−') + size.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}
