import { daysBetween, type LocalMoment } from '../core/period.ts';
import type { MetricValue } from '../core/result.ts';
import { requiredCount, type Target } from '../core/targets.ts';
import type { MetricTable } from '../metrics/table.ts';

/** A target and how far it is. */
export interface TargetRow {
  readonly target: Target;
  readonly figure: MetricValue;
  /** How many more the numerator needs, 0 once it is reached; null where the rate is missing. */
  readonly gap: number | null;
  /** Whole days from the moment's day to the target's; negative once it is past, null without a day. */
  readonly daysLeft: number | null;
  /** Towns that reached it, of those that have the rate. */
  readonly towns: { readonly reached: number; readonly known: number };
}

/** What a rate lacks to a percentage, by its numerator and denominator and not by its printed digits; null without a rate. */
export function gapOf(figure: MetricValue, percent: number): number | null {
  const { numerator, denominator } = figure;
  if (numerator === null || denominator === null || denominator === 0) return null;
  return Math.max(0, requiredCount(percent, denominator) - numerator);
}

/** Every target against the figures of a scope and of its towns. */
export function targetRows(
  targets: readonly Target[],
  whole: MetricTable,
  towns: readonly MetricTable[],
  moment: LocalMoment,
): TargetRow[] {
  return targets.map((target) => {
    const gaps = towns.map((table) => gapOf(table[target.metric], target.percent));
    const known = gaps.filter((gap) => gap !== null);
    return {
      target,
      figure: whole[target.metric],
      gap: gapOf(whole[target.metric], target.percent),
      daysLeft: target.by === undefined ? null : daysBetween(moment, target.by),
      towns: { reached: known.filter((gap) => gap === 0).length, known: known.length },
    };
  });
}
