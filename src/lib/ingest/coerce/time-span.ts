/** A span such as 一周内; `days` is null for months, which have no fixed length. */
export interface TimeSpan {
  readonly days: number | null;
  readonly inWorkingDays: boolean;
}

/** A number of days after a day that is known, in calendar days or in working days. */
export interface DaySpan extends TimeSpan {
  readonly days: number;
}

/** Spans above it are slips of the pen. */
const LONGEST_SPAN = 366;
const SPAN =
  /^(?:自?(?:交办|转办|登记|受理|接单|签收|收到)(?:之日|之后|后)?起?)?(\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(工作日|自然日|天|日|周|星期|礼拜|月)(?:时间)?(?:之?以?内)?$/;
const DIGITS = '〇一二三四五六七八九';

/** Reads 3天内, 10个工作日内, 一周内, 半个月内, 收到后5日内; null for anything else. */
export function timeSpan(compact: string): TimeSpan | null {
  const match = SPAN.exec(compact);
  if (!match) return null;
  const [, amount, unit] = match as unknown as readonly [string, string, string];
  if (amount === '半') return unit === '月' ? { days: 15, inWorkingDays: false } : null;
  if (unit === '月') return { days: null, inWorkingDays: false };
  const count = /^\d/.test(amount) ? Number(amount) : chineseNumber(amount);
  if (count === null) return null;
  return { days: count * (/周|星期|礼拜/.test(unit) ? 7 : 1), inWorkingDays: unit === '工作日' };
}

/** Days in numbers, or a span as {@link timeSpan} reads it; null for months, too many days and anything else. */
export function daySpan(compact: string): DaySpan | null {
  const span = /^\d{1,3}$/.test(compact)
    ? { days: Number(compact), inWorkingDays: false }
    : timeSpan(compact);
  if (span === null || span.days === null || span.days > LONGEST_SPAN) return null;
  return { days: span.days, inWorkingDays: span.inWorkingDays };
}

/** 一 to 九十九, 两 for two. */
function chineseNumber(text: string): number | null {
  const match = /^([一二两三四五六七八九])?(十)?([一二三四五六七八九])?$/.exec(text);
  if (!match || (match[2] === undefined && match[1] !== undefined && match[3] !== undefined)) return null;
  const digit = (character: string | undefined, missing: number) =>
    character === undefined ? missing : character === '两' ? 2 : DIGITS.indexOf(character);
  return match[2] === undefined
    ? digit(match[1] ?? match[3], 0)
    : 10 * digit(match[1], 1) + digit(match[3], 0);
}
