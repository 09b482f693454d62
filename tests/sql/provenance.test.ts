import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { makeFinding } from '../../src/lib/ingest/findings.ts';
import type { VisitRow } from '../../src/lib/ingest/types.ts';
import { EXAMPLE } from '../../src/lib/metrics/example.ts';
import { loadLedger } from '../../src/lib/query/load-ledger.ts';
import { runFindings, runVillages } from '../../src/lib/query/run-provenance.ts';
import { EXAMPLE_ISSUES, EXAMPLE_VISITS } from '../support/example-ledger.ts';

const asOf = { moment: EXAMPLE.cutoff, stored: EXAMPLE.cutoff };
const visit = (given: Partial<VisitRow>): VisitRow => ({ ...EXAMPLE_VISITS[0]!, town: '丙镇', ...given });
let engine: NodeEngine;

beforeAll(async () => {
  engine = await openDuckDbNode();
  await loadLedger(engine, {
    issues: EXAMPLE_ISSUES,
    visits: [
      ...EXAMPLE_VISITS,
      visit({ village: '北村', kind: 'daily', visit_date: '2022-01-01', hh_visited: 3 }),
      visit({ village: '北村', kind: 'daily', visit_date: '2022-01-02', hh_visited: 4 }),
      visit({ village: '南村', kind: 'daily', visit_date: '2022-01-02', hh_visited: 5 }),
      visit({ village: '南村', kind: 'cumulative', visit_date: '2022-01-03', hh_visited: 9 }),
      visit({ village: '南村', kind: 'cumulative', visit_date: '2022-02-18', hh_visited: 11 }),
    ],
    transitions: [],
    tallies: [],
    findings: [
      makeFinding('QC_UNKNOWN_COLOUR', { file: 'b.csv', row: 3 }, '紫'),
      makeFinding('QC_UNKNOWN_COLOUR', { file: 'a.csv', row: 9 }, '紫'),
      makeFinding('QC_UNKNOWN_COLOUR', { file: 'a.csv', row: 2 }, '紫'),
      makeFinding('INGEST_ROW_WITHOUT_PROBLEM', { file: 'a.csv', row: 5 }),
    ],
    cutoff: EXAMPLE.cutoff,
  });
});
afterAll(() => engine.close());

describe('the visit rows of a town', () => {
  const counted = async (town: string) =>
    (await runVillages(engine, asOf, town)).map((row) => [row.village, row.hh_visited, row.is_counted]);

  it('mark the last running total of a village as counted (D12)', async () => {
    expect(await counted('甲镇')).toEqual([
      ['东村', 118, 1],
      ['东村', 90, 0],
    ]);
  });

  it('count every daily row of a village without running total, and nothing after the cut-off', async () => {
    const rows = await counted('丙镇');
    expect(rows).toHaveLength(4);
    expect(rows).toContainEqual(['北村', 3, 1]);
    expect(rows).toContainEqual(['北村', 4, 1]);
    expect(rows).toContainEqual(['南村', 5, 0]);
    expect(rows).toContainEqual(['南村', 9, 1]);
  });

  it('are none for a town that the tally does not name', async () => {
    expect(await counted('丁镇')).toEqual([]);
  });
});

describe('the places of findings', () => {
  const places = async (scope: Parameters<typeof runFindings>[1], limit = 10) =>
    (await runFindings(engine, scope, limit)).map((row) => `${row.src_file}:${row.src_row}`);

  it('come in the order of the files, as many as asked for', async () => {
    const scope = { code: 'QC_UNKNOWN_COLOUR' };
    expect(await places(scope)).toEqual(['a.csv:2', 'a.csv:9', 'b.csv:3']);
    expect(await places(scope, 2)).toEqual(['a.csv:2', 'a.csv:9']);
  });

  it('are listed apart for rows that were set aside', async () => {
    expect(await places({ setAside: true })).toEqual(['a.csv:5']);
  });
});
