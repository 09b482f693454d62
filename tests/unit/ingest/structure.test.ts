import { describe, expect, it } from 'vitest';
import { detectDelimiter, parseCsv } from '../../../src/lib/ingest/csv.ts';
import { decodeText } from '../../../src/lib/ingest/decode.ts';
import { buildHeaderIndex, lookUpHeader } from '../../../src/lib/ingest/header.ts';
import { normaliseHeader } from '../../../src/lib/ingest/header-text.ts';
import { hashId } from '../../../src/lib/ingest/identity.ts';
import { readMetadata } from '../../../src/lib/ingest/metadata.ts';
import { rowKind } from '../../../src/lib/ingest/row-kind.ts';
import { isSummaryName } from '../../../src/lib/ingest/sheet-role.ts';
import { TownList } from '../../../src/lib/ingest/towns.ts';
import { ISSUE_COLUMNS } from '../../../src/lib/schema/columns.ts';

const row = (number: number, ...cells: string[]) => ({ number, cells, hidden: false });

describe('parseCsv', () => {
  it.each<[string, string[][]]>([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\r\nc,\r\n',
      [
        ['a', 'b'],
        ['c', ''],
      ],
    ],
    ['"a,1","b""2"\n', [['a,1', 'b"2']]],
    ['"a\nb",c', [['a\nb', 'c']]],
    ['a\rb\r', [['a'], ['b']]],
    ['a,\n\n,b', [['a', ''], [''], ['', 'b']]],
    ['a,', [['a', '']]],
    ['说"好"的,b', [['说"好"的', 'b']]],
    ['"他说"好"的",b', [['他说"好"的', 'b']]],
    ['', []],
  ])('%j', (text, rows) => expect(parseCsv(text, ',')).toMatchObject({ rows, delimiter: ',', notes: [] }));

  it('does not let a lost quote swallow the rows below', () => {
    const { rows, notes } = parseCsv('a,"b,c\nd,e,f\n"g",h,i\n', ',');
    expect(rows).toEqual([
      ['a', '"b', 'c'],
      ['d', 'e', 'f'],
      ['g', 'h', 'i'],
    ]);
    expect(notes).toEqual([{ row: 1, code: 'INGEST_QUOTE_NOT_CLOSED' }]);
  });
  it('is linear in lost quotes', () => {
    const { notes } = parseCsv('"x,y\n'.repeat(50_000), ',');
    expect(notes).toHaveLength(50_000);
  });
  it('finds the delimiter', () => {
    expect(detectDelimiter('a\tb\tc,d\n1\t2\t3')).toBe('\t');
    expect(detectDelimiter('a;b;c\n"1,2,3,4,5";2;3')).toBe(';');
    expect(detectDelimiter('abc')).toBe(',');
  });
});

describe('decodeText', () => {
  const bytes = (...values: number[]) => new Uint8Array(values);
  it('reads by mark, as UTF-8, else as GB18030', () => {
    expect(decodeText(new TextEncoder().encode('镇街'))).toEqual({
      text: '镇街',
      encoding: 'utf-8',
      damaged: false,
    });
    expect(decodeText(bytes(0xef, 0xbb, 0xbf, 0x61))).toEqual({
      text: 'a',
      encoding: 'utf-8-bom',
      damaged: false,
    });
    expect(decodeText(bytes(0xff, 0xfe, 0x61, 0))).toEqual({
      text: 'a',
      encoding: 'utf-16le',
      damaged: false,
    });
    expect(decodeText(bytes(0xfe, 0xff, 0, 0x61))).toEqual({
      text: 'a',
      encoding: 'utf-16be',
      damaged: false,
    });
    expect(decodeText(bytes(0xd5, 0xf2, 0xbd, 0xd6))).toEqual({
      text: '镇街',
      encoding: 'gb18030',
      damaged: false,
    });
  });
  it('keeps a long UTF-8 text with one broken character', () => {
    const whole = new TextEncoder().encode('停水停电'.repeat(200));
    const { encoding, damaged } = decodeText(whole.subarray(0, whole.length - 1));
    expect([encoding, damaged]).toEqual(['utf-8', true]);
  });
});

describe('headers', () => {
  const index = buildHeaderIndex(ISSUE_COLUMNS, { headers: { Issue: 'problem', 情况: 'nothing' } });
  it.each([
    ['反映问题（必填）', ['problem']],
    ['*反映\n问题', ['problem']],
    ['镇（街道）', ['town']],
    ['村(社区)', ['village']],
    ['台帐颜色', ['colour_recorded']],
    ['群众满意渡', ['satisfaction']],
    ['办理时限（天）', ['due_at']],
    ['办理情况', ['status', 'result_text']],
    ['ＮＯ.', ['seq_no']],
    ['issue', ['problem']],
    ['存在问题及群众诉求（限200字）', ['problem']],
    ['诉求/问题', ['problem']],
    ['化解日期', ['resolved_at']],
    ['所属乡镇街道', ['town']],
    ['承办部门、责任人', ['dept_lead']],
    ['姓名及联系电话', ['contact']],
    ['反映人（电话）', ['contact']],
    ['反映人姓名、住址、电话', ['contact']],
    ['反映人（户主）', ['reporter_name']],
    ['责任人及电话', ['owner_name']],
    ['姓名及时间', []],
    ['问题及', []],
    ['及时率', []],
    ['及', []],
    ['情况', []],
    ['', []],
    ['（）', []],
  ])('%j → %j', (text, ids) => expect(lookUpHeader(index, text)).toEqual(ids));
  it('are normalised', () => expect(normaliseHeader(' 联系　方式\n（手机）*')).toBe('联系方式'));
});

describe('towns', () => {
  const towns = new TownList({ 新城区街道: ['新城', '开发区'] });
  it.each([
    ['王庙镇', '王庙镇', true],
    ['王庙', '王庙镇', true],
    ['王庙镇人民政府', '王庙镇', true],
    ['龙门街道办事处', '龙门街道', true],
    ['龙门办事处', '龙门街道', true],
    ['平原县王庙镇', '王庙镇', true],
    ['开发区', '新城区街道', true],
    ['坊子乡', '坊子乡', false],
  ])('cell %s', (text, name, known) => expect(towns.fromCell(text)).toEqual({ name, known }));
  it.each([
    ['王庙镇五色台账.xlsx', '王庙镇'],
    ['2022年2月德原街道台账', '德原街道'],
    ['坊子乡', '坊子乡'],
    ['Sheet1', null],
    ['王庙镇、恩城镇', null],
    ['全县汇总', null],
    ['各乡镇台账', null],
    ['export.csv', null],
  ])('name %s', (text, name) => expect(towns.fromName(text)?.name ?? null).toBe(name));
  it('knows nothing of a blank cell', () => expect(towns.fromCell(' - ')).toBeNull());
});

describe('metadata', () => {
  it.each([
    ['填表单位：王庙镇　　填表日期：2022年2月17日', '王庙镇', '2022-02-17T23:59'],
    ['截至2022年2月17日18时', null, '2022-02-17T18:00'],
    ['（截止时间：2022-02-17 18:30）', null, '2022-02-17T18:30'],
    ['群众反映问题汇总台账', null, null],
  ])('%s', (line, unit, cutoff) => expect(readMetadata([row(1, line)], false)).toEqual({ unit, cutoff }));
  it('reads values in the next cell; 截止 beats 填表日期', () => {
    const rows = [row(1, '填报单位', '桃园街道'), row(2, '填表日期', '2022-02-18', '截止时间', '2022-02-17')];
    expect(readMetadata(rows, false)).toEqual({ unit: '桃园街道', cutoff: '2022-02-17T23:59' });
  });
});

describe('rows that are no records', () => {
  const context = { headers: ['序号', '镇街', '反映问题'], mainColumn: 2, sequenceColumn: 0 };
  it.each([
    [['1', '王庙镇', '停水'], 'data'],
    [['合计', '', '36'], 'total'],
    [['', '总　计', '36'], 'total'],
    [['序 号', '镇街', '反映问题'], 'header'],
    [['制表人：某某', '', ''], 'signature'],
    [['注：红色须上报', '', ''], 'signature'],
    [['7', '', ''], 'number_only'],
    [['7', '王庙镇', ''], 'data'],
    [['', '合计村', '停水'], 'data'],
    [['', '', '注意安全问题'], 'data'],
  ] as const)('%j is %s', (cells, kind) => expect(rowKind(row(9, ...cells), context)).toBe(kind));
});

it('knows summary sheets by name', () => {
  for (const name of ['汇总', '全县汇总表', '合计', '填报说明', '模板', '数据字典'])
    expect(isSummaryName(name)).toBe(true);
  for (const name of ['王庙镇', 'Sheet1', '2月台账']) expect(isSummaryName(name)).toBe(false);
});

it('hashes ids without digits, always the same', () => {
  expect(hashId('a')).toMatch(/^r-[a-z]{14}$/);
  expect(hashId('a')).toBe(hashId('a'));
  expect(new Set(Array.from({ length: 20_000 }, (_, index) => hashId(`f\ns\n${index}`))).size).toBe(20_000);
});
