import * as XLSX from '@e965/xlsx';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Manifest, SummaryDocument } from '../../src/lib/query/bundle-documents.ts';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import { sha256 } from '../../src/publish/hash.ts';
import { readExport } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, sampleExport, samplePath } from '../support/exports.ts';
import { runPublish, type PublishRun } from '../support/run-publish.ts';

const CUTOFF = ['--cutoff', EXPORT_CUTOFF];
const HEADER = '问题编号,镇街,受访群众姓名,联系方式,反映时间,反映问题,台账颜色,办理状态,解决时间';
const SECRET = {
  name: '欧阳秘密',
  phone: '19900007777',
  text: '绝密的诉求',
  colour: '紫罗兰色',
  date: '明年春天的某日',
};

let folder: string;
let out: string;
let published: PublishRun;
let manifest: Manifest;

function put(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function csv(name: string, ...rows: string[]): string {
  return put(name, [HEADER, ...rows, ''].join('\n'));
}

const secretRow = (id: string): string =>
  `${id},王庙镇,${SECRET.name},${SECRET.phone},2022-01-05,${SECRET.text},${SECRET.colour},,${SECRET.date}`;

/** A password-protected workbook as the office programs write it: a compound file with an encrypted package. */
function protectedWorkbook(): Uint8Array {
  const container = XLSX.CFB.utils.cfb_new();
  XLSX.CFB.utils.cfb_add(container, '/EncryptionInfo', Buffer.alloc(300, 7));
  XLSX.CFB.utils.cfb_add(container, '/EncryptedPackage', Buffer.alloc(9000, 9));
  return new Uint8Array(XLSX.CFB.write(container, { type: 'buffer' }) as Buffer);
}

function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet(rows.map((row) => [...row])), '台账');
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
}

const snapshot = (): string[] =>
  readdirSync(out)
    .sort()
    .map((name) => `${name} ${sha256(readFileSync(join(out, name)))}`);

function expectNoSecrets(text: string): void {
  for (const secret of Object.values(SECRET)) expect(text).not.toContain(secret);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-cli-'));
  out = join(folder, 'bundle');
  const visits = ['--visits', samplePath('走访统计.csv')];
  published = await runPublish([
    samplePath('平原县五色台账.csv'),
    ...visits,
    ...CUTOFF,
    '--out',
    out,
    '--json',
  ]);
  manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8')) as Manifest;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a publication of the sample', () => {
  it('prints one JSON object whose rows add up', () => {
    expect(published.status).toBe(0);
    const report = JSON.parse(published.stdout) as Record<string, unknown> & Manifest['rows'];
    expect(published.stdout.trim().split('\n')).toHaveLength(1);
    expect([report.read, report.kept]).toEqual([report.kept + report.setAside + report.skipped, 2941 + 297]);
    expect(report.rows).toEqual({
      read: report.read,
      kept: report.kept,
      setAside: report.setAside,
      skipped: report.skipped,
    });
    expect(report.dataVersion).toBe(manifest.dataVersion);
    for (const finding of report.findings as unknown as Record<string, unknown>[]) {
      expect(finding.code).toMatch(/^(INGEST|QC)_[A-Z0-9_]+$/);
      expect(finding.count).toBeGreaterThan(0);
    }
    const details = report.details as { code: string }[];
    for (const { code, count } of manifest.findings)
      expect(details.filter((detail) => detail.code === code)).toHaveLength(count);
  });

  it('tells its steps in both languages on standard error', () => {
    expect(published.stderr).toMatch(/\[1\/5\] 读取、识别、脱敏 reading and masking/);
    expect(published.stderr).toMatch(/\[5\/5\] 写入发布目录 writing/);
  });

  it('lists files that are there and whole, the database also packed', () => {
    for (const { name, bytes, sha256: hash } of manifest.files) {
      const content = readFileSync(join(out, name));
      expect([name, content.length, sha256(content)]).toEqual([name, bytes, hash]);
    }
    const named = (role: string) => join(out, manifest.files.find((file) => file.role === role)!.name);
    const unpacked = brotliDecompressSync(readFileSync(named('ledger_compressed')));
    expect(sha256(unpacked)).toBe(sha256(readFileSync(named('ledger'))));
    expect(sha256(readFileSync(join(out, 'summary.json')))).toBe(sha256(readFileSync(named('summary'))));
  });

  it('gives the report’s figures in summary.json', () => {
    const { metrics, by } = JSON.parse(readFileSync(join(out, 'summary.json'), 'utf8')) as SummaryDocument;
    expect(metrics.problems_total.value).toBe(2941);
    expect(metrics.on_site_ratio).toMatchObject({ numerator: 1392, denominator: 2941, value: 1392 / 2941 });
    expect(metrics.households_visited.value).toBe(112_036);
    expect(metrics.satisfaction_rate).toMatchObject({ numerator: 986, denominator: 986, value: 1 });
    const colours = Object.entries(by.colour!).map(([key, table]) => [key, table.colour_count.value]);
    expect(Object.fromEntries(colours)).toEqual({
      ...{ onsite: 1392, green: 695, blue: 750, yellow: 104, red: 0, white: 0, unknown: 0 },
    });
    expect(by.town!['龙门街道']!.problems_total.value).toBeGreaterThan(36);
  });

  it('holds no resident’s name and no telephone number', async () => {
    const rows = readExport(sampleExport().ledger);
    const texts = await textsOfDatabase();
    const json = manifest.files
      .filter(({ name }) => name.endsWith('.json'))
      .map(({ name }) => readFileSync(join(out, name), 'utf8'));
    const all = [...texts, ...json, JSON.stringify(manifest), published.stdout, published.stderr].join('\n');
    const phones = new Set(rows.map((row) => row['联系方式']!.trim()).filter((phone) => phone !== ''));
    expect(phones.size).toBeGreaterThan(2000);
    for (const phone of phones)
      if (all.includes(phone)) expect.unreachable('a telephone number is published');
    expect(all).not.toMatch(/199\D{0,3}0000\D{0,3}\d{4}|0534\D{0,3}000\d{4}/);
    // Officials' names stay; a resident may share one.
    const officials = new Set(
      rows.flatMap((row) => [row['责任人'], row['回访人']]).map((each) => each!.trim()),
    );
    const names = new Set(rows.map((row) => row['受访群众姓名']!.trim()).filter((each) => each.length > 2));
    const seen = [...names].filter((each) => !officials.has(each) && all.includes(each));
    expect(seen.length).toBe(0);
  });
});

/** Every text of every table, read by SQL from the packed file as a browser gets it. */
async function textsOfDatabase(): Promise<string[]> {
  const packed = manifest.files.find((file) => file.role === 'ledger_compressed')!.name;
  const path = put('unpacked.duckdb', brotliDecompressSync(readFileSync(join(out, packed))));
  const engine = await openDuckDbNode({ path, readOnly: true });
  const ask = async (sql: string) => (await engine.query({ sql, parameters: [] })).rows;
  const columns = await ask(
    `select table_name, column_name from information_schema.columns where data_type = 'VARCHAR' and table_schema = 'main'`,
  );
  expect(columns.length).toBeGreaterThan(40);
  const texts: string[] = [];
  for (const [table, column] of columns)
    for (const [text] of await ask(
      `select distinct "${column}" from "${table}" where "${column}" is not null`,
    ))
      texts.push(text as string);
  await engine.close();
  return texts;
}

describe('an input that cannot be published', () => {
  const half = (name: string): Uint8Array => readFileSync(samplePath(name)).subarray(0, 60_000);
  const CASES: readonly (readonly [string, () => string, string])[] = [
    ['a file that is missing', () => join(folder, '不存在.csv'), 'INGEST_FILE_MISSING'],
    ['a folder without a table', () => mkdtempSync(join(folder, '空夹-')), 'INGEST_FOLDER_EMPTY'],
    ['an empty file', () => put('空.csv', ''), 'INGEST_FILE_EMPTY'],
    ['half of a workbook', () => put('半.xlsx', half('平原县五色台账.xlsx')), 'INGEST_FILE_UNREADABLE'],
    ['a workbook with a password', () => put('密.xlsx', protectedWorkbook()), 'INGEST_FILE_PROTECTED'],
    [
      'a workbook without a problem column',
      () =>
        put(
          '缺列.xlsx',
          workbook([
            ['镇街', '姓名', '电话'],
            ['王庙镇', SECRET.name, SECRET.phone],
          ]),
        ),
      'INGEST_MISSING_COLUMN',
    ],
    ['a ledger without rows', () => csv('无行.csv'), 'INGEST_NO_ROWS'],
    [
      'a picture',
      () => put('图.csv', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')),
      'INGEST_FILE_TYPE',
    ],
  ];

  it.each(CASES)('is refused with its code, place and hint: %s', async (_, make, code) => {
    const before = snapshot();
    const path = make();
    const run = await runPublish([path, ...CUTOFF, '--out', out, '--json']);
    expect(run.status).toBe(1);
    expect(run.stderr).toContain(`${code}: `);
    const message = run.stderr
      .slice(run.stderr.indexOf(`${code}: `))
      .trim()
      .split('\n');
    expect(message).toHaveLength(3);
    // The file stands in both languages, in the brackets of each.
    const file = path.split('/').at(-1)!;
    expect(message[0]!.match(/（([^）]*)）$/)?.[1]).toContain(file);
    expect(message[2]!.match(/^[^.]* \((.*)\)\. /)?.[1]).toContain(file);
    expect(message[1]).toMatch(/[\u4e00-\u9fff]{3}/);
    expect(message[2]).toMatch(/^ {2}[A-Za-z“"].*\. .*\.$/);
    expect(run.stderr).not.toMatch(/\n\s+at |node:internal/);
    const { error, ...rest } = JSON.parse(run.stdout) as Record<string, Record<string, unknown>>;
    expect([run.stdout.trim().split('\n').length, Object.keys(rest)]).toEqual([1, []]);
    expect(error).toMatchObject({ code, place: { file } });
    for (const words of [error!.text, error!.hint] as { zh: string; en: string }[]) {
      expect(run.stderr).toContain(words.zh);
      expect(run.stderr).toContain(words.en);
    }
    expectNoSecrets(run.stderr);
    expectNoSecrets(run.stdout);
    expect(snapshot()).toEqual(before);
  });

  it('leaves no folder of figures where there was none', async () => {
    const target = join(folder, 'nothing');
    const run = await runPublish([put('空2.csv', ''), ...CUTOFF, '--out', target]);
    expect(run.status).toBe(1);
    expect(existsSync(target) ? readdirSync(target) : []).toEqual([]);
  });

  it('has a configuration that is no JSON', async () => {
    const before = snapshot();
    const run = await runPublish([
      ...[csv('行.csv', 'A1,王庙镇,,,2022-01-05,路灯不亮,绿色,,'), ...CUTOFF],
      ...['--config', put('config.json', '{"half":'), '--out', out],
    ]);
    expect([run.status, run.stderr.includes('CONFIG_UNREADABLE')]).toEqual([1, true]);
    expect(snapshot()).toEqual(before);
  });
});

describe('a command that is not understood', () => {
  it.each([
    ['no file', []],
    ['an unknown option', ['x.csv', '--nothing']],
    ['a cut-off that is no moment', ['x.csv', '--cutoff', '2022-02-30']],
    ['an unknown edition', ['x.csv', '--edition', 'secret']],
    ['a list of findings of no known kind', ['x.csv', '--findings', '问题.txt']],
    ['a list of findings in place of the ledger', ['甲/../x.csv', '--findings', 'x.csv']],
  ])('ends with status 2: %s', async (_, args) => {
    const before = snapshot();
    const run = await runPublish([...args, '--out', out]);
    expect([run.status, run.stdout]).toEqual([2, '']);
    expect(run.stderr).toMatch(/^error: /m);
    expect(snapshot()).toEqual(before);
  });

  it('prints its options on request', async () => {
    const run = await runPublish(['--help']);
    expect(run.status).toBe(0);
    for (const option of ['--visits', '--out', '--cutoff', '--edition', '--config', '--findings', '--json'])
      expect(run.stdout).toContain(option);
  });
});

describe('data that is odd', () => {
  it('is published with findings by code and place, without the cells’ content', async () => {
    const target = join(folder, 'odd');
    mkdirSync(target);
    const path = csv('奇.csv', 'A1,王庙镇,,,2022-01-05,路灯不亮,绿色,,2022-01-08', secretRow('A2'));
    const run = await runPublish([path, ...CUTOFF, '--out', target, '--json']);
    expect(run.status).toBe(0);
    const report = JSON.parse(run.stdout) as { details: Record<string, unknown>[]; kept: number };
    expect(report.kept).toBe(2);
    const colour = report.details.find((finding) => finding.code === 'QC_UNKNOWN_COLOUR');
    expect(colour).toMatchObject({ severity: 'warning', file: '奇.csv', row: 3, column: '台账颜色' });
    const date = report.details.filter((finding) => finding.row === 3 && finding.column === '解决时间');
    expect(date.map((finding) => finding.code)).toEqual(['QC_DATE_UNREADABLE']);
    expectNoSecrets(run.stderr);
    expectNoSecrets(run.stdout);
  });

  it('counts a file that is given twice once', async () => {
    const target = join(folder, 'twice');
    const [one, two] = ['甲.csv', '乙.csv'].map((name) =>
      csv(name, 'A1,王庙镇,,,2022-01-05,路灯不亮,绿色,,'),
    );
    const run = await runPublish([one!, two!, ...CUTOFF, '--out', target, '--json']);
    expect(run.status).toBe(0);
    const report = JSON.parse(run.stdout) as { findings: { code: string; count: number }[]; kept: number };
    expect(report.kept).toBe(1);
    expect(report.findings).toContainEqual(
      expect.objectContaining({ code: 'INGEST_DUPLICATE_FILE', count: 1 }),
    );
  });

  it('takes the tables of a folder, one per town, and says what it leaves', async () => {
    const town = mkdtempSync(join(folder, '各镇街-'));
    const keep = (name: string, text: string) => writeFileSync(join(town, name), text);
    keep('王庙镇.csv', `${HEADER}\nA1,王庙镇,,,2022-01-05,路灯不亮,绿色,,\n`);
    keep('三唐乡.csv', `${HEADER}\nA2,三唐乡,,,2022-01-06,停水,绿色,,\nA3,三唐乡,,,2022-01-06,停电,绿色,,\n`);
    keep('走访统计.csv', '统计日期,镇街,已走访户数\n2022-01-07,王庙镇,120\n');
    keep('~$王庙镇.xlsx', 'lock');
    keep('.隐藏.csv', 'hidden');
    keep('通知.docx', 'not a table');
    mkdirSync(join(town, '旧'));
    const run = await runPublish([town, ...CUTOFF, '--out', join(folder, 'towns'), '--json']);
    expect(run.stderr).toContain('跳过 skipped: 通知.docx');
    expect(run.status).toBe(0);
    const report = JSON.parse(run.stdout) as {
      rows: { kept: number };
      sheets: { file: string; role: string; kept: number }[];
    };
    expect(report.sheets.map(({ file, role, kept }) => `${file} ${role} ${kept}`).sort()).toEqual([
      '三唐乡.csv issues 2',
      '王庙镇.csv issues 1',
      '走访统计.csv visits 1',
    ]);
  });

  it('reads a text in the encoding that it is told, and no other', async () => {
    // 反映问题 in GB18030, which as UTF-8 is no header.
    const bytes = Buffer.concat([
      Buffer.from([0xb7, 0xb4, 0xd3, 0xb3, 0xce, 0xca, 0xcc, 0xe2]),
      Buffer.from(',town,date,no\n'),
      Buffer.from([0xc2, 0xa1]),
      Buffer.from(',,2022-01-05,1\n'),
    ]);
    const told = ['--encoding', 'utf-8', '--out', join(folder, 'told'), '--json'];
    const run = await runPublish([put('编码.csv', bytes), ...CUTOFF, ...told]);
    expect([run.status, run.stderr.includes('INGEST_MISSING_COLUMN')]).toEqual([1, true]);
    const odd = await runPublish(['x.csv', '--encoding', 'latin1']);
    expect([odd.status, /^error: /m.test(odd.stderr)]).toEqual([2, true]);
  });

  // The header is one of the rows read, and skipped.
  it('reads for people without --json', async () => {
    const path = csv('人.csv', 'A1,王庙镇,,,2022-01-05,路灯不亮,绿色,,');
    const run = await runPublish([path, ...CUTOFF, '--out', join(folder, 'text')]);
    expect(run.stdout).toMatch(/已发布 published: .*截至 cut-off 2022-02-17T18:00/);
    expect(run.stdout).toMatch(/读入 read 2 = 采用 kept 1 \+ 搁置 set aside 0 \+ 跳过 skipped 1/);
  });
});
