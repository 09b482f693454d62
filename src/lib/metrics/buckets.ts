import type { Bilingual } from '../core/errors.ts';

/** A stretch of whole days, both ends included; `to` is null where it is open. */
export interface DayBucket {
  readonly key: string;
  readonly from: number;
  readonly to: number | null;
}

/** Days that an open problem has been waiting since its registration (M19). */
export const AGE_STEPS = [
  { key: '0_3', from: 0, to: 3 },
  { key: '4_7', from: 4, to: 7 },
  { key: '8_15', from: 8, to: 15 },
  { key: '16_30', from: 16, to: 30 },
  { key: '31_60', from: 31, to: 60 },
  { key: 'over_60', from: 61, to: null },
] as const satisfies readonly DayBucket[];

/** Days since the due date of a problem that is still open (M18). */
export const OVERDUE_STEPS = [
  { key: 'overdue_1_7', from: 1, to: 7 },
  { key: 'overdue_8_15', from: 8, to: 15 },
  { key: 'overdue_16_30', from: 16, to: 30 },
  { key: 'overdue_over_30', from: 31, to: null },
] as const satisfies readonly DayBucket[];

/** Days until the due date of a problem that is still open. */
export const SOON_STEPS = [
  { key: 'due_in_1_3', from: 1, to: 3 },
  { key: 'due_in_4_7', from: 4, to: 7 },
  { key: 'due_later', from: 8, to: null },
] as const satisfies readonly DayBucket[];

/** Keys of the filter `age`; every open problem outside white has one. */
export const AGE_KEYS = [...AGE_STEPS.map(({ key }) => key), 'undated'] as const;
export type AgeKey = (typeof AGE_KEYS)[number];

/** Keys of the filter `due`: every problem that is due (D20) has one, and every open one outside white. */
export const DUE_KEYS = [
  'on_time',
  'late',
  ...OVERDUE_STEPS.map(({ key }) => key),
  'due_today',
  'due_undated',
  ...SOON_STEPS.map(({ key }) => key),
  'no_due',
] as const;
export type DueKey = (typeof DUE_KEYS)[number];

function days({ from, to }: DayBucket): Bilingual {
  return to === null
    ? { zh: `${from - 1}天以上`, en: `over ${from - 1} days` }
    : { zh: `${from}–${to}天`, en: `${from}–${to} days` };
}

const label = (key: string, zh: string, en: string): [string, Bilingual] => [key, { zh, en }];

const LABELS: Readonly<Record<string, Bilingual>> = Object.fromEntries([
  ...AGE_STEPS.map((step) => [step.key, days(step)]),
  ...OVERDUE_STEPS.map((step) => [step.key, { zh: `超期${days(step).zh}`, en: `overdue ${days(step).en}` }]),
  label('undated', '无登记时间', 'no registration date'),
  label('on_time', '按时办结', 'closed on time'),
  label('late', '超期办结', 'closed late'),
  label('due_today', '今日到期', 'due today'),
  label('due_undated', '办结日期不明', 'closed on an unknown day'),
  label('due_in_1_3', '3天内到期', 'due in 1–3 days'),
  label('due_in_4_7', '4–7天到期', 'due in 4–7 days'),
  label('due_later', '7天以后到期', 'due in over 7 days'),
  label('no_due', '无办理时限', 'no due date'),
]);

/** Name of a key of the filters `age` and `due`. */
export function bucketLabel(key: string): Bilingual {
  return LABELS[key] ?? { zh: key, en: key };
}
