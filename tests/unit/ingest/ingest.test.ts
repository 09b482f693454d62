import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { WuseError } from '../../../src/lib/core/errors.ts';
import type { SourceFile } from '../../../src/lib/ingest/types.ts';
import { refusalCode, run, textFile } from './ingest-files.ts';

const HEADER = '镇街,登记时间,反映问题,台账颜色';
const ledger = textFile('a.csv', `${HEADER}\n王庙镇,2022-01-01,停水,绿\n`);
const codes = (result: { findings: readonly { code: string }[] }) => result.findings.map(({ code }) => code);

function workbook(): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([HEADER.split(','), ['王庙镇', '2022-01-01', '停水', '绿']]),
    '一',
  );
  return new Uint8Array(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
}

/** An OLE container by its first bytes, with one directory name in UTF-16. */
function oleFile(name: string): Uint8Array {
  const bytes = new Uint8Array(2048);
  bytes.set([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  [...name].forEach((character, index) => (bytes[1024 + index * 2] = character.charCodeAt(0)));
  return bytes;
}

/** A workbook whose first entry is marked as encrypted. */
function lockedZip(): Uint8Array {
  const bytes = workbook();
  bytes[directoryEntry(bytes) + 8]! |= 1;
  return bytes;
}

/** Where the first entry of a zip's directory begins. */
function directoryEntry(bytes: Uint8Array): number {
  return bytes.findIndex((_, index) => [0x50, 0x4b, 1, 2].every((byte, at) => bytes[index + at] === byte));
}

/** A workbook whose zip directory promises 4 GiB for its first entry. */
function zipBomb(): Uint8Array {
  const bytes = workbook();
  bytes.set([0xff, 0xff, 0xff, 0xff], directoryEntry(bytes) + 24);
  return bytes;
}

describe('refusals', () => {
  const whole = workbook();
  it.each<[string, string, Uint8Array]>([
    ['an empty file', 'INGEST_FILE_EMPTY', new Uint8Array()],
    ['a blank file', 'INGEST_FILE_EMPTY', new TextEncoder().encode(' \r\n ')],
    ['a truncated workbook', 'INGEST_FILE_UNREADABLE', whole.subarray(0, whole.length - 400)],
    ['half a workbook', 'INGEST_FILE_UNREADABLE', whole.subarray(0, whole.length / 2)],
    ['an encrypted workbook', 'INGEST_FILE_PROTECTED', oleFile('EncryptedPackage')],
    ['an encrypted zip', 'INGEST_FILE_PROTECTED', lockedZip()],
    ['a broken xls', 'INGEST_FILE_UNREADABLE', oleFile('Workbook')],
    ['a Word document', 'INGEST_FILE_TYPE', oleFile('WordDocument')],
    ['a PDF', 'INGEST_FILE_TYPE', new TextEncoder().encode('%PDF-1.7\n')],
    ['binary data', 'INGEST_FILE_TYPE', new Uint8Array([1, 0, 2, 0, 3])],
    ['a zip bomb', 'INGEST_TOO_LARGE', zipBomb()],
    ['plain prose', 'INGEST_MISSING_COLUMN', new TextEncoder().encode('今天天气不错')],
  ])('%s: %s', async (_, code, bytes) => {
    expect(await refusalCode({ issues: [{ name: 'x.xlsx', bytes }] })).toBe(code);
  });

  it('count the columns that were found and hold no cell', async () => {
    const file = textFile('a.csv', '镇街,登记时间,颜色\n王庙镇,2022-01-01,绿\n');
    const error: unknown = await run({ issues: [file] }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WuseError);
    const { text, place } = error as WuseError;
    expect(text.zh).toBe('没有找到“反映问题”列（共识别到 3 列）');
    expect(place).toEqual({ file: 'a.csv', sheet: '' });
  });

  it('come with a bad or unknown cut-off', async () => {
    for (const cutoff of ['2022-02-30', 'yesterday', '1999-01-01T00:00', '2022-02-17T25:00', '']) {
      expect(await refusalCode({ issues: [ledger], cutoff })).toBe('INGEST_CUTOFF_INVALID');
    }
    const undated = textFile('b.csv', '镇街,姓名,反映问题\n王庙镇,赵一,停水\n');
    expect(await refusalCode({ issues: [undated] })).toBe('INGEST_CUTOFF_UNKNOWN');
    expect((await run({ issues: [undated], cutoff: '2022-02-17' })).cutoff).toBe('2022-02-17T23:59');
  });

  it('refuse everything when one of several files is broken', async () => {
    const broken: SourceFile = { name: 'b.xlsx', bytes: whole.subarray(0, 900) };
    expect(await refusalCode({ issues: [ledger, broken] })).toBe('INGEST_FILE_UNREADABLE');
  });

  it('say that no row is usable', async () => {
    const blank = textFile('a.csv', `${HEADER}\n王庙镇,2022-01-01,,绿\n`);
    expect(await refusalCode({ issues: [blank] })).toBe('INGEST_NO_ROWS');
    expect(await refusalCode({ issues: [ledger], cutoff: '2021-12-31T00:00' })).toBe('INGEST_NO_ROWS');
    expect(await refusalCode({ issues: [] })).toBe('INGEST_NO_ROWS');
  });
});

describe('findings', () => {
  it('INGEST_DUPLICATE_FILE: the second copy is not imported', async () => {
    const result = await run({ issues: [ledger, { ...ledger, name: 'copy.csv' }] });
    expect(codes(result)).toEqual(['INGEST_DUPLICATE_FILE']);
    expect(result.issues).toHaveLength(1);
    expect(result.files.map(({ name }) => name)).toEqual(['a.csv']);
  });

  it('INGEST_DUPLICATE_COLUMN: the fuller column wins', async () => {
    const text = '镇街,登记时间,反映问题,问题\n王庙镇,2022-01-01,东头路灯不亮已有半月,路灯\n';
    const result = await run({ issues: [textFile('a.csv', text)] });
    expect(result.findings.map(({ code, place }) => [code, place.column])).toContainEqual([
      'INGEST_DUPLICATE_COLUMN',
      '问题',
    ]);
    expect(result.issues[0]!.problem).toBe('东头路灯不亮已有半月');
    expect(result.sheets[0]!.unmapped).toEqual(['问题']);
  });

  it('INGEST_SHEET_WITHOUT_HEADER: another sheet of the workbook is read', async () => {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['备忘'], ['x']]), 'Sheet2');
    utils.book_append_sheet(
      book,
      utils.aoa_to_sheet([HEADER.split(','), ['王庙镇', '2022-01-01', '停水', '绿']]),
      '一',
    );
    const bytes = new Uint8Array(write(book, { type: 'array', bookType: 'ods' }) as ArrayBuffer);
    const result = await run({ issues: [{ name: 'a.ods', bytes }] });
    expect(codes(result)).toEqual(['INGEST_SHEET_WITHOUT_HEADER']);
    expect(result.files[0]!.encoding).toBe('ods');
  });

  it('QC_TOWN_MISSING: once where there is no town column, per row where there is', async () => {
    const none = await run({
      issues: [textFile('a.csv', '登记时间,反映问题,台账颜色\n2022-01-01,甲,绿\n2022-01-01,乙,绿\n')],
    });
    expect(codes(none)).toEqual(['QC_TOWN_MISSING']);
    const some = await run({
      issues: [textFile('a.csv', `${HEADER}\n,2022-01-01,甲,绿\n,2022-01-01,乙,绿\n`)],
    });
    expect(codes(some)).toEqual(['QC_TOWN_MISSING', 'QC_TOWN_MISSING']);
  });

  it('QC_ONSITE_STATUS_CONFLICT: the mark wins', async () => {
    const text = '镇街,登记时间,反映问题,是否现场解决,办理状态\n王庙镇,2022-01-01,甲,是,未解决\n';
    const result = await run({ issues: [textFile('a.csv', text)] });
    expect(codes(result)).toEqual(['QC_ONSITE_STATUS_CONFLICT']);
    expect(result.issues[0]!.outcome).toBe('resolved');
  });

  it('QC_COUNT_UNREADABLE and QC_VISIT_KIND_ASSUMED in visits', async () => {
    const visits = (second: number) =>
      textFile(
        'v.csv',
        `镇街,村,走访日期,应走访户数,走访户数\n王庙镇,甲村,2022-01-01,很多,40\n王庙镇,甲村,2022-01-02,100,${second}\n`,
      );
    const rising = await run({ issues: [ledger], visits: [visits(60)] });
    expect(codes(rising)).toEqual(['QC_COUNT_UNREADABLE', 'QC_VISIT_KIND_ASSUMED']);
    expect(rising.visits.map(({ kind }) => kind)).toEqual(['cumulative', 'cumulative']);
    const falling = await run({ issues: [ledger], visits: [visits(20)] });
    expect(falling.visits.map(({ kind }) => kind)).toEqual(['daily', 'daily']);
  });

  it('hold masked samples only', async () => {
    const text = `${HEADER}\n王庙镇,2022-01-01,停水,赵小一13800000001\n`;
    const result = await run({ issues: [textFile('a.csv', text)] });
    expect(result.findings[0]!.sample).not.toMatch(/小一|13800000001/);
  });
});

describe('options', () => {
  it('headers, towns and colours of the configuration are exact', async () => {
    const text = 'Town,Reported,Issue,Colour\n新城,2022-01-01,停水,橙\n';
    const result = await run({
      issues: [textFile('a.csv', text)],
      config: {
        headers: { Town: 'town', Reported: 'reported_at', Issue: 'problem', Colour: 'colour_recorded' },
        towns: { 新城街道: ['新城'] },
        colours: { 橙: 'yellow' },
      },
    });
    expect(result.findings).toEqual([]);
    expect(result.issues[0]).toMatchObject({ town: '新城街道', colour_current: 'yellow' });
    expect(result.columnsPresent).toEqual(['town', 'reported_at', 'problem', 'colour_recorded']);
  });

  it('progress is reported and an abort ends the import', async () => {
    const seen: string[] = [];
    await run({ issues: [ledger], onProgress: ({ stage }) => seen.push(stage) });
    expect(seen).toEqual(['read', 'survey', 'coerce']);
    await expect(run({ issues: [ledger], signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow(
      'stop',
    );
  });

  it('a slip of the year does not move the cut-off', async () => {
    const text = `${HEADER}\n王庙镇,2022-01-01,甲,绿\n王庙镇,2022-01-02,乙,绿\n王庙镇,2202-01-02,丙,绿\n`;
    const result = await run({ issues: [textFile('a.csv', text)] });
    expect(result.cutoff).toBe('2022-01-02T23:59');
    expect(codes(result)).toEqual(['QC_DATE_OUT_OF_RANGE']);
  });
});
