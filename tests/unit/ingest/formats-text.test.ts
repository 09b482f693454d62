import { describe, expect, it } from 'vitest';
import { readWorkbook } from '../../../src/lib/ingest/workbook.ts';
import { refusalCode, run, textFile } from './ingest-files.ts';

const TEXT = '反映问题,镇街\n停水,王庙镇\n';
const ROWS = [
  ['反映问题', '镇街'],
  ['停水', '王庙镇'],
];
const LITTLE = new Uint8Array(Buffer.from(TEXT, 'utf16le'));
const BIG = new Uint8Array(Buffer.from(TEXT, 'utf16le').swap16());
/** 反映问题,镇街 and 停水,王庙镇 in GB18030. */
const GB = new Uint8Array(Buffer.from('b7b4d3b3cecacce22cd5f2bdd60acda3cbae2ccdf5c3edd5f20a', 'hex'));

describe('a text whose encoding is given', () => {
  it.each([
    ['utf-8', new TextEncoder().encode(TEXT)],
    ['gb18030', GB],
    ['utf-16le', LITTLE],
    ['utf-16be', BIG],
  ] as const)('is read in it, without a mark: %s', async (encoding, bytes) => {
    const book = await readWorkbook({ name: 'a.csv', bytes, encoding });
    expect([book.encoding, book.damaged]).toEqual([encoding, false]);
    expect(book.sheets[0]!.rows.map(({ cells }) => cells)).toEqual(ROWS);
  });

  it('is read in it even when the bytes would pass for another', async () => {
    // C2 A1 is “¡” in UTF-8 and “隆” in GB18030.
    const bytes = new Uint8Array([0xc2, 0xa1]);
    const cell = async (encoding?: 'gb18030') =>
      (await readWorkbook({ name: 'a.csv', bytes, ...(encoding && { encoding }) })).sheets[0]!.rows[0]!
        .cells[0];
    expect([await cell(), await cell('gb18030')]).toEqual(['¡', '隆']);
  });

  it('says so when bytes are no characters of it', async () => {
    expect((await readWorkbook({ name: 'a.csv', bytes: GB, encoding: 'utf-8' })).damaged).toBe(true);
  });

  it('of sixteen bits and without a mark is refused unless it is given', async () => {
    expect(await refusalCode({ issues: [{ name: 'a.csv', bytes: LITTLE }] })).toBe('INGEST_FILE_TYPE');
  });
});

describe('a compound file without a workbook', () => {
  const bytes = new Uint8Array(1024);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  it.each([
    ['a.et', 'INGEST_FILE_UNREADABLE'],
    ['a.doc', 'INGEST_FILE_TYPE'],
  ])('is refused by what it claims to be: %s', async (name, code) => {
    expect(await refusalCode({ issues: [{ name, bytes }] })).toBe(code);
  });
});

describe('a text with NUL characters', () => {
  const HEADER = '镇街,登记时间,反映问题,台账颜色\n';
  const GOOD = '王庙镇,2022-01-01,路灯不亮，已多次反映,绿\n';
  const cutoff = '2022-02-01T00:00';

  it.each([
    ['short', 3, 100_000_000],
    ['in parts', 2000, 4096],
  ])('is read without them, and the row is named: %s', async (_, rows, partBytes) => {
    const text = `${HEADER}${GOOD.repeat(rows)}王庙镇,2022-01-02,停\0水,绿\n${GOOD}`;
    const { issues, findings } = await run({ issues: [textFile('a.csv', text)], cutoff, partBytes });
    expect(issues).toHaveLength(rows + 2);
    expect(issues[rows]!.problem).toBe('停水');
    const place = { file: 'a.csv', row: rows + 2 };
    expect(findings.filter(({ code }) => code === 'INGEST_NUL_CHARACTER')).toMatchObject([{ place }]);
  });

  it.each([
    ['many of them', `${HEADER}${GOOD}${'\0'.repeat(20)}`],
    ['another control character', `${HEADER}${GOOD}停\0水\u0001`],
  ])('is no table with %s', async (_, text) => {
    expect(await refusalCode({ issues: [textFile('a.csv', text)], cutoff })).toBe('INGEST_FILE_TYPE');
  });

  it('is not what UTF-16 without a mark is taken for', async () => {
    // One NUL a line is the fewest that it has: no blanks, digits or commas.
    const lines = `${'台账问题反映镇街'.repeat(12)}\n`.repeat(40);
    const bytes = new Uint8Array(Buffer.from(lines, 'utf16le'));
    expect(await refusalCode({ issues: [{ name: 'a.csv', bytes }], cutoff })).toBe('INGEST_FILE_TYPE');
  });
});

it('refuses a row that is wider than any sheet with advice that fits', async () => {
  const wide = `反映问题,镇街,登记时间${','.repeat(20_000)}\n停水,王庙镇,2022-01-01\n`;
  const error = await run({ issues: [textFile('a.csv', wide)] }).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: 'INGEST_ROW_TOO_WIDE', place: { file: 'a.csv', row: 1 } });
  expect((error as { hint: { zh: string } }).hint.zh).toContain('空列');
});
