import { describe, expect, it } from 'vitest';
import { METRIC_IDS } from '../../../src/lib/metrics/registry.ts';
import type { MetricReport } from '../../../src/lib/metrics/report.ts';
import type { MetricTable } from '../../../src/lib/metrics/table.ts';
import { countValue, missingValue, ratioValue } from '../../../src/lib/metrics/value.ts';
import { insights, lowUnits } from '../../../src/lib/report/insights.ts';
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

describe('statements made by rule', () => {
  const overdue = countValue(9);

  it('name the one unit with most overdue problems, with its share', () => {
    const found = insights(report({ 甲: unit(20, 9, 5), 乙: unit(20, 9, 4) }, { overdue_open: overdue }));
    expect(found.map(({ kind, key, count, of }) => [kind, key, count, of])).toEqual([
      ['town', '甲', 5, 9],
      ['department', '甲', 5, 9],
    ]);
  });

  it('call no tie, no missing unit and no zero a winner', () => {
    expect(insights(report({ 甲: unit(20, 9, 5), 乙: unit(20, 9, 5) }, { overdue_open: overdue }))).toEqual(
      [],
    );
    expect(insights(report({ __none__: unit(20, 9, 5) }, { overdue_open: overdue }))).toEqual([]);
    expect(insights(report({ 甲: unit(20, 9, 5), 乙: unit(0, 0, 0) }, { overdue_open: overdue }))).toEqual(
      [],
    );
    expect(
      insights(report({ 甲: unit(20, 9, 0), 乙: unit(20, 9, 0) }, { overdue_open: countValue(0) })),
    ).toEqual([]);
  });

  it('count what is still to be revisited out of what should be, with its records', () => {
    const [found] = insights(report({}, { answered: countValue(12), not_revisited: countValue(3) }));
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
