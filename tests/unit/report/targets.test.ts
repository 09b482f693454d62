import { describe, expect, it } from 'vitest';
import { DEFAULT_TARGETS, requiredCount, TARGET_RATES } from '../../../src/lib/core/targets.ts';
import { evaluateAll } from '../../../src/lib/metrics/evaluate.ts';
import { metricOf } from '../../../src/lib/metrics/registry.ts';
import { missingValue, ratioValue } from '../../../src/lib/metrics/value.ts';
import { gapOf, targetRows } from '../../../src/lib/report/targets.ts';

const WHOLE = { counts: {}, quantiles: {}, visits: null };
const TABLE = evaluateAll(WHOLE, {
  dimension: null,
  key: null,
  whole: WHOLE,
  columns: new Set<string>(),
  rowsFiltered: false,
});
const covered = (visited: number, due: number) => ({ ...TABLE, coverage_rate: ratioValue(visited, due) });

describe('what a target needs', () => {
  it('is counted in whole cases, never by rounded percentages', () => {
    expect(requiredCount(100, 112_894)).toBe(112_894);
    // 95.5 % of 200 is 191 exactly, of 201 it is 191.955.
    expect([requiredCount(95.5, 200), requiredCount(95.5, 201)]).toEqual([191, 192]);
    // 0.1 + 0.2 is no 0.3: three tenths of a per cent of 1000 are 3.
    expect(requiredCount(0.1 + 0.2, 1000)).toBe(3);
  });

  it('is missing one case of 99.99 %, which prints as 99.9 % and would round to 100 %', () => {
    expect(gapOf(ratioValue(9999, 10_000), 100)).toBe(1);
    expect(gapOf(ratioValue(10_000, 10_000), 100)).toBe(0);
    expect(gapOf(ratioValue(10_300, 10_000), 100)).toBe(0);
    expect(gapOf(ratioValue(899, 1000), 90)).toBe(1);
  });

  it('cannot be told without a rate', () => {
    expect(gapOf(missingValue('no_data'), 100)).toBeNull();
    expect(gapOf(ratioValue(0, 0), 100)).toBeNull();
  });
});

describe('targets', () => {
  it('may be set for rates only, and by default for the four of the slogan', () => {
    for (const id of TARGET_RATES) {
      const { kind, unit, direction } = metricOf(id);
      expect([id, kind, unit, direction]).toEqual([id, 'ratio', 'ratio', 'higher_is_better']);
    }
    expect(DEFAULT_TARGETS.map(({ metric, percent }) => [metric, percent])).toEqual([
      ['coverage_rate', 100],
      ['registered_rate', 100],
      ['closure_rate', 100],
      ['revisit_rate', 100],
    ]);
  });

  it('tell what is missing, the days left and the towns that reached them', () => {
    const rows = targetRows(
      [
        { metric: 'coverage_rate', percent: 90, by: '2022-02-20' },
        { metric: 'revisit_rate', percent: 100 },
        { metric: 'coverage_rate', percent: 95, by: '2022-02-10' },
      ],
      covered(170, 200),
      [covered(95, 100), covered(75, 100), TABLE],
      '2022-02-17T18:00',
    );
    expect(rows.map(({ gap, daysLeft, towns }) => [gap, daysLeft, towns.reached, towns.known])).toEqual([
      [10, 3, 1, 2],
      [null, null, 0, 0],
      [20, -7, 1, 2],
    ]);
    expect(rows[1]!.figure.missing).toBe('no_data');
  });
});
