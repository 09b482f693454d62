import { describe, expect, it } from 'vitest';
import type { MetricValue } from '../../../src/lib/core/result.ts';
import { EMPTY_FILTER } from '../../../src/lib/filters/filter.ts';
import { translatorFor } from '../../../src/lib/i18n/messages.ts';
import type { GroupNumbers } from '../../../src/lib/metrics/evaluate.ts';
import type { MetricId } from '../../../src/lib/metrics/registry.ts';
import { cellKey, NO_PROBLEMS, type Pivot, type PivotNumbers } from '../../../src/lib/query/run-pivot.ts';
import { groupLabel } from '../../../src/lib/report/group-label.ts';
import { changeText } from '../../../src/lib/report/pivot-change.ts';
import { pivotChart } from '../../../src/lib/report/pivot-chart.ts';
import { pivotExport } from '../../../src/lib/report/pivot-export.ts';
import { MAX_COLUMNS, pivotTable } from '../../../src/lib/report/pivot-table.ts';
import type { GroupKey } from '../../../src/lib/sql/group-query.ts';
import { narrowFilter } from '../../../src/lib/sql/narrow-filter.ts';
import { ALL_COLUMNS } from '../../support/example-ledger.ts';

const t = translatorFor('zh');
const ASOF = { moment: '2022-02-17T18:00', stored: '2022-02-17T18:00' };

/** Counts of a group: all problems, rated ones, satisfied ones. */
const counts = (problems: number, rated = 0, satisfied = 0): GroupNumbers => ({
  ...NO_PROBLEMS,
  counts: { ...NO_PROBLEMS.counts, problems_total: problems, rated, satisfied },
});

type Rows = Readonly<Record<string, GroupNumbers>>;
const numbers = (total: GroupNumbers, rows: Rows, columns: Rows = {}, cells: Rows = {}): PivotNumbers => ({
  ...{ asOf: ASOF, filter: EMPTY_FILTER, total },
  rows: new Map(Object.entries(rows)),
  columns: new Map(Object.entries(columns)),
  cells: new Map(Object.entries(cells)),
});
const pivot = (
  keys: readonly [GroupKey, GroupKey | null],
  now: PivotNumbers,
  before: PivotNumbers | null = null,
): Pivot => ({
  request: { asOf: ASOF, filter: EMPTY_FILTER, rows: keys[0], columns: keys[1], compared: null },
  now,
  before,
});
const TOWNS = numbers(counts(100, 30, 12), {
  乙镇: counts(10, 10, 2),
  甲镇: counts(10, 10, 5),
  丙镇: counts(30),
  __none__: counts(50, 10, 5),
});
const order = (show: MetricId[], by: 'rows' | MetricId, descending: boolean) =>
  pivotTable(pivot(['town', null], TOWNS), { show, order: { by, descending } }, ALL_COLUMNS).lines.map(
    ({ row }) => row,
  );

describe('lines of a pivot', () => {
  it('stand by their total, equal ones by problems and then by name, missing values last either way', () => {
    expect(order(['problems_total'], 'problems_total', true)).toEqual(['__none__', '丙镇', '乙镇', '甲镇']);
    expect(order(['problems_total'], 'problems_total', false)).toEqual(['乙镇', '甲镇', '丙镇', '__none__']);
    expect(order(['satisfaction_rate'], 'satisfaction_rate', true)).toEqual([
      '__none__',
      '甲镇',
      '乙镇',
      '丙镇',
    ]);
    expect(order(['satisfaction_rate'], 'satisfaction_rate', false)).toEqual([
      '乙镇',
      '__none__',
      '甲镇',
      '丙镇',
    ]);
  });

  it('stand by name either way with what has none at the end', () => {
    expect(order(['problems_total'], 'rows', false)).toEqual(['丙镇', '乙镇', '甲镇', '__none__']);
    expect(order(['problems_total'], 'rows', true)).toEqual(['甲镇', '乙镇', '丙镇', '__none__']);
  });

  it('have a total of their own: a rate is sum ÷ sum, not a mean', () => {
    const { total } = pivotTable(
      pivot(['town', null], TOWNS),
      { show: ['satisfaction_rate'], order: null },
      ALL_COLUMNS,
    );
    expect(total.cells[0]!.figures[0]!.now).toEqual({
      value: 0.4,
      numerator: 12,
      denominator: 30,
      missing: null,
    });
  });

  it('run through time without holes, and have what was before beside what is', () => {
    const now = numbers(counts(3), { '2022-01-03': counts(2), '2022-01-17': counts(1), __none__: counts(0) });
    const table = pivotTable(
      pivot(['registered_week', null], now, numbers(counts(2), { '2022-01-03': counts(2) })),
      { show: ['problems_total'], order: null },
      ALL_COLUMNS,
    );
    expect(
      table.lines.map(({ row, cells }) => [
        row,
        cells[0]!.figures[0]!.now.value,
        cells[0]!.figures[0]!.before!.value,
      ]),
    ).toEqual([
      ['2022-01-03', 2, 2],
      ['2022-01-10', 0, 0],
      ['2022-01-17', 1, 0],
      ['__none__', 0, 0],
    ]);
  });

  it('have columns by size, no more than can be read, and say how many are not there', () => {
    const names = Array.from(
      { length: MAX_COLUMNS + 3 },
      (_, index) => `类${String(index).padStart(2, '0')}`,
    );
    const columns = Object.fromEntries(names.map((name, index) => [name, counts(index)]));
    const cells = Object.fromEntries(names.map((name, index) => [cellKey('甲镇', name), counts(index)]));
    const table = pivotTable(
      pivot(['town', 'category'], numbers(counts(351), { 甲镇: counts(351) }, columns, cells)),
      { show: ['problems_total'], order: null },
      ALL_COLUMNS,
    );
    expect([table.heads[0], table.heads[1], table.heads.at(-1), table.hiddenColumns]).toEqual([
      null,
      '类26',
      '类03',
      3,
    ]);
    expect(table.lines[0]!.cells.slice(0, 2).map(({ figures }) => figures[0]!.now.value)).toEqual([351, 26]);
  });

  it('say nothing of white solved, also where colours are columns', () => {
    const table = pivotTable(
      pivot(
        ['town', 'colour'],
        numbers(
          counts(2),
          { 甲镇: counts(2) },
          { white: counts(2) },
          { [cellKey('甲镇', 'white')]: counts(2) },
        ),
      ),
      { show: ['resolved_total'], order: null },
      ALL_COLUMNS,
    );
    expect(table.lines[0]!.cells[1]!.figures[0]!.now.missing).toBe('not_applicable');
  });
});

describe('the records behind a cell', () => {
  const filter = { ...EMPTY_FILTER, town: ['甲镇', '乙镇'], from: '2022-01-05', to: '2022-02-10' };

  it('are those of the filter and the group', () => {
    expect(narrowFilter(filter, 'town', '甲镇')).toEqual({ ...filter, town: ['甲镇'] });
    expect(narrowFilter(filter, 'department', '__onsite__')).toEqual({ ...filter, colour: ['onsite'] });
    expect(narrowFilter(filter, 'registered_week', '2022-01-03')).toEqual({ ...filter, to: '2022-01-09' });
    expect(narrowFilter(filter, 'registered_month', '2022-02-01')).toEqual({ ...filter, from: '2022-02-01' });
    expect(narrowFilter(EMPTY_FILTER, 'registered_month', '2024-02-01')).toEqual({
      ...EMPTY_FILTER,
      ...{ from: '2024-02-01', to: '2024-02-29' },
    });
    expect(narrowFilter(EMPTY_FILTER, 'registered_day', '2022-01-03')).toMatchObject({
      from: '2022-01-03',
      to: '2022-01-03',
    });
  });

  it('cannot be named for persons and for problems without a date', () => {
    expect(narrowFilter(filter, 'owner', '王某')).toBeNull();
    expect(narrowFilter(filter, 'registered_week', '__none__')).toBeNull();
    expect(narrowFilter({ ...filter, colour: ['green'] }, 'department', '__onsite__')).toBeNull();
    expect(narrowFilter(filter, 'town', '丙镇')).toBeNull();
  });
});

describe('a change', () => {
  const value = (
    of: number,
    numerator: number | null = null,
    denominator: number | null = null,
  ): MetricValue => ({
    ...{ value: of, numerator, denominator, missing: null },
  });

  it('is told in problems and per cent, for rates in points as they are printed', () => {
    const problems = { metric: 'problems_total', now: value(1250), before: value(10) } as const;
    expect(changeText(problems, 'amount')).toBe('+1,240');
    expect(changeText(problems, 'percent')).toBe('+12,400.0');
    const rate = { metric: 'satisfaction_rate', now: value(0.25, 1, 4), before: value(0.5, 1, 2) } as const;
    expect(changeText(rate, 'amount')).toBe('−25.0');
    expect(changeText({ ...problems, before: value(0) }, 'percent')).toBe('—');
    expect(changeText({ ...problems, before: value(1250) }, 'amount')).toBe('0');
    expect(changeText({ ...problems, before: null }, 'amount')).toBe('—');
  });
});

describe('a file of the pivot', () => {
  it('has the headers, order, totals and values of the page, and says of what', () => {
    const table = pivotTable(
      pivot(['town', null], TOWNS, numbers(counts(80, 10, 5), { 甲镇: counts(8, 10, 5) })),
      { show: ['problems_total', 'satisfaction_rate'], order: { by: 'rows', descending: true } },
      ALL_COLUMNS,
    );
    const notes = [['范围', '全县']] as const;
    const { headers, rows } = pivotExport(t, table, { rows: '镇街', compared: '较上周同期', notes });
    expect(headers).toEqual([
      ...[
        '镇街',
        '问题总数',
        '问题总数 · 对比值',
        '问题总数 · 较上周同期（个）',
        '问题总数 · 较上周同期（%）',
      ],
      ...['群众满意率', '群众满意率·分子', '群众满意率·分母'],
      ...['群众满意率 · 对比值', '群众满意率 · 对比值·分子', '群众满意率 · 对比值·分母'],
      '群众满意率 · 较上周同期（百分点）',
    ]);
    expect(rows[0]).toEqual(['合计', 100, 80, 20, 25, '40.0%', 12, 30, '50.0%', 5, 10, -10]);
    expect(rows[1]).toEqual(['甲镇', 10, 8, 2, 25, '50.0%', 5, 10, '50.0%', 5, 10, 0]);
    expect(rows[3]).toEqual(['丙镇', 30, 0, 30, null, '—', 0, 0, '—', 0, 0, null]);
    expect(rows.slice(4)).toEqual([
      ['未填镇街', 50, 0, 50, null, '50.0%', 5, 10, '—', 0, 0, null],
      [],
      ['范围', '全县'],
    ]);
  });
});

describe('a chart of the pivot', () => {
  it('takes its title from the highest value, not from a rate of a few', () => {
    const few = numbers(counts(100), {
      甲镇: counts(5, 3, 3),
      乙镇: counts(50, 20, 10),
      丙镇: counts(20, 10, 4),
    });
    const table = pivotTable(
      pivot(['town', null], few),
      { show: ['satisfaction_rate'], order: null },
      ALL_COLUMNS,
    );
    expect(pivotChart(t, table, 'bar').highest).toEqual({ group: '乙镇', value: '50.0%' });
    expect(pivotChart(t, table, 'bar').rows).toEqual(['甲镇', '乙镇', '丙镇']);
  });

  it('lets time run forwards, whatever the table’s order, and leaves out what has no date', () => {
    const now = numbers(counts(6), { '2022-01-03': counts(1), '2022-01-10': counts(3), __none__: counts(2) });
    const table = pivotTable(
      pivot(['registered_week', null], now),
      { show: ['problems_total'], order: { by: 'problems_total', descending: true } },
      ALL_COLUMNS,
    );
    const chart = pivotChart(t, table, 'line');
    expect(chart.points.map(({ row, value }) => [row, value])).toEqual([
      ['22/1/3', 1],
      ['22/1/10', 3],
    ]);
  });
});

describe('names of groups', () => {
  it.each([
    ['colour', 'yellow', '黄·县直'],
    ['town', '__none__', '未填镇街'],
    ['department', '__onsite__', '现场解决（不分部门）'],
    ['department', '__none__', '未交办'],
    ['status', 'open', '在办'],
    ['satisfaction', '__none__', '未回访'],
    ['owner', '__none__', '未填责任人'],
    ['registered_month', '2022-01-01', '2022年1月'],
    ['registered_week', '2022-01-03', '2022年1月3日起一周'],
    ['registered_day', '__none__', '没有登记日期'],
  ] as const)('%s %s: %s', (key, value, label) => {
    expect(groupLabel(t, key, value)).toBe(label);
  });
});
