import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRanking, type RankedScope, type RankedUnit } from '../../src/lib/query/run-ranking.ts';
import { rankedTables, rankRows, type RankBy } from '../../src/lib/report/ranking.ts';
import { NONE_KEY } from '../../src/lib/metrics/types.ts';
import { factsOf, type Facts } from '../oracle/facts.ts';
import { pickOf, type MetricId } from '../oracle/metrics.ts';
import { computeOracle, EMPTY_SCOPE, type OracleFilter } from '../oracle/oracle.ts';
import { cell, moment as momentOf, readExport } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const texts = largeExport(1500, 5);
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

const FILTERS: readonly OracleFilter[] = [{}, { colour: ['green', 'blue'] }, { to: '2022-01-10' }];
const RATES = ['ledger_resolution_rate', 'on_time_rate', 'satisfaction_rate'] as const;

/** A rate's parts by unit, counted row by row. */
type Naive = ReadonlyMap<string, Readonly<Record<string, readonly [number, number]>>>;

const inScope = (facts: Facts, { colour, to }: OracleFilter): boolean =>
  (!colour || colour.includes(facts.class)) &&
  (to === undefined || (facts.reported !== null && facts.reported.slice(0, 10) <= to));

function countByUnit(
  moment: string,
  filter: OracleFilter,
  unitOf: (owner: string, facts: Facts) => string,
): Naive {
  const found = new Map<string, Record<string, [number, number]>>();
  const at = momentOf(moment)!;
  for (const row of readExport(texts.ledger)) {
    const facts = factsOf(row, at);
    if (facts === null || !inScope(facts, filter)) continue;
    const unit = unitOf(cell(row, '责任人') ?? NONE_KEY, facts);
    if (!found.has(unit)) found.set(unit, Object.fromEntries(RATES.map((rate) => [rate, [0, 0]])));
    for (const rate of RATES) {
      const parts = found.get(unit)![rate]!;
      if (pickOf(rate, 'numerator')(facts, at)) parts[0] += 1;
      if (pickOf(rate, 'denominator')(facts, at)) parts[1] += 1;
    }
  }
  return found;
}

async function ranked(of: RankedUnit, moment: string, oracle: OracleFilter): Promise<RankedScope> {
  const asOf = { moment, stored: ledger.stored };
  return runRanking(ledger.engine, of, asOf, productFilter(oracle), ledger.members);
}

const rowsOf = (of: RankedUnit, scope: RankedScope, by: RankBy) => {
  const tables = rankedTables(of, scope, { columns: ledger.columns, rowsFiltered: false });
  return rankRows(tables, tables, by);
};

describe.each([EXPORT_CUTOFF, '2022-01-15T12:00'])('rankings as of %s', (moment) => {
  const UNITS = [
    ['village', (_: string, facts: Facts) => `${facts.town}\n${facts.village}`],
    ['owner', (owner: string) => `\n${owner}`],
  ] as const;

  it.each(UNITS)('of every %s are counted as the rows say', async (of, unitOf) => {
    for (const filter of FILTERS) {
      const naive = countByUnit(moment, filter, unitOf);
      const scope = await ranked(of, moment, filter);
      for (const rate of RATES) {
        const rows = rowsOf(of, scope, rate);
        const shown = rows.map(({ id, figure }) => [id, figure.numerator, figure.denominator]);
        const expected = [...naive].map(([id, rates]) => [id, ...rates[rate]!]);
        expect(shown.sort()).toEqual(expected.sort());
        // D23, from the naive counts alone.
        const able = [...naive].filter(([id, rates]) => !id.endsWith(NONE_KEY) && rates[rate]![1] >= 10);
        for (const { id, rank } of rows) {
          const own = able.find(([key]) => key === id)?.[1][rate];
          const better = able.filter(([, rates]) => {
            const [n, d] = rates[rate]!;
            return own !== undefined && n * own[1] > own[0] * d;
          });
          expect([of, id, rank]).toEqual([of, id, own === undefined ? null : better.length + 1]);
        }
      }
    }
  });

  it.each(['town', 'department'] as const)('of every %s list the oracle’s figures', async (of) => {
    for (const filter of FILTERS) {
      const oracle = computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: moment, filter });
      const scope = await ranked(of, moment, { ...filter, [of]: ['没有的单位'] });
      expect(scope.units.length).toBeGreaterThanOrEqual(ledger.members[of]!.length);
      for (const id of ['on_site_ratio', 'closure_rate', 'median_days', ...RATES] as const) {
        if (of === 'department' && id === 'on_site_ratio') continue;
        for (const { key, figure } of rowsOf(of, scope, id)) {
          const { metrics } = oracle.by[of][key] ?? EMPTY_SCOPE;
          const { numerator, denominator } = metrics[id as MetricId];
          expect([of, key, id, figure.numerator, figure.denominator]).toEqual([
            of,
            key,
            id,
            numerator,
            denominator,
          ]);
        }
      }
    }
  });

  it('compare departments with what departments have: no on-site problem', async () => {
    const scope = await ranked('department', moment, {});
    const { metrics } = computeOracle({
      ledger: texts.ledger,
      cutoff: moment,
      filter: { colour: ['green', 'blue', 'yellow', 'red', 'white', 'unknown'] },
    });
    for (const id of ['problems_total', 'closed', 'rated', 'satisfied', 'overdue_open'] as const)
      expect([id, scope.whole.counts[id]]).toEqual([id, metrics[id].value]);
  });
});
