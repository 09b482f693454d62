import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { refusalCode, textFile } from './ingest-files.ts';

const ROWS = '<tr><td>反映问题</td><td>镇街</td></tr><tr><td>停水</td><td>王庙镇</td></tr>';
const CELLS = [
  ['反映问题', '镇街'],
  ['停水', '王庙镇'],
];

async function cellsOf(html: string) {
  const { sheets, encoding } = await readWorkbook(textFile('导出.xls', html));
  expect(encoding).toBe('html');
  return sheets.map(({ rows }) => rows.map(({ cells }) => cells));
}

describe('a web page', () => {
  it.each([
    `<table>${ROWS}</table>`,
    `\ufeff  <!DOCTYPE html><html><body><table>${ROWS}</table></body></html>`,
    `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html><body><table>${ROWS}</table></body></html>`,
    `<meta charset="utf-8"><style>table{}</style><table><thead>${ROWS.replace('</tr>', '</tr></thead><tbody>')}</tbody></table>`,
    `<div><table>${ROWS.replaceAll('td>', 'TD>')}`,
    `<!-- a table, <table><tr><td>1</td></tr></table> --><table>${ROWS}</table><table><tr><td> </td></tr></table>`,
  ])('gives its table, however it begins: %#', async (html) => {
    expect(await cellsOf(html)).toEqual([CELLS]);
  });

  it('keeps numbers, dates and zeros in front as they are written', async () => {
    const cells = ['0012', '13900001111', '2022-01-05', '5/7/2021', 'TRUE', '1.38E+10'];
    const row = cells.map((cell) => `<td>${cell}</td>`).join('');
    expect(await cellsOf(`<table><tr>${row}</tr></table>`)).toEqual([[cells]]);
  });

  it('in GBK is read as such even when its bytes would pass for UTF-8', async () => {
    // C2 A1 is “¡” in UTF-8 and “隆” in GBK.
    const start = new TextEncoder().encode('<meta charset=gbk><table><tr><td>');
    const bytes = new Uint8Array([...start, 0xc2, 0xa1]);
    const { sheets } = await readWorkbook({ name: 'a.xls', bytes });
    expect(sheets[0]!.rows[0]!.cells).toEqual(['隆']);
  });

  it('with damaged characters says so', async () => {
    const bytes = new Uint8Array([...new TextEncoder().encode(`<table>${ROWS}<tr><td>路灯不亮`), 0xff, 0xff]);
    const { sheets } = await readWorkbook({ name: 'a.xls', bytes, encoding: 'utf-8' });
    expect(sheets[0]!.notes).toEqual([{ code: 'QC_MOJIBAKE', n: 0 }]);
  });

  it.each([
    '<html><head><title>登录</title></head><body><form><input name="user"></form></body></html>',
    '<html><frameset><frame src="sheet001.htm"></frameset></html>',
    '<html><body><table><tr><td>&nbsp;</td></tr></table></body></html>',
    `<html><script>const page = "<table>${ROWS}</table>"</script></html>`,
    '<svg xmlns="http://www.w3.org/2000/svg"/>',
  ])('without a table that holds anything is refused: %#', async (html) => {
    expect(await refusalCode({ issues: [textFile('导出.xls', html)] })).toBe('INGEST_PAGE_WITHOUT_TABLE');
  });

  it('with a table that is no ledger is refused like any table', async () => {
    const html = '<table><tr><td>用户名</td><td>密码</td></tr></table>';
    expect(await refusalCode({ issues: [textFile('导出.xls', html)] })).toBe('INGEST_MISSING_COLUMN');
  });

  it('whose spans would keep the reader busy for minutes is refused', async () => {
    const html = `<table>${'<tr><td rowspan=2>停水</td></tr>'.repeat(40_000)}</table>`;
    expect(await refusalCode({ issues: [textFile('导出.xls', html)] })).toBe('INGEST_TOO_LARGE');
  });
});

describe('spreadsheet XML', () => {
  it('in GBK is read', async () => {
    const head =
      '<?xml version="1.0" encoding="GBK"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="1"><Table><Row><Cell><Data ss:Type="String">';
    const foot = '</Data></Cell></Row></Table></Worksheet></Workbook>';
    const encoder = new TextEncoder();
    // 停水 in GBK.
    const bytes = new Uint8Array([...encoder.encode(head), 0xcd, 0xa3, 0xcb, 0xae, ...encoder.encode(foot)]);
    const { sheets, encoding } = await readWorkbook({ name: 'a.xls', bytes });
    expect([encoding, sheets[0]!.rows[0]!.cells]).toEqual(['xml', ['停水']]);
  });
});
