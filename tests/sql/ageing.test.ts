import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AGE_KEYS, DUE_KEYS } from '../../src/lib/metrics/buckets.ts';
import { coloursOf, MARKS, passOf, type MarkId, type Move } from '../../src/lib/metrics/marks.ts';
import { runAgeing, type AgeingGroup } from '../../src/lib/query/run-ageing.ts';
import { runMetrics } from '../../src/lib/query/run-metrics.ts';
import { countRecords, runEvents, runRecords } from '../../src/lib/query/run-records.ts';
import { computeMarks } from '../oracle/marks.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { workingDays } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, largeExport, type ExportTexts } from '../support/exports.ts';
import { FILTERS, productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

/** The export with columns that it lacks: first colours, plans, groups of repeated problems, each on some rows. */
function withMarks(texts: ExportTexts): ExportTexts {
  const [header, ...lines] = texts.ledger.split(/\r?\n/).filter((line) => line !== '');
  const colours = ['绿色', '', '黄色', '', '蓝色', '红色', '黄色'];
  const rows = lines.map((line, at) => {
    const plan = at % 3 === 0 ? '分两步解决' : '';
    const group = at % 11 === 0 ? `组${at % 5}` : '';
    return `${line},${colours[at % colours.length]},${plan},${group}`;
  });
  return { ...texts, ledger: [`${header},原颜色,解决方案,重复件`, ...rows, ''].join('\n') };
}

const UNITS = ['住建局', '交通局、水利局', '', '恩城镇'];

/** Events on some rows: moves one after the other and after the cut-off, hand-overs with and without units. */
function withEvents(texts: ExportTexts): ExportTexts {
  const [header, ...lines] = texts.ledger.split(/\r?\n/).filter((line) => line !== '');
  const place = header!.replace('\ufeff', '').split(',').indexOf('问题编号');
  const rows = lines.flatMap((line, at) => {
    const id = line.split(',')[place];
    const day = (more: number) =>
      new Date(Date.UTC(2022, 0, 1 + (at % 28) + more)).toISOString().slice(0, 10);
    const unit = (more: number) => UNITS[(at + more) % UNITS.length];
    return [
      ...(at % 7 === 0 ? [`${id},${day(0)} 08:00,界定,,黄色,,`] : []),
      ...(at % 5 === 0 ? [`${id},${day(9)} 10:00,转色,黄色,红色,,`] : []),
      ...(at % 9 === 0
        ? [`${id},${day(2)} 10:00,转色,绿色,蓝色,,`, `${id},${day(25)},转色,蓝色,黄色,,`]
        : []),
      ...(at % 4 === 0 ? [`${id},${day(1)} 09:00,转办,,,指挥部,${unit(0)}`] : []),
      ...(at % 8 === 0 ? [`${id},${day(4)} 09:00,退回,,,${unit(0)},${unit(1)}`] : []),
      ...(at % 16 === 0 ? [`${id},${day(30)} 09:00,转办,,,,${unit(3)}`] : []),
      ...(at % 11 === 0 ? [`${id},${day(3)} 09:00,退回,,,${unit(2)},`, `${id},${day(5)},催办,,,,`] : []),
    ];
  });
  return {
    ...texts,
    transitions: ['问题编号,时间,环节,原色,现色,转出单位,转入单位', ...rows, ''].join('\n'),
  };
}

const texts = withEvents(withMarks(largeExport(1500, 11)));
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

const NAMES = ['everything', 'one town', 'one colour', 'one department', 'a period', 'ages', 'deadlines'];
const filters = [
  ...FILTERS.filter(({ name }) => [...NAMES, 'a contradiction'].includes(name)),
  { name: 'a town and a colour', oracle: { town: ['恩城镇'], colour: ['red'] } as OracleFilter },
];

describe.each([EXPORT_CUTOFF, '2022-01-15T12:00'])('as of %s', (cutoff) => {
  const naive = (filter: OracleFilter) => computeOracle({ ...texts, cutoff, filter });
  const countOf = (filter: OracleFilter): number => naive(filter).metrics.problems_total.value!;

  describe.each(filters)('of $name', ({ oracle }) => {
    const run = () =>
      runAgeing(ledger.engine, { moment: cutoff, stored: ledger.stored }, productFilter(oracle));

    it('deadlines and ages are the oracle’s, in total, by colour and by department', async () => {
      const { whole, colour, department } = await run();
      const check = (group: AgeingGroup, own: OracleFilter): void => {
        const { metrics } = naive(own);
        for (const id of ['open', 'due', 'on_time', 'late_closed', 'overdue_open', 'timed'] as const)
          expect([own, id, group.numbers.counts[id]]).toEqual([own, id, metrics[id].value]);
        expect(group.days.reduce((sum, [, count]) => sum + count, 0)).toBe(metrics.timed.value);
        for (const [name, keys, found] of [
          ['age', AGE_KEYS, group.age],
          ['due', DUE_KEYS, group.due],
        ] as const)
          for (const key of keys) {
            if (oracle[name] !== undefined && !oracle[name].includes(key)) continue;
            const expected = countOf({ ...own, [name]: [key] });
            expect([own, key, (found as Record<string, number>)[key] ?? 0]).toEqual([own, key, expected]);
          }
        const aged = Object.values(group.age).reduce((sum, count) => sum + count, 0);
        expect(aged).toBe(metrics.open.value);
      };
      check(whole, oracle);
      const { by } = naive(oracle);
      if (oracle.colour === undefined)
        for (const key of ['green', 'yellow', 'red', 'unknown'] as const)
          if (colour[key]) check(colour[key], { ...oracle, colour: [key] });
      const departments = Object.keys(by.department).filter((key) => by.department[key]);
      expect(Object.keys(department).sort()).toEqual(departments.sort());
      if (oracle.department === undefined && departments[0] !== undefined)
        check(department[departments[0]]!, { ...oracle, department: [departments[0]] });
    });

    it('marks are the oracle’s, and open as many records', async () => {
      const { marks } = await run();
      const expected = computeMarks({ ...texts, cutoff, filter: oracle });
      const move = (id: MarkId): number => {
        const [from, to] = coloursOf(id as Move);
        return expected.moves[`${from}>${to}`] ?? 0;
      };
      for (const mark of MARKS)
        expect([mark, marks.counts[mark]]).toEqual([
          mark,
          mark.startsWith('move_') ? move(mark) : expected.counts[mark],
        ]);
      expect(marks.repeats).toBe(expected.repeats);
      const passes = marks.passes.map(({ from, to, ...counts }) => [`${from}>${to}`, counts]);
      expect(Object.fromEntries(passes)).toEqual(expected.passes);
      const asOf = { moment: cutoff, stored: ledger.stored };
      for (const metric of [
        ...(['unassigned', 'red_without_plan', 'repeated', 'move_yellow_red'] as const),
        ...(['ever_yellow', 'handed_over', 'handed_again'] as const),
      ]) {
        const scope = {
          filter: productFilter(oracle),
          figure: { metric, part: 'numerator' as const },
          search: '',
        };
        const { records, withoutRecords } = await countRecords(ledger.engine, asOf, scope);
        expect([metric, records, withoutRecords]).toEqual([metric, marks.counts[metric], 0]);
      }
      for (const { from, to, problems } of marks.passes.slice(0, 3)) {
        const scope = {
          filter: productFilter(oracle),
          figure: { metric: passOf(from, to)!, part: 'numerator' as const },
          search: '',
        };
        const { records } = await countRecords(ledger.engine, asOf, scope);
        expect([from, to, records]).toEqual([from, to, problems]);
        const page = await runRecords(ledger.engine, asOf, scope, {
          sort: [],
          wanted: [],
          limit: 500,
          offset: 0,
        });
        expect(page).toHaveLength(Math.min(problems, 500));
      }
    });
  });

  it('has problems of every kind to tell apart', async () => {
    const { whole, marks } = await runAgeing(
      ledger.engine,
      { moment: cutoff, stored: ledger.stored },
      productFilter({}),
    );
    expect(Object.keys(whole.due).length).toBeGreaterThan(8);
    expect(Object.keys(whole.age).length).toBeGreaterThan(5);
    // By the day of the export everything was assigned.
    expect(marks.counts.unassigned > 0).toBe(cutoff !== EXPORT_CUTOFF);
    for (const mark of [
      ...(['red_with_plan', 'red_without_plan', 'repeated', 'move_yellow_red'] as const),
      ...(['move_green_blue', 'handed_over', 'handed_again'] as const),
    ])
      expect([mark, marks.counts[mark] > 0]).toEqual([mark, true]);
    expect(marks.events).toBeGreaterThan(1000);
    expect(marks.passes.length).toBeGreaterThan(1);
  });
});

const CALENDAR = {
  holidays: ['2022-01-03', '2022-01-31', '2022-02-01', '2022-02-02', '2022-02-03', '2022-02-04'],
  workdays: ['2022-01-29', '2022-01-30'],
};

describe.each([EXPORT_CUTOFF, '2022-02-06T12:00'])('in working days, as of %s', (cutoff) => {
  const days = workingDays(CALENDAR.holidays, CALENDAR.workdays);
  const naive = (filter: OracleFilter) => computeOracle({ ...texts, cutoff, filter, days });
  const asOf = () => ({ moment: cutoff, stored: ledger.stored, calendar: CALENDAR });

  it.each([{ name: 'everything', oracle: {} }, ...filters.slice(1, 3)])('of $name', async ({ oracle }) => {
    const filter = productFilter(oracle);
    const { whole } = await runAgeing(ledger.engine, asOf(), filter);
    for (const [name, keys, found] of [
      ['age', AGE_KEYS, whole.age],
      ['due', DUE_KEYS, whole.due],
    ] as const)
      for (const key of keys) {
        const expected = naive({ ...oracle, [name]: [key] }).metrics.problems_total.value;
        expect([key, (found as Record<string, number>)[key] ?? 0]).toEqual([key, expected]);
      }
    const expected = naive(oracle).facts.flatMap((facts) => (facts.days === null ? [] : [facts.days]));
    const found = whole.days.flatMap(([length, count]) => Array.from({ length: count }, () => length));
    expect(found).toEqual(expected.sort((one, other) => one - other));
    const { metrics } = naive(oracle);
    const { overall } = await runMetrics(ledger.engine, {
      asOf: asOf(),
      filter,
      members: { colour: [], town: [], department: [], category: [] },
      dimensions: [],
      quantiles: true,
      visits: false,
      columns: new Set(ledger.columns),
    });
    for (const id of ['within_five_days', 'median_days', 'p90_days', 'overdue_open', 'on_time'] as const)
      expect([id, overall[id].value]).toEqual([id, metrics[id].value]);
  });

  it('differs from calendar days', async () => {
    const { calendar: _calendar, ...natural } = asOf();
    const [one, other] = await Promise.all(
      [asOf(), natural].map((each) => runAgeing(ledger.engine, each, productFilter({}))),
    );
    expect(one!.whole.days).not.toEqual(other!.whole.days);
    expect(one!.whole.due).not.toEqual(other!.whole.due);
  });
});

it('tells a problem’s events in order and up to the moment', async () => {
  const first = texts.transitions!.split('\n')[1]!.split(',')[0]!;
  const until = async (moment: string) =>
    (await runEvents(ledger.engine, { moment, stored: ledger.stored }, first)).map(({ event, at }) => [
      event,
      at,
    ]);
  expect(await until('2022-01-05T09:00')).toEqual([
    ['classify', '2022-01-01T08:00:00'],
    ['assign', '2022-01-02T09:00:00'],
    ['recolour', '2022-01-03T10:00:00'],
    ['return', '2022-01-04T09:00:00'],
    ['return', '2022-01-05T09:00:00'],
  ]);
  expect(await until('2022-01-01T07:59')).toEqual([]);
});
