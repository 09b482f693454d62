import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import type { VisitRow } from '../../src/lib/ingest/types.ts';
import { EXAMPLE } from '../../src/lib/metrics/example.ts';
import { NONE_KEY, type Visits } from '../../src/lib/metrics/types.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { placesOf, runVisitDetail } from '../../src/lib/query/run-visits.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { readExport } from '../oracle/read-export.ts';
import { lastVisits, visitDays, type VillageVisits } from '../oracle/visits.ts';
import { EXAMPLE_ISSUES, EXAMPLE_VISITS } from '../support/example-ledger.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const texts = largeExport(3000, 7);
const FILTERS = [{}, { town: ['恩城镇', '三唐乡'] }, { village: ['莲花池社区'] }, { town: [NONE_KEY] }];

describe('villages and days of an export', () => {
  let ledger: NodeLedger;
  beforeAll(async () => {
    ledger = await openExport(texts);
  });
  afterAll(() => ledger.engine.close());

  describe.each([EXPORT_CUTOFF, '2022-01-15T12:00'])('as of %s', (moment) => {
    it.each(FILTERS)('are the oracle’s: %j', async (filter) => {
      const asOf = { moment, stored: ledger.stored };
      const { villages, days, undated } = await runVisitDetail(ledger.engine, asOf, productFilter(filter));
      const rows = readExport(texts.visits);
      const isInScope = ({ town, village }: VillageVisits): boolean =>
        (!filter.town || filter.town.includes(town)) && (!filter.village || filter.village.includes(village));
      const seen = villages.flatMap(({ town, key, numbers: { visits } }) =>
        visits === null
          ? []
          : [[town, key, visits.hh_due, visits.hh_visited, visits.hh_inhome, visits.problems_found].join()],
      );
      const wanted = lastVisits(rows, moment).filter(isInScope);
      expect(seen.sort()).toEqual(
        wanted.map((v) => [v.town, v.village, v.due, v.visited, v.home, v.found].join()).sort(),
      );
      expect(days.map(({ day, visits }) => [day, visits.hh_due, visits.hh_visited])).toEqual(
        visitDays(rows, moment, isInScope).map(({ day, due, visited }) => [day, due, visited]),
      );
      expect(undated).toBe(0);

      const problems = computeOracle({ ledger: texts.ledger, cutoff: moment, filter }).facts;
      const counted = villages
        .filter(({ numbers }) => numbers.counts['problems_total']! > 0)
        .map(({ town, key, numbers }) => [town, key, numbers.counts['problems_total']].join());
      const byVillage = new Map<string, number>();
      for (const { town, village } of problems) {
        const name = [town, village].join();
        byVillage.set(name, (byVillage.get(name) ?? 0) + 1);
      }
      expect(counted.sort()).toEqual([...byVillage].map(([name, count]) => `${name},${count}`).sort());
    });
  });

  it('has two reported days at the cut-off and one before', async () => {
    const daysAt = async (moment: string) => {
      const asOf = { moment, stored: ledger.stored };
      return (await runVisitDetail(ledger.engine, asOf, EMPTY_FILTER)).days.map(({ day }) => day);
    };
    expect(await daysAt(EXPORT_CUTOFF)).toEqual(['2022-01-10', '2022-02-17']);
    expect(await daysAt('2022-01-15T12:00')).toEqual(['2022-01-10']);
    expect(await daysAt('2021-12-12T09:30')).toEqual([]);
  });
});

describe('daily figures, running totals and rows without a date', () => {
  let engine: NodeEngine;
  const visit = (given: Partial<VisitRow>): VisitRow => ({
    ...EXAMPLE_VISITS[0]!,
    town: '丙镇',
    hh_due: 20,
    hh_inhome: null,
    hh_phone: null,
    hh_wechat: null,
    hh_absent: null,
    problems_found: null,
    ...given,
  });
  const asOf = { moment: EXAMPLE.cutoff, stored: EXAMPLE.cutoff };
  const only = placesOf({ ...EMPTY_FILTER, town: ['丙镇'], colour: ['red'] });

  beforeAll(async () => {
    engine = await openDuckDbNode();
    await loadLedger(engine, {
      issues: EXAMPLE_ISSUES,
      visits: [
        ...EXAMPLE_VISITS,
        visit({ village: '北村', kind: 'daily', visit_date: '2022-01-01', hh_visited: 3, hh_inhome: 2 }),
        visit({ village: '北村', kind: 'daily', visit_date: '2022-01-02', hh_visited: 4, hh_inhome: 4 }),
        visit({ village: '南村', kind: 'daily', visit_date: '2022-01-02', hh_visited: 5 }),
        visit({ village: '南村', kind: 'cumulative', visit_date: '2022-01-03', hh_visited: 9 }),
        visit({ village: '中村', kind: 'cumulative', visit_date: null, hh_visited: 6 }),
        visit({ village: '后村', kind: 'cumulative', visit_date: '2022-02-18', hh_visited: 7 }),
        visit({ village: '空村', kind: 'cumulative', visit_date: '2022-01-03', hh_visited: 0 }),
      ],
      transitions: [],
      tallies: [],
      findings: [],
      cutoff: EXAMPLE.cutoff,
    });
  });
  afterAll(() => engine.close());

  it('make the day’s totals that figures as of that day would have', async () => {
    const { days, undated } = await runVisitDetail(engine, asOf, only);
    expect(undated).toBe(1);
    expect(days.map(({ day, visits }) => [day, visits.hh_visited, visits.hh_due])).toEqual([
      // 北村 3 and the undated 6 of 中村; households due: 20 of each.
      ['2022-01-01', 9, 40],
      // 北村 3 + 4, 南村 5, 中村 6.
      ['2022-01-02', 18, 60],
      // 南村’s running total takes the place of its day; 空村 has nobody.
      ['2022-01-03', 22, 80],
    ]);
  });

  it('name villages that were reported only later, or in the ledger only', async () => {
    const found = async (filter: typeof only): Promise<Map<string, Visits | null>> => {
      const { villages } = await runVisitDetail(engine, asOf, filter);
      return new Map(villages.map(({ key, numbers }) => [key, numbers.visits]));
    };
    const own = await found(only);
    expect([...own.keys()].sort()).toEqual(['中村', '北村', '南村', '后村', '空村'].sort());
    expect(own.get('后村')).toBeNull();
    expect(own.get('空村')!.hh_visited).toBe(0);
    expect([own.get('北村')!.hh_visited, own.get('北村')!.hh_inhome, own.get('北村')!.hh_due]).toEqual([
      7, 6, 20,
    ]);
    expect(own.get('南村')!.hh_inhome).toBeNull();
    // Every problem of the example is in 村, which the tally does not name.
    expect((await found(placesOf(EMPTY_FILTER))).get('村')).toBeNull();
  });
});
