import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMPTY_FILTER } from '../../src/lib/filters/filter.ts';
import { countHouseholds, runHouseholds } from '../../src/lib/query/run-households.ts';
import { countRecords, runNeighbours, runRecords } from '../../src/lib/query/run-records.ts';
import { HOUSEHOLD_ORDERS } from '../../src/lib/sql/household-query.ts';
import { factsOf, type Facts } from '../oracle/facts.ts';
import { householdOf } from '../oracle/households.ts';
import type { OracleFilter } from '../oracle/oracle.ts';
import { moment as momentOf, readExport, type RawRow } from '../oracle/read-export.ts';
import { seededRandom } from '../support/damage.ts';
import { EXPORT_CUTOFF, largeExport, type ExportTexts } from '../support/exports.ts';
import { productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

/** A large profile whose rows tell their households in every way there is, and in none. */
function tellHouseholds(texts: ExportTexts): ExportTexts {
  const random = seededRandom(7);
  const rows = readExport(texts.ledger).map((row): RawRow => {
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const told = { ...row, 家庭编号: '', 住址: '' };
    const way = random();
    const number = 1 + Math.floor(random() * 3);
    if (way < 0.2) return { ...told, 家庭编号: pick([`a-${number}`, `Ａ－${number}`, ` A-${number} `]) };
    if (way < 0.4) {
      const home = pick([`${number}号`, `${'１２３'[number - 1]!} 号`]);
      const before = pick(['', `平原县${row['镇街']}${row['村(社区)']}`]);
      return { ...told, 受访群众姓名: pick(['张伟', '张 伟', '李明(户主)']), 住址: before + home };
    }
    if (way < 0.5) return { ...told, 住址: '村东大街' };
    if (way < 0.55)
      return { ...told, 受访群众姓名: pick(['匿名', '张先生', '张伟、李明', '张伟等5人', '张*']) };
    if (way < 0.7) {
      const [phone, name] = [`1990000000${number}`, pick(['张伟', '李明'])];
      const written = pick([phone, `+86 ${phone}`, phone.replace(/(\d{3})(\d{4})/, '$1-$2-')]);
      return { ...told, 受访群众姓名: name, 联系方式: written };
    }
    return told;
  });
  const headers = Object.keys(rows[0]!);
  const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
  const lines = rows.map((row) => headers.map((header) => quoted(row[header] ?? '')).join(','));
  return { ...texts, ledger: [headers.join(','), ...lines, ''].join('\r\n') };
}

const texts = tellHouseholds(largeExport(1500, 11));
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

const MOMENTS = [EXPORT_CUTOFF, '2022-01-15T18:00'];
const FILTERS: readonly OracleFilter[] = [
  {},
  { colour: ['green', 'blue'] },
  { town: ['恩城镇'], status: ['open'] },
  { from: '2021-12-20', to: '2022-01-10' },
];

const inScope = (facts: Facts, filter: OracleFilter): boolean =>
  (!filter.colour || filter.colour.includes(facts.class)) &&
  (!filter.town || filter.town.includes(facts.town)) &&
  (!filter.status || filter.status.includes(facts.state)) &&
  (filter.from === undefined || (facts.reported !== null && facts.reported.slice(0, 10) >= filter.from)) &&
  (filter.to === undefined || (facts.reported !== null && facts.reported.slice(0, 10) <= filter.to));

/** The problems of each household, and those of none, row by row. */
function naive(moment: string, filter: OracleFilter) {
  const at = momentOf(moment.replace('T', ' '))!;
  const households = new Map<string, Facts[]>();
  let unplaced = 0;
  for (const row of readExport(texts.ledger)) {
    const facts = factsOf(row, at);
    if (facts === null || !inScope(facts, filter)) continue;
    const household = householdOf(row, facts.town);
    if (household === null) unplaced += 1;
    else households.set(household, [...(households.get(household) ?? []), facts]);
  }
  return { households: [...households.values()], unplaced };
}

const isOpen = (facts: Facts): boolean => facts.state === 'open' && facts.class !== 'white';
const ids = (facts: readonly Facts[]): string =>
  facts
    .map(({ id }) => id)
    .sort()
    .join();
const asOf = (moment: string) => ({ moment, stored: ledger.stored });

describe.each(MOMENTS)('households as of %s', (moment) => {
  it('are the partition that the naive rules make', async () => {
    const { rows } = await ledger.engine.query({
      sql: `select household_key, issue_id from issues where reported_at is null or reported_at <= cast('${moment}' as timestamp)`,
      parameters: [],
    });
    const found = new Map<string, string[]>();
    for (const [key, id] of rows)
      if (key !== null) found.set(String(key), [...(found.get(String(key)) ?? []), String(id)]);
    const partition = [...found.values()].map((each) => each.sort().join()).sort();
    const expected = naive(moment, {}).households.map(ids).sort();
    expect(expected.filter((each) => each.includes(','))).not.toHaveLength(0);
    expect(partition).toEqual(expected);
  });

  it.each(FILTERS)('are counted as the oracle counts them: %j', async (oracle) => {
    const { households, unplaced } = naive(moment, oracle);
    expect(await countHouseholds(ledger.engine, asOf(moment), productFilter(oracle))).toEqual({
      households: households.length,
      several: households.filter((problems) => problems.length > 1).length,
      withOpen: households.filter((problems) => problems.some(isOpen)).length,
      placed: households.flat().length,
      unplaced,
    });
  });

  it.each(FILTERS)('with several problems are listed with what they have: %j', async (oracle) => {
    const { households } = naive(moment, oracle);
    const expected = households
      .filter((problems) => problems.length > 1)
      .map((problems) => [
        problems[0]!.town,
        problems.length,
        problems.filter(isOpen).length,
        problems.filter(({ state }) => state === 'resolved').length,
      ]);
    for (const order of HOUSEHOLD_ORDERS) {
      const window = { order, limit: 10_000, offset: 0 };
      const rows = await runHouseholds(ledger.engine, asOf(moment), productFilter(oracle), window);
      const shown = rows.map(({ town, problems, open, resolved }) => [town, problems, open, resolved]);
      expect(shown.toSorted()).toEqual(expected.toSorted());
      const by = { problems: 1, open: 2 } as const;
      if (order === 'town')
        expect(shown.map(([town]) => town)).toEqual(shown.map(([town]) => town).toSorted());
      else {
        const values = shown.map((row) => Number(row[by[order]]));
        expect(values).toEqual(values.toSorted((one, other) => other - one));
      }
      const half = await runHouseholds(ledger.engine, asOf(moment), productFilter(oracle), {
        ...{ order, limit: 5, offset: 3 },
      });
      expect(half).toEqual(rows.slice(3, 8));
    }
  });
});

describe('a household as a filter', () => {
  it('selects its records, and gives each its neighbours', async () => {
    const [first] = await runHouseholds(ledger.engine, asOf(EXPORT_CUTOFF), EMPTY_FILTER, {
      ...{ order: 'problems', limit: 1, offset: 0 },
    });
    const largest = naive(EXPORT_CUTOFF, {}).households.sort((a, b) => b.length - a.length)[0]!;
    expect(first!.problems).toBe(largest.length);
    const scope = { filter: { ...EMPTY_FILTER, household: [first!.key] }, figure: null, search: '' };
    const at = asOf(EXPORT_CUTOFF);
    expect(await countRecords(ledger.engine, at, scope)).toEqual({
      records: largest.length,
      undated: 0,
      withoutRecords: 0,
    });
    const sort = [{ column: 'reported_at', descending: false }];
    const window = { sort, wanted: [], limit: 100, offset: 0 };
    const records = await runRecords(ledger.engine, at, scope, window);
    expect(records).toHaveLength(largest.length);
    const about = { sort, issueId: records[1]!.issue_id! };
    expect(await runNeighbours(ledger.engine, at, scope, about)).toEqual({
      place: 2,
      records: largest.length,
      earlier: records[0]!.issue_id,
      later: records[2]!.issue_id,
    });
  });

  it('selects the rows that tell none', async () => {
    const scope = { filter: { ...EMPTY_FILTER, household: ['__none__'] }, figure: null, search: '' };
    const { records } = await countRecords(ledger.engine, asOf(EXPORT_CUTOFF), scope);
    expect(records).toBe(naive(EXPORT_CUTOFF, {}).unplaced);
  });
});
