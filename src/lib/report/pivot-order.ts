import { addMonths } from '../core/comparison.ts';
import { addDays, isLocalDate } from '../core/period.ts';
import { compareText } from '../core/text.ts';
import { STATES } from '../filters/filter.ts';
import { isTimeKey } from '../filters/explore-url.ts';
import { SATISFACTION_KEYS } from '../filters/url.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { GroupKey } from '../sql/group-query.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';

const ORDERED: Partial<Record<GroupKey, readonly string[]>> = {
  colour: LEDGER_CLASSES,
  status: STATES,
  satisfaction: SATISFACTION_KEYS,
};
/** More steps than this are not filled in: a wrong year in one row must not make thousands of lines. */
const MOST_STEPS = 400;

/** True for keys whose groups have an order of their own: time, colours, states, ratings. */
export function hasOwnOrder(key: GroupKey): boolean {
  return isTimeKey(key) || key in ORDERED;
}

/** True for groups that are no value of the key: nothing given, or not asked of these problems. */
export function isApart(key: GroupKey, value: string): boolean {
  return value === ONSITE_KEY || (value === NONE_KEY && key !== 'satisfaction');
}

/** The key's own order of two groups; groups without value are equal and come after all others elsewhere. */
export function compareGroups(key: GroupKey, a: string, b: string): number {
  const order = ORDERED[key];
  return order ? order.indexOf(a) - order.indexOf(b) : compareText(a, b);
}

const STEPS: Partial<Record<GroupKey, (day: string) => string>> = {
  registered_day: (day) => addDays(day, 1),
  registered_week: (day) => addDays(day, 7),
  registered_month: (day) => addMonths(day, 1),
};

/** The groups with the days, weeks or months between them that have no problem, so that time runs evenly. */
export function withGaps(key: GroupKey, values: readonly string[]): string[] {
  const next = STEPS[key];
  const days = values.filter(isLocalDate).sort(compareText);
  if (!next || days.length < 2) return [...values];
  const filled: string[] = [];
  for (let day = days[0]!; day <= days[days.length - 1]!; day = next(day)) {
    filled.push(day);
    if (filled.length > MOST_STEPS) return [...values];
  }
  return [...new Set([...filled, ...values])];
}
