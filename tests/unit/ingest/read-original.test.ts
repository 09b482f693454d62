import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildWorkbook, type WorkbookSpec } from '../../golden/build-workbook.ts';
import { maskIssue } from '../../support/mask-issue.ts';
import { cleanText } from '../../../src/lib/core/text.ts';
import { readOriginal, type MaskedIssue } from '../../../src/lib/ingest/read-original.ts';
import type { IngestOptions, IngestResult, IssueRow } from '../../../src/lib/ingest/types.ts';
import { createSha256 } from '../../../src/publish/hash.ts';
import { run, textFile } from './ingest-files.ts';

type Options = Omit<IngestOptions, 'createHash'>;
const CUTOFF = '2022-01-31T18:00';
const HEADER = '问题编号,镇街,受访群众姓名,联系方式,登记时间,反映问题,办理结果,身份证号';
const masked = (issue: IssueRow): MaskedIssue => ({ ...maskIssue(issue) });

/** Reads a row again as the page does: from these files, which need not be those that were imported. */
async function readAgain(imported: IngestResult, options: Options, issue: MaskedIssue) {
  const read = await readOriginal(
    {
      ...options,
      createHash: createSha256,
      sources: imported.files.map(({ sha256 }) => sha256),
      anchor: imported.cutoffSource === 'latest_event' ? null : imported.cutoff,
    },
    issue,
  );
  return typeof read === 'string' ? read : Object.fromEntries(read.map(({ column, text }) => [column, text]));
}

/** Imports files and reads one of their rows again. */
async function original(options: Options, pick: (issue: IssueRow) => boolean) {
  const imported = await run({ cutoff: CUTOFF, ...options });
  return readAgain(imported, options, masked(imported.issues.find(pick)!));
}

const csv = (...rows: string[]) => textFile('台账.csv', [HEADER, ...rows, ''].join('\n'));
const LEDGER = csv(
  'A1,王庙镇,张小明,13812345678,2022-01-01,停水，可打13812345678找张小明,已修,371426199001011234',
  'A2,王庙镇,张大明,13812305678,2022-01-02,停水，可打13812305678找张大明,已修,',
  'A3,恩城镇,欧阳小明,0534-4211567,2022-01-03,停电,,',
);

describe('the original of a row', () => {
  it('is what its cells say of the person, and its texts; never the number of an identity card', async () => {
    expect(await original({ issues: [LEDGER] }, ({ issue_id: id }) => id === 'A1')).toEqual({
      reporter_name: '张小明',
      phone: '13812345678',
      problem: '停水，可打13812345678找张小明',
      result_text: '已修',
    });
  });

  it('is named by the headers of the file', async () => {
    const imported = await run({ issues: [LEDGER], cutoff: CUTOFF });
    const read = await readOriginal(
      {
        issues: [LEDGER],
        createHash: createSha256,
        sources: [imported.files[0]!.sha256],
        anchor: CUTOFF,
      },
      masked(imported.issues[2]!),
    );
    expect(read).toEqual([
      { column: 'reporter_name', header: '受访群众姓名', text: '欧阳小明' },
      { column: 'phone', header: '联系方式', text: '0534-4211567' },
      { column: 'problem', header: '反映问题', text: '停电' },
    ]);
  });

  it('has other columns where a mask hides something of them', async () => {
    const file = textFile(
      'a.csv',
      '镇街,反映问题,解决时间,责任人,问题类别\n王庙镇,停水,联系李工13900000001,王干部,供水\n',
    );
    expect(await original({ issues: [file] }, () => true)).toEqual({
      problem: '停水',
      resolved_at: '联系李工13900000001',
    });
  });

  it('is found on its sheet, under joined headers and in merged cells', async () => {
    const town = (name: string, resident: string, phone: string) => ({
      name,
      rows: [
        ['五色台账', null, null, null, null],
        ['编号', '群众信息', null, '登记时间', '反映问题'],
        [null, '姓名', '联系电话', null, null],
        [`${name}1`, resident, phone, '2022-01-02', '停水'],
        [`${name}2`, null, null, '2022-01-03', '停电'],
      ],
      merges: ['A2:A3', 'B2:C2', 'D2:D3', 'E2:E3', 'B4:B5', 'C4:C5'],
    });
    const bytes = buildWorkbook({
      sheets: [town('王庙镇', '张小明', '13812345678'), town('恩城镇', '张大明', '13812305678')],
    });
    const issues = [{ name: '台账.xlsx', bytes }];
    expect(await original({ issues }, ({ issue_id: id }) => id === '恩城镇2')).toEqual({
      reporter_name: '张大明',
      phone: '13812305678',
      problem: '停电',
    });
  });

  it('is found in a file and on a sheet that are named after people, who are masked in what is shown', async () => {
    const rows = [
      ['问题编号', '镇街', '受访群众姓名', '登记时间', '反映问题'],
      ['A1', '王庙镇', '张小明', '2022-01-02', '停水，找张小明'],
    ];
    const bytes = buildWorkbook({ sheets: [{ name: '张小明反映', rows }] });
    const issues = [{ name: '张小明13812345678.xlsx', bytes }];
    const imported = await run({ issues, cutoff: CUTOFF });
    const shown = {
      ...masked(imported.issues[0]!),
      src_file: '张*明138****5678.xlsx',
      src_sheet: '张*明反映',
    };
    expect(await readAgain(imported, { issues }, shown)).toMatchObject({ reporter_name: '张小明' });
    const other = { ...shown, src_sheet: '李*明反映' };
    expect(await readAgain(imported, { issues }, other)).toBe('differs');
  });

  it('is found where name and phone stand in one cell', async () => {
    const file = textFile('a.csv', '镇街,姓名及联系电话,反映问题\n王庙镇,张小明（13812345678）,停水\n');
    expect(await original({ issues: [file] }, () => true)).toEqual({
      contact: '张小明（13812345678）',
      problem: '停水',
    });
  });

  it('is found far behind in a text that is read in parts', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, n) => `B${n},王庙镇,张小明,138${String(n).padStart(4, '0')}5678,2022-01-01,停水,,`,
    );
    const issue = ({ issue_id: id }: IssueRow) => id === 'B377';
    expect(await original({ issues: [csv(...rows)], partBytes: 500 }, issue)).toMatchObject({
      phone: '13803775678',
    });
  });

  it('is found in a long text that turns out to hold another table below', async () => {
    const rows = Array.from({ length: 2100 }, (_, n) => `B${n},王庙镇,张小明,,2022-01-01,停水,,`);
    const below = ['联系方式,受访群众姓名,反映问题,镇街', '13812345678,张大明,停电,恩城镇'];
    const issues = [csv(...rows, '', ...below)];
    expect(await original({ issues, partBytes: 5000 }, ({ problem }) => problem === '停电')).toEqual({
      reporter_name: '张大明',
      phone: '13812345678',
      problem: '停电',
    });
  });

  it('is told from that of another file of the same name, and from one that a later file replaces', async () => {
    const one = csv('A1,王庙镇,张小明,13812345678,2022-01-01,停水,,');
    const other = csv('A1,王庙镇,张小明,13812345678,2022-01-01,停水三天,,');
    const replaced = { issues: [one, other], several: 'replace' as const };
    expect(await original(replaced, () => true)).toMatchObject({ problem: '停水三天' });
    const added = { issues: [one, other] };
    expect(await original(added, ({ problem }) => problem === '停水')).toMatchObject({ problem: '停水' });
  });

  it('is found of rows whose number is taken already, personal, or missing', async () => {
    const file = csv(
      'A1,王庙镇,张小明,13812345678,2022-01-01,停水,,',
      'A1,王庙镇,李大明,13912345678,2022-01-01,停电,,',
      '13712345678,王庙镇,王大明,13712345678,2022-01-01,路灯不亮,,',
      ',王庙镇,赵大明,13612345678,2022-01-01,积水,,',
    );
    for (const [problem, name] of [
      ['停水', '张小明'],
      ['停电', '李大明'],
      ['路灯不亮', '王大明'],
      ['积水', '赵大明'],
    ]) {
      expect(await original({ issues: [file] }, (issue) => issue.problem === problem)).toMatchObject({
        reporter_name: name,
      });
    }
  });
});

describe('a row is not shown', () => {
  it('of a file that is not the one that was imported, also where the row itself is the same', async () => {
    const imported = await run({ issues: [LEDGER], cutoff: CUTOFF });
    const changed = { ...LEDGER, bytes: new Uint8Array([...LEDGER.bytes, 10]) };
    const first = masked(imported.issues[0]!);
    expect(await readAgain(imported, { issues: [LEDGER] }, first)).toMatchObject({ phone: '13812345678' });
    expect(await readAgain(imported, { issues: [changed] }, first)).toBe('changed');
    expect(await readAgain(imported, { issues: [textFile('台账.csv', '')] }, first)).toBe('changed');
  });

  it.each([
    ['another row of the same file', { src_row: 3 }],
    ['a row of another number, which looks alike', { issue_id: 'A9' }],
    ['a row without anything', { src_row: 99 }],
    ['the header', { src_row: 1 }],
    ['another sheet', { src_sheet: 'Sheet2' }],
    ['a file that was not opened', { src_file: '别的.csv' }],
    ['one whose name is masked otherwise', { reporter_name: '李*明' }],
    ['one whose phone is masked otherwise', { phone: '138****0000' }],
    ['one whose text is another one', { problem: '停水' }],
    ['one that has no phone in the tables', { phone: null }],
  ])('that is not the record: %s', async (_, other) => {
    const imported = await run({ issues: [LEDGER], cutoff: CUTOFF });
    const issue = { ...masked(imported.issues[0]!), ...other };
    expect(await readAgain(imported, { issues: [LEDGER] }, issue)).toBe('differs');
  });

  it('where two rows with one number look the same once they are masked', async () => {
    // Tables beside each other: the same row of the sheet, and nothing tells which of the two is meant.
    const side = (phone: string) => ['镇街', '姓名', '电话', '反映问题', '王庙镇', '张小明', phone, '停水'];
    const [left, right] = [side('13812345678'), side('13888885678')];
    const rows = [0, 4].map((at) => [...left.slice(at, at + 4), null, ...right.slice(at, at + 4)]);
    const issues = [{ name: 'a.xlsx', bytes: buildWorkbook({ sheets: [{ name: '表', rows }] }) }];
    const imported = await run({ issues, cutoff: CUTOFF });
    expect(imported.issues).toHaveLength(2);
    for (const issue of imported.issues)
      expect(await readAgain(imported, { issues }, masked(issue))).toBe('differs');
  });
});

const GOLDEN = join(import.meta.dirname, '../../golden');

/** The files of a golden case by their kind, and how they are imported. */
function goldenCase(name: string): Options & { readonly fails: boolean } {
  const expected = JSON.parse(readFileSync(join(GOLDEN, name, 'expected.json'), 'utf8')) as Options & {
    error?: string;
  };
  const files = readdirSync(join(GOLDEN, name))
    .filter((file) => file !== 'expected.json')
    .sort()
    .map((file) => {
      const bytes = new Uint8Array(readFileSync(join(GOLDEN, name, file)));
      if (!file.endsWith('.workbook.json')) return { name: file, bytes };
      const spec = JSON.parse(new TextDecoder().decode(bytes)) as WorkbookSpec;
      return { name: file.replace('.workbook.json', `.${spec.type ?? 'xlsx'}`), bytes: buildWorkbook(spec) };
    });
  const { cutoff, config, several } = expected;
  return {
    issues: files.filter((file) => !/^(?:visits|transitions)/.test(file.name)),
    visits: files.filter((file) => file.name.startsWith('visits')),
    ...(cutoff !== undefined && { cutoff }),
    ...(config !== undefined && { config }),
    ...(several !== undefined && { several }),
    fails: expected.error !== undefined,
  };
}

/** Some of a case's rows, from the first to the last: each costs a reading of its files. */
function spread<Row>(rows: readonly Row[]): Row[] {
  const step = Math.max(1, Math.floor(rows.length / 4));
  return rows.filter((_, index) => index % step === 0 || index === rows.length - 1);
}

describe('rows of the golden cases', () => {
  const cases = readdirSync(GOLDEN, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({ name, ...goldenCase(name) }))
    .filter(({ fails }) => !fails);

  it('are many', () => expect(cases.length).toBeGreaterThan(60));

  it.each(cases)('$name are found again', async ({ name: _, fails: __, ...options }) => {
    const imported = await run(options);
    for (const issue of spread(imported.issues)) {
      const read = await readAgain(imported, options, masked(issue));
      expect(read).toBeTypeOf('object');
      expect(cleanText((read as Record<string, string>)['problem']!)).toBe(issue.problem);
    }
  });
});
