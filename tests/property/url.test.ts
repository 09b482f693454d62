import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPARE_STEPS } from '../../src/lib/core/comparison.ts';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import {
  EMPTY_FILTER,
  isEmptyFilter,
  LIST_FILTERS,
  STATES,
  type Filter,
} from '../../src/lib/filters/filter.ts';
import {
  DAY_KINDS,
  DEFAULT_VIEW,
  filterParameters,
  parseView,
  SATISFACTION_KEYS,
  VIEW_PARAMETERS,
  viewParameters,
} from '../../src/lib/filters/url.ts';
import { AGE_KEYS, DUE_KEYS } from '../../src/lib/metrics/buckets.ts';
import { METRIC_IDS } from '../../src/lib/metrics/registry.ts';
import { NONE_KEY } from '../../src/lib/metrics/types.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { runMetrics } from '../../src/lib/query/run-metrics.ts';
import { countRecords } from '../../src/lib/query/run-records.ts';
import { LEDGER_CLASSES } from '../../src/lib/schema/colours.ts';
import { ALL_COLUMNS, issueRow } from '../support/example-ledger.ts';

/** No cell has a NUL, and no statement goes on behind one. */
const name = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 100 })
  .filter((text) => text.isWellFormed() && !text.includes('\0'));
const names = fc.uniqueArray(name, { maxLength: 5 });
const some = <T>(values: readonly T[]) => fc.subarray([...values]);
const day = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment = fc
  .tuple(day, fc.nat(23), fc.nat(59))
  .map(([at, hour, minute]) => `${at}T${`${hour}`.padStart(2, '0')}:${`${minute}`.padStart(2, '0')}`);
const period = fc
  .tuple(fc.option(day), fc.option(day))
  .map(([a, b]) => (a !== null && b !== null && a > b ? { from: b, to: a } : { from: a, to: b }));
const filters: fc.Arbitrary<Filter> = fc
  .record({
    town: names,
    village: names,
    colour: some(LEDGER_CLASSES),
    department: names,
    category: names,
    status: some(STATES),
    satisfaction: some<string>(SATISFACTION_KEYS),
    age: some(AGE_KEYS),
    due: some(DUE_KEYS),
    household: names,
    period,
  })
  .map(({ period: { from, to }, ...lists }) => ({ ...lists, from, to }));

/** What a browser makes of an address. */
const throughAddress = (parameters: URLSearchParams) =>
  new URL(`http://ledger.test/?${parameters}`).searchParams;

describe('a filter in a link', () => {
  it('has no name with a NUL', () => {
    fc.assert(
      fc.property(name, name, (before, behind) => {
        const given = new URLSearchParams({ town: `${before}\0${behind}` });
        expect(parseView(throughAddress(given)).view.filter.town).toEqual([]);
      }),
    );
  });

  it('comes back as it went', () => {
    fc.assert(
      fc.property(filters, (filter) => {
        const parsed = parseView(throughAddress(filterParameters(filter)));
        expect(parsed).toEqual({ view: { ...DEFAULT_VIEW, filter }, invalid: [] });
        expect(isEmptyFilter(filter)).toBe([...filterParameters(filter)].length === 0);
      }),
    );
  });

  it('comes back with the figure, the order, the moment and what it is compared with', () => {
    const figure = fc.record({
      metric: fc.constantFrom(...METRIC_IDS),
      part: fc.constantFrom('numerator' as const, 'denominator' as const),
    });
    const key = fc.record({ column: fc.stringMatching(/^[a-z_]{1,40}$/), descending: fc.boolean() });
    const sort = fc.uniqueArray(key, { selector: ({ column }) => column, minLength: 1, maxLength: 5 });
    const views = fc.record({
      filter: filters,
      figure: fc.option(figure),
      sort: fc.option(sort),
      cutoff: fc.option(fc.oneof(day, moment).map((text) => (text.length === 10 ? `${text}T23:59` : text))),
      compare: fc.oneof(fc.constantFrom(...COMPARE_STEPS), day),
      days: fc.constantFrom(...DAY_KINDS),
    });
    fc.assert(
      fc.property(views, (view) => {
        expect(parseView(throughAddress(viewParameters(view)))).toEqual({ view, invalid: [] });
      }),
    );
  });
});

describe('an order in a link', () => {
  it.each([
    ['sort=town', [['town', false]], []],
    [
      'sort=-town,reported_at',
      [
        ['town', true],
        ['reported_at', false],
      ],
      [],
    ],
    [
      'sort=-town&sort=reported_at',
      [
        ['town', true],
        ['reported_at', false],
      ],
      [],
    ],
    [
      'sort=town,-town,due_at',
      [
        ['town', false],
        ['due_at', false],
      ],
      [],
    ],
    [
      'sort=town,,due_at',
      [
        ['town', false],
        ['due_at', false],
      ],
      [],
    ],
    ['sort=town,a;drop', [['town', false]], ['sort']],
    ['sort=', null, []],
    ['sort=a,b,c,d,e,f', ['a', 'b', 'c', 'd', 'e'].map((name) => [name, false]), []],
  ] as const)('%s', (query, keys, invalid) => {
    const parsed = parseView(query);
    const sort = keys?.map(([column, descending]) => ({ column, descending })) ?? null;
    expect([parsed.view.sort, parsed.invalid]).toEqual([sort, invalid]);
  });
});

describe('any address', () => {
  const parameter = fc.tuple(
    fc.oneof(fc.constantFrom<string>(...VIEW_PARAMETERS), fc.string()),
    fc.oneof(
      fc.string({ unit: 'binary' }),
      day,
      fc.constantFrom<string>(...METRIC_IDS, ...LEDGER_CLASSES, NONE_KEY),
    ),
  );

  it('gives a view that is valid, and names what was not', () => {
    fc.assert(
      fc.property(fc.array(parameter, { maxLength: 12 }), (pairs) => {
        const given = new URLSearchParams(pairs);
        const { view, invalid } = parseView(given);
        for (const parameterName of invalid) expect(VIEW_PARAMETERS).toContain(parameterName);
        for (const parameterName of invalid) expect(given.has(parameterName)).toBe(true);
        // What was understood needs no second look: reading it again finds nothing invalid.
        expect(parseView(viewParameters(view))).toEqual({ view, invalid: [] });
        for (const list of LIST_FILTERS) {
          const dropped = given
            .getAll(list)
            .some((value) => !(view.filter[list] as string[]).includes(value));
          expect(invalid.includes(list)).toBe(dropped);
        }
      }),
    );
  });

  it('never throws, however it is garbled', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (query) => {
        expect(() => parseView(new URLSearchParams(query))).not.toThrow();
      }),
    );
  });

  it.each([
    ['colour=purple', ['colour'], {}],
    ['colour=purple&colour=green', ['colour'], { colour: ['green'] }],
    ['status=done', ['status'], {}],
    ['satisfaction=good', ['satisfaction'], {}],
    ['from=2022-02-30', ['from'], {}],
    ['to=yesterday', ['to'], {}],
    ['from=2022-02-02&to=2022-02-01', ['from', 'to'], {}],
    ['metric=nothing', ['metric'], {}],
    ['metric=open&part=half', ['metric'], {}],
    ['sort=a;drop', ['sort'], {}],
    ['town=', ['town'], {}],
    [`town=${'长'.repeat(101)}`, ['town'], {}],
    ['unknown=1', [], {}],
    ['town=%E6%81%A9%E5%9F%8E%E9%95%87&town=%E6%81%A9%E5%9F%8E%E9%95%87', [], { town: ['恩城镇'] }],
  ])('%s: %j', (query, invalid, filter) => {
    const parsed = parseView(new URLSearchParams(query));
    expect(parsed.invalid).toEqual(invalid);
    expect(parsed.view.filter).toEqual({ ...EMPTY_FILTER, ...filter });
  });
});

describe('any text as a value of a filter', () => {
  const HOSTILE = [
    ...[
      "'",
      "' or '1'='1",
      "') or true --",
      '"; drop table issues; --',
      '%',
      '_',
      '?',
      '\\',
      '$1',
      ':x',
      '-- ',
    ],
    ...['甲镇', '乙镇', NONE_KEY, '__onsite__', '\u0000', '😀', 'null', ''],
  ];
  const ROWS = [...HOSTILE.filter((text) => text !== NONE_KEY && text !== '__onsite__'), null].map(
    (text, index) => ({ id: `P${index}`, text }),
  );
  const moment = '2022-02-17T18:00';
  const asOf = { moment, stored: moment };
  let engine: NodeEngine;
  beforeAll(async () => {
    engine = await openDuckDbNode();
    const issues = ROWS.map(({ id, text }, index) =>
      issueRow({
        ...{ issue_id: id, src_row: index, town: text, village: text, category: text, dept_lead: text },
        ...{ colour_current: 'green', reported_at: '2022-01-05T00:00:00' },
      }),
    );
    await loadLedger(engine, {
      issues,
      visits: [],
      transitions: [],
      tallies: [],
      findings: [],
      cutoff: moment,
    });
  });
  afterAll(() => engine.close());

  it('selects what a naive comparison selects', async () => {
    const value = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 20 }));
    const lists = fc.uniqueArray(value, { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(
        fc.record({ town: lists, village: lists, department: lists, category: lists }),
        async (given) => {
          const filter: Filter = { ...EMPTY_FILTER, ...given };
          const expected = ROWS.filter(({ text }) =>
            Object.values(given).every((values) => values.length === 0 || values.includes(text ?? NONE_KEY)),
          ).length;
          const request = { asOf, filter, dimensions: [], members: {}, columns: ALL_COLUMNS };
          const report = await runMetrics(engine, request);
          expect(report.overall.problems_total.value).toBe(expected);
          const scope = { filter, figure: { metric: 'open', part: 'numerator' } as const, search: '' };
          expect(await countRecords(engine, asOf, scope)).toMatchObject({ records: expected });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is searched for as plain text', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 5 })), async (search) => {
        const counts = await countRecords(engine, asOf, { filter: EMPTY_FILTER, figure: null, search });
        const fields = ({ id, text }: (typeof ROWS)[number]) => [id, text ?? '', '问题'];
        const words = search.toLowerCase().split(/[\s\u3000]+/);
        const expected = ROWS.filter((row) =>
          words.every((word) => fields(row).some((field) => field.toLowerCase().includes(word))),
        ).length;
        expect(counts.records).toBe(expected);
      }),
      { numRuns: 60 },
    );
  });

  it('left the tables as they were', async () => {
    const result = await engine.query({ sql: 'select count(*) from issues', parameters: [] });
    expect(result.rows).toEqual([[ROWS.length]]);
  });
});
