import { METRIC_IDS, metricOf, type MetricId } from '../../src/lib/metrics/registry.ts';
import type { MetricReport } from '../../src/lib/metrics/report.ts';
import type { MetricTable } from '../../src/lib/metrics/table.ts';
import type { Dimension } from '../../src/lib/metrics/types.ts';
import type { Class } from '../oracle/facts.ts';
import type { Figure } from '../oracle/metrics.ts';
import { EMPTY_SCOPE, type OracleResult, type Scope } from '../oracle/oracle.ts';

const SAID_OF_A_COLOUR: readonly string[] = ['colour_count', 'colour_share'];
const NOTHING: Figure = { value: null, numerator: null, denominator: null };

/** The rows that a figure is said of: all of them, or those with a key of a dimension. */
export interface Group {
  readonly dimension: Dimension | null;
  readonly key: string | null;
}

/** What the oracle says of a metric in a group; `undefined` when it says nothing. */
export function expectedFigure(id: MetricId, scope: Scope, { dimension, key }: Group): Figure | undefined {
  if (SAID_OF_A_COLOUR.includes(id)) {
    if (dimension !== 'colour') return NOTHING;
    const colour = key as Class;
    if (id === 'colour_share') return scope.colourShare[colour];
    return { ...NOTHING, value: scope.colourCount[colour] };
  }
  // White is explained, never resolved (D5).
  if (id === 'resolved_total' && dimension === 'colour' && key === 'white') return NOTHING;
  const metric = metricOf(id);
  const figure: Figure | undefined = scope.metrics[id as keyof Scope['metrics']];
  if (figure && metric.kind === 'quantile' && figure.denominator! < metric.minimumDenominator)
    return { ...figure, value: null };
  return figure;
}

/** True for equal values up to binary noise; null equals only null. */
export function isSame(left: number | null, right: number | null): boolean {
  if (left === null || right === null) return left === right;
  return Math.abs(left - right) < 1e-9;
}

function compareTable(table: MetricTable, scope: Scope, group: Group): string[] {
  return METRIC_IDS.flatMap((id) => {
    const [actual, expected] = [table[id], expectedFigure(id, scope, group)];
    const place = `${group.dimension ?? 'overall'}/${group.key ?? ''} ${id}`;
    if (expected === undefined) return [`${place}: the oracle does not know it`];
    const isRight =
      isSame(actual.value, expected.value) &&
      actual.numerator === expected.numerator &&
      actual.denominator === expected.denominator &&
      (actual.value === null) === (actual.missing !== null);
    return isRight ? [] : [`${place}: ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`];
  });
}

/**
 * Every difference between a report and the oracle: each metric of the registry, in total and for each key
 * of each dimension. A group that only one side lists differs unless it is empty.
 */
export function differences(report: MetricReport, oracle: OracleResult): string[] {
  const found = compareTable(report.overall, oracle, { dimension: null, key: null });
  for (const [name, tables] of Object.entries(report.by)) {
    const dimension = name as keyof OracleResult['by'];
    const scopes: Readonly<Record<string, Scope>> = oracle.by[dimension];
    for (const key of Object.keys(scopes))
      if (!(key in tables)) found.push(`${dimension}/${key}: not in the report`);
    for (const [key, table] of Object.entries(tables))
      found.push(...compareTable(table, scopes[key] ?? EMPTY_SCOPE, { dimension, key }));
  }
  return found;
}
