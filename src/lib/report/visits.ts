import { daysBetween, type LocalDate, type LocalMoment } from '../core/period.ts';
import type { Period } from '../core/comparison.ts';
import { requiredCount, type Target } from '../core/targets.ts';
import { compareText } from '../core/text.ts';
import type { MetricId } from '../metrics/registry.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY } from '../metrics/types.ts';
import type { VisitDay } from '../query/run-visits.ts';

/** Columns of the table of visits, in order. */
export const VISIT_COLUMNS = [
  'households_due',
  'households_visited',
  'coverage_rate',
  'visited_in_home',
  'visited_by_phone',
  'visited_by_wechat',
  'not_reached',
  'problems_total',
  'problems_per_100_households',
] as const satisfies readonly MetricId[];
export type VisitColumn = (typeof VISIT_COLUMNS)[number];

/** What the table of visits is sorted by; `-` before it sorts from the largest. */
export interface VisitSort {
  readonly by: VisitColumn | 'name';
  readonly descending: boolean;
}

/** Who lags comes first. */
export const DEFAULT_VISIT_SORT: VisitSort = { by: 'coverage_rate', descending: false };

/** A sort from its text in the address; null for one that is not understood. */
export function parseVisitSort(text: string | null): VisitSort | null {
  if (text === null) return DEFAULT_VISIT_SORT;
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const by = name === 'name' ? name : VISIT_COLUMNS.find((column) => column === name);
  return by === undefined ? null : { by, descending };
}

export function visitSortText({ by, descending }: VisitSort): string {
  return `${descending ? '-' : ''}${by}`;
}

/** A town or a village with its figures; `town` is a village's, null for a town. */
export interface VisitRow {
  readonly town: string | null;
  readonly key: string;
  readonly table: MetricTable;
}

/** Rows in order; those whose figure is missing come last either way, equal ones by name. */
export function sortVisitRows<Row extends VisitRow>(
  rows: readonly Row[],
  { by, descending }: VisitSort,
): Row[] {
  const sign = descending ? -1 : 1;
  const named = (a: Row, b: Row): number =>
    Number(a.key === NONE_KEY) - Number(b.key === NONE_KEY) || compareText(a.key, b.key);
  if (by === 'name') return [...rows].sort((a, b) => sign * named(a, b));
  return [...rows].sort((a, b) => {
    const [left, right] = [a.table[by].value, b.table[by].value];
    if (left === null || right === null) return Number(left === null) - Number(right === null) || named(a, b);
    return sign * (left - right) || named(a, b);
  });
}

/** True for more households visited than there are: to be looked at (D12). */
export function isAboveAll({ coverage_rate: { value } }: MetricTable): boolean {
  return value !== null && value > 1;
}

/** The row with the lowest coverage; null where fewer than two have one, or all have the same. */
export function lowestCoverage<Row extends VisitRow>(rows: readonly Row[]): Row | null {
  const known = sortVisitRows(rows, DEFAULT_VISIT_SORT).filter(
    ({ table }) => table.coverage_rate.value !== null,
  );
  const [first, last] = [known[0], known[known.length - 1]];
  return first && last && first.table.coverage_rate.value !== last.table.coverage_rate.value ? first : null;
}

/** Why a village counts as not visited: its report says nobody, or there is no report of it. */
export type UnvisitedReason = 'nobody' | 'unreported';

/** Villages in which no household was visited by the moment; rows that name no village are none (村不漏户). */
export function unvisitedVillages<Row extends VisitRow>(
  villages: readonly Row[],
): (Row & { readonly reason: UnvisitedReason })[] {
  return sortVisitRows(villages, { by: 'name', descending: false }).flatMap((row) => {
    const visited = row.table.households_visited.value;
    if (row.key === NONE_KEY || (visited ?? 0) > 0) return [];
    return [{ ...row, reason: visited === null ? 'unreported' : 'nobody' }];
  });
}

/** A day's running totals of a scope. */
export interface ProgressPoint {
  readonly day: LocalDate;
  readonly due: number | null;
  readonly visited: number;
  /** Households visited since the report before; null for the first. */
  readonly added: number | null;
}

/** The reports of a period, each with what was added since the one before it, also where that lies outside. */
export function progressPoints(days: readonly VisitDay[], { from, to }: Period): ProgressPoint[] {
  return days
    .map(({ day, visits }, index) => {
      const visited = visits.hh_visited ?? 0;
      const before = index === 0 ? null : (days[index - 1]!.visits.hh_visited ?? 0);
      return { day, due: visits.hh_due, visited, added: before === null ? null : visited - before };
    })
    .filter(({ day }) => (from === null || day >= from) && (to === null || day <= to));
}

/** How fast the households are visited, and how fast they would have to be. */
export interface Pace {
  /** Households a day from the first report to the last; null for a single day. */
  readonly perDay: number | null;
  /** Households that reach the target; null where those due are not known. */
  readonly required: number | null;
  /** Households that are missing. */
  readonly gap: number | null;
  /** Days after the moment's day up to the target's; null where it has none, 0 or less when it is past. */
  readonly daysLeft: number | null;
  /** Whole households a day that reach the target in time, rounded up; null once reached, past or undated. */
  readonly neededPerDay: number | null;
}

/** The pace of all reports towards a coverage target as of a moment. */
export function paceOf(
  points: readonly ProgressPoint[],
  target: Target | undefined,
  moment: LocalMoment,
): Pace {
  const [first, last] = [points[0], points[points.length - 1]];
  const span = first && last ? daysBetween(first.day, last.day) : 0;
  const due = last?.due ?? null;
  const required = target === undefined || due === null ? null : requiredCount(target.percent, due);
  const gap = required === null ? null : Math.max(0, required - last!.visited);
  const daysLeft = target?.by === undefined ? null : daysBetween(moment, target.by);
  const isOpen = gap !== null && gap > 0 && daysLeft !== null && daysLeft > 0;
  return {
    perDay: span === 0 ? null : (last!.visited - first!.visited) / span,
    required,
    gap,
    daysLeft,
    neededPerDay: isOpen ? Math.ceil(gap / daysLeft) : null,
  };
}
