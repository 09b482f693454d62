import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { comparedWith } from '../../src/lib/core/comparison.ts';
import { DEFAULT_EXPLORE, EXPLORE_KEYS, type ExploreKey } from '../../src/lib/filters/explore-url.ts';
import type { Filter } from '../../src/lib/filters/filter.ts';
import { GROUP_METRICS } from '../../src/lib/metrics/evaluate.ts';
import { countRecords } from '../../src/lib/query/run-records.ts';
import { runPivot, type Pivot } from '../../src/lib/query/run-pivot.ts';
import { pivotTable, type PivotTable } from '../../src/lib/report/pivot-table.ts';
import { computeOracle, type OracleFilter, type OracleResult } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { expectedFigure, isSame } from '../support/compare-metrics.ts';
import { productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const texts = largeExport(400, 7);
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

const CUTOFFS = [EXPORT_CUTOFF, '2022-01-20T12:00'] as const;
const SHAPES: readonly (readonly [ExploreKey, ExploreKey | null])[] = [
  ['town', 'colour'],
  ['colour', 'status'],
  ['department', 'colour'],
  ['category', 'satisfaction'],
  ['registered_week', 'colour'],
  ['registered_month', 'village'],
];
const SELECTIONS: readonly OracleFilter[] = [
  {},
  { town: ['恩城镇', '三唐乡'], from: '2021-12-25', to: '2022-02-05' },
];

const pivotOf = (
  moment: string,
  filter: Filter,
  rows: ExploreKey,
  columns: ExploreKey | null,
): Promise<Pivot> =>
  runPivot(ledger.engine, {
    asOf: { moment, stored: ledger.stored },
    filter,
    rows,
    columns,
    compared: comparedWith(moment, filter, 'week'),
  });
const tableOf = (pivot: Pivot): PivotTable =>
  pivotTable(pivot, { show: GROUP_METRICS, order: DEFAULT_EXPLORE.order }, ledger.columns);

/** The oracle of the problems that a product's filter selects. */
function naive(filter: Filter, cutoff: string): OracleResult {
  const named = Object.entries(filter).filter(([, value]: [string, unknown]) =>
    Array.isArray(value) ? value.length > 0 : value !== null,
  );
  const oracle = Object.fromEntries(named) as OracleFilter;
  return computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff, filter: oracle });
}

/** Some of many, the same every time, first and last among them. */
function some<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, Math.ceil(all.length / most));
  return all.filter((_, index) => index % step === 0 || index === all.length - 1);
}

describe.each(CUTOFFS)('a pivot as of %s', (moment) => {
  describe.each(SELECTIONS)('of %j', (selection) => {
    it.each(SHAPES)(
      'is the oracle’s in each cell, row, column and in total: %s × %s',
      async (rows, columns) => {
        const pivot = await pivotOf(moment, productFilter(selection), rows, columns);
        const table = tableOf(pivot);
        expect(table.lines.length).toBeGreaterThan(1);
        const lines = [table.total, ...some(table.lines, 3)];
        for (const { row, cells } of lines) {
          for (const cell of some(cells, 3)) {
            const sides = [
              [cell.now, (index: number) => cell.figures[index]!.now],
              [cell.before!, (index: number) => cell.figures[index]!.before!],
            ] as const;
            for (const [scope, figureAt] of sides) {
              if (scope.filter === null) {
                expect(['__none__', '__onsite__'].some((key) => key === row || key === cell.column)).toBe(
                  true,
                );
                continue;
              }
              const oracle = naive(scope.filter, scope.asOf.moment);
              const colour = rows === 'colour' ? row : columns === 'colour' ? cell.column : null;
              const dimension = colour === null ? null : ('colour' as const);
              for (const [index, id] of GROUP_METRICS.entries()) {
                const actual = figureAt(index);
                const expected = expectedFigure(id, oracle, { dimension, key: colour })!;
                const isRight =
                  isSame(actual.value, expected.value) &&
                  actual.numerator === expected.numerator &&
                  actual.denominator === expected.denominator;
                if (!isRight) expect([row, cell.column, id, scope.asOf.moment, actual]).toEqual(expected);
              }
            }
          }
        }
      },
    );
  });

  it('has as many records behind a cell as the cell says', async () => {
    const table = tableOf(await pivotOf(moment, productFilter({}), 'town', 'satisfaction'));
    const place = GROUP_METRICS.indexOf('ledgered');
    for (const { cells } of some(table.lines, 4)) {
      for (const { now, figures } of cells) {
        const scope = {
          filter: now.filter!,
          figure: { metric: 'ledgered', part: 'numerator' } as const,
          search: '',
        };
        const { records } = await countRecords(ledger.engine, now.asOf, scope);
        expect(records).toBe(figures[place]!.now.value);
      }
    }
  });

  it('has totals that are what the whole is without the pivot, and departments that agree with check I3', async () => {
    const pivot = await pivotOf(moment, productFilter({}), 'department', 'colour');
    const whole = naive(productFilter({}), moment);
    expect(pivot.now.total.counts['problems_total']).toBe(whole.metrics.problems_total.value);
    const named = [...pivot.now.rows].filter(([key]) => key !== '__onsite__');
    const ledgered = named.reduce((sum, [, numbers]) => sum + numbers.counts['problems_total']!, 0);
    expect(ledgered).toBe(whole.metrics.ledgered.value);
    expect(pivot.now.rows.get('__onsite__')!.counts['problems_total']).toBe(
      whole.metrics.solved_on_site.value,
    );
  });
});

describe('every key', () => {
  it.each(EXPLORE_KEYS)('has groups that add up to the whole: %s', async (key) => {
    const { now } = await pivotOf(EXPORT_CUTOFF, productFilter({}), key, null);
    const sum = [...now.rows.values()].reduce((all, { counts }) => all + counts['problems_total']!, 0);
    expect(sum).toBe(now.total.counts['problems_total']);
  });

  it('of nothing at all has a total of zero and no line', async () => {
    const table = tableOf(
      await pivotOf(EXPORT_CUTOFF, productFilter({ town: ['没有的镇'] }), 'colour', 'town'),
    );
    expect(table.lines).toEqual([]);
    expect(table.total.cells[0]!.figures[0]!.now.value).toBe(0);
  });
});
