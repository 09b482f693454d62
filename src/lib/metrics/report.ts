import { ownRecord } from '../core/own-record.ts';
import { evaluateAll, type GroupNumbers } from './evaluate.ts';
import type { MetricTable } from './table.ts';
import type { Dimension } from './types.ts';

/**
 * The sufficient statistics of a scope: counts from which every metric follows, in total and by group.
 * Small enough to be part of a page.
 */
export interface ScopeNumbers {
  readonly whole: GroupNumbers;
  readonly by: Readonly<Partial<Record<Dimension, Readonly<Record<string, GroupNumbers>>>>>;
  /** Problems without registration date: outside any period, inside everything else (D18); null where not published. */
  readonly undated: number | null;
  /** On-site problems that stand only in the visit tally and cannot be opened (D2); null where not published. */
  readonly withoutRecords: number | null;
}

/** Metrics in total and by group, all of one data version, moment and filter. */
export interface MetricReport {
  readonly overall: MetricTable;
  readonly by: Readonly<Partial<Record<Dimension, Readonly<Record<string, MetricTable>>>>>;
  readonly undated: number | null;
  readonly withoutRecords: number | null;
}

/** What holds for all groups of a report. */
export interface ReportContext {
  /** Columns that the export has; metrics that need others are `no_data`. */
  readonly columns: ReadonlySet<string>;
  /** True when the filter selects rows by more than place: visit figures then do not apply. */
  readonly rowsFiltered: boolean;
}

/** Every metric of every group of a scope; `evaluate` may work them out lazily. */
export function evaluateReport(
  numbers: ScopeNumbers,
  context: ReportContext,
  evaluate: typeof evaluateAll = evaluateAll,
): MetricReport {
  const { whole, by, undated, withoutRecords } = numbers;
  const groups = Object.entries(by).map(([name, tables]) => {
    const dimension = name as Dimension;
    const evaluated = Object.entries(tables).map(
      ([key, group]) => [key, evaluate(group, { ...context, dimension, key, whole })] as const,
    );
    return [dimension, ownRecord(evaluated)];
  });
  return {
    overall: evaluate(whole, { ...context, dimension: null, key: null, whole }),
    by: Object.fromEntries(groups) as MetricReport['by'],
    undated,
    withoutRecords,
  };
}
