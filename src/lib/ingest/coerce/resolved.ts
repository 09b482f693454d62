import type { LocalDate, LocalMoment } from '../../core/period.ts';
import { compactText, isPlaceholder } from '../../core/text.ts';
import { BLANK, type Coerced } from './coerced.ts';
import { parseDateText, unreadDate, type DateContext } from './date-text.ts';
import { isSameDay, parseMonth, parsePlanDate } from './moment.ts';
import { daySpan, timeSpan, type DaySpan } from './time-span.ts';

/** What a 解决时间 cell says (D11). Whether a date has passed is decided later, at the horizon. */
export type ResolvedCell =
  | { readonly kind: 'date'; readonly moment: LocalMoment }
  | {
      readonly kind: 'plan';
      readonly date: LocalDate | null;
      readonly span: DaySpan | null;
      readonly isMonth?: true;
    }
  | { readonly kind: 'progress' }
  | { readonly kind: 'done' }
  | { readonly kind: 'explained' }
  | { readonly kind: 'same_day' };

const PROGRESS =
  /正在|办理中|处理中|进行中|推进|跟进|长期|坚持|持续|协调|逐步|尚未|^未|^待|^暂|目前|无法|不能|部分/;
const PLAN = /前|预计|预期|拟|计划|力争|承诺|争取/;
const PROMISE = /^(?:预计|预期|计划|力争|承诺|争取|拟)(?:在|于)?/;
/** A span is a promise only when it says within; 3天 may be how long it took. */
const WITHIN = /^(.+?内)(?:完成|解决|办结|化解|整改|整改到位|办理完毕|落实)?$/;
/** Plans without a day. */
const OPEN_PLANS = new Set(
  (
    '月底 月末 本月底 本月末 月内 本月内 当月内 下月 下个月 下月底 下周 下周内 本周内 近期 近期内 近日 尽快 ' +
    '年底 年末 今年底 年内 今年内 本年内 明年 来年 年后 节后 春节后 开春 开春后 春季'
  ).split(' '),
);
const DONE =
  /^(?:已经?|全部|均已|现已)?(?:解决|办结|完成|整改|销号|处理|办理|答复|修复|化解)(?:完毕|完成|到位|结束|好|了)?$|^[√✓✔]$/;
const EXPLAINED = /^(?:已经?|均已)?(?:做好|作出|进行)?解释(?:说明|清楚)?(?:到位|完毕|工作)?了?$/;
const DONE_WORDS =
  /(?:已经?|全部|均已|现已)?(?:解决|办结|完成|整改|销号|处理|办理|答复|修复|化解)(?:完毕|完成|到位|结束|好|了)?|已?于|当天|当日|[,;。]/g;
/** 已于1月5日解决, 1月5日前已办结: done, whatever stands between. */
const SAYS_DONE = /已(?:经|于|全部)?[^,;。]{0,12}?(?:解决|办结|完成|整改|销号|修复|处理|答复|化解)/;
const PROMISED = /预计|预期|拟|计划|力争|承诺|争取/;

/** Reads 解决时间 as a date, a plan, an unfinished, a finished or an explained state, or 当日. */
export function coerceResolved(text: string, context: DateContext): Coerced<ResolvedCell> {
  if (text === '' || isPlaceholder(text) || text.trim() === '0') return BLANK;
  const moment = parseDateText(text, context, { rangeEnd: true, mayBeAhead: false });
  if (moment) return { value: { kind: 'date', moment } };
  const compact = compactText(text);
  if (isSameDay(text)) return { value: { kind: 'same_day' } };
  if (DONE.test(compact)) return { value: { kind: 'done' } };
  if (EXPLAINED.test(compact)) return { value: { kind: 'explained' } };
  if (PROGRESS.test(compact)) return { value: { kind: 'progress' } };
  if (SAYS_DONE.test(compact) && !PROMISED.test(compact)) {
    const at = compact.includes('前') ? null : dateWithin(compact, context);
    return { value: at ? { kind: 'date', moment: at } : { kind: 'done' } };
  }
  const promised = compact.replace(PROMISE, '');
  const within = WITHIN.exec(promised)?.[1] ?? '';
  if (timeSpan(within) !== null) {
    const span = daySpan(within);
    const value = { kind: 'plan', date: null, span } as const;
    return span?.inWorkingDays ? { value, code: 'QC_WORKING_DAYS' } : { value };
  }
  if (PLAN.test(compact)) {
    return { value: { kind: 'plan', date: parsePlanDate(text, context), span: null } };
  }
  if (OPEN_PLANS.has(promised)) {
    return { value: { kind: 'plan', date: parsePlanDate(promised, context), span: null } };
  }
  const month = parseMonth(promised, context);
  if (month) return { value: { kind: 'plan', date: month, span: null, isMonth: true } };
  const named = dateWithin(compact, context);
  if (named) return { value: { kind: 'date', moment: named } };
  return { value: null, code: unreadDate(text) };
}

/** The one date that is left when words that say done are taken away. */
function dateWithin(compact: string, context: DateContext): LocalMoment | null {
  const use = { rangeEnd: true, mayBeAhead: false };
  return parseDateText(compact.replace(DONE_WORDS, ''), context, use);
}
