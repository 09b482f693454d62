import { isDue, isDueToday, isDueUndated, isLate, isOnTime, isOpen, isOverdue, type Facts } from './facts.ts';

/** A test that picks the rows which a numerator, a denominator or a count is made of. */
export type Pick = (facts: Facts, cutoff: string) => boolean;

const all: Pick = () => true;
const onsite: Pick = (f) => !f.ledgered;
const ledgered: Pick = (f) => f.ledgered;
const notWhite: Pick = (f) => !f.white;
const ledgeredNotWhite: Pick = (f) => f.ledgered && !f.white;
const resolvedLedger: Pick = (f) => f.ledgered && f.resolved;
const finishedLedger: Pick = (f) => f.ledgered && (f.resolved || f.explained);
const timed: Pick = (f) => f.days !== null;
const fast: Pick = (f) => f.days !== null && f.days <= 5;
const selfSolvable: Pick = (f) => f.class === 'green' || f.class === 'blue';
const revisited: Pick = (f) => finishedLedger(f, '') && f.revisited;
const ratedFinished: Pick = (f) => finishedLedger(f, '') && f.answer !== null;
const rated: Pick = (f) => f.resolved && f.answer !== null;
const strictlySatisfied: Pick = (f) => f.resolved && (f.answer === 'very' || f.answer === 'satisfied');
const satisfied: Pick = (f) => strictlySatisfied(f, '') || (f.resolved && f.answer === 'basic');
const dissatisfied: Pick = (f) => f.resolved && (f.answer === 'dissatisfied' || f.answer === 'very_dis');

/** Counts: the rows that are counted. Numbers in brackets are those of the dictionary, §5. */
export const COUNTS = {
  problems_total: all, // M01
  solved_on_site: onsite, // M02
  ledgered, // M04
  self_solvable: selfSolvable, // M07
  resolved_total: (f) => f.resolved, // ON + RL
  not_white: notWhite, // N − W
  resolved_ledger: resolvedLedger, // RL
  ledger_not_white: ledgeredNotWhite, // L − W
  closed: (f) => f.resolved || f.explained, // ON + RL + EXP
  white: (f) => f.white, // W
  explained: (f) => f.explained, // EXP
  open: isOpen, // M13
  open_white: (f) => f.white && !f.explained, // M13, apart
  due: isDue, // M16
  on_time: isOnTime, // M17
  overdue_open: isOverdue, // M18
  late_closed: isLate, // M18
  due_today: isDueToday, // M18
  due_undated: isDueUndated, // D20
  timed, // M20
  within_five_days: fast, // M21
  answered: finishedLedger, // RL ∪ EXP
  revisited, // M22
  not_revisited: (f) => finishedLedger(f, '') && !f.revisited,
  rated_answered: ratedFinished, // M23
  rated, // M24
  satisfied, // M24
  strictly_satisfied: strictlySatisfied, // M25
  dissatisfied, // M26
} satisfies Record<string, Pick>;

/** Ratios: the rows of the numerator, the rows of the denominator. */
export const RATIOS = {
  on_site_ratio: [onsite, all], // M03
  self_solvable_share: [selfSolvable, ledgered], // M07
  resolution_rate: [(f) => f.resolved, notWhite], // M08
  ledger_resolution_rate: [resolvedLedger, ledgeredNotWhite], // M09
  closure_rate: [(f) => f.resolved || f.explained, all], // M10
  ledger_closure_rate: [finishedLedger, ledgered], // M10 of the ledger, as circulars print it
  explained_rate: [(f) => f.explained, (f) => f.white], // M12
  on_time_rate: [isOnTime, isDue], // M17
  overdue_rate: [isOverdue, isDue], // M18
  within_five_days_rate: [fast, timed], // M21
  revisit_rate: [revisited, finishedLedger], // M22
  rated_rate: [ratedFinished, revisited], // M23
  satisfaction_rate: [satisfied, rated], // M24
  strict_satisfaction_rate: [strictlySatisfied, rated], // M25
  dissatisfied_rate: [dissatisfied, rated], // M26
} satisfies Record<string, readonly [Pick, Pick]>;

/** Quantiles of days to resolution (M20), over the rows that have both dates. */
export const QUANTILES = { median_days: 0.5, p90_days: 0.9 } as const;

/** Metrics of the visits file; the last ones divide the problems by it (M33, M43). */
export const VISIT_METRICS = [
  'coverage_rate',
  'households_due',
  'households_visited',
  'visited_in_home',
  'visited_by_phone',
  'visited_by_wechat',
  'not_reached',
  'in_home_share',
  'by_phone_share',
  'by_wechat_share',
  'not_reached_share',
  'problems_per_100_households',
  'problems_found',
  'registered_rate',
] as const;

export type MetricId =
  keyof typeof COUNTS | keyof typeof RATIOS | keyof typeof QUANTILES | (typeof VISIT_METRICS)[number];

/** Counts have neither numerator nor denominator; quantiles have the number of days as denominator. */
export interface Figure {
  /** A fraction for ratios, days for quantiles; null when there is nothing to divide by or the metric does not apply. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

/** A figure that does not apply in a group. */
export const NOT_APPLICABLE: Figure = { value: null, numerator: null, denominator: null };

/** A plain count. */
export function count(value: number): Figure {
  return { value, numerator: null, denominator: null };
}

/** A ratio; its value is null when the denominator is 0. */
export function ratio(numerator: number, denominator: number): Figure {
  return { value: denominator === 0 ? null : numerator / denominator, numerator, denominator };
}

/** The quantile `q` with linear interpolation between neighbours; null for no values. */
export function quantile(values: readonly number[], q: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((left, right) => left - right);
  const position = (sorted.length - 1) * q;
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
}

/** The rows that one part of a row metric counts; for counts and quantiles every part is the rows themselves. */
export function pickOf(metric: string, part: 'numerator' | 'denominator'): Pick {
  if (metric in COUNTS) return COUNTS[metric as keyof typeof COUNTS];
  if (metric in QUANTILES) return timed;
  if (metric in RATIOS) return RATIOS[metric as keyof typeof RATIOS][part === 'numerator' ? 0 : 1];
  throw new RangeError(`no rows stand behind ${metric}`);
}
