import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../../src/lib/core/document.ts';
import { packageBytes } from '../../../src/lib/export/bulletin-package.ts';
import { workbookBytes } from '../../../src/lib/export/bulletin-workbook.ts';
import { docxBytes } from '../../../src/lib/export/docx.ts';
import { fixedOffice } from '../../../src/lib/export/fixed-zip.ts';
import { bulletinWords } from '../../../src/lib/i18n/bulletin.ts';
import { SMALL_DOCUMENT, UNITS } from '../../support/small-document.ts';

const FOLDER = '全县五色台账工作周报-2022-02-17/';
const PNG = new Uint8Array([137, 80, 78, 71]);
const picture = { png: PNG, width: 640, height: 260 };
const options = {
  words: bulletinWords('zh'),
  pictures: new Map([['trend', picture]]),
  charts: new Map([['trend', { svg: '<svg>图</svg>', png: PNG as Uint8Array | null }]]),
  link: 'compare=day&kind=daily',
  isEdited: false,
};

const open = (zip: Uint8Array): Record<string, Uint8Array> =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([name, bytes]) => [name.replace(FOLDER, ''), bytes]),
  );
interface PackageManifest {
  readonly files: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}
const manifestOf = (files: Record<string, Uint8Array>): PackageManifest =>
  JSON.parse(strFromU8(files['manifest.json']!)) as PackageManifest;

describe('a bulletin’s package', async () => {
  const zip = await packageBytes(SMALL_DOCUMENT, options);
  const files = open(zip);

  it('is one folder of named files', () => {
    expect(Object.keys(unzipSync(zip)).every((name) => name.startsWith(FOLDER))).toBe(true);
    expect(Object.keys(files)).toEqual([
      '说明.txt',
      '全县五色台账工作周报-2022-02-17.docx',
      '全县五色台账工作周报-2022-02-17.xlsx',
      '全县五色台账工作周报-2022-02-17.txt',
      '表格/1-五色台账一览表.csv',
      '表格/2-镇街 办理.情况表.csv',
      '图/1-每周登记.svg',
      '图/1-每周登记.png',
      'manifest.json',
    ]);
  });

  it('holds the files that are saved one by one, byte for byte', async () => {
    const { words, pictures } = options;
    expect(files['全县五色台账工作周报-2022-02-17.docx']).toEqual(
      await docxBytes(SMALL_DOCUMENT, { words, pictures }),
    );
    expect(files['全县五色台账工作周报-2022-02-17.xlsx']).toEqual(await workbookBytes(SMALL_DOCUMENT, words));
    expect(files['图/1-每周登记.png']).toEqual(PNG);
    expect(strFromU8(files['图/1-每周登记.svg']!)).toBe('<svg>图</svg>');
  });

  it('has the text as it is printed', () => {
    expect(
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(files['全县五色台账工作周报-2022-02-17.txt']),
    ).toBe(
      '\ufeff第3期\r\n全县“五色台账”工作周报\r\n（截至2022年2月17日18时）\r\n一、总体情况\r\n梳理群众反映问题1552个。\r\n' +
        '统计截止时间：2022年2月17日18时\r\n统计范围：全县\r\n数据版本：0123456789ab\r\n',
    );
  });

  it('has every number of its tables as the document prints it', () => {
    const rows: string[][] = parse(files['表格/2-镇街 办理.情况表.csv']!, {
      bom: true,
      relax_column_count: true,
    });
    expect(rows.slice(1, 4).map((row) => row.slice(1))).toEqual(
      UNITS.rows.map((row) => row.slice(1).map(({ text }) => text)),
    );
  });

  it('lists every other file with its length and hash', () => {
    const { files: listed, ...about } = manifestOf(files);
    expect(about).toEqual({
      schema: 1,
      bulletin: 'weekly',
      title: '全县“五色台账”工作周报',
      language: 'zh',
      dataVersion: '0123456789ab',
      edition: 'internal',
      cutoff: '2022-02-17T18:00',
      scope: '全县',
      link: 'compare=day&kind=daily',
      isEdited: false,
    });
    expect([...listed.map(({ name }) => name), 'manifest.json']).toEqual(Object.keys(files));
    for (const { name, bytes, sha256 } of listed) {
      const hash = createHash('sha256').update(files[name]!).digest('hex');
      expect([name, bytes, sha256]).toEqual([name, files[name]!.length, hash]);
    }
  });

  it('says what each file is, what they are of and how to verify them', () => {
    const readme = strFromU8(files['说明.txt']!);
    for (const { name } of manifestOf(files).files.slice(1)) expect(readme).toContain(`${name}：`);
    for (const words of ['版本：内部', '统计范围：全县', '数据版本：0123456789ab', '?compare=day&kind=daily'])
      expect(readme).toContain(words);
    expect(readme).not.toMatch(/人工改写|没有 PNG|[{}]/);
  });

  it('is the same bytes again, whenever it is made', async () => {
    expect(await packageBytes(SMALL_DOCUMENT, options)).toEqual(zip);
    // DOS time of 2022-02-17 18:00: (42 << 9 | 2 << 5 | 17) and (18 << 11), in the first local header.
    expect([...zip.subarray(10, 14)]).toEqual([0x00, 0x90, 0x51, 0x54]);
  });

  it('marks names as UTF-8, and itself as made on Unix, without which unzip does not believe it', () => {
    const view = new DataView(zip.buffer, zip.byteOffset);
    // The end record's last fields: where the central directory begins.
    const central = view.getUint32(zip.length - 22 + 16, true);
    expect(view.getUint32(central, true)).toBe(0x02014b50);
    expect([view.getUint8(central + 5), view.getUint16(central + 8, true) & 0x800]).toEqual([3, 0x800]);
    // Mode -rw-r--r--.
    expect(view.getUint32(central + 38, true) >>> 16).toBe(0o100644);
  });

  it('says where a chart could not be painted, and where words were written by hand', async () => {
    const lacking = open(
      await packageBytes(SMALL_DOCUMENT, {
        ...options,
        pictures: new Map(),
        charts: new Map([['trend', { svg: '<svg/>', png: null }]]),
        isEdited: true,
      }),
    );
    expect(Object.keys(lacking).filter((name) => name.startsWith('图/'))).toEqual(['图/1-每周登记.svg']);
    const readme = strFromU8(lacking['说明.txt']!);
    expect(readme).toContain('没有 PNG 图片');
    expect(readme).toContain('人工改写');
  });

  it('speaks English of an English bulletin', async () => {
    const english = { ...SMALL_DOCUMENT, title: 'Weekly', edition: 'Internal' };
    const names = Object.keys(
      unzipSync(await packageBytes(english, { ...options, words: bulletinWords('en') })),
    );
    expect(names[0]).toBe('Weekly-2022-02-17/README.txt');
    expect(names.filter((name) => name.endsWith('.csv'))[0]).toBe(
      'Weekly-2022-02-17/tables/1-五色台账一览表.csv',
    );
  });

  it.each(['../../etc/passwd', '..\\..\\x', '/', '. .', 'a\u0000\u202eb', 'C:\\Windows', '镇/..', '\n../\r'])(
    'never leaves its folder, whatever is called %j',
    async (title) => {
      const hostile: ReportDocument = {
        ...SMALL_DOCUMENT,
        title,
        annexes: [{ ...UNITS, title }],
        blocks: [{ kind: 'chart', id: 'trend', title, note: '', alt: '' }],
      };
      const names = Object.keys(unzipSync(await packageBytes(hostile, options)));
      const folder = names[0]!.split('/')[0]!;
      for (const name of names) {
        expect(name).not.toMatch(/\.\.|\\|:|[\u0000-\u001f\u202e]|\/\/|^\/|\/$/);
        expect(name.split('/')[0]).toBe(folder);
        expect(name.split('/').every((part) => part !== '' && !part.startsWith('.'))).toBe(true);
      }
    },
  );
});

it('an office file names the cut-off as the day of its making', () => {
  const core =
    '<cp:coreProperties><dcterms:created xsi:type="dcterms:W3CDTF">2026-11-29T15:00:00Z</dcterms:created></cp:coreProperties>';
  const office = zipSync({ 'docProps/core.xml': new TextEncoder().encode(core) });
  const made = strFromU8(unzipSync(fixedOffice(office, '2022-02-17T18:00'))['docProps/core.xml']!);
  expect(made).toBe(core.replace('2026-11-29T15:00:00Z', '2022-02-17T18:00:00Z'));
});
