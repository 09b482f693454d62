import { strToU8, unzipSync, zipSync } from 'fflate';
import { CFB, utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { blankRowFilter } from '../../../src/lib/ingest/blank-rows.ts';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { zipEntries } from '../../../src/lib/ingest/zip-directory.ts';
import { repackZip } from '../../../src/lib/ingest/zip-repack.ts';
import { refusalCode, run } from './ingest-files.ts';

const HEADER = ['镇街', '反映问题', '登记时间'];
const COLUMNS = 'ABCDEFGHIJKL';

/** A workbook of one sheet whose `sheetData` is given. */
function workbookOf(rows: string): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([['']]), '台账');
  const parts = unzipSync(new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer));
  const xml = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml']);
  const sheet = xml.replace(/<sheetData>.*<\/sheetData>/, `<sheetData>${rows}</sheetData>`);
  return zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(sheet.replace(/<dimension[^>]*>/, '')) });
}

function textRow(number: number, texts: readonly string[], blanks = ''): string {
  const cells = texts.map(
    (text, column) => `<c r="${COLUMNS[column]}${number}" s="0" t="inlineStr"><is><t>${text}</t></is></c>`,
  );
  return `<row r="${number}">${cells.join('')}${blanks}</row>`;
}

function blankRow(number: number): string {
  const cells = [...COLUMNS].map((column) => `<c r="${column}${number}" s="0"/>`).join('');
  return `<row r="${number}" ht="15" customHeight="1">${cells}</row>`;
}

const times = <T>(from: number, to: number, make: (number: number) => T): T[] =>
  Array.from({ length: to - from + 1 }, (_, index) => make(from + index));

/** What the filter leaves of a sheet that comes in pieces of `size` bytes. */
function filtered(xml: string, width: number, size = xml.length): string {
  const filter = blankRowFilter(width);
  const bytes = strToU8(xml);
  const kept: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += size) kept.push(filter(bytes.subarray(at, at + size)));
  return [...kept, filter(null)].map((piece) => new TextDecoder().decode(piece)).join('');
}

describe('a sheet that was formatted far below its last row', () => {
  const rows = [
    textRow(1, HEADER),
    ...times(2, 495, (number) => textRow(number, ['王庙镇', `停水${number}`, '2022-01-05'])),
    ...times(496, 64_999, blankRow),
    textRow(65_000, ['三唐乡', '末行', '2022-01-06']),
    '<row r="65001"/>',
    blankRow(65_002),
  ].join('');
  const bytes = workbookOf(rows);

  it('gives its 496 rows under their own numbers', async () => {
    const { sheets } = await readWorkbook({ name: 'a.xlsx', bytes });
    expect(sheets[0]!.rows).toHaveLength(496);
    expect(sheets[0]!.rows.slice(-2)).toEqual([
      { number: 495, cells: ['王庙镇', '停水495', '2022-01-05'], hidden: false },
      { number: 65_000, cells: ['三唐乡', '末行', '2022-01-06'], hidden: false },
    ]);
  });

  it('hands the library the rows that hold something, and no other', () => {
    const packed = repackZip(bytes, zipEntries(bytes)!, (name) =>
      name === 'xl/worksheets/sheet1.xml' ? blankRowFilter(1024) : null,
    );
    const xml = new TextDecoder().decode(unzipSync(packed!)['xl/worksheets/sheet1.xml']);
    expect([...xml.matchAll(/<row r="(\d+)"/g)].map((match) => Number(match[1]))).toEqual([
      ...times(1, 495, (number) => number),
      65_000,
    ]);
  });
});

describe('the filter of blank rows', () => {
  const SHEET = '<worksheet><sheetData>ROWS</sheetData><mergeCells count="0"/></worksheet>';
  const kept = '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"/></row>';
  it.each([
    ['numbered rows without content go', `<row r="1"><c r="A1" s="3"/></row>${kept}<row r="3"/>`, kept],
    [
      'rows with a formula or a text of their own stay',
      '<row r="1"><c><f>A2</f></c></row><row r="2"><c><is/></c></row>',
      null,
    ],
    ['rows without number stay, so that the others keep their places', '<row><c s="1"/></row>', null],
    [
      'prefixed names are known',
      `<x:row r="1"><x:c r="A1"/></x:row><x:row r="2"><x:c><x:v>1</x:v></x:c></x:row>`,
      '<x:row r="2"><x:c><x:v>1</x:v></x:c></x:row>',
    ],
    ['names that only begin alike are no content', '<row r="1"><c r="A1"><vx>1</vx></c></row>', ''],
    [
      'empty cells behind the width go',
      '<row r="1"><c><v>1</v></c><c/><c/><c/></row>',
      '<row r="1"><c><v>1</v></c><c/><c/></row>',
    ],
    [
      'filled cells behind the width stay',
      '<row r="1"><c/><c/><c/><c><v>1</v></c><c/></row>',
      '<row r="1"><c/><c/><c/><c><v>1</v></c></row>',
    ],
    ['a row that never ends stays', '<row r="1"><c r="A1"/>', null],
  ])('%s, whatever the pieces', (_, rows, rest) => {
    for (const size of [1, 7, 10_000]) {
      expect(filtered(SHEET.replace('ROWS', rows), 3, size)).toBe(SHEET.replace('ROWS', rest ?? rows));
    }
  });
});

describe('a zipped workbook', () => {
  const bytes = workbookOf([textRow(1, HEADER), textRow(2, ['王庙镇', '停水', '2022-01-05'])].join(''));

  it('whose content does not fit its checksum is refused', async () => {
    const broken = bytes.slice();
    const entry = zipEntries(broken)!.find(({ name }) => name.endsWith('sheet1.xml'))!;
    broken[entry.offset + 30 + entry.name.length + Math.floor(entry.packedSize / 2)]! ^= 1;
    expect(await refusalCode({ issues: [{ name: 'a.xlsx', bytes: broken }] })).toBe('INGEST_FILE_UNREADABLE');
  });

  it('of which more comes out than it promises is refused', () => {
    const entries = zipEntries(bytes)!.map((entry) => ({ ...entry, size: entry.size - 1 }));
    expect(repackZip(bytes, entries)).toBeNull();
  });

  it('says how many columns behind the 1024th it leaves out', async () => {
    const beyond = ['AMK', 'AMM'].map((column) => `<c r="${column}2" t="inlineStr"><is><t>远</t></is></c>`);
    const wide = workbookOf(
      [textRow(1, HEADER), textRow(2, ['王庙镇', '停水', '2022-01-05'], beyond.join(''))].join(''),
    );
    const { findings } = await run({ issues: [{ name: 'a.xlsx', bytes: wide }], cutoff: '2022-02-01T00:00' });
    const found = findings.find(({ code }) => code === 'INGEST_COLUMNS_LEFT_OUT');
    expect([found?.place.sheet, found?.text.en.slice(0, 2)]).toEqual(['台账', '2 ']);
  });
});

describe('an xls workbook with formulas', () => {
  /** 反映问题, and =3+4 in B2, whose record ends after `bytes`. */
  function withFormula(bytes: number): Uint8Array {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['反映问题'], ['停水']]), '台账');
    const files = CFB as {
      read(bytes: Uint8Array, options: object): object;
      find(files: object, path: string): { content: Uint8Array; size: number };
      write(files: object, options: object): ArrayLike<number>;
    };
    const written = new Uint8Array(write(book, { type: 'array', bookType: 'xls' }) as ArrayBuffer);
    const container = files.read(written, { type: 'array' });
    const stream = files.find(container, '/Workbook');
    const expression = [0x1e, 3, 0, 0x1e, 4, 0, 0x03];
    const seven = new Uint8Array(new Float64Array([7]).buffer);
    const formula = [
      1,
      0,
      1,
      0,
      15,
      0,
      ...seven,
      0,
      0,
      0,
      0,
      0,
      0,
      expression.length,
      0,
      ...expression,
    ].slice(0, bytes);
    const endOfSheet = [0x0a, 0, 0, 0];
    const content = [...stream.content].slice(0, -endOfSheet.length);
    stream.content = Uint8Array.from([...content, 0x06, 0, formula.length, 0, ...formula, ...endOfSheet]);
    stream.size = stream.content.length;
    return Uint8Array.from(files.write(container, { type: 'array' }));
  }

  it('gives their results', async () => {
    const { sheets } = await readWorkbook({ name: 'a.xls', bytes: withFormula(29) });
    expect(sheets[0]!.rows.map(({ cells }) => cells)).toEqual([['反映问题'], ['停水', '7']]);
  });

  it.each([14, 20, 21])('is read without those that are cut off after %d bytes', async (bytes) => {
    const { sheets } = await readWorkbook({ name: 'a.xls', bytes: withFormula(bytes) });
    expect(sheets[0]!.rows.map(({ cells }) => cells)).toEqual([['反映问题'], ['停水']]);
  });
});
