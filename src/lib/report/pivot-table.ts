import type { MetricValue } from '../core/result.ts';
import type { ExploreState } from '../filters/explore-url.ts';
import type { Filter } from '../filters/filter.ts';
import { evaluateMetric, type GroupNumbers } from '../metrics/evaluate.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import { cellKey, NO_PROBLEMS, type Pivot, type PivotNumbers } from '../query/run-pivot.ts';
import type { GroupKey } from '../sql/group-query.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { narrowFilter } from '../sql/narrow-filter.ts';
import { compareGroups, hasOwnOrder, isApart, withGaps } from './pivot-order.ts';

/** Columns beside the total that a table shows; more cannot be read. */
export const MAX_COLUMNS = 24;

/** A metric of a cell, now and, where changes are shown, before. */
export interface PivotFigure {
  readonly metric: MetricId;
  readonly now: MetricValue;
  readonly before: MetricValue | null;
}

/** Which records a cell counts; null when no filter can say it. */
export interface PivotScope {
  readonly asOf: AsOf;
  readonly filter: Filter | null;
}

export interface PivotCell {
  /** Null: the row's total. */
  readonly column: string | null;
  readonly figures: readonly PivotFigure[];
  readonly now: PivotScope;
  readonly before: PivotScope | null;
}

export interface PivotLine {
  /** Null: the whole selection. */
  readonly row: string | null;
  /** The total, then every column. */
  readonly cells: readonly PivotCell[];
}

export interface PivotTable {
  readonly rows: GroupKey;
  readonly columns: GroupKey | null;
  readonly metrics: readonly MetricId[];
  /** The total (null), then every column that is shown. */
  readonly heads: readonly (string | null)[];
  readonly total: PivotLine;
  readonly lines: readonly PivotLine[];
  /** Columns that are not shown; totals hold them. */
  readonly hiddenColumns: number;
  readonly changes: boolean;
}

type Choice = Pick<ExploreState, 'show' | 'order'>;

const problemsOf = (numbers: GroupNumbers | undefined): number => numbers?.counts['problems_total'] ?? 0;

function numbersOf(pivot: PivotNumbers, row: string | null, column: string | null): GroupNumbers {
  const found =
    row === null
      ? column === null
        ? pivot.total
        : pivot.columns.get(column)
      : column === null
        ? pivot.rows.get(row)
        : pivot.cells.get(cellKey(row, column));
  return found ?? NO_PROBLEMS;
}

/** The columns in order, as many as are shown; of a long time the latest. */
function chooseColumns({ request, now, before }: Pivot): { shown: string[]; hidden: number } {
  const key = request.columns;
  if (key === null) return { shown: [], hidden: 0 };
  const all = withGaps(key, [...new Set([...now.columns.keys(), ...(before?.columns.keys() ?? [])])]);
  const own = hasOwnOrder(key);
  const size = (column: string): number => (own ? 0 : problemsOf(now.columns.get(column)));
  all.sort(
    (a, b) =>
      Number(isApart(key, a)) - Number(isApart(key, b)) || size(b) - size(a) || compareGroups(key, a, b),
  );
  const hidden = Math.max(0, all.length - MAX_COLUMNS);
  const isTime = key.startsWith('registered_');
  return { shown: isTime ? all.slice(hidden) : all.slice(0, MAX_COLUMNS), hidden };
}

function scopeOf(
  pivot: PivotNumbers,
  keys: readonly (readonly [GroupKey | null, string | null])[],
): PivotScope {
  const filter = keys.reduce<Filter | null>(
    (narrowed, [key, value]) =>
      narrowed === null || key === null || value === null ? narrowed : narrowFilter(narrowed, key, value),
    pivot.filter,
  );
  return { asOf: pivot.asOf, filter };
}

function byOrder(lines: PivotLine[], pivot: Pivot, { show, order }: Choice): PivotLine[] {
  const { rows } = pivot.request;
  const { by, descending } = order ?? {
    by: hasOwnOrder(rows) ? ('rows' as const) : show[0]!,
    descending: !hasOwnOrder(rows),
  };
  const sign = descending ? -1 : 1;
  const place = by === 'rows' ? -1 : show.indexOf(by);
  const value = (line: PivotLine): number | null => line.cells[0]!.figures[place]!.now.value;
  const compareValues = (a: PivotLine, b: PivotLine): number => {
    const [left, right] = [value(a), value(b)];
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    return sign * (left - right);
  };
  const problems = (line: PivotLine): number => problemsOf(pivot.now.rows.get(line.row!));
  return lines.sort((a, b) => {
    const own = compareGroups(rows, a.row!, b.row!);
    if (place >= 0) return compareValues(a, b) || problems(b) - problems(a) || own;
    const apart = Number(isApart(rows, a.row!)) - Number(isApart(rows, b.row!));
    return apart || sign * own;
  });
}

/**
 * A pivot's metrics as lines: each figure from its own counts, so that a rate's total is its sum ÷ sum. Groups
 * without a problem are left out except between two points of time; missing values come last in either order.
 */
export function pivotTable(pivot: Pivot, choice: Choice, available: ReadonlySet<string>): PivotTable {
  const { rows, columns } = pivot.request;
  const { shown, hidden } = chooseColumns(pivot);
  const heads = [null, ...shown];
  const evaluate = (side: PivotNumbers, id: MetricId, row: string | null, column: string | null) => {
    const colour = rows === 'colour' ? row : columns === 'colour' ? column : null;
    return evaluateMetric(id, numbersOf(side, row, column), {
      dimension: colour === null ? null : 'colour',
      key: colour,
      whole: side.total,
      rowsFiltered: true,
      columns: available,
    });
  };
  const lineOf = (row: string | null): PivotLine => ({
    row,
    cells: heads.map((column) => {
      const keys = [[rows, row] as const, [columns, column] as const];
      return {
        column,
        figures: choice.show.map((metric) => ({
          metric,
          now: evaluate(pivot.now, metric, row, column),
          before: pivot.before && evaluate(pivot.before, metric, row, column),
        })),
        now: scopeOf(pivot.now, keys),
        before: pivot.before && scopeOf(pivot.before, keys),
      };
    }),
  });
  const found = withGaps(rows, [
    ...new Set([...pivot.now.rows.keys(), ...(pivot.before?.rows.keys() ?? [])]),
  ]);
  return {
    rows,
    columns,
    metrics: choice.show,
    heads,
    total: lineOf(null),
    lines: byOrder(found.map(lineOf), pivot, choice),
    hiddenColumns: hidden,
    changes: pivot.before !== null,
  };
}

/** What stands under a metric's name: its value and, where changes are shown, the value before and the change. */
export type SubColumn = 'value' | 'before' | 'amount' | 'percent';

/** A metric's columns of their own; a rate's change is in points only. */
export function subColumns(metric: MetricId, changes: boolean): readonly SubColumn[] {
  if (!changes) return ['value'];
  return metricOf(metric).unit === 'ratio'
    ? ['value', 'before', 'amount']
    : ['value', 'before', 'amount', 'percent'];
}
