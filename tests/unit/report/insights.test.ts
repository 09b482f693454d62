import { describe, expect, it } from 'vitest';
import { METRIC_IDS } from '../../../src/lib/metrics/registry.ts';
import type { MetricReport } from '../../../src/lib/metrics/report.ts';
import type { MetricTable } from '../../../src/lib/metrics/table.ts';
import { countValue, missingValue, ratioValue } from '../../../src/lib/metrics/value.ts';
import { insights, lowUnits, mostOverdue } from '../../../src/lib/report/insights.ts';
import { foldSmallUnits, unitRows } from '../../../src/lib/report/units.ts';

const NOTHING = Object.fromEntries(METRIC_IDS.map((id) => [id, missingValue('no_data')])) as MetricTable;

/** A unit with `problems`, of which `resolved` of the ledger's are resolved and `overdue` are overdue. */
function unit(problems: number, resolved: number, overdue: number): MetricTable {
  return {
    ...NOTHING,
    problems_total: countValue(problems),
    resolved_ledger: countValue(resolved),
    ledger_not_white: countValue(problems),
    ledger_resolution_rate: ratioValue(resolved, problems),
    overdue_open: countValue(overdue),
  };
}

function report(
  units: Readonly<Record<string, MetricTable>>,
  overall: Partial<MetricTable> = {},
): MetricReport {
  return {
    overall: { ...NOTHING, ...overall },
    by: { town: units, department: units },
    undated: 0,
    withoutRecords: 0,
  };
}

/** What is said of `now`, compared with `before`: kind, unit, count and the count before. */
const said = (now: MetricReport, before: MetricReport | null = null) =>
  insights(now, before).map(({ kind, key, count, before: earlier }) => [kind, key, count, earlier]);

describe('statements made by rule', () => {
  const overdue = countValue(9);

  it('name the one unit with most overdue problems, with its share', () => {
    const found = mostOverdue(
      report({ 甲: unit(20, 9, 5), 乙: unit(20, 9, 4) }, { overdue_open: overdue }),
      'town',
    );
    expect(found).toMatchObject({ kind: 'town', key: '甲', count: 5, of: 9, before: null });
  });

  it('say what the count was at the comparison', () => {
    const now = report({ 甲: unit(20, 9, 5), 乙: unit(20, 9, 4) }, { overdue_open: overdue });
    const before = report({ 甲: unit(20, 9, 2), 乙: unit(20, 9, 4) }, { overdue_open: countValue(6) });
    expect(said(now, before)).toEqual([
      ['town', '甲', 5, 2],
      ['department', '甲', 5, 2],
    ]);
  });

  it('name the town that rose most when another has most, from three on', () => {
    const now = report({ 甲: unit(30, 9, 8), 乙: unit(20, 9, 4), 丙: unit(20, 9, 3) });
    const rising = (earlier: number) =>
      said(now, report({ 甲: unit(30, 9, 8), 乙: unit(20, 9, earlier), 丙: unit(20, 9, 2) }));
    expect(rising(1)).toContainEqual(['rose', '乙', 4, 1]);
    expect(rising(2).map(([kind]) => kind)).not.toContain('rose');
  });

  it('name the town that fell most, by five printed points or more, on ten problems both times', () => {
    const rates = (now: MetricTable, before: MetricTable) =>
      insights(report({ 甲: now, 乙: unit(20, 10, 0) }), report({ 甲: before, 乙: unit(20, 10, 0) }));
    const [found] = rates(unit(100, 70, 0), unit(100, 75, 0));
    expect(found).toMatchObject({ kind: 'fell', key: '甲', before: 0.75, rate: { value: 0.7 } });
    expect(rates(unit(100, 71, 0), unit(100, 75, 0))).toEqual([]);
    expect(rates(unit(20, 0, 0), unit(9, 9, 0))).toEqual([]);
  });

  it('name the lowest town with the rate of the whole', () => {
    const whole = { ledger_resolution_rate: ratioValue(50, 100) };
    const [found] = insights(report({ 甲: unit(20, 9, 0), 丙: unit(20, 4, 0) }, whole), null);
    expect(found).toMatchObject({
      kind: 'low',
      key: '丙',
      whole: 0.5,
      rate: { numerator: 4, denominator: 20 },
    });
  });

  it('count the towns with households that nobody visited, and the households', () => {
    const towns = [ratioValue(90, 100), ratioValue(100, 100), ratioValue(105, 100), ratioValue(45, 50)].map(
      (coverage_rate, index) => [String(index), { ...unit(20, 10, 0), coverage_rate }] as const,
    );
    expect(insights(report(Object.fromEntries(towns)), null)).toMatchObject([
      { kind: 'uncovered', count: 2, of: 15 },
    ]);
  });

  it('call no tie, no missing unit and no zero a winner', () => {
    const nothingOf = (units: Readonly<Record<string, MetricTable>>, total = overdue) =>
      insights(report(units, { overdue_open: total }), null);
    expect(nothingOf({ 甲: unit(20, 9, 5), 乙: unit(20, 9, 5) })).toEqual([]);
    expect(nothingOf({ __none__: unit(20, 9, 5) })).toEqual([]);
    expect(nothingOf({ 甲: unit(20, 9, 5), 乙: unit(0, 0, 0) })).toEqual([]);
    expect(nothingOf({ 甲: unit(20, 9, 0), 乙: unit(20, 9, 0) }, countValue(0))).toEqual([]);
  });

  it('count what is still to be revisited out of what should be, with its records', () => {
    const [found] = insights(report({}, { answered: countValue(12), not_revisited: countValue(3) }), null);
    expect(found).toMatchObject({ kind: 'revisit', count: 3, of: 12, metric: 'not_revisited' });
  });
});

describe('low resolution', () => {
  it('is five points or more below the whole, on ten problems or more, lowest first', () => {
    const units = { 甲: unit(20, 9, 0), 乙: unit(20, 10, 0), 丙: unit(20, 4, 0), 丁: unit(9, 0, 0) };
    const whole = { ledger_resolution_rate: ratioValue(50, 100) };
    expect(lowUnits(report(units, whole))).toEqual(['丙', '甲']);
  });
});

describe('units of a report', () => {
  it('stand by falling number of problems; "none given" only where it has some', () => {
    const units = { 甲: unit(1, 0, 0), 乙: unit(3, 0, 0), 丙: unit(0, 0, 0), __none__: unit(0, 0, 0) };
    expect(unitRows(report(units), 'town').map(({ key }) => key)).toEqual(['乙', '甲', '丙']);
  });

  it('are folded beside a large one, sum by sum', () => {
    const folded = foldSmallUnits(
      unitRows(report({ 甲: unit(10, 5, 1), 乙: unit(4, 1, 2), 丙: unit(6, 2, 1) }), 'department'),
    );
    expect(folded.large.map(({ key }) => key)).toEqual(['甲']);
    expect(folded.rest).toEqual({
      keys: ['丙', '乙'],
      problems: countValue(10),
      resolutionRate: ratioValue(3, 10),
      overdue: countValue(3),
    });
  });

  it('stay as they are where all are small', () => {
    const folded = foldSmallUnits(unitRows(report({ 甲: unit(4, 1, 0), 乙: unit(0, 0, 0) }), 'department'));
    expect([folded.large.map(({ key }) => key), folded.rest]).toEqual([['甲'], null]);
  });
});
