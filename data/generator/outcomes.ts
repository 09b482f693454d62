import { CUT_OFF_DAY, workload, type DayNumber } from './calendar.ts';
import type { Random } from './random.ts';
import { COLOUR_PLANS, type ColourPlan, type SampleColour } from './schedule.ts';
import type { Village } from './villages.ts';

/** A ledgered matter of the sample before it is written out. */
export interface Matter {
  readonly colour: SampleColour;
  readonly village: Village;
  readonly slowness: number;
  readonly registered: DayNumber;
  readonly due: DayNumber;
  /** Day of resolution, or null while it is open. */
  resolved: DayNumber | null;
  /** The case from the newspaper report: its course is laid down. */
  readonly fixed: boolean;
}

/** Decides which matters of one colour are resolved, and when, so that the laid-down counts come out exactly. */
export function settle(colour: SampleColour, matters: readonly Matter[], random: Random): void {
  const plan = COLOUR_PLANS[colour];
  settleExpired(plan, matters.filter(isExpired), random);
  settleRunning(
    plan,
    matters.filter((matter) => !isExpired(matter)),
    random,
  );
}

/** True when the date was before the cut-off day. */
function isExpired(matter: Matter): boolean {
  return matter.due < CUT_OFF_DAY;
}

function settleExpired(plan: ColourPlan, expired: readonly Matter[], random: Random): void {
  const overdue = new Set(random.sample(expired, plan.overdueOpen, overdueWeight));
  const rest = expired.filter((matter) => !overdue.has(matter));
  const late = new Set(random.sample(rest, plan.closedLate, ({ slowness }) => 1 + slowness / 3));
  for (const matter of rest) {
    matter.resolved = late.has(matter)
      ? random.int(matter.due + 1, Math.min(matter.due + 9, CUT_OFF_DAY))
      : resolutionDay(plan, matter, random);
  }
}

/** Slow towns and dates just passed are the likeliest to be open; hardly anything is open for more than a month. */
function overdueWeight(matter: Matter): number {
  const daysOver = CUT_OFF_DAY - matter.due;
  return daysOver > 30 ? 0.001 : matter.slowness / (1 + daysOver * daysOver * 0.03);
}

function settleRunning(plan: ColourPlan, running: readonly Matter[], random: Random): void {
  const alreadySettled = running.filter(({ fixed }) => fixed).length;
  const free = running.filter(({ fixed }) => !fixed);
  const age = ({ registered }: Matter) => CUT_OFF_DAY - registered + 0.2;
  const solved = random.sample(free, plan.solvedEarly - alreadySettled, age);
  for (const matter of solved) matter.resolved = resolutionDay(plan, matter, random);
}

/** A day up to the due day and the cut-off, around the usual duration, rarely on holidays. */
function resolutionDay(plan: ColourPlan, matter: Matter, random: Random): DayNumber {
  const last = Math.min(matter.due, CUT_OFF_DAY);
  const days: DayNumber[] = [];
  for (let each = matter.registered + (last > matter.registered ? 1 : 0); each <= last; each += 1)
    days.push(each);
  return random.weighted(days, (each) => {
    const distance = (each - matter.registered - plan.usualDays) / plan.usualDays;
    return workload(each) / (1 + 3 * distance * distance);
  });
}
