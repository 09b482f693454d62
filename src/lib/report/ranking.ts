import type { MetricValue } from '../core/result.ts';
import { printedPercent, roundHalfUp } from '../format/format.ts';
import { evaluateLazily } from '../metrics/evaluate.ts';
import {
  CLAIM_RATES,
  claimGap,
  rankChange,
  rankUnits,
  type Placed,
  type RankChange,
  type RankOrder,
} from '../metrics/ranking.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import type { ReportContext } from '../metrics/report.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY } from '../metrics/types.ts';
import type { RankedScope, RankedUnit } from '../query/run-ranking.ts';

/** What units are ranked by: a metric, or what is closed and not confirmed (E11). */
export type RankBy = MetricId | 'gap';

/** What each kind of unit can be ranked by (M36, M37); the first is the default. */
export const RANK_BY: Readonly<Record<RankedUnit, readonly RankBy[]>> = {
  town: [
    'ledger_resolution_rate',
    'coverage_rate',
    'on_site_ratio',
    'on_time_rate',
    'satisfaction_rate',
    'gap',
  ],
  department: ['ledger_resolution_rate', 'on_time_rate', 'median_days', 'satisfaction_rate', 'gap'],
  village: ['ledger_resolution_rate', 'on_site_ratio', 'on_time_rate', 'satisfaction_rate', 'gap'],
  owner: ['ledger_resolution_rate', 'on_time_rate', 'satisfaction_rate', 'gap'],
};

/** The columns beside the one that is ranked by. */
export function rankColumns(of: RankedUnit, by: RankBy): readonly MetricId[] {
  const counts: readonly MetricId[] = ['problems_total', 'overdue_open'];
  if (by === 'gap') return [...CLAIM_RATES, 'problems_total'];
  const others = RANK_BY[of].filter((each): each is MetricId => each !== by && each !== 'gap');
  return [...others, ...counts];
}

/** Which values come first: the better ones by the registry; the largest gap, which is where to look first. */
export function rankOrder(by: RankBy): RankOrder {
  return by === 'gap' || metricOf(by).direction === 'higher_is_better' ? 'largest_first' : 'smallest_first';
}

/** A unit with all its figures. */
export interface RankedTable {
  readonly id: string;
  readonly town: string | null;
  readonly key: string;
  readonly named: boolean;
  readonly table: MetricTable;
}

export interface RankedTables {
  readonly mean: MetricTable;
  readonly units: readonly RankedTable[];
}

/** All figures of a scope's units and of their whole. */
export function rankedTables(
  of: RankedUnit,
  { whole, units }: RankedScope,
  context: ReportContext,
): RankedTables {
  const dimension = of === 'owner' ? null : of;
  return {
    mean: evaluateLazily(whole, { ...context, dimension: null, key: null, whole }),
    units: units.map(({ town, key, numbers }) => ({
      id: `${town ?? ''}\n${key}`,
      town,
      key,
      named: key !== NONE_KEY,
      table: evaluateLazily(numbers, { ...context, dimension, key, whole }),
    })),
  };
}

/** The figure that a table is ranked by. */
export function rankFigure(table: MetricTable, by: RankBy): MetricValue {
  return by === 'gap' ? claimGap(table) : table[by];
}

/** A ranked figure as it is printed, in per cent, percentage points or days; null when it is missing. */
export function printedNumber(table: MetricTable, by: RankBy): number | null {
  const figure = rankFigure(table, by);
  if (figure.value === null) return null;
  if (by === 'gap') return roundHalfUp(100 * figure.value, 1);
  return metricOf(by).unit === 'ratio' ? printedPercent(figure) : roundHalfUp(figure.value, 1);
}

/** A unit's line in the ranking. */
export interface RankRow extends RankedTable {
  readonly figure: MetricValue;
  readonly standing: Placed['standing'];
  readonly rank: number | null;
  /** Since the comparison, by the same rules; null where the unit had no rank at either time. */
  readonly change: RankChange | null;
  /** Less the mean, as both are printed; null where either is missing. */
  readonly difference: number | null;
}

function candidates(tables: RankedTables, by: RankBy) {
  return tables.units.map((unit) => ({ ...unit, figure: rankFigure(unit.table, by) }));
}

/** The ranking of `now`, with the change of place since `before`. */
export function rankRows(now: RankedTables, before: RankedTables, by: RankBy): RankRow[] {
  const order = rankOrder(by);
  const earlier = new Map(
    rankUnits(candidates(before, by), order).map(({ unit, rank }) => [unit.id, rank] as const),
  );
  const mean = printedNumber(now.mean, by);
  return rankUnits(candidates(now, by), order).map(({ unit, standing, rank }) => {
    const own = printedNumber(unit.table, by);
    return {
      ...unit,
      standing,
      rank,
      change: unit.named ? rankChange(rank, earlier.get(unit.id) ?? null) : null,
      difference: own === null || mean === null ? null : roundHalfUp(own - mean, 1),
    };
  });
}
