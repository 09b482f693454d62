import { cleanText } from '../../core/text.ts';
import { parseMoment, type LocalDate, type LocalMoment } from '../../core/period.ts';
import { serialToMoment } from '../serial-date.ts';

/** What a sheet tells about how its dates are to be read. */
export interface DateContext {
  readonly date1904: boolean;
  /** A day that dates without a year belong to or precede: the cut-off; null when unknown. */
  readonly anchor: LocalDate | null;
  /** The anchor is a neighbour of the dates, not their last day: the nearest year is meant. */
  readonly isNear?: boolean;
  /** Order of `05/07/2021` when the numbers do not prove it; null refuses such dates. */
  readonly slashOrder: 'month_first' | 'day_first' | null;
}

/** Which end of a range such as 2021.7.5-7.8 is meant, and whether a date without year may lie ahead. */
export interface DateUse {
  readonly rangeEnd: boolean;
  readonly mayBeAhead: boolean;
}

const NO_CONTEXT: DateContext = { date1904: false, anchor: null, slashOrder: null };
const EVENT_USE: DateUse = { rangeEnd: false, mayBeAhead: false };
const TIME =
  '(?:[T ]*(凌晨|清晨|早上|早|上午|中午|下午|晚上|晚)? ?(\\d{1,2})(?::(\\d{1,2})(?::(\\d{1,2})(?:\\.\\d+)?)?|[时点](?:(\\d{1,2})分?|(半))?(?:(\\d{1,2})秒)?整?) ?(am|pm)?)?';
const FULL = new RegExp(`^(\\d{4}|2\\d(?=[年./-]))[年./-](\\d{1,2})[月./-](\\d{1,2})[日号]?${TIME}$`, 'i');
const COMPACT = /^(20\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2}):?(\d{2})(?::?(\d{2}))?)?$/;
const YEARLESS = new RegExp(`^(\\d{1,2})[月./-](\\d{1,2})[日号]?${TIME}$`, 'i');
const SLASHED = /^(\d{1,2})[/.-](\d{1,2})[/.-](20\d{2})(?: (\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;
const SERIAL = /^[2-7]\d{4}(?:\.\d+)?$/;
/** A part of the day without an hour tells no moment. */
const BARE_PERIOD = /(?<=[日号\d]) ?(?:凌晨|清晨|早上|上午|中午|下午|晚上|晚)$/;
const AMBIGUOUS =
  /^(?:2\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d{2}(?: .*)?)$/;
const WEEKDAY = /[（(]?(?:星期|周|礼拜)[一二三四五六日天][）)]?/g;
/** 2022、1、5 and 2022 1 5. */
const LOOSE = /^(20\d{2})([、,]| )(\d{1,2})\2(\d{1,2})$/;
/** Longer cells are prose. */
const LONGEST_DATE = 80;
const NUMERALS = '〇一二三四五六七八九';

/**
 * Every date form of dictionary §3 as `YYYY-MM-DDTHH:mm:ss`, midnight when no time is written; `null` when
 * it is no date, or has no year and nothing tells it.
 */
export function parseDateText(
  text: string,
  context: DateContext,
  use: DateUse = EVENT_USE,
): LocalMoment | null {
  if (text.length > LONGEST_DATE) return null;
  const iso = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?)?$/.exec(text);
  if (iso) return checked(`${iso[1]}T${iso[2] ?? '00:00'}${iso[3] ?? ':00'}`);
  const plain = plainDate(text);
  return parseSingle(plain, context, use) ?? parseRange(plain, context, use);
}

/** Why a text is no date: it can be read in two ways (210705, 07/05/2021), or in none. */
export function unreadDate(text: string): 'QC_DATE_AMBIGUOUS' | 'QC_DATE_UNREADABLE' {
  return text.length <= LONGEST_DATE && AMBIGUOUS.test(plainDate(text))
    ? 'QC_DATE_AMBIGUOUS'
    : 'QC_DATE_UNREADABLE';
}

/** The order of month and day that a date such as 25/07/2021 proves; `null` when it proves none. */
export function provenOrder(text: string): DateContext['slashOrder'] {
  const match = SLASHED.exec(plainDate(text));
  if (!match || parseSlashed(match[0], NO_CONTEXT) === null) return null;
  return Number(match[2]) > 12 ? 'month_first' : 'day_first';
}

function plainDate(text: string): string {
  return arabic(cleanText(text).normalize('NFKC'))
    .replace(WEEKDAY, ' ')
    .replace(/\s+/g, ' ')
    .replace(/ ?([年月日号时分/.:-]) ?/g, (mark, character: string) =>
      character === '日' ? '日 ' : character,
    )
    .replace(/^[(（]|[)）。.,，;]$/g, '')
    .replace(LOOSE, '$1-$3-$4')
    .trim()
    .replace(BARE_PERIOD, '');
}

function arabic(written: string): string {
  const text = written.replace('元月', '1月');
  if (!/[〇零○一二三四五六七八九十]/.test(text) || !/[年月]/.test(text)) return text;
  return text
    .replace(/[零○]/g, '〇')
    .replace(/([一二三]?)十([一二三四五六七八九]?)(?=[月日号时分])/g, (_, tens: string, ones: string) =>
      String((tens ? NUMERALS.indexOf(tens) : 1) * 10 + (ones ? NUMERALS.indexOf(ones) : 0)),
    )
    .replace(/[〇一二三四五六七八九]+(?=[年月日号时分])/g, (digits) =>
      [...digits].map((digit) => NUMERALS.indexOf(digit)).join(''),
    );
}

function parseSingle(text: string, context: DateContext, use: DateUse): LocalMoment | null {
  const full = FULL.exec(text);
  if (full) {
    const year = full[1]!.length === 2 ? `20${full[1]}` : full[1]!;
    return compose(year, full[2]!, full[3]!, timeOf(full, 4));
  }
  const compact = COMPACT.exec(text);
  if (compact) {
    return compose(
      compact[1]!,
      compact[2]!,
      compact[3]!,
      [compact[4], compact[5], compact[6]].map((part) => part ?? '0'),
    );
  }
  if (SERIAL.test(text)) return serialToMoment(Number(text), context.date1904);
  const yearless = YEARLESS.exec(text);
  if (yearless) return withYear(yearless, context, use);
  return parseSlashed(text, context);
}

function parseSlashed(text: string, context: DateContext): LocalMoment | null {
  const match = SLASHED.exec(text);
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[2])];
  const order = second > 12 ? 'month_first' : first > 12 ? 'day_first' : context.slashOrder;
  if (order === null) return null;
  const [month, day] = order === 'month_first' ? [match[1]!, match[2]!] : [match[2]!, match[1]!];
  return compose(
    match[3]!,
    month,
    day,
    [match[4], match[5], match[6]].map((part) => part ?? '0'),
  );
}

function timeOf(match: RegExpExecArray, from: number): readonly string[] {
  const [period, hour, minute, second, minuteOf, half, secondOf, meridiem] = match.slice(from, from + 8);
  if (hour === undefined) return ['0', '0', '0'];
  let value = Number(hour);
  const afternoon = /下午|晚/.test(period ?? '') || meridiem?.toLowerCase() === 'pm';
  if ((afternoon && value < 12) || (period === '中午' && value < 3)) value += 12;
  if (!afternoon && value === 12 && meridiem?.toLowerCase() === 'am') value = 0;
  return [String(value), minute ?? minuteOf ?? (half ? '30' : '0'), second ?? secondOf ?? '0'];
}

function withYear(match: RegExpExecArray, context: DateContext, use: DateUse): LocalMoment | null {
  if (context.anchor === null) return null;
  const anchorYear = Number(context.anchor.slice(0, 4));
  const time = timeOf(match, 3);
  const options = [anchorYear + 1, anchorYear, anchorYear - 1]
    .map((year) => compose(String(year), match[1]!, match[2]!, time))
    .filter((moment) => moment !== null);
  if (!use.mayBeAhead && context.isNear !== true)
    return options.find((moment) => moment.slice(0, 10) <= context.anchor!) ?? null;
  const distance = (moment: string) => Math.abs(parseMoment(moment)! - parseMoment(context.anchor!)!);
  return options.sort((a, b) => distance(a) - distance(b))[0] ?? null;
}

function parseRange(text: string, context: DateContext, use: DateUse): LocalMoment | null {
  for (const match of text.matchAll(/[-~—–至到]+/g)) {
    const start = parseSingle(text.slice(0, match.index).trim(), context, use);
    const rest = text.slice(match.index + match[0].length).trim();
    const end = start && parseRangeEnd(rest, start, context, use);
    if (start && end) return use.rangeEnd ? end : start;
  }
  return null;
}

function parseRangeEnd(text: string, start: LocalMoment, context: DateContext, use: DateUse) {
  const day = /^(\d{1,2})[日号]$/.exec(text);
  if (day) return compose(start.slice(0, 4), start.slice(5, 7), day[1]!, ['0', '0', '0']);
  const near: DateContext = { ...context, anchor: start.slice(0, 10) };
  return parseSingle(text, near, { ...use, mayBeAhead: true });
}

function compose(year: string, month: string, day: string, time: readonly string[]): LocalMoment | null {
  const [month2, day2, ...time2] = [month, day, ...time].map((part) => part.padStart(2, '0'));
  return checked(`${year}-${month2}-${day2}T${time2.join(':')}`);
}

function checked(moment: string): LocalMoment | null {
  return parseMoment(moment) === null ? null : moment;
}
