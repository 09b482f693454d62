import type { MetricValue } from '../core/result.ts';
import { compareText } from '../core/text.ts';
import { SMALL_BASE } from './value.ts';

/**
 * Where a unit stands (D23): `ranked` has a place; `small` has a figure on fewer than {@link SMALL_BASE} cases and
 * stands below the line; `empty` has nothing to divide by; `unnamed` is no unit: the problems that name none.
 */
export type Standing = 'ranked' | 'small' | 'empty' | 'unnamed';

/** A unit with the figure that it is ranked by. */
export interface Candidate {
  readonly key: string;
  /** False for the problems that name no unit. */
  readonly named: boolean;
  readonly figure: MetricValue;
}

/** A candidate's place; `rank` counts from 1 and is null without one. */
export interface Placed<Unit extends Candidate = Candidate> {
  readonly unit: Unit;
  readonly standing: Standing;
  readonly rank: number | null;
}

/** Which values come first. */
export type RankOrder = 'largest_first' | 'smallest_first';

const STANDINGS: readonly Standing[] = ['ranked', 'small', 'unnamed', 'empty'];

function standingOf({ named, figure }: Candidate): Standing {
  const { value, denominator } = figure;
  if (!named) return 'unnamed';
  if (denominator === null || denominator === 0) return 'empty';
  return value === null || denominator < SMALL_BASE ? 'small' : 'ranked';
}

/**
 * Places units by one figure (D23). Equal values, as they are before rounding, share a rank and the next one counts on
 * (1, 1, 3); within a rank the larger denominator comes first, then the key. Units without a rank follow in the order
 * of {@link Standing}; none is left out.
 */
export function rankUnits<Unit extends Candidate>(units: readonly Unit[], order: RankOrder): Placed<Unit>[] {
  const sign = order === 'largest_first' ? -1 : 1;
  const byValue = (a: number | null, b: number | null): number => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return sign * (a - b);
  };
  const placed = units
    .map((unit) => ({ unit, standing: standingOf(unit) }))
    .sort(
      (a, b) =>
        STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
        byValue(a.unit.figure.value, b.unit.figure.value) ||
        (b.unit.figure.denominator ?? 0) - (a.unit.figure.denominator ?? 0) ||
        compareText(a.unit.key, b.unit.key),
    );
  let rank = 0;
  return placed.map(({ unit, standing }, index) => {
    if (standing !== 'ranked') return { unit, standing, rank: null };
    if (index === 0 || placed[index - 1]!.unit.figure.value !== unit.figure.value) rank = index + 1;
    return { unit, standing, rank };
  });
}

/** How a unit's place moved; `steps` is positive for a better place. */
export type RankChange =
  { readonly kind: 'moved'; readonly steps: number } | { readonly kind: 'new' } | { readonly kind: 'left' };

/**
 * The change of place since an earlier ranking by the same rules: `new` had no rank then, `left` has none now. Null
 * where a unit had a rank at neither time.
 */
export function rankChange(now: number | null, before: number | null): RankChange | null {
  if (now === null) return before === null ? null : { kind: 'left' };
  return before === null ? { kind: 'new' } : { kind: 'moved', steps: before - now };
}

/** The rates of one unit that {@link claimGap} is made of. */
export interface ClaimRates {
  readonly closure_rate: MetricValue;
  readonly revisit_rate: MetricValue;
  readonly rated_rate: MetricValue;
  readonly satisfaction_rate: MetricValue;
}

export const CLAIM_RATES = ['closure_rate', 'revisit_rate', 'rated_rate', 'satisfaction_rate'] as const;

/**
 * 办结率 less the part of it that residents confirm, 办结率 × 回访率 × 参评率 × 满意率 (E11). The value is a fraction of
 * all problems; the denominator is the smallest of the four, so that a small base of any counts. Missing where one of
 * them is.
 */
export function claimGap(rates: ClaimRates): MetricValue {
  const figures = CLAIM_RATES.map((id) => rates[id]);
  const bases = figures.map((figure) => figure.denominator);
  const denominator = bases.every((base) => base !== null) ? Math.min(...bases) : null;
  const missing = figures.find((figure) => figure.missing !== null)?.missing ?? null;
  const claimed = rates.closure_rate.value;
  const confirmed = figures.reduce((product, figure) => product * (figure.value ?? 0), 1);
  const value = missing === null && claimed !== null ? claimed - confirmed : null;
  return { value, numerator: null, denominator, missing };
}
