import type { ReportDocument } from '../../core/document.ts';
import type { LocalMoment } from '../../core/period.ts';
import type { MetricValue } from '../../core/result.ts';
import { differenceOf } from '../../format/change.ts';
import { formatRate, formatValue, printedPercent, roundHalfUp } from '../../format/format.ts';
import { METRIC_IDS, metricOf, type MetricId } from '../../metrics/registry.ts';
import type { MetricReport } from '../../metrics/report.ts';
import { tableOf, type GroupKey } from '../bulletin/figures.ts';
import type { TextNumber } from './numbers.ts';
import { FALL, RISE } from './words.ts';

/** Why a number may differ: how it was rounded, what it was divided by, when or of what it was counted, or mistyped. */
export type Cause =
  'rounding' | 'denominator' | 'cutoff' | 'scope' | 'unit' | 'metric' | 'digits' | 'direction';

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
  /** The metric that the number fits, where that is the cause; or the key of the group that it fits. */
  readonly fits: MetricId | GroupKey | null;
}

/** What is computed: now, and at the moment that changes are told from. */
export interface CheckData {
  readonly report: MetricReport;
  readonly before: MetricReport | null;
  /** The moment that the figures stand for: cut-offs of the text are held against it. */
  readonly moment?: LocalMoment;
  /** The bulletin that the text may be taken from, for numbers that no metric is named by. */
  readonly bulletin?: ReportDocument;
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
): Pick<CheckedNumber, 'cause' | 'fits'> {
  const figure = tableOf(report, group)![metric];
  const earlier = before && tableOf(before, group)?.[metric];
  const { unit } = metricOf(metric);
  const fits = (id: MetricId, value: MetricValue | undefined): boolean =>
    value !== undefined && isPrinted(number, value, id);
  if (earlier && fits(metric, earlier)) return { cause: 'cutoff', fits: null };
  if (group !== null && fits(metric, report.overall[metric])) return { cause: 'scope', fits: null };
  const unitOf = otherGroup(number, { metric, group }, report);
  if (unitOf !== null) return { cause: 'unit', fits: unitOf };
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
  const by = unit === 'ratio' ? otherDenominator(number, figure, report) : null;
  if (by !== null) return { cause: 'denominator', fits: by };
  const printed = unit === 'ratio' ? printedPercent(figure) : (figure.value ?? 0);
  return { cause: hasSameDigits(number.value, printed) ? 'digits' : null, fits: null };
}

function hasSameDigits(one: number, other: number): boolean {
  const digits = (value: number): string => [...String(value).replace(/\D/g, '')].sort().join('');
  return digits(one) === digits(other);
}

/** Another group of the same kind that has this number; null for the whole's, for none, and where several have it. */
function otherGroup(
  number: TextNumber,
  { metric, group }: Omit<Named, 'isShare'>,
  report: MetricReport,
): GroupKey | null {
  if (group === null) return null;
  const fitting = Object.entries(report.by[group.dimension] ?? {}).filter(
    ([key, table]) => key !== group.key && isPrinted(number, table[metric], metric),
  );
  return fitting.length === 1 ? { dimension: group.dimension, key: fitting[0]![0] } : null;
}

/** The count of the whole by which a rate's numerator would have to be divided. */
function otherDenominator(
  number: TextNumber,
  { numerator, denominator }: MetricValue,
  { overall }: MetricReport,
): MetricId | null {
  if (numerator === null || numerator === 0) return null;
  const found = METRIC_IDS.find((id) => {
    const { value } = overall[id];
    if (metricOf(id).kind !== 'count' || value === null || value <= numerator || value === denominator)
      return false;
    return isRatePrinted(number, { value: numerator / value, numerator, denominator: value, missing: null });
  });
  return found ?? null;
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
    const isDirected = difference >= 0 ? RISE.test(change) : FALL.test(change);
    const isSame = number.value === size && isDirected;
    const sign = difference > 0 ? '+' : difference < 0 ? '−' : '';
    const swapped = hasSameDigits(number.value, size) ? ('digits' as const) : null;
    return {
      ...base,
      status: isSame ? 'same' : 'different',
      expected: `${sign}${size}${isShare ? '%' : ''}`,
      cause: isSame ? null : number.value === size ? 'direction' : swapped,
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
