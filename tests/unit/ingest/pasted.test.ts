import { describe, expect, it } from 'vitest';
import { pastedTable } from '../../../src/lib/ingest/pasted.ts';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { run } from './ingest-files.ts';

/** As a spreadsheet program on Windows puts it on the clipboard; the office calls its page GBK, the text is not. */
const MARKUP = `<html xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><meta name=Generator content="Spreadsheet">
<style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {text-align:left;}--></style></head>
<body link="#0563C1"><table border=0 cellpadding=0 width=400 style='border-collapse:collapse'>
<!--StartFragment--> <col width=72><col width=90>
<tr height=19><td class=xl65>镇街</td><td>反映问题</td><td>反映时间</td><td>台账颜色</td></tr>
<tr height=19><td rowspan=2 class=xl65>王庙镇</td><td>村西头路灯<br>不亮</td><td>2022/1/5</td><td>绿色</td></tr>
<tr height=19><td>café 门前积水</td><td>2022/1/6</td><td>蓝色</td></tr>
<!--EndFragment--></table></body></html>`;
const TEXT =
  '镇街\t反映问题\t反映时间\t台账颜色\r\n王庙镇\t"村西头路灯\n不亮"\t2022/1/5\t绿色\r\n\tcafé 门前积水\t2022/1/6\t蓝色\r\n';

describe('a table from the clipboard', () => {
  it('is taken as markup, with its merged cells, and imported', async () => {
    const { file, rows, columns } = await pastedTable({ html: MARKUP, text: TEXT });
    expect([file.name, rows, columns]).toEqual(['粘贴的表格.html', 3, 4]);
    const result = await run({ issues: [file], visits: [], cutoff: '2022-02-17T18:00' });
    expect(result.issues.map((row) => [row.src_row, row.town, row.problem, row.colour_current])).toEqual([
      [2, '王庙镇', '村西头路灯\n不亮', 'green'],
      [3, '王庙镇', 'café 门前积水', 'blue'],
    ]);
  });

  it('is not read in the encoding that the page on the clipboard names', async () => {
    const html = '<meta charset="gbk"><table><tr><td>Caf\u00e9</td><td>a</td></tr></table>';
    const { file } = await pastedTable({ html, text: '' });
    const { sheets } = await readWorkbook(file);
    expect(sheets[0]!.rows[0]!.cells).toEqual(['Café', 'a']);
  });

  it('is taken as text when there is no markup, with line breaks in cells', async () => {
    const { file, rows, columns } = await pastedTable({ html: '', text: TEXT });
    expect([file.name, rows, columns]).toEqual(['粘贴的表格.tsv', 3, 4]);
    const result = await run({ issues: [file], visits: [], cutoff: '2022-02-17T18:00' });
    expect(result.issues.map((row) => row.problem)).toEqual(['村西头路灯\n不亮', 'café 门前积水']);
  });

  it.each([
    ['markup of another kind', '<p>反映问题</p>'],
    ['a table that holds nothing', '<table><tr><td>&nbsp;</td></tr></table>'],
  ])('is taken as text beside %s', async (_, html) => {
    const { file, rows, columns } = await pastedTable({ html, text: '反映问题\t镇街\t\n停水\t王庙镇\n\n' });
    expect([file.name, rows, columns]).toEqual(['粘贴的表格.tsv', 2, 2]);
  });

  it('gets a name that is free in either form', async () => {
    const name = async (taken: readonly string[], html = MARKUP) =>
      (await pastedTable({ html, text: TEXT }, taken)).file.name;
    expect(await name(['台账.xlsx', '粘贴的表格.tsv'])).toBe('粘贴的表格2.html');
    expect(await name(['粘贴的表格.html', '粘贴的表格2.tsv'], '')).toBe('粘贴的表格3.tsv');
    expect(await name(['粘贴的表格2.html'])).toBe('粘贴的表格.html');
  });

  it.each([
    ['nothing', '', ''],
    ['a sentence', '<p>村西头路灯不亮</p>', '村西头路灯不亮'],
    ['lines without columns', '', '反映问题\n停水\n停电\n'],
    ['an indented paragraph', '', '\t村西头路灯不亮\n'],
  ])('is refused when it is %s', async (_, html, text) => {
    await expect(pastedTable({ html, text })).rejects.toMatchObject({
      code: 'INGEST_PASTE_WITHOUT_TABLE',
      place: {},
    });
  });

  it('is refused when its merged cells would take too long', async () => {
    const html = `<table>${'<tr><td rowspan=2>a</td><td>b</td></tr>'.repeat(25_000)}</table>`;
    await expect(pastedTable({ html, text: TEXT })).rejects.toMatchObject({
      code: 'INGEST_TOO_LARGE',
      place: { file: '粘贴的表格.html' },
    });
  });
});
