import { ownRecord } from '../core/own-record.ts';
import type { GroupNumbers } from '../metrics/evaluate.ts';
import { METRIC_IDS, metricOf } from '../metrics/registry.ts';
import type { ScopeNumbers } from '../metrics/report.ts';
import { VISIT_SUMS, type Visits } from '../metrics/types.ts';
import type { Overview } from './overview.ts';

/**
 * Counts (null where hidden), quantiles, and visit sums (or null) of a group, in the order of {@link PackedNumbers}'
 * ids; in the public edition the hidden metrics behind them.
 */
export type PackedGroup = readonly [
  counts: readonly (number | null)[],
  quantiles: readonly (number | null)[],
  visits: readonly (number | null)[] | null,
  hidden?: readonly string[],
];

interface PackedScope {
  readonly whole: PackedGroup;
  readonly by: Readonly<Record<string, Readonly<Record<string, PackedGroup>>>>;
  readonly undated: number | null;
  readonly withoutRecords: number | null;
}

/** The numbers of a scope without repeated names: a tenth of the size. */
export interface PackedNumbers {
  readonly counts: readonly string[];
  readonly quantiles: readonly string[];
  readonly visits: readonly string[];
  readonly scope: PackedScope;
}

/** An overview in the same form. */
export interface PackedOverview extends PackedNumbers {
  readonly weekly: Overview['weekly'];
  readonly compare: { readonly cutoff: string; readonly scope: PackedScope };
}

const COUNT_IDS = METRIC_IDS.filter((id) => metricOf(id).kind === 'count');
const QUANTILE_IDS = METRIC_IDS.filter((id) => metricOf(id).kind === 'quantile');

function mapGroups<From, To>(
  by: Readonly<Record<string, Readonly<Record<string, From>>>>,
  change: (group: From) => To,
): Record<string, Record<string, To>> {
  const groups = Object.entries(by).map(([dimension, keys]) => [
    dimension,
    ownRecord(Object.entries(keys).map(([key, group]) => [key, change(group)] as const)),
  ]);
  return Object.fromEntries(groups) as Record<string, Record<string, To>>;
}

function packGroup({ counts, quantiles, visits, hidden }: GroupNumbers): PackedGroup {
  const numbers = [
    COUNT_IDS.map((id) => (hidden?.has(id) ? null : (counts[id] ?? 0))),
    QUANTILE_IDS.map((id) => quantiles[id] ?? null),
    visits && VISIT_SUMS.map((sum) => visits[sum]),
  ] as const;
  return hidden === undefined ? numbers : [...numbers, [...hidden]];
}

function packScope(numbers: ScopeNumbers): PackedScope {
  const by = numbers.by as Record<string, Record<string, GroupNumbers>>;
  return { ...numbers, whole: packGroup(numbers.whole), by: mapGroups(by, packGroup) };
}

/** The short form of a scope's numbers. */
export function packNumbers(numbers: ScopeNumbers): PackedNumbers {
  return { counts: COUNT_IDS, quantiles: QUANTILE_IDS, visits: VISIT_SUMS, scope: packScope(numbers) };
}

function unpackScope(ids: PackedNumbers, scope: PackedScope): ScopeNumbers {
  const named = <T>(names: readonly string[], values: readonly T[]): Record<string, T> =>
    Object.fromEntries(names.map((id, index) => [id, values[index]!]));
  const group = ([counts, quantiles, visits, hidden]: PackedGroup): GroupNumbers => ({
    counts: named(
      ids.counts,
      counts.map((count) => count ?? 0),
    ),
    quantiles: named(ids.quantiles, quantiles),
    visits: visits && (named(ids.visits, visits) as Visits),
    ...(hidden && { hidden: new Set(hidden) }),
  });
  return { ...scope, whole: group(scope.whole), by: mapGroups(scope.by, group) };
}

/** The inverse of {@link packNumbers}; names are taken from the packed form itself. */
export function unpackNumbers(packed: PackedNumbers): ScopeNumbers {
  return unpackScope(packed, packed.scope);
}

/** The published form of an overview. */
export function packOverview({ numbers, weekly, compare }: Overview): PackedOverview {
  return {
    ...packNumbers(numbers),
    weekly,
    compare: { cutoff: compare.cutoff, scope: packScope(compare.numbers) },
  };
}

/** The inverse of {@link packOverview}. */
export function unpackOverview(packed: PackedOverview): Overview {
  const { weekly, compare } = packed;
  return {
    numbers: unpackNumbers(packed),
    weekly,
    compare: { cutoff: compare.cutoff, numbers: unpackScope(packed, compare.scope) },
    around: {},
  };
}
