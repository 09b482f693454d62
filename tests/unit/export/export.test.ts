import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { csvBytes } from '../../../src/lib/export/csv.ts';
import type { ExportTable } from '../../../src/lib/export/table.ts';
import { xlsxBytes } from '../../../src/lib/export/xlsx.ts';

const TABLE: ExportTable = {
  name: '数据问题',
  headers: ['代码', '行', '内容'],
  rows: [
    ['QC_A', 3, '含逗号,和"引号"\n换行'],
    ['=1+1', -5, '@SUM(A1)'],
    ['+86', null, '-'],
    ['\tx', 0.5, '正常'],
  ],
};

describe('a CSV file', () => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(csvBytes(TABLE));

  it('opens in WPS: BOM first, CRLF between rows', () => {
    expect(text.startsWith('\ufeff代码,行,内容\r\n')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('reads back as it was, formulas made harmless, numbers left alone', () => {
    expect(parse(text, { bom: true, relax_column_count: false })).toEqual([
      ['代码', '行', '内容'],
      ['QC_A', '3', '含逗号,和"引号"\n换行'],
      ["'=1+1", '-5', "'@SUM(A1)"],
      ["'+86", '', "'-"],
      ["'\tx", '0.5', '正常'],
    ]);
  });
});

describe('a workbook', () => {
  it('holds texts as texts, numbers as numbers, and no formula', async () => {
    const book = read(await xlsxBytes([TABLE, { name: '空', headers: ['a'], rows: [] }]));
    expect(book.SheetNames).toEqual(['数据问题', '空']);
    const sheet = book.Sheets['数据问题']!;
    expect(utils.sheet_to_json(sheet, { header: 1, defval: null })).toEqual([TABLE.headers, ...TABLE.rows]);
    expect([sheet['A3']!.t, sheet['A3']!.f, sheet['B3']!.t]).toEqual(['s', undefined, 'n']);
    expect(sheet['!autofilter']).toEqual({ ref: 'A1:C5' });
  });
});
