import { compareText } from '../core/text.ts';
import type { MetricReport } from '../metrics/report.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { countValue, ratioValue } from '../metrics/value.ts';
import { COMPARED_BASE } from './insights.ts';
import type { MetricValue } from '../core/result.ts';

/** A town or department with its figures. */
export interface UnitRow {
  readonly key: string;
  readonly table: MetricTable;
  readonly problems: number;
}

/** Small units taken together; rates are sum ÷ sum. */
export interface UnitRemainder {
  readonly keys: readonly string[];
  readonly problems: MetricValue;
  readonly resolutionRate: MetricValue;
  readonly overdue: MetricValue;
}

/** A report's units by falling number of problems, ties by name; "none given" only where it has problems. */
export function unitRows(report: MetricReport, dimension: 'town' | 'department'): UnitRow[] {
  return Object.entries(report.by[dimension] ?? {})
    .map(([key, table]) => ({ key, table, problems: table.problems_total.value ?? 0 }))
    .filter(({ key, problems }) => key !== NONE_KEY || problems > 0)
    .sort((a, b) => b.problems - a.problems || compareText(a.key, b.key));
}

/**
 * Units with problems, those under the compared base taken together (D23); all of them on their own where
 * none is above it.
 */
export function foldSmallUnits(units: readonly UnitRow[]): { large: UnitRow[]; rest: UnitRemainder | null } {
  const busy = units.filter(({ problems }) => problems > 0);
  const large = busy.filter(({ problems }) => problems >= COMPARED_BASE);
  const small = busy.filter(({ problems }) => problems < COMPARED_BASE);
  if (large.length === 0 || small.length === 0) return { large: busy, rest: null };
  const sum = (pick: (table: MetricTable) => MetricValue): number =>
    small.reduce((all, { table }) => all + (pick(table).value ?? 0), 0);
  return {
    large,
    rest: {
      keys: small.map(({ key }) => key),
      problems: countValue(sum((table) => table.problems_total)),
      resolutionRate: ratioValue(
        sum((table) => table.resolved_ledger),
        sum((table) => table.ledger_not_white),
      ),
      overdue: countValue(sum((table) => table.overdue_open)),
    },
  };
}
