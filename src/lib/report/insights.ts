import type { MetricValue } from '../core/result.ts';
import { printedPercent, roundHalfUp } from '../format/format.ts';
import type { MetricId } from '../metrics/registry.ts';
import type { MetricReport } from '../metrics/report.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY, type Dimension } from '../metrics/types.ts';
import { SMALL_BASE } from '../metrics/value.ts';

/** A unit's ledger resolution rate is called low from this many percentage points below the whole's. */
export const LOW_POINTS = 5;
/** Rates on fewer problems are not compared (D23). */
export const COMPARED_BASE = SMALL_BASE;

/** Towns whose ledger resolution rate is low, the lowest first. */
export function lowUnits(report: MetricReport): string[] {
  const whole = report.overall.ledger_resolution_rate.value;
  if (whole === null) return [];
  return Object.entries(report.by.town ?? {})
    .map(([key, table]) => ({ key, rate: table.ledger_resolution_rate }))
    .filter(({ key, rate }) => key !== NONE_KEY && rate.value !== null && rate.denominator! >= COMPARED_BASE)
    .filter(({ rate }) => rate.value! <= whole - LOW_POINTS / 100)
    .sort((a, b) => a.rate.value! - b.rate.value!)
    .map(({ key }) => key);
}

/** A unit's overdue problems are said to have risen from this many on. */
const RISEN_FROM = 3;

export const INSIGHT_KINDS = [
  'town',
  'department',
  'rose',
  'dueToday',
  'low',
  'fell',
  'uncovered',
  'dissatisfied',
  'revisit',
  'undated',
  'nocolour',
] as const;
export type InsightKind = (typeof INSIGHT_KINDS)[number];

/** A short statement made by a rule, with the figures that prove it. */
export interface Insight {
  readonly kind: InsightKind;
  readonly count: number;
  /** Count of the whole that `count` is a share of, where the statement gives one. */
  readonly of: number | null;
  /** What `count`, or the statement's rate, was at the moment of comparison; null where none is compared. */
  readonly before: number | null;
  /** The rate that the statement is about; `before` and `whole` are rates then. */
  readonly rate: MetricValue | null;
  readonly whole: number | null;
  readonly dimension: Dimension | null;
  readonly key: string | null;
  /** The records that are counted; null when no link selects exactly them. */
  readonly metric: MetricId | null;
}

type Unit = 'town' | 'department';
type Named = readonly [key: string, table: MetricTable];

/** The named units with problems; none where there is but one: alone in a selection it is most of nothing. */
function unitsOf(report: MetricReport, dimension: Unit): Named[] {
  const units = Object.entries(report.by[dimension] ?? {}).filter(
    ([key, table]) => key !== NONE_KEY && (table.problems_total.value ?? 0) > 0,
  );
  return units.length < 2 ? [] : units;
}

/** The one unit with the greatest number; null for a tie: neither has most. */
function greatest(units: readonly Named[], numberOf: (unit: Named) => number): Named | null {
  const [first, second] = [...units].sort((a, b) => numberOf(b) - numberOf(a));
  if (first === undefined) return null;
  return second === undefined || numberOf(first) > numberOf(second) ? first : null;
}

const overdue = ([, table]: Named): number => table.overdue_open.value ?? 0;

/** The unit of a kind with most overdue problems, or null. */
export function mostOverdue(report: MetricReport, dimension: Unit): Insight | null {
  const most = greatest(unitsOf(report, dimension), overdue);
  const count = most === null ? 0 : overdue(most);
  if (most === null || count === 0) return null;
  return statement(dimension, count, {
    of: report.overall.overdue_open.value,
    dimension,
    key: most[0],
    metric: 'overdue_open',
  });
}

function statement(kind: InsightKind, count: number, rest: Partial<Insight> = {}): Insight {
  const nothing = {
    of: null,
    before: null,
    rate: null,
    whole: null,
    dimension: null,
    key: null,
    metric: null,
  };
  return { ...nothing, ...rest, kind, count };
}

/** The town whose overdue problems rose most since the comparison, by {@link RISEN_FROM} or more. */
function risenTown(report: MetricReport, earlier: MetricReport): Insight | null {
  const earlierOf = (key: string): number => earlier.by.town?.[key]?.overdue_open.value ?? 0;
  const rise = (unit: Named): number => overdue(unit) - earlierOf(unit[0]);
  const town = greatest(unitsOf(report, 'town'), rise);
  if (town === null || rise(town) < RISEN_FROM) return null;
  const found = {
    before: earlierOf(town[0]),
    dimension: 'town',
    key: town[0],
    metric: 'overdue_open',
  } as const;
  return statement('rose', overdue(town), found);
}

/** The lowest of the towns that {@link lowUnits} names. */
function lowTown(report: MetricReport): Insight | null {
  const [key] = lowUnits(report);
  if (key === undefined) return null;
  const rate = report.by.town![key]!.ledger_resolution_rate;
  const whole = report.overall.ledger_resolution_rate.value;
  return statement('low', rate.numerator!, { rate, whole, dimension: 'town', key });
}

/** The town whose ledger resolution rate fell most, by {@link LOW_POINTS} or more as printed, on enough problems. */
function fallenTown(report: MetricReport, earlier: MetricReport): Insight | null {
  const rates = (key: string): readonly (MetricValue | undefined)[] => [
    report.by.town?.[key]?.ledger_resolution_rate,
    earlier.by.town?.[key]?.ledger_resolution_rate,
  ];
  const fall = ([key]: Named): number => {
    const [now, before] = rates(key);
    return roundHalfUp(printedPercent(before!) - printedPercent(now!), 1);
  };
  const comparable = unitsOf(report, 'town').filter(([key]) =>
    rates(key).every((rate) => rate !== undefined && (rate.denominator ?? 0) >= COMPARED_BASE),
  );
  const town = greatest(comparable, fall);
  if (town === null || fall(town) < LOW_POINTS) return null;
  const [now, before] = rates(town[0]);
  const found = { rate: now!, before: before!.value, dimension: 'town', key: town[0] } as const;
  return statement('fell', now!.numerator!, found);
}

/** Towns where not every household that is due was visited: how many, and how many households are missing. */
function uncoveredTowns(report: MetricReport): Insight | null {
  const missing = Object.values(report.by.town ?? {})
    .map(({ coverage_rate: { numerator, denominator } }) => (denominator ?? 0) - (numerator ?? 0))
    .filter((households) => households > 0);
  return missing.length === 0
    ? null
    : statement('uncovered', missing.length, {
        of: missing.reduce((sum, households) => sum + households, 0),
      });
}

/**
 * What deserves attention, by fixed rules: the units with most overdue problems and with the greatest rise, what is
 * due today, the lowest and the fallen resolution rate, households without a visit, bad ratings, revisits to come, and
 * rows that figures must leave out. Nothing is said of a count of 0; `earlier` null: nothing is compared.
 */
export function insights(report: MetricReport, earlier: MetricReport | null): Insight[] {
  const { overall } = report;
  const counted = (kind: InsightKind, count: number | null, rest: Partial<Insight> = {}): Insight | null =>
    count === null || count === 0 ? null : statement(kind, count, rest);
  const compared = (found: Insight | null): Insight | null => {
    if (found === null || earlier === null) return found;
    const table = earlier.by[found.dimension!]?.[found.key!];
    return { ...found, before: table?.overdue_open.value ?? null };
  };
  const most = compared(mostOverdue(report, 'town'));
  const risen = earlier && risenTown(report, earlier);
  return [
    most,
    compared(mostOverdue(report, 'department')),
    risen?.key === most?.key ? null : risen,
    counted('dueToday', overall.due_today.value, { metric: 'due_today' }),
    lowTown(report),
    earlier && fallenTown(report, earlier),
    uncoveredTowns(report),
    counted('dissatisfied', overall.dissatisfied.value, { metric: 'dissatisfied' }),
    counted('revisit', overall.not_revisited.value, { of: overall.answered.value, metric: 'not_revisited' }),
    counted('undated', report.undated ?? 0),
    counted('nocolour', report.by.colour?.unknown?.colour_count.value ?? 0, {
      dimension: 'colour',
      key: 'unknown',
      metric: 'colour_count',
    }),
  ].filter((found) => found !== null);
}
