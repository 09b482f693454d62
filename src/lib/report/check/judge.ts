import type { MetricValue } from '../../core/result.ts';
import { differenceOf } from '../../format/change.ts';
import { formatRate, formatValue, printedPercent, roundHalfUp } from '../../format/format.ts';
import { METRIC_IDS, metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricReport } from '../../metrics/report.ts';
import { tableOf, type GroupKey } from '../bulletin/figures.ts';
import type { TextNumber } from './numbers.ts';
import { FALL, RISE } from './words.ts';

/** Why a number may differ: how it was rounded, what it was divided by, when or of what it was counted, or mistyped. */
export type Cause = 'rounding' | 'denominator' | 'cutoff' | 'scope' | 'metric' | 'digits';

/** A number of a text, held against the computed figure that its words name. */
export interface CheckedNumber extends TextNumber {
  readonly status: 'same' | 'different' | 'unknown';
  /** What the words name; null for what was not recognised. */
  readonly metric: MetricId | null;
  readonly group: GroupKey | null;
  readonly isChange: boolean;
  /** The group's part of the whole's count. */
  readonly isShare: boolean;
  /** As it would be printed; null without a computed figure. */
  readonly expected: string | null;
  readonly cause: Cause | null;
  /** The metric that the number fits, where that is the cause. */
  readonly fits: MetricId | null;
}

/** What is computed: now, and at the moment that changes are told from. */
export interface CheckData {
  readonly report: MetricReport;
  readonly before: MetricReport | null;
}

/** What the words before a number name; `isShare`: the group's part in the whole's count. */
export interface Named {
  readonly metric: MetricId;
  readonly group: GroupKey | null;
  readonly isShare: boolean;
}

const printsRate = (figure: MetricValue, decimals: number): number =>
  decimals === 1
    ? printedPercent(figure)
    : roundHalfUp((100 * figure.numerator!) / figure.denominator!, decimals);

/** True where the number is what the rate is printed as: 100% and 0% only where it is so. */
function isRatePrinted(number: TextNumber, figure: MetricValue): boolean {
  if (figure.numerator === figure.denominator || figure.numerator === 0)
    return number.value === 100 * figure.value!;
  return number.value !== 100 && number.value === printsRate(figure, number.decimals);
}

/** True where the number is what the figure is printed as, at the decimals that the text gives. */
function isPrinted(number: TextNumber, figure: MetricValue, metric: MetricId): boolean {
  if (figure.value === null) return false;
  if (metricOf(metric).unit === 'ratio') return isRatePrinted(number, figure);
  if (!number.inTenThousands) return number.value === roundHalfUp(figure.value, number.decimals);
  const scale = 10 ** number.decimals;
  const floored = Math.floor((figure.value * scale) / 10_000) / scale;
  const isExact = floored * 10_000 === figure.value;
  return number.value === floored && number.isFloored === !isExact;
}

function causeOf(
  number: TextNumber,
  { metric, group }: Named,
  { report, before }: CheckData,
): { cause: Cause | null; fits: MetricId | null } {
  const figure = tableOf(report, group)![metric];
  const earlier = before && tableOf(before, group)?.[metric];
  const { unit } = metricOf(metric);
  const fits = (id: MetricId, value: MetricValue | undefined): boolean =>
    value !== undefined && isPrinted(number, value, id);
  if (earlier && fits(metric, earlier)) return { cause: 'cutoff', fits: null };
  if (group !== null && fits(metric, report.overall[metric])) return { cause: 'scope', fits: null };
  const other = METRIC_IDS.find(
    (id) =>
      id !== metric &&
      metricOf(id).unit === unit &&
      number.value !== 0 &&
      fits(id, tableOf(report, group)?.[id]),
  );
  if (unit === 'ratio' && figure.value !== null && Math.abs(number.value - 100 * figure.value) < 0.15)
    return { cause: 'rounding', fits: null };
  if (other !== undefined) return { cause: unit === 'ratio' ? 'denominator' : 'metric', fits: other };
  const digits = (value: number): string => [...String(value).replace(/\D/g, '')].sort().join('');
  const printed = unit === 'ratio' ? printedPercent(figure) : (figure.value ?? 0);
  return { cause: digits(number.value) === digits(printed) ? 'digits' : null, fits: null };
}

/** A group's part of the whole's count. */
function partOfWhole(report: MetricReport, { metric, group }: Named): MetricValue | undefined {
  const [part, whole] = [tableOf(report, group)?.[metric].value, report.overall[metric].value];
  if (part === undefined || part === null || !whole) return undefined;
  return { value: part / whole, numerator: part, denominator: whole, missing: null };
}

/** A number against the figure that its words name; `change` are the words of a change, null for a value. */
export function judge(
  number: TextNumber,
  named: Named,
  change: string | null,
  data: CheckData,
): Omit<CheckedNumber, keyof TextNumber> {
  const { metric, group } = named;
  const figure = named.isShare ? partOfWhole(data.report, named) : tableOf(data.report, group)?.[metric];
  const base = {
    metric,
    group,
    isChange: change !== null && !named.isShare,
    isShare: named.isShare,
    expected: null,
    cause: null,
    fits: null,
  };
  if (figure === undefined || figure.value === null) return { ...base, status: 'unknown' };
  const isRate = named.isShare || metricOf(metric).unit === 'ratio';
  if (change !== null && !named.isShare) {
    const before = data.before && tableOf(data.before, group)?.[metric];
    if (!before || before.value === null) return { ...base, status: 'unknown' };
    const difference = differenceOf(figure, before, metricOf(metric).unit);
    const isShare = !isRate && number.unit === 'percent';
    const size = isShare
      ? before.value === 0
        ? null
        : Number.parseFloat(formatRate(Math.abs(difference), before.value))
      : Math.abs(difference);
    if (size === null || (isRate && number.unit !== 'points')) return { ...base, status: 'unknown' };
    const isSame = number.value === size && (difference >= 0 ? RISE.test(change) : FALL.test(change));
    const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
    return {
      ...base,
      status: isSame ? 'same' : 'different',
      expected: `${sign}${size}${isShare ? '%' : ''}`,
    };
  }
  const isDays = metricOf(metric).unit === 'days';
  if (isRate !== (number.unit === 'percent') || isDays !== (number.unit === 'days'))
    return { ...base, status: 'unknown' };
  if (named.isShare) {
    const isSame = isRatePrinted(number, figure);
    return { ...base, status: isSame ? 'same' : 'different', expected: formatValue(figure, 'ratio') };
  }
  if (isPrinted(number, figure, metric)) return { ...base, status: 'same', expected: number.text };
  return {
    ...base,
    status: 'different',
    expected: formatValue(figure, metricOf(metric).unit),
    ...causeOf(number, named, data),
  };
}
