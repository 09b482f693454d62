import { readFileSync } from 'node:fs';
import * as XLSX from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { ledgerCsv, visitsCsv } from '../../data/generator/files.ts';
import { LEDGER_HEADERS } from '../../data/generator/ledger-row.ts';
import { makeSample } from '../../data/generator/sample.ts';
import { ledgerWorkbook } from '../../data/generator/workbook.ts';
import { computeOracle } from '../oracle/oracle.ts';

const read = (name: string) => readFileSync(new URL(`../../data/sample/${name}`, import.meta.url));
const ledger = read('平原县五色台账.csv').toString('utf8');
const visits = read('走访统计.csv').toString('utf8');
const cutoff = '2022-02-17T18:00';
const records: Record<string, string>[] = parse(ledger, { bom: true, columns: true });
const oracle = computeOracle({ ledger, visits, cutoff });

const valueOf = (id: keyof typeof oracle.metrics) => oracle.metrics[id].value;
const partsOf = (id: keyof typeof oracle.metrics) => [
  oracle.metrics[id].numerator,
  oracle.metrics[id].denominator,
];
const count = (test: (row: Record<string, string>) => boolean) => records.filter(test).length;

describe('published figures', () => {
  it('holds the tally of the report', () => {
    expect(valueOf('problems_total')).toBe(2941);
    expect(oracle.colourCount).toEqual({
      onsite: 1392,
      green: 695,
      blue: 750,
      yellow: 104,
      red: 0,
      white: 0,
      unknown: 0,
    });
    expect(partsOf('satisfaction_rate')).toEqual([986, 986]);
  });

  it('holds the community with 36 problems, 30 of them solved on site', () => {
    const own = records.filter((row) => row['村(社区)'] === '莲花池社区');
    expect(own.map((row) => row['镇街'])).toEqual(Array(36).fill('龙门街道'));
    const tally = (header: string, text: string) => own.filter((row) => row[header] === text).length;
    expect([tally('是否现场解决', '是'), tally('台账颜色', '绿色'), tally('台账颜色', '蓝色')]).toEqual([
      30, 4, 2,
    ]);
  });

  it('holds the case of 李德俭村', () => {
    const cases = records.filter((row) => row['反映问题']!.includes('跳闸'));
    expect(cases).toHaveLength(1);
    expect(cases[0]).toMatchObject({
      镇街: '王庙镇',
      '村(社区)': '李德俭村',
      台账颜色: '黄色',
      交办部门: '国网平原县供电公司',
      反映时间: '2022-01-11',
      交办时间: '2022-01-12',
      解决时间: '2022-01-15',
      群众回访满意度: '满意',
    });
    expect(cases[0]!['办理结果']).toContain('600米线路更换');
    expect(cases[0]!['回访人']).toContain('镇供电所所长');
  });
});

describe('figures that are laid down', () => {
  it('holds households, resolutions and revisits', () => {
    expect(partsOf('coverage_rate')).toEqual([112_036, 112_894]);
    expect(partsOf('ledger_resolution_rate')).toEqual([1126, 1549]);
    expect(partsOf('revisit_rate')).toEqual([1018, 1126]);
    expect(partsOf('rated_rate')).toEqual([986, 1018]);
    expect(partsOf('strict_satisfaction_rate')).toEqual([941, 986]);
  });

  it.each([
    ['green', 558, 21, 33, 10],
    ['blue', 527, 52, 61, 20],
    ['yellow', 41, 23, 12, 45],
  ] as const)(
    '%s: %i resolved, %i overdue, %i late, %i days allowed',
    (colour, resolved, overdue, late, days) => {
      const { metrics } = oracle.by.colour[colour];
      expect(metrics.resolved_total.value).toBe(resolved);
      expect(metrics.overdue_open.value).toBe(overdue);
      expect(metrics.late_closed.value).toBe(late);
      const word = { green: '绿色', blue: '蓝色', yellow: '黄色' }[colour];
      for (const row of records.filter((each) => each['台账颜色'] === word))
        expect(Date.parse(row['办理时限']!) - Date.parse(row['反映时间']!)).toBe(days * 86_400_000);
    },
  );

  it('has 恩城镇 and 三唐乡 at the bottom, and 住房和城乡建设局 with the most yellow matters', () => {
    const towns = Object.entries(oracle.by.town);
    expect(towns).toHaveLength(12);
    const lowest = (id: 'on_site_ratio' | 'ledger_resolution_rate') =>
      [...towns]
        .sort(([, left], [, right]) => left.metrics[id].value! - right.metrics[id].value!)
        .slice(0, 2)
        .map(([name]) => name)
        .sort();
    expect(lowest('on_site_ratio')).toEqual(['三唐乡', '恩城镇']);
    expect(lowest('ledger_resolution_rate')).toEqual(['三唐乡', '恩城镇']);
    const yellow = computeOracle({ ledger, cutoff, filter: { colour: ['yellow'] } }).by.department;
    const leads = Object.entries(yellow).sort(
      ([, left], [, right]) => right.metrics.ledgered.value! - left.metrics.ledgered.value!,
    );
    expect(leads[0]![0]).toBe('住房和城乡建设局');
  });
});

describe('shape of the sample', () => {
  it('has every date in its order and none after the cut-off but due dates', () => {
    for (const row of records) {
      const course = [row['反映时间']!, row['交办时间']!, row['解决时间']!, row['回访时间']!, '2022-02-17'];
      const dates = course.filter((text) => text !== '');
      expect(dates).toEqual([...dates].sort());
      expect(dates[0]! >= '2021-11-29').toBe(true);
    }
  });

  it('leaves on-site rows without colour, department and rating', () => {
    for (const row of records.filter((each) => each['是否现场解决'] === '是')) {
      expect(row['解决时间']).toBe(row['反映时间']);
      const blank = ['台账颜色', '交办部门', '责任人', '办理时限', '回访时间', '群众回访满意度'];
      expect(blank.map((header) => row[header])).toEqual(blank.map(() => ''));
    }
    expect(count((row) => row['是否现场解决'] === '否' && row['交办部门'] === '')).toBe(0);
  });

  it('has no two rows alike, and only telephone numbers of the artificial blocks', () => {
    const unique = (key: (row: Record<string, string>) => string) => new Set(records.map(key)).size;
    expect(unique((row) => row['问题编号']!)).toBe(2941);
    expect(unique((row) => `${row['镇街']}/${row['反映问题']}/${row['联系方式']}`)).toBe(2941);
    for (const row of records) expect(row['联系方式']).toMatch(/^(1990000\d{4}|0534-000\d{4})$/);
    const numbers = ledger.replaceAll(/(?<=\d) (?=\d{4}\b)/g, '').match(/(?<!\d)1[3-9]\d{9}(?!\d)/g)!;
    expect(numbers.filter((number) => !number.startsWith('1990000'))).toEqual([]);
    expect(count((row) => /1990000\d{4}|199 0000 \d{4}/.test(row['反映问题']!))).toBe(13);
    expect(count((row) => row['反映问题']!.includes(row['受访群众姓名']!))).toBeGreaterThanOrEqual(11);
  });

  it('has visits that agree with the ledger in every town', () => {
    const villages: Record<string, string>[] = parse(visits, { bom: true, columns: true });
    const sum = (town: string, header: string) =>
      villages.reduce((total, row) => total + (row['镇街'] === town ? Number(row[header]) : 0), 0);
    for (const [town, { metrics }] of Object.entries(oracle.by.town)) {
      expect(sum(town, '发现问题数')).toBe(metrics.problems_total.value);
      expect(sum(town, '现场解决数')).toBe(metrics.solved_on_site.value);
      expect(sum(town, '列入台账数')).toBe(metrics.ledgered.value);
    }
    for (const row of villages) {
      const [visited, home, phone, wechat] = ['已走访户数', '其中入户', '电话走访', '微信走访'].map(
        (header) => Number(row[header]),
      );
      expect(home! + phone! + wechat!).toBe(visited);
      expect(visited!).toBeLessThanOrEqual(Number(row['应走访户数']));
    }
  });
});

describe('committed files', () => {
  const sample = makeSample();

  it('are what the generator makes today, byte for byte', () => {
    expect(Buffer.from(ledgerCsv(sample.rows)).equals(read('平原县五色台账.csv'))).toBe(true);
    expect(Buffer.from(visitsCsv(sample.visits)).equals(read('走访统计.csv'))).toBe(true);
    expect(Buffer.from(ledgerWorkbook(sample.rows)).equals(read('平原县五色台账.xlsx'))).toBe(true);
  });

  it('hold the same rows in the workbook as in the CSV', () => {
    const book = XLSX.read(read('平原县五色台账.xlsx'));
    expect(book.SheetNames).toEqual(['五色台账']);
    const sheet = book.Sheets['五色台账']!;
    const lines = XLSX.utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: false, defval: '' });
    expect(lines[1]![0]).toContain('截止时间：2022年2月17日18时');
    expect(lines[2]).toEqual(LEDGER_HEADERS);
    expect(lines.slice(3)).toEqual(records.map((row) => LEDGER_HEADERS.map((header) => row[header])));
    expect(sheet['G4']).toMatchObject({ t: 'n', v: 44529 });
  });

  it('are small and as Chinese office programs expect them', () => {
    const names = ['平原县五色台账.csv', '平原县五色台账.xlsx', '走访统计.csv'];
    expect(names.reduce((total, name) => total + read(name).length, 0)).toBeLessThan(2_000_000);
    expect(ledger.startsWith('\uFEFF序号,问题编号,镇街,村(社区),')).toBe(true);
    expect(ledger.endsWith('\r\n')).toBe(true);
    const text = records.map((row) => Object.values(row).join(' ')).join(' ');
    for (const mark of [',', '"', '\n']) expect(text).toContain(mark);
  });
});
