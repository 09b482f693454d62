import type { DocumentCell, DocumentColumn } from '../../core/document.ts';
import type { MetricValue } from '../../core/result.ts';
import { differenceOf } from '../../format/change.ts';
import { formatCount, formatSigned, formatValue, missingText, MISSING_TEXT } from '../../format/format.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricTable } from '../../metrics/table.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import type { GroupKey } from './figures.ts';

/** A heading over numbers. */
export function numberColumn(header: string): DocumentColumn {
  return { header, align: 'end' };
}

export function textColumn(header: string): DocumentColumn {
  return { header, align: 'start' };
}

export function textCell(text: string): DocumentCell {
  return { text };
}

/** A whole number that no single metric gives. */
export function countCell(count: number): DocumentCell {
  return { text: formatCount(count), number: { value: count, format: 'count' } };
}

function formatOf(metric: MetricId): 'count' | 'rate' | 'decimal' {
  const { unit } = metricOf(metric);
  if (unit === 'ratio') return 'rate';
  return unit === 'days' ? 'decimal' : 'count';
}

/** A figure of a group; `—` where it is missing, `*` behind a rate on fewer than {@link SMALL_BASE} cases. */
export function figureCell(
  table: MetricTable | undefined,
  metric: MetricId,
  group: GroupKey | null,
): DocumentCell {
  const figure: MetricValue | undefined = table?.[metric];
  if (figure === undefined || figure.value === null)
    return figure === undefined
      ? { text: MISSING_TEXT }
      : { text: missingText(figure), figure: { metric, group, figure } };
  const isSmall = metricOf(metric).unit === 'ratio' && figure.denominator! < SMALL_BASE;
  return {
    text: formatValue(figure, metricOf(metric).unit) + (isSmall ? '*' : ''),
    number: { value: figure.value, format: formatOf(metric) },
    figure: { metric, group, figure },
    ...(isSmall && { isSmall }),
  };
}

/** The difference of two figures as they are printed: a count with its sign, a rate in percentage points. */
export function differenceCell(
  now: MetricValue | undefined,
  before: MetricValue | undefined,
  metric: MetricId,
): DocumentCell {
  if (!now || !before || now.value === null || before.value === null) return { text: MISSING_TEXT };
  const { unit } = metricOf(metric);
  const isRate = unit === 'ratio';
  const value = differenceOf(now, before, unit);
  return {
    text: formatSigned(value, isRate ? 1 : 0),
    number: { value, format: isRate ? 'points' : 'signed' },
  };
}
