import { write, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import { previewFile, type SheetPreview } from '../../../src/lib/ingest/preview.ts';
import { readStart } from '../../../src/lib/ingest/preview-start.ts';
import type { IngestConfig, StoredFile } from '../../../src/lib/ingest/types.ts';

type Content = string | Uint8Array;

/** A file as a page has it; `reads` lists what was asked of it, as [start, end]. */
function parted(name: string, content: Content, reads: [number, number][] = []): StoredFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    name,
    stored: {
      size: bytes.length,
      read: async (start, end) => {
        reads.push([start, end]);
        return bytes.slice(start, end);
      },
    },
  };
}

async function preview(content: Content, config?: IngestConfig, name = '台账.csv'): Promise<SheetPreview[]> {
  return previewFile(await readStart(parted(name, content)), 'issues', config);
}

function workbook(sheets: Record<string, (string | number)[][]>): Uint8Array {
  const book = utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), name);
  }
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

const LEDGER = `五色台账,,,,
填表日期：2022-01-31,,,,
镇街,姓名,联系电话,反映问题,内部记号
王庙镇,张小明,13800001234,停水,A
王庙镇,欧阳大海,13900001234,电话13700001234打不通,B
恩城镇,赵一,,停电,B
`;

describe('a ledger that is recognised', () => {
  it('is shown with its role, rows, header, columns and masked samples', async () => {
    const [sheet] = await preview(LEDGER);
    expect(sheet).toMatchObject({
      file: '台账.csv',
      sheet: '',
      rows: 6,
      isWhole: true,
      role: 'issues',
      code: null,
      headerRow: 3,
      isSaved: false,
    });
    const header = sheet!.headers.find(({ row }) => row === 3)!;
    expect(header.columns.map(({ header: text, letter, ids }) => [letter, text, ids.issues])).toEqual([
      ['A', '镇街', 'town'],
      ['B', '姓名', 'reporter_name'],
      ['C', '联系电话', 'phone'],
      ['D', '反映问题', 'problem'],
      ['E', '内部记号', null],
    ]);
    expect(header.columns.map(({ samples }) => samples)).toEqual([
      ['王庙镇', '恩城镇'],
      ['张*明', '欧阳*海', '赵*'],
      ['138****1234', '139****1234'],
      ['停水', '电话137****1234打不通', '停电'],
      ['A', 'B'],
    ]);
  });

  it('is shown with the header that is used, of which only beginnings are left where one holds somebody’s number', async () => {
    const [sheet] = await preview(LEDGER.replace('内部记号', '赵小二 13612345678'));
    const header = sheet!.headers.find(({ row }) => row === 3)!;
    expect(sheet!.headerRow).toBe(3);
    expect(header.columns.map(({ header: text, ids }) => [text, ids.issues])).toEqual([
      ['镇*', 'town'],
      ['姓*', 'reporter_name'],
      ['联***', 'phone'],
      ['反***', 'problem'],
      ['赵*二 136****5678', null],
    ]);
  });

  it('offers a row and the one below it as a header of two levels, never with a row of data', async () => {
    const rows = [
      ['Person', '', 'Case', ''],
      ['Name', 'Tel', 'Text', 'Day'],
      ['张小明', 13800001234, '停水', '2022-01-05'],
    ];
    const [sheet] = await preview(workbook({ 王庙镇: rows }), undefined, '台账.xlsx');
    const [upper, lower] = sheet!.headers;
    expect([upper!.isTwoLevel, upper!.columns.map(({ header }) => header)]).toEqual([
      false,
      ['Person', '', 'Case', ''],
    ]);
    expect([upper!.other!.isTwoLevel, upper!.other!.columns.map(({ header }) => header)]).toEqual([
      true,
      ['Person_Name', 'Person_Tel', 'Case_Text', 'Case_Day'],
    ]);
    expect(lower!.other).toBeNull();
    const columns = upper!.other!.columns.map(({ header }, at) =>
      at === 2 ? { header, column: 'problem' } : { header },
    );
    const [mapped] = await preview(workbook({ 王庙镇: rows }), { tables: [{ columns }] }, '台账.xlsx');
    const used = mapped!.headers.find(({ row }) => row === mapped!.headerRow)!;
    expect([mapped!.isSaved, used.isTwoLevel, used.other!.isTwoLevel]).toEqual([true, true, false]);
  });

  it('shows neither names nor phones of a column that holds both', async () => {
    const rows = ['镇街,姓名及电话,反映人,反映问题', '王庙镇,13800001234 张小明,张小明13900001234,停水'];
    const [sheet] = await preview(rows.join('\n'));
    const [header] = sheet!.headers;
    expect(header!.columns.map(({ ids, samples }) => [ids.issues, ...samples])).toEqual([
      ['town', '王庙镇'],
      ['contact', '张*明 138****1234'],
      ['reporter_name', '张*明 139****1234'],
      ['problem', '停水'],
    ]);
  });

  it('gives no row that looks like data as a header to choose', async () => {
    const [sheet] = await preview(LEDGER);
    expect(sheet!.headers.map(({ row }) => row)).toEqual([1, 2, 3]);
    for (const rows of ['张小明,13800001234,停水\n李小红,停电\n', '停水,张小明\n停电,李小红\n']) {
      const [bare] = await preview(rows);
      expect(bare!.headers).toEqual([]);
    }
  });

  it('never shows what identifies a person', async () => {
    const shown = JSON.stringify([
      ...(await preview(LEDGER)),
      ...(await preview('Name,Phone,Issue\n张小明,13800001234,停水\n')),
      ...(await preview('联系人 13800001234,反映问题,镇街,颜色\n张小明,停水,王庙镇,绿\n')),
    ]);
    for (const secret of ['13800001234', '13900001234', '13700001234', '张小明', '欧阳大海', '赵一']) {
      expect(shown).not.toContain(secret);
    }
  });
});

describe('a sheet that is not recognised', () => {
  it('says why, and offers its rows as headers', async () => {
    const [sheet] = await preview('List of January\nPlace,What,Notes\n王庙镇,停水,2\n');
    expect(sheet).toMatchObject({ role: 'skipped', code: 'INGEST_SHEET_WITHOUT_HEADER', headerRow: null });
    expect(sheet!.headers.map(({ row }) => row)).toEqual([1, 2]);
    expect(sheet!.headers[1]!.columns.map(({ header, ids }) => [header, ids.issues, ids.visits])).toEqual([
      ['Place', null, null],
      ['What', null, null],
      ['Notes', null, null],
    ]);
  });

  it('has the columns that a mapping gives it, and says that it is one', async () => {
    const columns = [
      { header: 'place', column: 'town' },
      { header: 'WHAT', column: 'problem' },
      { header: 'Notes' },
    ];
    const [sheet] = await preview('List\nPlace,What,Notes\n王庙镇,停水,2\n', { tables: [{ columns }] });
    expect(sheet).toMatchObject({ role: 'issues', code: null, headerRow: 2, isSaved: true });
    const header = sheet!.headers.find(({ row }) => row === 2)!;
    expect(header.columns.map(({ ids }) => ids.issues)).toEqual(['town', 'problem', null]);
  });

  it('is known again by its header as it is shown, where that holds somebody’s number', async () => {
    const columns = [
      { header: 'Place', column: 'town' },
      { header: 'What', column: 'problem' },
      { header: '赵*二 136****5678', column: 'remark' },
    ];
    const [sheet] = await preview('Place,What,赵小二 13612345678\n王庙镇,停水,2\n', {
      tables: [{ columns }],
    });
    expect(sheet).toMatchObject({ role: 'issues', headerRow: 1, isSaved: true });
    expect(sheet!.headers[0]!.columns.map(({ ids }) => ids.issues)).toEqual(['town', 'problem', 'remark']);
  });

  it('may be a visit tally, or left out, by a mapping', async () => {
    const visits = [
      { header: 'Place', column: 'town' },
      { header: 'Done', column: 'hh_visited' },
    ];
    const bytes = workbook({
      台账: [
        ['镇街', '登记时间', '反映问题'],
        ['王庙镇', '2022-01-05', '停水'],
      ],
      户数: [
        ['Place', 'Done'],
        ['王庙镇', 98],
      ],
      旧: [['Old'], ['x']],
      空: [],
    });
    const tables = [
      { columns: visits, role: 'visits' },
      { columns: [{ header: 'Old' }], role: 'skip' },
    ] as const;
    const sheets = await preview(bytes, { tables }, '全部.xlsx');
    expect(
      sheets.map(({ sheet, role, code, headerRow, isSaved }) => [sheet, role, code, headerRow, isSaved]),
    ).toEqual([
      ['台账', 'issues', null, 1, false],
      ['户数', 'visits', null, 1, true],
      ['旧', 'skipped', 'INGEST_SHEET_LEFT_OUT', 1, true],
      ['空', 'skipped', 'INGEST_SHEET_EMPTY', null, false],
    ]);
    expect(sheets[1]!.headers[0]!.columns.map(({ ids }) => ids.visits)).toEqual(['town', 'hh_visited']);
  });

  it('is no reason to skip a 汇总 that is left alone beside it', async () => {
    const bytes = workbook({
      汇总: [
        ['镇街', '登记时间', '反映问题'],
        ['王庙镇', '2022-01-05', '停水'],
      ],
      旧: [['Old'], ['x']],
    });
    const tables = [{ columns: [{ header: 'Old' }], role: 'skip' }] as const;
    const sheets = await preview(bytes, { tables }, '全部.xlsx');
    expect(sheets.map(({ sheet, role }) => [sheet, role])).toEqual([
      ['汇总', 'issues'],
      ['旧', 'skipped'],
    ]);
  });
});

describe('names of files and sheets', () => {
  it('are masked, and a mapping made of the masked one holds', async () => {
    const bytes = workbook({
      张三13900000001: [
        ['镇街', '登记时间', '反映问题'],
        ['王庙镇', '2022-01-05', '停水'],
      ],
      空: [],
    });
    const name = '李四13900000002台账.xlsx';
    const [shown] = await preview(bytes, {}, name);
    expect([shown!.file, shown!.sheet]).toEqual(['李*139****0002台账.xlsx', '张*139****0001']);
    const columns = ['镇街', '登记时间', '反映问题'].map((header) => ({ header }));
    const tables = [{ sheet: shown!.sheet, role: 'skip', columns }] as const;
    expect((await preview(bytes, { tables }, name))[0]).toMatchObject({ role: 'skipped', isSaved: true });
  });
});

describe('a large file', () => {
  const lines = (count: number) =>
    Array.from({ length: count }, (_, at) => `王庙镇,2022-01-05,路灯不亮已经很久第${at}盏\r\n`).join('');
  const header = '镇街,登记时间,反映问题\r\n';

  it('of text is read at its beginning only, up to a whole line', async () => {
    for (const [name, bytes] of [
      ['utf-8', new TextEncoder().encode(header + lines(40_000))],
      ['utf-16-be', Buffer.from(`\ufeff${header}${lines(40_000)}`, 'utf16le').swap16()],
      ['utf-16', new Uint8Array(Buffer.from(`\ufeff${header}${lines(40_000)}`, 'utf16le'))],
    ] as const) {
      const reads: [number, number][] = [];
      const start = await readStart(parted(`${name}.csv`, bytes, reads));
      expect(reads).toEqual([[0, 1_000_000]]);
      expect(start.isWhole).toBe(false);
      const [sheet] = previewFile(start, 'issues');
      expect(sheet).toMatchObject({ role: 'issues', headerRow: 1, isWhole: false });
      expect(sheet!.rows).toBeGreaterThan(10_000);
      const last = start.sheets[0]!.rows.at(-1)!;
      expect(last.cells).toEqual(['王庙镇', '2022-01-05', `路灯不亮已经很久第${last.number - 2}盏`]);
    }
  });

  it('that is a workbook gives its first rows', async () => {
    const rows = Array.from({ length: 60_000 }, (_, at) => [
      '王庙镇',
      '2022-01-05',
      `第${(at * 7919) % 60_000}盏灯不亮`,
    ]);
    const bytes = workbook({ Sheet1: [['镇街', '登记时间', '反映问题'], ...rows] });
    expect(bytes.length).toBeGreaterThan(1_000_000);
    const start = await readStart(parted('台账.xlsx', bytes));
    expect(previewFile(start, 'issues')).toMatchObject([
      { rows: 300, isWhole: false, role: 'issues', headerRow: 1 },
    ]);
  });

  it.each([
    ['INGEST_FILE_EMPTY', '空.csv', ''],
    ['INGEST_FILE_TYPE', '图.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0)],
    ['INGEST_FILE_UNREADABLE', '断.xlsx', Uint8Array.of(0x50, 0x4b, 3, 4, 1, 2, 3)],
  ])('or any other is refused as the importer refuses it: %s', async (code, name, content) => {
    const error: unknown = await readStart(parted(name, content)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WuseError);
    expect((error as WuseError).code).toBe(code);
  });
});
