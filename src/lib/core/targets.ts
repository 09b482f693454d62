import type { LocalDate } from './period.ts';

/** Rates that a county may set itself a target for. */
export const TARGET_RATES = [
  'coverage_rate',
  'registered_rate',
  'closure_rate',
  'revisit_rate',
  'on_site_ratio',
  'resolution_rate',
  'ledger_resolution_rate',
  'explained_rate',
  'on_time_rate',
  'rated_rate',
  'satisfaction_rate',
] as const;
export type TargetRate = (typeof TARGET_RATES)[number];

/** What a rate is to reach, and by when. */
export interface Target {
  readonly metric: TargetRate;
  /** Above 0, at most 100, with at most one decimal. */
  readonly percent: number;
  /** The last day for it; absent where the county has not said. */
  readonly by?: LocalDate;
}

/** 四个100%: the county's report names the slogan and not its rates; these stand until a configuration says others (M43). */
export const DEFAULT_TARGETS: readonly Target[] = [
  { metric: 'coverage_rate', percent: 100 },
  { metric: 'registered_rate', percent: 100 },
  { metric: 'closure_rate', percent: 100 },
  { metric: 'revisit_rate', percent: 100 },
];

/** The smallest numerator that reaches `percent` of a denominator, in whole numbers, free of rounding. */
export function requiredCount(percent: number, denominator: number): number {
  return Math.ceil((Math.round(percent * 10) * denominator) / 1000);
}
