import { strToU8, zipSync } from 'fflate';
import * as library from '@e965/xlsx';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { refusalCode } from './ingest-files.ts';

/** The library expands what repeats: what is refused before that never reaches it. */
vi.mock('@e965/xlsx', async (original) => {
  const real = await original<typeof import('@e965/xlsx')>();
  return { ...real, read: vi.fn(real.read) };
});
beforeEach(() => void vi.mocked(library.read).mockClear());

const cell = (text: string, attributes = '') =>
  `<table:table-cell office:value-type="string"${attributes}><text:p>${text}</text:p></table:table-cell>`;
const HEADER = `<table:table-row>${cell('镇街')}${cell('反映问题')}</table:table-row>`;
const ROW = `<table:table-row>${cell('王庙镇')}${cell('停水')}</table:table-row>`;
const columns = (n: number | string) => ` table:number-columns-repeated="${n}"`;
const rows = (n: number | string, cells: string) =>
  `<table:table-row table:number-rows-repeated="${n}">${cells}</table:table-row>`;

/** An ods with these rows in its one table. */
function ods(table: string, styles = '') {
  const content = `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="台账">${table}</table:table></office:spreadsheet></office:body></office:document-content>`;
  return {
    name: '台账.ods',
    bytes: zipSync({
      mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
      'content.xml': strToU8(content),
      'styles.xml': strToU8('<office:document-styles/>'),
      'META-INF/manifest.xml': strToU8('<manifest/>'),
    }),
  };
}

describe('an ods file', () => {
  it.each([
    ['filled rows', rows(1_000_000, cell('停水', columns(100)))],
    ['filled rows of one cell', rows(4_000_000, cell('停水'))],
    ['rows without end', rows('1e12', cell('停水'))],
    ['cells without end', `<table:table-row>${cell('停水', columns(100_000_000))}</table:table-row>`],
    ['filled rows, stated again and again', rows(10_000, cell('停水', columns(10))).repeat(40)],
    [
      'a cell whose text ends a tag',
      rows(1_000_000, cell('停水', ` office:string-value="a>b"${columns(9)}`)),
    ],
    [
      'filled rows behind a megabyte of others',
      `${ROW.repeat(10_000)}${rows(1_000_000, cell('停水', columns(9)))}`,
    ],
  ])('that repeats %s is refused before it is expanded', async (_, table) => {
    expect(await refusalCode({ issues: [ods(HEADER + ROW + table)] })).toBe('INGEST_TOO_LARGE');
    expect(library.read).not.toHaveBeenCalled();
  });

  it('may repeat an empty cell down to the last row', async () => {
    const empty = `<table:table-cell${columns(16_384)}/>`;
    const { sheets } = await readWorkbook(ods(HEADER + ROW + rows(1_048_574, empty)));
    expect(sheets[0]!.rows.map(({ cells }) => cells)).toEqual([
      ['镇街', '反映问题'],
      ['王庙镇', '停水'],
    ]);
  });

  it('repeats rows and cells as it says', async () => {
    const { sheets } = await readWorkbook(ods(HEADER + rows(3, cell('停水', columns(2)))));
    expect(sheets[0]!.rows.slice(1).map(({ number, cells }) => [number, ...cells])).toEqual([
      [2, '停水', '停水'],
      [3, '停水', '停水'],
      [4, '停水', '停水'],
    ]);
  });

  it('that is painted without end is refused before it is', async () => {
    const painted = (n: number) => `<table:table-cell table:style-name="ce1"${columns(n)}/>`;
    const wide = `<table:table-row>${cell('停水', columns(1024))}</table:table-row>`;
    const table = HEADER + wide + rows(5000, cell('停水') + painted(1023));
    const file = ods(
      table,
      '<style:style style:name="ce1" style:family="table-cell"><style:table-cell-properties fo:background-color="#ff0000"/></style:style>',
    );
    const start = performance.now();
    expect(await refusalCode({ issues: [file] })).toBe('INGEST_TOO_LARGE');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
