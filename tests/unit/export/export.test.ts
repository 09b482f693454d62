import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { clipboardHtml, clipboardText } from '../../../src/lib/export/clipboard-table.ts';
import { csvBytes, csvLines } from '../../../src/lib/export/csv.ts';
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

  it('goes on in further sheets where one is full, each with the header', async () => {
    const book = read(
      await xlsxBytes([TABLE, { name: '满'.repeat(31), headers: ['a'], rows: [[1], [2]] }], 3),
    );
    expect(book.SheetNames).toEqual(['数据问题', '数据问题 2', '满'.repeat(31)]);
    const second = utils.sheet_to_json(book.Sheets['数据问题 2']!, { header: 1, defval: null });
    expect(second).toEqual([TABLE.headers, ...TABLE.rows.slice(2)]);
    const [, cut] = read(
      await xlsxBytes([{ name: '满'.repeat(31), headers: ['a'], rows: [[1], [2], [3]] }], 3),
    ).SheetNames;
    expect(cut).toBe(`${'满'.repeat(29)} 2`);
  });
});

describe('moments in a file', () => {
  const table: ExportTable = {
    name: '明细',
    headers: ['登记', '交办'],
    rows: [[{ moment: '2022-02-17' }, { moment: '2022-02-17 18:00' }]],
  };

  it('are ISO text in a CSV and counted days in a workbook', async () => {
    expect(csvLines(table.rows)).toBe('2022-02-17,2022-02-17 18:00\r\n');
    const sheet = read(await xlsxBytes([table]), { cellNF: true }).Sheets['明细']!;
    // 44609 is what WPS shows for 2022-02-17 as a number.
    expect([sheet['A2']!.t, sheet['A2']!.v, sheet['B2']!.v]).toEqual(['n', 44609, 44609.75]);
    expect([sheet['A2']!.z, sheet['B2']!.z]).toEqual(['yyyy-mm-dd', 'yyyy-mm-dd hh:mm']);
  });
});

describe('a table for the clipboard', () => {
  const rows = [
    ['编号', '内容'],
    ['=1+1', '一\n二 "三"'],
    [3, '<b>&'],
    [null, { moment: '2022-02-17' }],
  ];

  it('is text with tabs, and a table', () => {
    expect(clipboardText(rows)).toBe(
      ['编号\t内容', `'=1+1\t"一\n二 ""三"""`, '3\t<b>&', '\t2022-02-17'].join('\r\n'),
    );
    expect(clipboardHtml(rows)).toBe(
      '<meta charset="utf-8"><table><tr><th>编号</th><th>内容</th></tr>' +
        `<tr><td>'=1+1</td><td>一<br>二 "三"</td></tr><tr><td>3</td><td>&lt;b&gt;&amp;</td></tr>` +
        '<tr><td></td><td>2022-02-17</td></tr></table>',
    );
  });
});
