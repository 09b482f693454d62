import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, metricOf } from '../../src/lib/metrics/registry.ts';
import { countRecords, runRecord, runRecords } from '../../src/lib/query/run-records.ts';
import { isListColumn, LIST_COLUMNS, recordPageQuery } from '../../src/lib/sql/record-query.ts';
import { statement } from '../../src/lib/sql/sql.ts';
import { runMetrics } from '../../src/lib/query/run-metrics.ts';
import { pickOf } from '../oracle/metrics.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
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

/** Every metric and part that has rows behind it. */
const FIGURES = METRIC_IDS.flatMap((metric) => PARTS.map((part) => ({ metric, part }))).filter(
  ({ metric, part }) => {
    const { kind } = metricOf(metric);
    if (kind === 'visits' || metric.startsWith('colour_') || metric === 'coverage_rate') return false;
    return !(metric === 'problems_per_100_households' && part === 'denominator');
  },
);

async function listedIds(scope: Parameters<typeof countRecords>[2], moment: string): Promise<string[]> {
  const asOf = { moment, stored: ledger.stored };
  const page = recordPageQuery(asOf, scope, { column: 'issue_id', descending: false }, 100_000, 0);
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
        metric === 'problems_per_100_households'
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
      if (metric !== 'problems_per_100_households') expect(() => pickOf(metric, 'numerator')).not.toThrow();
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
          (window) => runRecords(ledger.engine, asOf(), everything, { sort, ...window }),
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
      [null, { column: 'phone', descending: true }, { column: 'reported_at', descending: true }].map((sort) =>
        runRecords(ledger.engine, asOf(), everything, { sort, limit: 50, offset: 0 }),
      ),
    );
    expect(usual).toEqual(dated);
    expect(unknown).toEqual(dated);
  });

  it.each(['%', '_', '\\', "'", '"; drop table issues; --', '恩城', 'py-00000', '道路%', 'pY-0000012'])(
    'searches for %s as plain text, without case',
    async (search) => {
      const columns = [
        ...['issue_id', 'problem', 'result_text', 'remark', 'category', 'town', 'village'],
        ...['reporter_name', 'dept_lead', 'owner_name'],
      ];
      const all = await ledger.engine.query({
        sql: `select ${columns.join(', ')} from issues`,
        parameters: [],
      });
      const hits = all.rows.filter((row) =>
        row.some((value) =>
          String(value ?? '')
            .toLowerCase()
            .includes(search.toLowerCase()),
        ),
      );
      const counts = await countRecords(ledger.engine, asOf(), { ...everything, search });
      expect(counts.records).toBe(hits.length);
    },
  );

  it('gives one record whole, and none for an unknown number', async () => {
    expect(await runRecord(ledger.engine, asOf(), "' or 1=1 --")).toBeNull();
    const record = await runRecord(ledger.engine, asOf(), 'PY-0000001');
    expect([record!.issue_id, record!.src_row]).toEqual(['PY-0000001', 2]);
  });
});
