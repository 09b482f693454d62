import { describe, expect, it } from 'vitest';
import { evaluateAll } from '../../../src/lib/metrics/evaluate.ts';
import { NONE_KEY, VISIT_SUMS, type Visits } from '../../../src/lib/metrics/types.ts';
import {
  isAboveAll,
  lowestCoverage,
  paceOf,
  parseVisitSort,
  progressPoints,
  sortVisitRows,
  unvisitedVillages,
  visitSortText,
} from '../../../src/lib/report/visits.ts';

const visits = (given: Partial<Visits>): Visits =>
  ({ ...Object.fromEntries(VISIT_SUMS.map((sum) => [sum, null])), ...given }) as Visits;

function row(key: string, visited: number | null, due: number | null, town = '甲镇') {
  const numbers = {
    counts: { problems_total: 1 },
    quantiles: {},
    visits: visited === null ? null : visits({ hh_visited: visited, hh_due: due }),
  };
  const columns = new Set<string>();
  const table = evaluateAll(numbers, {
    dimension: 'village',
    key,
    whole: numbers,
    columns,
    rowsFiltered: false,
  });
  return { town, key, table };
}

const keys = (rows: readonly { key: string }[]): string[] => rows.map(({ key }) => key);

describe('rows of visits', () => {
  const rows = [row('东村', 90, 100), row('北村', 50, 100), row('西村', 90, 100), row('南村', null, null)];

  it('stand by their figure either way, equal ones by name, missing ones last', () => {
    expect(keys(sortVisitRows(rows, { by: 'coverage_rate', descending: false }))).toEqual([
      '北村',
      '东村',
      '西村',
      '南村',
    ]);
    expect(keys(sortVisitRows(rows, { by: 'coverage_rate', descending: true }))).toEqual([
      '东村',
      '西村',
      '北村',
      '南村',
    ]);
  });

  it('know a sort by its text only', () => {
    expect(parseVisitSort(null)).toEqual({ by: 'coverage_rate', descending: false });
    expect(parseVisitSort('-not_reached')).toEqual({ by: 'not_reached', descending: true });
    expect(parseVisitSort('name')).toEqual({ by: 'name', descending: false });
    expect(['', '-', 'open', 'coverage'].map(parseVisitSort)).toEqual([null, null, null, null]);
    expect(visitSortText({ by: 'problems_total', descending: true })).toBe('-problems_total');
  });

  it('name the lowest where one is lower', () => {
    expect(lowestCoverage(rows)?.key).toBe('北村');
    expect(lowestCoverage([rows[0]!, rows[2]!, rows[3]!])).toBeNull();
    expect(lowestCoverage([rows[1]!])).toBeNull();
  });

  it('are to be looked at above 100 %, not at it', () => {
    expect([row('a', 100, 100), row('b', 101, 100), rows[3]!].map(({ table }) => isAboveAll(table))).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('without a visited household are told with their reason; a missing name is no village', () => {
    const all = [...rows, row('中村', 0, 40), row(NONE_KEY, null, null)];
    const found = unvisitedVillages(all).map(({ key, reason }) => [key, reason]);
    expect(found.sort()).toEqual([
      ['中村', 'nobody'],
      ['南村', 'unreported'],
    ]);
  });
});

describe('the course of the visits', () => {
  const days = [
    { day: '2022-01-01', visits: visits({ hh_due: 1000, hh_visited: 100 }) },
    { day: '2022-01-05', visits: visits({ hh_due: 1000, hh_visited: 340 }) },
    { day: '2022-01-11', visits: visits({ hh_due: 1000, hh_visited: 600 }) },
  ];
  const all = progressPoints(days, { from: null, to: null });

  it('adds since the report before, also when that lies outside the period', () => {
    expect(all.map(({ visited, added }) => [visited, added])).toEqual([
      [100, null],
      [340, 240],
      [600, 260],
    ]);
    const later = progressPoints(days, { from: '2022-01-05', to: '2022-01-10' });
    expect(later).toEqual([{ day: '2022-01-05', due: 1000, visited: 340, added: 240 }]);
  });

  it('has a pace, and one that is needed from the day after the moment', () => {
    const target = { metric: 'coverage_rate', percent: 100, by: '2022-01-19' } as const;
    // 500 households in ten days; 400 are missing with seven days to go: 57.1 a day.
    expect(paceOf(all, target, '2022-01-12T18:00')).toEqual({
      perDay: 50,
      required: 1000,
      gap: 400,
      daysLeft: 7,
      neededPerDay: 58,
    });
  });

  it('needs no pace once the target is reached, past or without a day', () => {
    const needed = (percent: number, by?: string) => {
      const target = { metric: 'coverage_rate' as const, percent, ...(by !== undefined && { by }) };
      const { gap, neededPerDay } = paceOf(all, target, '2022-01-12T18:00');
      return [gap, neededPerDay];
    };
    expect(needed(60, '2022-01-19')).toEqual([0, null]);
    expect(needed(100, '2022-01-12')).toEqual([400, null]);
    expect(needed(100)).toEqual([400, null]);
  });

  it('has none from a single report, and no target without households due', () => {
    expect(paceOf(all.slice(0, 1), undefined, '2022-01-12')).toMatchObject({ perDay: null, required: null });
    const target = { metric: 'coverage_rate', percent: 100 } as const;
    const withoutDue = all.map((point) => ({ ...point, due: null }));
    expect(paceOf(withoutDue, target, '2022-01-12')).toMatchObject({ required: null, gap: null });
    expect(paceOf([], target, '2022-01-12')).toMatchObject({ perDay: null, gap: null });
  });
});
