import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, metricOf, type MetricId } from '../../src/lib/metrics/registry.ts';
import { countRecords, runNeighbours, runRecord, runRecords } from '../../src/lib/query/run-records.ts';
import { isListColumn, LIST_COLUMNS, type ListColumn } from '../../src/lib/sql/record-columns.ts';
import { recordPageQuery } from '../../src/lib/sql/record-query.ts';
import { statement } from '../../src/lib/sql/sql.ts';
import { runMetrics } from '../../src/lib/query/run-metrics.ts';
import { translatorFor } from '../../src/lib/i18n/messages.ts';
import { exportHead, exportPages, type ExportRow } from '../../src/lib/state/records-export.ts';
import { pickOf } from '../oracle/metrics.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { cell, momentCell, readExport, type RawRow } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { FILTERS, productFilter } from '../support/filters.ts';
import { openExport, type NodeLedger } from '../support/node-ledger.ts';

const ROWS = 900;
const PARTS = ['numerator', 'denominator'] as const;
const CHOSEN = ['everything', 'a town or none', 'no department', 'a period', 'all at once', 'two states'];
const texts = largeExport(ROWS, 11);
let ledger: NodeLedger;
beforeAll(async () => {
  ledger = await openExport(texts);
});
afterAll(() => ledger.engine.close());

const cases = FILTERS.filter(({ name }) => CHOSEN.includes(name)).map((filter) => ({
  ...filter,
  moment: filter.name === 'a town or none' ? '2022-01-15T12:00' : EXPORT_CUTOFF,
}));

const oracleOf = (cutoff: string, filter: OracleFilter) =>
  computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff, filter });

/** True for a part that is a visit figure: no rows of the ledger stand behind it. */
function countsVisits(metric: MetricId, part: 'numerator' | 'denominator'): boolean {
  const definition = metricOf(metric);
  return definition.kind === 'ratio' && metricOf(definition[part] as MetricId).kind === 'visits';
}

/** Every metric and part that has rows behind it. */
const FIGURES = METRIC_IDS.flatMap((metric) => PARTS.map((part) => ({ metric, part }))).filter(
  ({ metric, part }) => {
    const { kind } = metricOf(metric);
    if (kind === 'visits' || metric.startsWith('colour_')) return false;
    return !countsVisits(metric, part);
  },
);

async function listedIds(scope: Parameters<typeof countRecords>[2], moment: string): Promise<string[]> {
  const asOf = { moment, stored: ledger.stored };
  const sort = [{ column: 'issue_id', descending: false }];
  const page = recordPageQuery(asOf, scope, { sort, wanted: [], limit: 100_000, offset: 0 });
  const result = await ledger.engine.query(statement(page));
  return result.rows.map((row) => row[0] as string);
}

describe('the records behind a figure', () => {
  it.each(cases)('are the oracle’s rows: $name, as of $moment', async ({ oracle, moment }) => {
    const filter = productFilter(oracle);
    const asOf = { moment, stored: ledger.stored };
    const naive = oracleOf(moment, oracle);
    const report = await runMetrics(ledger.engine, {
      asOf,
      filter,
      dimensions: [],
      members: {},
      columns: ledger.columns,
    });
    for (const { metric, part } of FIGURES) {
      const scope = { filter, figure: { metric, part }, search: '' };
      const expected =
        metric === 'problems_per_100_households' || metric === 'registered_rate'
          ? naive.selectRows('problems_total')
          : naive.selectRows(metric as Parameters<typeof naive.selectRows>[0], part);
      const place = `${metric} ${part}`;
      expect([place, await listedIds(scope, moment)]).toEqual([place, [...expected].sort()]);
      const figure = report.overall[metric];
      const shown = metricOf(metric).kind === 'count' ? figure.value : figure[part];
      const counts = await countRecords(ledger.engine, asOf, scope);
      expect([place, counts.records + counts.withoutRecords]).toEqual([place, shown ?? expected.length]);
    }
  });

  it('are none where a figure counts no rows', async () => {
    const asOf = { moment: ledger.stored, stored: ledger.stored };
    for (const metric of ['households_visited', 'coverage_rate'] as const)
      for (const part of PARTS) {
        const scope = { filter: productFilter({}), figure: { metric, part }, search: '' };
        expect(await countRecords(ledger.engine, asOf, scope)).toMatchObject({
          records: 0,
          withoutRecords: 0,
        });
      }
  });

  it('cover every metric that has rows', () => {
    expect(FIGURES.length).toBeGreaterThan(80);
    for (const { metric } of FIGURES)
      if (metric !== 'problems_per_100_households' && metric !== 'registered_rate')
        expect(() => pickOf(metric, 'numerator')).not.toThrow();
  });
});

describe('the list of records', () => {
  const everything = { filter: productFilter({}), figure: null, search: '' };
  const asOf = () => ({ moment: ledger.stored, stored: ledger.stored });

  it.each(LIST_COLUMNS.flatMap((column) => [false, true].map((descending) => ({ column, descending }))))(
    'pages through all rows once by $column, descending $descending, missing values last',
    async (sort) => {
      const [whole, ...pages] = await Promise.all(
        [{ limit: 5000, offset: 0 }, ...[0, 350, 700].map((offset) => ({ limit: 350, offset }))].map(
          (window) =>
            runRecords(ledger.engine, asOf(), everything, { sort: [sort], wanted: [sort.column], ...window }),
        ),
      );
      expect(pages.flat()).toEqual(whole);
      expect(new Set(whole!.map((record) => record.issue_id)).size).toBe(ROWS);
      const values = whole!.map((record) => record[sort.column]);
      const known = values.filter((value) => value !== null);
      // Ratings are followed by revisits without one, which have no rating to show.
      if (sort.column !== 'satisfaction') expect(values.slice(0, known.length)).toEqual(known);
    },
  );

  it('sorts by date, newest first, unless told otherwise', async () => {
    expect(isListColumn('phone')).toBe(false);
    const [usual, unknown, dated] = await Promise.all(
      [[], [{ column: 'phone', descending: true }], [{ column: 'reported_at', descending: true }]].map(
        (sort) => runRecords(ledger.engine, asOf(), everything, { sort, wanted: [], limit: 50, offset: 0 }),
      ),
    );
    expect(usual).toEqual(dated);
    expect(unknown).toEqual(dated);
  });

  it.each([
    ...['%', '_', '\\', "'", '"; drop table issues; --', '恩城', 'py-00000', '道路%', 'pY-0000012'],
    ...['恩城 道路', '道路\u3000恩城', ' 道路  pY-00 ', '道 路', '恩城 没有这样的词', '****'],
  ])('searches for %s as plain text, without case, each word somewhere', async (search) => {
    const columns = [
      ...['issue_id', 'seq_no', 'campaign_phase', 'town', 'village', 'reporter_name', 'phone', 'problem'],
      ...['category', 'dept_lead', 'dept_co', 'owner_name', 'owner_phone', 'resolved_note', 'result_text'],
      ...['solution_plan', 'revisit_by', 'dup_group', 'remark'],
    ];
    const all = await ledger.engine.query({
      sql: `select ${columns.join(', ')} from issues`,
      parameters: [],
    });
    const words = search.toLowerCase().split(/[\s\u3000]+/);
    const hits = all.rows.filter((row) =>
      words.every((word) =>
        row.some((value) =>
          String(value ?? '')
            .toLowerCase()
            .includes(word),
        ),
      ),
    );
    const counts = await countRecords(ledger.engine, asOf(), { ...everything, search });
    expect(counts.records).toBe(hits.length);
  });

  /** Lines of the export, ordered by what is sorted by, in code units, missing values last. */
  function naiveOrder(keys: readonly (readonly [header: string, descending: boolean])[]): number[] {
    const rows = readExport(texts.ledger).map((row, index) => ({ row, index }));
    const compare = (a: string | null, b: string | null, descending: boolean): number => {
      if (a === b) return 0;
      if (a === null || b === null) return a === null ? 1 : -1;
      return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0 === descending ? 1 : -1;
    };
    const value = (row: RawRow, header: string): string | null =>
      /时间|时限/.test(header) ? momentCell(row, header) : cell(row, header);
    rows.sort((a, b) => {
      for (const [header, descending] of keys) {
        const order = compare(value(a.row, header), value(b.row, header), descending);
        if (order !== 0) return order;
      }
      return a.index - b.index;
    });
    return rows.map(({ index }) => index + 2);
  }

  it.each([
    [
      [
        ['问题类别', false],
        ['反映时间', true],
      ],
      'category,-reported_at',
    ],
    [
      [
        ['镇街', true],
        ['村(社区)', true],
        ['反映时间', false],
      ],
      '-town,reported_at',
    ],
    [
      [
        ['问题类别', true],
        ['村(社区)', false],
        ['反映时间', true],
      ],
      '-category,village,-reported_at',
    ],
  ] as const)('sorts by several keys as a naive sort of the export does: %j', async (keys, link) => {
    const sort = link
      .split(',')
      .map((text) => ({ column: text.replace('-', ''), descending: text.startsWith('-') }));
    const records = await runRecords(ledger.engine, asOf(), everything, {
      ...{ sort, wanted: ['src_row'], limit: 5000, offset: 0 },
    });
    expect(records.map((record) => record.src_row)).toEqual(naiveOrder(keys));
  });

  it.each([[[]], [['result_text', 'src_row', 'owner_name']], [LIST_COLUMNS]] as ListColumn[][][])(
    'reads the columns that are asked for: %j',
    async (wanted) => {
      const [first] = await runRecords(ledger.engine, asOf(), everything, {
        ...{ sort: [{ column: 'issue_id', descending: false }], wanted, limit: 1, offset: 0 },
      });
      const whole = await runRecord(ledger.engine, asOf(), first!.issue_id!);
      for (const name of wanted) expect([name, first![name]]).toEqual([name, whole![name]]);
      expect(Object.keys(first!).length).toBeLessThanOrEqual(LIST_COLUMNS.length);
    },
  );

  it('exports exactly what is filtered, in the chosen columns', async () => {
    const t = translatorFor('zh');
    const list = {
      scope: { ...everything, filter: productFilter({ town: ['恩城镇'] }) },
      sort: [{ column: 'src_row', descending: false }],
      asOf: asOf(),
    };
    const columns: ListColumn[] = ['src_row', 'town', 'problem', 'reported_at', 'due_at', 'remark', 'state'];
    const take = async (most: number) => {
      const { signal } = new AbortController();
      const rows: ExportRow[] = [];
      for await (const page of exportPages(ledger.engine, list, { columns, most, t }, signal))
        rows.push(...page);
      return rows;
    };
    const rows = await take(Infinity);
    expect(exportHead(columns, t).slice(0, 4)).toEqual(['行号', '镇街', '村（社区）', '反映问题']);
    const day = (row: RawRow, header: string) => {
      const at = momentCell(row, header);
      return at === null ? null : { moment: at.slice(0, 16).replace('T', ' ').replace(' 00:00', '') };
    };
    const naive = readExport(texts.ledger)
      .map((row, index) => ({ row, line: index + 2 }))
      .filter(({ row }) => cell(row, '镇街') === '恩城镇')
      .map(({ row, line }) => [line, day(row, '反映时间'), day(row, '办理时限')]);
    expect(naive.length).toBeGreaterThan(20);
    expect(rows.map((row) => [row[0], row[4], row[5]])).toEqual(naive);
    expect(await take(7)).toEqual(rows.slice(0, 7));
    // The overdue mark has a column of its own beside the status.
    expect(exportHead(columns, t).slice(-1)).toEqual(['超期']);
    const overdue = oracleOf(EXPORT_CUTOFF, { town: ['恩城镇'] }).metrics.overdue_open.value!;
    expect(overdue).toBeGreaterThan(0);
    expect(rows.filter((row) => row[8] === '是').length).toBe(overdue);
    expect(rows.filter((row) => row[8] === '是' && row[7] !== '在办')).toEqual([]);
  });

  it('tells a record’s place and its neighbours in the list, at the ends as well', async () => {
    const scope = { ...everything, filter: productFilter({ colour: ['yellow'] }), search: '道' };
    const sort = [
      { column: 'town', descending: true },
      { column: 'due_at', descending: false },
    ];
    const list = await runRecords(ledger.engine, asOf(), scope, { sort, wanted: [], limit: 5000, offset: 0 });
    const ids = list.map((record) => record.issue_id!);
    expect(ids.length).toBeGreaterThan(4);
    for (const index of [0, 1, Math.floor(ids.length / 2), ids.length - 1]) {
      const about = { sort, issueId: ids[index]! };
      expect(await runNeighbours(ledger.engine, asOf(), scope, about)).toEqual({
        place: index + 1,
        records: ids.length,
        earlier: ids[index - 1] ?? null,
        later: ids[index + 1] ?? null,
      });
    }
    const stranger = { sort, issueId: "' or 1=1 --" };
    expect(await runNeighbours(ledger.engine, asOf(), scope, stranger)).toBeNull();
  });

  it('gives one record whole, and none for an unknown number', async () => {
    expect(await runRecord(ledger.engine, asOf(), "' or 1=1 --")).toBeNull();
    const record = await runRecord(ledger.engine, asOf(), 'PY-0000001');
    expect([record!.issue_id, record!.src_row]).toEqual(['PY-0000001', 2]);
  });
});
