import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { generateLargeCsv, largeVisitsCsv } from '../../data/generator/large.ts';
import { computeOracle } from '../oracle/oracle.ts';

const ROWS = 5000;
const csv = [...generateLargeCsv(ROWS, 3)].join('');
const records: Record<string, string>[] = parse(csv, { bom: true, columns: true });
const has = (header: string, text: string) => records.filter((row) => row[header] === text).length;

describe('large profile', () => {
  it('makes as many rows as asked, each with its own number', () => {
    expect(records).toHaveLength(ROWS);
    expect(new Set(records.map((row) => row['问题编号'])).size).toBe(ROWS);
  });

  it('holds everything that the sample lacks', () => {
    for (const word of ['红色', '白色', '黄转红']) expect(has('台账颜色', word), word).toBeGreaterThan(0);
    for (const word of ['已解释', '退回', '']) expect(has('办理状态', word), word).toBeGreaterThan(0);
    for (const word of ['不满意', '很不满意', '一般', '联系不上'])
      expect(has('群众回访满意度', word), word).toBeGreaterThan(0);
    for (const header of ['镇街', '反映时间', '问题类别', '办理时限'])
      expect(has(header, '')).toBeGreaterThan(0);
    const { metrics, colourCount } = computeOracle({ ledger: csv, cutoff: '2022-02-17T18:00' });
    for (const [colour, count] of Object.entries(colourCount)) expect(count, colour).toBeGreaterThan(0);
    for (const id of ['overdue_open', 'late_closed', 'dissatisfied'] as const)
      expect(metrics[id].value, id).toBeGreaterThan(0);
  });

  it('gives the same lines for the same seed, whatever their number, and others for another seed', () => {
    const lines = [...generateLargeCsv(50, 3)];
    expect(csv.startsWith(lines.join(''))).toBe(true);
    expect([...generateLargeCsv(50, 4)]).not.toEqual(lines);
  });

  it('has nothing reported, resolved or revisited after the cut-off', () => {
    for (const row of records)
      for (const header of ['反映时间', '交办时间', '解决时间', '回访时间'])
        expect(row[header]! < '2022-02-17 18:00').toBe(true);
  });

  it('comes with visits whose tallies are the rows of each town', () => {
    const visits: Record<string, string>[] = parse(largeVisitsCsv(ROWS, 3), { bom: true, columns: true });
    const found = new Map<string, number>();
    for (const row of visits)
      found.set(row['镇街']!, (found.get(row['镇街']!) ?? 0) + Number(row['发现问题数']));
    for (const [town, count] of found) expect(has('镇街', town)).toBe(count);
  });
});
