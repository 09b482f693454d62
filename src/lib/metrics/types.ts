import type { Bilingual } from '../core/errors.ts';
import type { Direction, MetricUnit } from '../core/result.ts';
import { COVERAGE_COUNTS } from '../schema/ddl.ts';

/**
 * What a row is, as of the cut-off; the vocabulary that counts are built from. `sql/flags.ts` holds one
 * SQL predicate for each. The order is part of the published schema: add at the end, at most 31.
 */
export const FLAGS = [
  'counted',
  'onsite',
  'ledger',
  'self_solvable',
  'white',
  'not_white',
  'ledger_not_white',
  'resolved',
  'resolved_ledger',
  'explained',
  'closed',
  'answered',
  'open',
  'open_white',
  'due',
  'on_time',
  'late',
  'overdue',
  'due_today',
  'due_undated',
  'timed',
  'within_five',
  'revisited',
  'rated_answered',
  'rated',
  'satisfied',
  'strictly_satisfied',
  'dissatisfied',
  'undated',
  'without_record',
  'not_revisited',
] as const;
export type Flag = (typeof FLAGS)[number];

/** Sums over the latest visit figures of each village. */
export const VISIT_SUMS = COVERAGE_COUNTS;
export type VisitSum = (typeof VISIT_SUMS)[number];

/** Sums of visit figures; null where no village's file gives them. */
export type Visits = Readonly<Record<VisitSum, number | null>>;

export const DIMENSIONS = ['colour', 'town', 'village', 'department', 'category'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Key of the group of rows in which a dimension is missing. */
export const NONE_KEY = '__none__';

interface MetricBase {
  /** Number in the dictionary, for example `M03`. */
  readonly number: string;
  readonly label: Bilingual;
  readonly definition: Bilingual;
  readonly unit: MetricUnit;
  readonly direction: Direction;
  /**
   * Columns that the export must have: every inner list needs one of its members. Without them the figure
   * is "—" (`no_data`), never 0.
   */
  readonly needs?: readonly (readonly string[])[];
  readonly caveats?: readonly Bilingual[];
  /** Answer for the worked example (`metrics/example.ts`), computed by hand. */
  readonly example:
    | { readonly numerator: number; readonly denominator?: number }
    | { readonly value: number; readonly denominator: number };
  /** Counts that exist as numerators or denominators and have no card of their own. */
  readonly supporting?: true;
}

/** Number of problems that carry a flag. */
export interface CountMetric extends MetricBase {
  readonly kind: 'count';
  readonly flag: Flag;
}

/** Sum of a visit figure. */
export interface VisitMetric extends MetricBase {
  readonly kind: 'visits';
  readonly sum: VisitSum;
}

/** Sum divided by sum, never an average of ratios. `scale` multiplies the fraction (per 100 households). */
export interface RatioMetric extends MetricBase {
  readonly kind: 'ratio';
  readonly numerator: string;
  readonly denominator: string;
  readonly scale?: number;
  readonly minimumDenominator?: number;
}

/** A group's count divided by a count of the whole scope; exists only by the dimension it names. */
export interface ShareMetric extends MetricBase {
  readonly kind: 'share';
  readonly dimension: Dimension;
  readonly numerator: string;
  readonly denominator: string;
}

/** A linear-interpolated quantile of the days from registration to resolution. */
export interface QuantileMetric extends MetricBase {
  readonly kind: 'quantile';
  readonly quantile: number;
  readonly flag: Flag;
  readonly minimumDenominator: number;
}

export type Metric = CountMetric | VisitMetric | RatioMetric | ShareMetric | QuantileMetric;
