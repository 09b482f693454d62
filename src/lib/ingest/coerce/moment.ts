import type { LocalDate, LocalMoment } from '../../core/period.ts';
import { compactText, isPlaceholder } from '../../core/text.ts';
import { BLANK, type Coerced } from './coerced.ts';
import { daySpan, type DaySpan } from './time-span.ts';
import { parseDateText, unreadDate, type DateContext } from './date-text.ts';

/** A deadline: a day, or a number of days counted from registration. */
export type DueCell = { readonly date: LocalDate } | DaySpan;

const PLAN_WORDS =
  /预计|预期|计划|力争|承诺|争取|确保|拟|于|在|底前|底之前|之前|以前|前|全部|完成|解决|办结|整改|到位|修复|化解|左右/g;
const MONTH_PART =
  /^(?:(20\d{2})(?:年|[-./](?=\d{1,2}$)))?(\d{1,2})(?:月份?|(?<=[-./]\d{1,2})$)(上旬|中旬|下旬|底|末)?$/;
const YEAR_END = /^(?:(20\d{2})年?|今?年)(?:底|末)?$/;

const SAME_DAY = /^(?:当日|当天|当场|即时|现场|立即|即办)(?:已)?(?:解决|办结|完成|答复|处理|解答)?$/;

const isBlankDate = (text: string) => isPlaceholder(text) || compactText(text) === '0';

/** The last day of the month that a bare month names (2月, 2022年2月, 3月中旬, 2022.3); null for anything else. */
export function parseMonth(text: string, context: DateContext): LocalDate | null {
  const month = MONTH_PART.exec(compactText(text));
  return month ? monthEnd(month[1], Number(month[2]), month[3] ?? '底', context) : null;
}

/** True for 当日, 当天, 当场 and the like: the day on which the problem was received. */
export function isSameDay(text: string): boolean {
  // The usual cell is a date.
  const first = text.charCodeAt(0);
  return text !== '' && !(first >= 48 && first <= 57) && SAME_DAY.test(compactText(text));
}

/** A day or moment at which something happened. */
export function coerceMoment(text: string, context: DateContext): Coerced<LocalMoment> {
  if (text === '' || isBlankDate(text)) return BLANK;
  const value = parseDateText(text, context);
  return value === null ? { value, code: unreadDate(text) } : { value };
}

/**
 * A deadline: a date, `10天`, `3日内`, or a plan such as 3月底前. Working days need a calendar to be turned into a date:
 * `QC_WORKING_DAYS` goes with them.
 */
export function coerceDue(text: string, context: DateContext): Coerced<DueCell> {
  if (text === '' || isBlankDate(text)) return BLANK;
  if (isSameDay(text)) return { value: { days: 0, inWorkingDays: false } };
  const span = daySpan(compactText(text));
  if (span !== null) return { value: span, ...(span.inWorkingDays && { code: 'QC_WORKING_DAYS' }) };
  const date = parsePlanDate(text, context);
  return date === null ? { value: null, code: unreadDate(text) } : { value: { date } };
}

/** The day that a plan names: 预计3月15日, 2022年3月底前, 年底前 (the last day of a month or year). */
export function parsePlanDate(text: string, context: DateContext): LocalDate | null {
  const use = { rangeEnd: true, mayBeAhead: true };
  const direct = parseDateText(text, context, use);
  if (direct) return direct.slice(0, 10);
  const compact = compactText(text);
  const atEnd = /[底末]/.test(compact);
  const bare = compact.replace(PLAN_WORDS, '');
  const named = parseDateText(bare, context, use);
  if (named) return named.slice(0, 10);
  const month = parseMonth(bare, context);
  if (month) return month;
  const year = atEnd ? YEAR_END.exec(bare) : null;
  const inYear = year?.[1] ?? context.anchor?.slice(0, 4);
  return year && inYear ? `${inYear}-12-31` : null;
}

function monthEnd(
  year: string | undefined,
  month: number,
  part: string,
  context: DateContext,
): LocalDate | null {
  if (month < 1 || month > 12) return null;
  const two = String(month).padStart(2, '0');
  const inYear = year ?? parsePlanDate(`${month}月15日`, context)?.slice(0, 4);
  if (inYear === undefined) return null;
  const last = new Date(Date.UTC(Number(inYear), month, 0)).getUTCDate();
  const day = part === '上旬' ? 10 : part === '中旬' ? 20 : last;
  return `${inYear}-${two}-${String(day).padStart(2, '0')}`;
}
