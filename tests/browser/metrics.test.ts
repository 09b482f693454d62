import ledgerText from '../../data/sample/平原县五色台账.csv?raw';
import visitsText from '../../data/sample/走访统计.csv?raw';
import { weekEarlier } from '../../src/lib/core/comparison.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDuckDbWasm, type WasmEngine } from '../../src/lib/engine/duckdb-wasm.ts';
import { writable } from '../../src/lib/engine/duckdb-wasm-writable.ts';
import { EMPTY_FILTER, needsRows } from '../../src/lib/filters/filter.ts';
import { EXAMPLE } from '../../src/lib/metrics/example.ts';
import { METRIC_IDS, metricOf, type MetricId } from '../../src/lib/metrics/registry.ts';
import { evaluateReport } from '../../src/lib/metrics/report.ts';
import type { FiguresDocument, Manifest } from '../../src/lib/query/bundle-documents.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { runOverview } from '../../src/lib/query/overview.ts';
import { packOverview } from '../../src/lib/query/pack-overview.ts';
import { runMetrics } from '../../src/lib/query/run-metrics.ts';
import { countRecords, runRecords } from '../../src/lib/query/run-records.ts';
import { runWeekly } from '../../src/lib/query/run-weekly.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { differences } from '../support/compare-metrics.ts';
import { ALL_COLUMNS, EXAMPLE_ISSUES, EXAMPLE_VISITS } from '../support/example-ledger.ts';
import { daysEarlier, FILTERS, productFilter } from '../support/filters.ts';

const engineBase = new URL('/engine/', location.href).href;
/** The sample as the test command published it: Node's figures and Node's database. */
const BUNDLE = import.meta.glob<string>('../.tmp/ledger/*', {
  query: '?url',
  import: 'default',
  eager: true,
});
const CHOSEN = ['everything', 'one town', 'one colour', 'no department', 'a period', 'all at once'];
const SELECTIONS = FILTERS.filter(({ name }) => CHOSEN.includes(name));

const fetched = (name: string): Promise<Response> =>
  fetch(BUNDLE[`../.tmp/ledger/${name}`]!.replace(/\?.*$/, ''));

let engine: WasmEngine;
let manifest: Manifest;
let asOf: { moment: string; stored: string };
beforeAll(async () => {
  manifest = (await (await fetched('manifest.json')).json()) as Manifest;
  asOf = { moment: manifest.cutoff, stored: manifest.cutoff };
  const file = manifest.files.find(({ role }) => role === 'ledger')!;
  const bytes = new Uint8Array(await (await fetched(file.name)).arrayBuffer());
  engine = await startDuckDbWasm({ engineBase });
  await engine.attach('ledger', bytes);
});
afterAll(() => engine.close());

const oracleOf = (filter: OracleFilter = {}, cutoff = manifest.cutoff) =>
  computeOracle({ ledger: ledgerText, visits: visitsText, cutoff, filter });

describe('the sample in the browser', () => {
  it('gives the very figures that Node published', async () => {
    const file = manifest.files.find(({ role }) => role === 'figures')!;
    const published = (await (await fetched(file.name)).json()) as FiguresDocument;
    const overview = await runOverview(
      engine,
      asOf,
      EMPTY_FILTER,
      weekEarlier(asOf.moment, EMPTY_FILTER),
      manifest.members,
      'summary',
    );
    expect(packOverview(overview)).toEqual(published.overview);
  });

  it.each(SELECTIONS)('gives the oracle’s figures now and a week before for $name', async ({ oracle }) => {
    const filter = productFilter(oracle);
    const overview = await runOverview(
      engine,
      asOf,
      filter,
      weekEarlier(asOf.moment, filter),
      manifest.members,
      'summary',
    );
    const context = { columns: new Set(manifest.columns), rowsFiltered: needsRows(filter) };
    const before = oracleOf(daysEarlier(oracle, 7), overview.compare.cutoff);
    expect(differences(evaluateReport(overview.numbers, context), oracleOf(oracle))).toEqual([]);
    expect(differences(evaluateReport(overview.compare.numbers, context), before)).toEqual([]);
  });

  it.each(SELECTIONS.filter(({ oracle }) => !oracle.from && !oracle.to))(
    'flows by week for $name',
    async ({ oracle }) => {
      const weeks = await runWeekly(engine, asOf, productFilter(oracle));
      const { weekly, metrics } = oracleOf(oracle);
      expect(
        weeks
          .map(({ week, registered, ledgered, resolved }) => [week, registered, ledgered, resolved])
          .filter(([, ...counts]) => counts.some((count) => count !== 0)),
      ).toEqual(
        weekly.map((each) => [each.week, each.registered, each.registeredLedger, each.resolvedLedger]),
      );
      expect(weeks.at(-1)?.open ?? 0).toBe(metrics.open.value);
    },
  );

  it('counts the records behind every metric and part', async () => {
    for (const { oracle } of SELECTIONS.slice(0, 2)) {
      const filter = productFilter(oracle);
      const request = { asOf, filter, dimensions: [], members: {}, columns: new Set(manifest.columns) };
      const { overall } = await runMetrics(engine, request);
      for (const metric of METRIC_IDS) {
        const { kind } = metricOf(metric);
        if (kind === 'visits' || kind === 'share') continue;
        for (const part of ['numerator', 'denominator'] as const) {
          const { records } = await countRecords(engine, asOf, {
            filter,
            figure: { metric, part },
            search: '',
          });
          const definition = metricOf(metric);
          const isVisits =
            definition.kind === 'ratio' && metricOf(definition[part] as MetricId).kind === 'visits';
          const naive = oracleOf(oracle).metrics;
          const shown =
            kind === 'count'
              ? overall[metric].value
              : overall[metric][kind === 'quantile' ? 'denominator' : part];
          const all = metric === 'colour_count' ? naive.problems_total.value : shown;
          expect([metric, part, records]).toEqual([metric, part, isVisits ? 0 : all]);
        }
      }
    }
  });

  it('pages through the records of a figure, newest first', async () => {
    const filter = productFilter({ town: ['恩城镇'] });
    const scope = { filter, figure: { metric: 'open', part: 'numerator' } as const, search: '' };
    const page = (offset: number) =>
      runRecords(engine, asOf, scope, { sort: [], wanted: [], limit: 40, offset });
    const records = (await Promise.all([0, 40, 80, 120, 160, 200].map(page))).flat();
    const expected = oracleOf({ town: ['恩城镇'] }).selectRows('open');
    expect(records.map((record) => record.issue_id).sort()).toEqual([...expected].sort());
    const dates = records.map((record) => record.reported_at);
    expect(dates).toEqual([...dates].sort().reverse());
    expect(new Set(records.map((record) => record.town))).toEqual(new Set(['恩城镇']));
  });
});

describe('the worked example in the browser', () => {
  it('gives the answers that were counted by hand', async () => {
    const small = await startDuckDbWasm({ engineBase });
    const tables = {
      issues: EXAMPLE_ISSUES,
      visits: EXAMPLE_VISITS,
      transitions: [],
      tallies: [],
      findings: [],
    };
    await loadLedger(writable(small), { ...tables, cutoff: EXAMPLE.cutoff });
    const moment = { moment: EXAMPLE.cutoff, stored: EXAMPLE.cutoff };
    const { overall } = await runMetrics(small, {
      ...{ asOf: moment, filter: EMPTY_FILTER, dimensions: [], members: {}, columns: ALL_COLUMNS },
    });
    for (const id of METRIC_IDS) {
      const { example, kind } = metricOf(id);
      if (kind === 'share' || id === 'colour_count') continue;
      const { value, numerator, denominator } = overall[id];
      if ('value' in example)
        expect([id, value, denominator]).toEqual([id, example.value, example.denominator]);
      else if (example.denominator === undefined) expect([id, value]).toEqual([id, example.numerator]);
      else expect([id, numerator, denominator]).toEqual([id, example.numerator, example.denominator]);
    }
    await small.close();
  });
});
