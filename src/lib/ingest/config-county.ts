import type { CountyNames } from '../core/county-settings.ts';
import type { UpdateRhythm } from '../core/freshness.ts';
import { TARGET_RATES, type Target } from '../core/targets.ts';
import type { WorkCalendar } from '../core/work-calendar.ts';
import { checkMembers, fail, list, localDate, oneOf, text, wholeDays, type Check } from './config-checks.ts';

const UPDATE_CHECKS: Readonly<Record<keyof UpdateRhythm, Check>> = { everyDays: wholeDays, contact: text };

/** How often the county publishes. */
export function checkUpdate(value: unknown, path: string, file: string | undefined): void {
  checkMembers(value, UPDATE_CHECKS, path, file);
  if ((value as Partial<UpdateRhythm>).everyDays === undefined) {
    fail('CONFIG_WRONG_TYPE', `${path}.everyDays`, file);
  }
}

const COUNTY_CHECKS: Readonly<Record<keyof CountyNames, Check>> = { name: line, issuer: line };
/** Longer ones do not fit above a bulletin's title. */
const LONGEST_NAME = 60;

/** Words for one line of a heading. */
function line(value: unknown, path: string, file: string | undefined): void {
  text(value, path, file);
  const words = value as string;
  const isLine = words.trim() !== '' && words.length <= LONGEST_NAME && !/[\r\n]/.test(words);
  if (!isLine) fail('CONFIG_WRONG_TYPE', path, file);
}

/** How the county names itself. */
export function checkCounty(value: unknown, path: string, file: string | undefined): void {
  checkMembers(value, COUNTY_CHECKS, path, file);
}

const TARGET_CHECKS: Readonly<Record<keyof Target, Check>> = {
  metric: oneOf(TARGET_RATES),
  percent: (value, path, file) => {
    const isPercent =
      typeof value === 'number' && value > 0 && value <= 100 && Number(value.toFixed(1)) === value;
    if (!isPercent) fail('CONFIG_WRONG_TYPE', path, file);
  },
  by: localDate,
};

/** A rate has one target. */
export function checkTargets(value: unknown, path: string, file: string | undefined): void {
  const seen = new Set<unknown>();
  list((entry, own) => {
    checkMembers(entry, TARGET_CHECKS, own, file);
    const { metric, percent } = entry as Partial<Target>;
    if (percent === undefined) fail('CONFIG_WRONG_TYPE', `${own}.percent`, file);
    if (metric === undefined || seen.has(metric)) fail('CONFIG_WRONG_TYPE', `${own}.metric`, file);
    seen.add(metric);
  })(value, path, file);
}

const CALENDAR_CHECKS: Readonly<Record<keyof WorkCalendar, Check>> = {
  holidays: list(localDate),
  workdays: list(localDate),
};

/** No day is named twice: neither in one list nor in both. */
export function checkCalendar(value: unknown, path: string, file: string | undefined): void {
  checkMembers(value, CALENDAR_CHECKS, path, file);
  const { holidays, workdays = [] } = value as Partial<WorkCalendar>;
  if (holidays === undefined) fail('CONFIG_WRONG_TYPE', `${path}.holidays`, file);
  const seen = new Set<unknown>();
  for (const [name, days] of Object.entries({ holidays, workdays })) {
    days.forEach((day, at) => {
      if (seen.has(day)) fail('CONFIG_WRONG_TYPE', `${path}.${name}[${at}]`, file);
      seen.add(day);
    });
  }
}
