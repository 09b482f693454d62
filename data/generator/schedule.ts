import { CUT_OFF_DAY, day, workload, type DayNumber } from './calendar.ts';
import type { Random } from './random.ts';

/** The classes that occur in the sample: solved on site, or ledgered with a colour. */
export type SampleClass = 'onsite' | SampleColour;
export type SampleColour = 'green' | 'blue' | 'yellow';

/** What is laid down for a colour of the sample; see data/README.md for which of it is published. */
export interface ColourPlan {
  readonly word: string;
  readonly daysAllowed: number;
  readonly overdueOpen: number;
  readonly closedLate: number;
  /** Matters whose date is the cut-off day or later, and which are solved all the same. */
  readonly solvedEarly: number;
  /** The usual number of days a matter takes. */
  readonly usualDays: number;
}

/** Outcomes by colour (invented): 558 / 527 / 41 resolved follow from these and the registrations. */
export const COLOUR_PLANS: Readonly<Record<SampleColour, ColourPlan>> = {
  green: { word: '绿色', daysAllowed: 10, overdueOpen: 21, closedLate: 33, solvedEarly: 38, usualDays: 4 },
  blue: { word: '蓝色', daysAllowed: 20, overdueOpen: 52, closedLate: 61, solvedEarly: 32, usualDays: 9 },
  yellow: { word: '黄色', daysAllowed: 45, overdueOpen: 23, closedLate: 12, solvedEarly: 12, usualDays: 24 },
};

const FIRST_DAY = day('2021-11-29');

/** Registrations by class and week, the first week starting on 2021-11-29 (invented; totals are published). */
const WEEKLY: Readonly<Record<SampleClass, readonly number[]>> = {
  onsite: [92, 134, 149, 170, 199, 178, 148, 126, 82, 16, 68, 30],
  green: [38, 55, 60, 70, 82, 76, 62, 54, 34, 10, 130, 24],
  blue: [40, 58, 66, 78, 92, 80, 58, 45, 69, 22, 108, 34],
  yellow: [7, 9, 11, 12, 13, 11, 9, 8, 6, 2, 11, 5],
};

/** In the week of 2022-01-24, blue matters registered from Friday on: their 20 days end after the cut-off. */
const BLUE_SPLIT = { week: 8, firstDays: 4, late: 39 } as const;

/** The registration days of one class, week by week, unshuffled. */
export function registrationDays(kind: SampleClass, random: Random): DayNumber[] {
  return WEEKLY[kind].flatMap((count, week) => {
    const days = daysOfWeek(week);
    if (kind !== 'blue' || week !== BLUE_SPLIT.week) return draw(days, count, random);
    const early = draw(days.slice(0, BLUE_SPLIT.firstDays), count - BLUE_SPLIT.late, random);
    return [...early, ...draw(days.slice(BLUE_SPLIT.firstDays), BLUE_SPLIT.late, random)];
  });
}

function daysOfWeek(week: number): DayNumber[] {
  const monday = FIRST_DAY + week * 7;
  return [0, 1, 2, 3, 4, 5, 6].map((offset) => monday + offset).filter((each) => each <= CUT_OFF_DAY);
}

function draw(days: readonly DayNumber[], count: number, random: Random): DayNumber[] {
  return Array.from({ length: count }, () => random.weighted(days, (each) => workload(each)));
}
