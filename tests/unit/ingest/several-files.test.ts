import { describe, expect, it } from 'vitest';
import { buildWorkbook } from '../../golden/build-workbook.ts';
import type { IngestOptions } from '../../../src/lib/ingest/types.ts';
import { run, textFile } from './ingest-files.ts';

const NUMBERED = '编号,镇街,联系方式,登记时间,反映问题,是否现场解决';
const PLAIN = '镇街,联系方式,登记时间,反映问题,是否现场解决';
const table = (name: string, header: string, ...rows: string[]) =>
  textFile(name, [header, ...rows, ''].join('\n'));
const several = (way: 'add' | 'replace', ...issues: IngestOptions['issues']) =>
  run({ issues, several: way, cutoff: '2022-01-31T18:00' });

describe('exports of one ledger, of which a later one replaces', () => {
  it('count per town what is left, and keep the order of the files', async () => {
    const result = await several(
      'replace',
      table(
        'old.csv',
        NUMBERED,
        'A1,王庙镇,13800000001,2022-01-01,停水,否',
        'A2,王庙镇,13800000002,2022-01-01,停电,否',
      ),
      table('new.csv', NUMBERED, 'A1,王庙镇,13800000001,2022-01-01,停水,是'),
    );
    expect(result.issues.map(({ src_file, issue_id }) => `${src_file} ${issue_id}`)).toEqual([
      'old.csv A2',
      'new.csv A1',
    ]);
    expect(result.townRows.onsite.get('王庙镇')).toBe(1);
    expect(result.townRows.ledger.get('王庙镇')).toBe(1);
    expect(result.sheets.map(({ file, kept, setAside }) => [file, kept, setAside])).toEqual([
      ['old.csv', 1, 1],
      ['new.csv', 1, 0],
    ]);
    const findings = result.findings.map(({ code, place }) => `${code} ${place.file} ${place.row}`);
    // What was odd in the replaced row would come first; it is no row any more.
    expect(findings).toEqual(['QC_COLOUR_MISSING old.csv 3', 'QC_ROW_REPLACED old.csv 2']);
    expect(result.findings.map(({ setAside }) => setAside)).toEqual([false, true]);
  });

  it('may have one name', async () => {
    const result = await several(
      'replace',
      table('台账.csv', NUMBERED, 'A1,王庙镇,,2022-01-01,停水,否'),
      table('台账.csv', NUMBERED, 'A1,王庙镇,,2022-01-01,停水三天,否'),
    );
    expect(result.issues.map(({ problem }) => problem)).toEqual(['停水三天']);
  });

  it('follow each other: what replaces may be replaced', async () => {
    const result = await several(
      'replace',
      table('1.csv', PLAIN, '王庙镇,13800000001,2022-01-01,停水,否'),
      table('2.csv', NUMBERED, 'A1,王庙镇,13800000001,2022-01-01,停水,否'),
      table('3.csv', NUMBERED, 'A1,王庙镇,13800000001,2022-01-01,停水三天,否'),
    );
    expect(result.issues.map(({ src_file }) => src_file)).toEqual(['3.csv']);
  });

  it.each([
    ['only the first has numbers', [NUMBERED, 'A1,'], [PLAIN, '']],
    ['only the second has numbers', [PLAIN, ''], [NUMBERED, 'A1,']],
  ] as const)('are compared by what rows say where %s', async (_, [one, id], [other, otherId]) => {
    const row = '王庙镇,13800000001,2022-01-01,停水,否';
    const result = await several(
      'replace',
      table('1.csv', one, `${id}${row}`),
      table('2.csv', other, `${otherId}${row}`),
    );
    expect(result.issues.map(({ src_file }) => src_file)).toEqual(['2.csv']);
  });

  it('keep rows with other numbers that say the same', async () => {
    const row = '王庙镇,13800000001,2022-01-01,停水,否';
    const result = await several(
      'replace',
      table('1.csv', NUMBERED, `A1,${row}`),
      table('2.csv', NUMBERED, `A2,${row}`),
    );
    expect(result.issues).toHaveLength(2);
  });

  it.each([
    ['王庙镇', '王庙镇', 1],
    ['王庙镇', '', 1],
    ['', '王庙镇', 1],
    ['王庙镇', '恩城镇', 2],
  ])('take one number for one problem unless two towns are named: %s, %s', async (one, other, kept) => {
    const result = await several(
      'replace',
      table('1.csv', NUMBERED, `A1,${one},,2022-01-01,停水,否`),
      table('2.csv', NUMBERED, `A1,${other},,2022-01-01,停水,否`),
    );
    expect(result.issues).toHaveLength(kept);
  });

  it('replace nothing within one file, whatever its sheets', async () => {
    const sheet = (name: string) => ({
      name,
      rows: [NUMBERED.split(','), ['A1', '王庙镇', '13800000001', '2022-01-01', '停水', '否']],
    });
    const bytes = buildWorkbook({ sheets: [sheet('第一周'), sheet('第二周')] });
    const other = table('other.csv', NUMBERED, 'A9,王庙镇,,2022-01-01,停电,否');
    const result = await several('replace', { name: 'book.xlsx', bytes }, other);
    expect(result.issues).toHaveLength(3);
    expect(result.findings.map(({ code }) => code)).not.toContain('QC_ROW_REPLACED');
  });
});

describe('files that are added up', () => {
  const rows = (...numbers: number[]) =>
    numbers.map((number) => `A${number},王庙镇,,2022-01-01,第${number}个问题,否`);
  const named = async (...files: IngestOptions['issues']) =>
    (await several('add', ...files)).findings
      .filter(({ code }) => code === 'INGEST_LOOKS_LIKE_SAME_LEDGER')
      .map(({ place, text }) => `${place.file} ${/\d+/.exec(text.en)![0]}`);

  it('are named once when they have half of the smaller one in common', async () => {
    const week = table('1.csv', NUMBERED, ...rows(1, 2, 3, 4, 5, 6));
    expect(await named(week, table('2.csv', NUMBERED, ...rows(6, 7, 8)))).toEqual([]);
    expect(await named(week, table('2.csv', NUMBERED, ...rows(5, 6, 7, 8)))).toEqual(['2.csv 2']);
    expect(
      await named(
        table('1.csv', NUMBERED, ...rows(1, 2)),
        table('2.csv', NUMBERED, ...rows(1, 2, 3)),
        table('3.csv', NUMBERED, ...rows(1, 2, 3, 4)),
      ),
    ).toEqual(['2.csv 2', '3.csv 3']);
  });

  it('are named when they have no numbers', async () => {
    const row = '王庙镇,13800000001,2022-01-01,停水,否';
    expect(
      await named(
        table('1.csv', PLAIN, row),
        table('2.csv', PLAIN, row, '王庙镇,13800000002,2022-01-01,停电,否'),
      ),
    ).toEqual(['2.csv 1']);
  });

  it('are not named for a number that stands twice in one of them', async () => {
    const one = table('1.csv', NUMBERED, ...rows(1, 2, 3, 4));
    expect(await named(one, table('2.csv', NUMBERED, ...rows(4, 4, 5, 6)))).toEqual([]);
  });
});
