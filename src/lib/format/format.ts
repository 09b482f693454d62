import type { Language } from '../core/language.ts';
import { dateOf, type LocalMoment } from '../core/period.ts';
import type { MetricUnit, MetricValue } from '../core/result.ts';

/** What stands for a figure that is missing. */
export const MISSING_TEXT = '—';

/** What stands for a number that the public edition does not tell. */
export const SUPPRESSED_TEXT = '＊';

/** What stands for a figure that has no value. */
export function missingText({ missing }: Pick<MetricValue, 'missing'>): string {
  return missing === 'suppressed' ? SUPPRESSED_TEXT : MISSING_TEXT;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An integer with thousands separators, `2,941`. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** Rounds half up (away from zero) to `digits` decimals, free of binary noise such as 1.005. */
export function roundHalfUp(value: number, digits: number): number {
  const scale = 10 ** digits;
  const shifted = Number((Math.abs(value) * scale).toPrecision(15));
  return (Math.sign(value) * Math.round(shifted)) / scale;
}

/**
 * A fraction as a per cent with one decimal. `100%` is printed only if numerator = denominator and `0%` only
 * if the numerator is 0; in between the figure stops at 99.9% and 0.1% (D22).
 */
export function formatRate(numerator: number, denominator: number): string {
  if (numerator === denominator) return '100%';
  if (numerator === 0) return '0%';
  const tenths = Math.floor((2000 * numerator + denominator) / (2 * denominator));
  const shown = numerator < denominator ? Math.min(999, Math.max(1, tenths)) : Math.max(1001, tenths);
  return `${(shown / 10).toFixed(1)}%`;
}

/** The percentage that {@link formatValue} prints for a rate that is not missing, as a number: 47.3 for `47.3%`. */
export function printedPercent(figure: MetricValue): number {
  return Number.parseFloat(formatValue(figure, 'ratio'));
}

/** One decimal, dropped where it is 0: `4.5`, `4`. */
export function formatDecimal(value: number, digits = 1): string {
  return String(roundHalfUp(value, digits));
}

/** A difference with its sign and a true minus, to that many decimals: `+1,240`, `−2.0`, `0`; `—` without one. */
export function formatSigned(difference: number | null, digits: number): string {
  if (difference === null) return MISSING_TEXT;
  const rounded = roundHalfUp(difference, digits);
  const [whole, ...decimals] = Math.abs(rounded).toFixed(digits).split('.');
  const sign = rounded === 0 ? '' : rounded > 0 ? '+' : '\u2212';
  return sign + [formatCount(Number(whole)), ...decimals].join('.');
}

/** A figure without its unit; `—` when it is missing. */
export function formatValue(figure: MetricValue, unit: MetricUnit): string {
  if (figure.value === null) return missingText(figure);
  if (unit === 'ratio') return formatRate(figure.numerator ?? figure.value, figure.denominator ?? 1);
  if (unit === 'days') return formatDecimal(figure.value);
  return Number.isInteger(figure.value) ? formatCount(figure.value) : roundHalfUp(figure.value, 2).toFixed(2);
}

/**
 * A large count in prose, floored to a tenth of 万: `11.2万余`, and `11.2万` when it is exact (M31). In English
 * `over 112,000`. Counts below 10,000 are printed in full.
 */
export function formatFloored(count: number, language: Language): string {
  if (count < 10_000) return formatCount(count);
  const thousands = Math.floor(count / 1000);
  const exact = thousands * 1000 === count;
  if (language === 'en') return `${exact ? '' : 'over '}${formatCount(thousands * 1000)}`;
  return `${formatDecimal(thousands / 10)}万${exact ? '' : '余'}`;
}

/** `2月17日` or `17 Feb`. */
export function formatDay(moment: LocalMoment, language: Language): string {
  const [, month, day] = dateOf(moment).split('-').map(Number);
  return language === 'zh' ? `${month}月${day}日` : `${day} ${MONTHS[month! - 1]}`;
}

/** `2022年2月17日` or `17 Feb 2022`. */
export function formatDate(moment: LocalMoment, language: Language): string {
  const year = moment.slice(0, 4);
  return language === 'zh' ? `${year}年${formatDay(moment, 'zh')}` : `${formatDay(moment, 'en')} ${year}`;
}

/**
 * A date with its time where it has one: `2022年2月17日18时`, `2022年2月17日18时30分`, `17 Feb 2022, 18:00`. The last
 * minute of a day is its end: `2022年2月17日24时`.
 */
export function formatMoment(moment: LocalMoment, language: Language): string {
  return withHour(formatDate(moment, language), moment, language);
}

/** Like {@link formatMoment} without the year, for texts whose title has it: `2月17日18时`. */
export function formatMomentOfYear(moment: LocalMoment, language: Language): string {
  return withHour(formatDay(moment, language), moment, language);
}

function withHour(date: string, moment: LocalMoment, language: Language): string {
  const [hour, minute] =
    moment.slice(11, 16) === '23:59' ? ['24', '00'] : [moment.slice(11, 13), moment.slice(14, 16)];
  if (hour === '') return date;
  if (language === 'en') return `${date}, ${hour}:${minute}`;
  return `${date}${Number(hour)}时${minute === '00' ? '' : `${minute}分`}`;
}

/** Like {@link formatMoment}, but a stored midnight counts as "no time given". */
export function formatStored(moment: LocalMoment, language: Language): string {
  return moment.slice(11, 16) === '00:00' ? formatDate(moment, language) : formatMoment(moment, language);
}

/** `2/14`, for axes. */
export function formatShortDay(moment: LocalMoment): string {
  const [, month, day] = dateOf(moment).split('-').map(Number);
  return `${month}/${day}`;
}

/** A size in bytes: `67 KB`, `5.1 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.round(bytes / 1000)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
