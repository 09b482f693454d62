import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { runFindings } from '../../src/lib/query/run-provenance.ts';
import { EXPORT_CUTOFF } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';

const HEADER = '问题编号,镇街,受访群众姓名,联系方式,反映时间,反映问题,台账颜色,解决时间';
const COLUMNS = [
  '级别',
  '代码',
  '文件',
  '工作表',
  '行',
  '列',
  '样例（已遮盖）',
  '原因',
  '怎样修改',
  '是否计数',
];
const SECRETS = ['欧阳秘密', '19900007777', '绝密的诉求'];

let folder: string;
let ledger: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-findings-'));
  ledger = put(
    '台账.csv',
    `${HEADER}\nA1,王庙镇,欧阳秘密,19900007777,2022-01-05,绝密的诉求,紫罗兰色,2022-01-08\nA2,王庙镇,欧阳秘密,19900007777,2022-01-06,,绿色,\n`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: string): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

const publish = (list: string, ...more: string[]) =>
  runPublish([
    ...(more.length > 0 ? more : [ledger]),
    ...['--cutoff', EXPORT_CUTOFF, '--out', join(folder, 'bundle'), '--json', '--findings', list],
  ]);

type Line = Readonly<Record<string, string>>;

function linesOf(list: string): Line[] {
  return parse(readFileSync(list), { bom: true, columns: true, relax_column_count: false });
}

/** What the data page lists and offers, asked of the published database. */
async function listedOnPage(): Promise<Line[]> {
  const bundle = join(folder, 'bundle');
  const { files } = JSON.parse(readFileSync(join(bundle, 'manifest.json'), 'utf8')) as Manifest;
  const { name } = files.find(({ role }) => role === 'ledger')!;
  const engine = await openDuckDbNode({ path: join(bundle, name), readOnly: true });
  const found = await runFindings(engine, { all: true }, 1000);
  await engine.close();
  const text = (value: unknown): string => (value === null ? '' : String(value));
  return found.map((row) => ({
    代码: text(row.code),
    文件: text(row.src_file),
    工作表: text(row.src_sheet),
    行: text(row.src_row),
    列: text(row.src_column),
    '样例（已遮盖）': text(row.sample),
    原因: text(row.message_zh),
  }));
}

describe('the list of findings', () => {
  it('is the one of the data page, in its order', async () => {
    const visits = put('走访.csv', '统计日期,镇街,已走访户数,应走访户数\n2022-01-07,王庙镇,120,100\n');
    const list = join(folder, '次序.csv');
    const run = await publish(list, ledger, '--visits', visits);
    expect(run.status).toBe(0);
    const onPage = await listedOnPage();
    expect(new Set(onPage.map((line) => line['文件'])).size).toBeGreaterThan(1);
    expect(linesOf(list)).toEqual(onPage.map((line) => expect.objectContaining(line) as Line));
  });

  it('holds every finding with its place, and the rows that are set aside as such', async () => {
    const list = join(folder, '问题.csv');
    const run = await publish(list);
    expect(run.status).toBe(0);
    const lines = linesOf(list);
    expect(Object.keys(lines[0]!)).toEqual(COLUMNS);
    const { details } = JSON.parse(run.stdout) as { details: { code: string }[] };
    expect(lines.map((line) => line['代码']).sort()).toEqual(details.map(({ code }) => code).sort());
    expect(lines.find((line) => line['代码'] === 'QC_UNKNOWN_COLOUR')).toMatchObject({
      级别: '警告',
      文件: '台账.csv',
      行: '2',
      列: '台账颜色',
      是否计数: '',
    });
    expect(lines.filter((line) => line['是否计数'] !== '')).toEqual([
      expect.objectContaining({
        代码: 'INGEST_ROW_WITHOUT_PROBLEM',
        文件: '台账.csv',
        行: '3',
        是否计数: '该行不计数',
      }),
    ]);
    for (const line of lines) expect(line['原因'] !== '' && line['怎样修改'] !== '').toBe(true);
    for (const secret of SECRETS) expect(readFileSync(list, 'utf8').includes(secret)).toBe(false);
  });

  it('is the same as a workbook', async () => {
    const [csv, xlsx] = ['同.csv', '同.xlsx'].map((name) => join(folder, name)) as [string, string];
    for (const list of [csv, xlsx]) expect((await publish(list)).status).toBe(0);
    const book = read(readFileSync(xlsx));
    expect(book.SheetNames).toEqual(['数据问题']);
    const rows = utils.sheet_to_json<Line>(book.Sheets['数据问题']!, { raw: false, defval: '' });
    expect(rows).toEqual(linesOf(csv));
  });

  it('holds the one line of a refusal with its place', async () => {
    const list = put('旧.csv', 'what an earlier run had written');
    const names = put('名册.csv', '姓名,电话\n欧阳秘密,19900007777\n');
    const run = await publish(list, names);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ error: { code: 'INGEST_MISSING_COLUMN' } });
    const lines = linesOf(list);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ 级别: '错误', 代码: 'INGEST_MISSING_COLUMN', 文件: '名册.csv' });
    expect(lines[0]!['怎样修改']).toContain('反映问题');
  });

  it('tells what to do about a code that is the command’s own', async () => {
    const list = join(folder, '无.csv');
    expect((await publish(list, join(folder, '不存在.csv'))).status).toBe(1);
    expect(linesOf(list)).toEqual([
      {
        级别: '错误',
        代码: 'INGEST_FILE_MISSING',
        文件: '不存在.csv',
        工作表: '',
        行: '',
        列: '',
        '样例（已遮盖）': '',
        原因: '找不到文件',
        怎样修改: '请检查文件名和所在目录',
        是否计数: '',
      },
    ]);
  });

  it('is refused before anything is published when it cannot be written', async () => {
    const out = join(folder, 'untouched');
    const list = join(folder, '没有这个目录', '问题.csv');
    const run = await runPublish([ledger, '--out', out, '--findings', list, '--json']);
    expect(run.status).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({
      error: { code: 'PUBLISH_FINDINGS_UNWRITABLE', place: { file: '问题.csv' } },
    });
    expect(run.stderr.split('PUBLISH_FINDINGS_UNWRITABLE')).toHaveLength(2);
    expect([existsSync(out), existsSync(list)]).toEqual([false, false]);
  });

  it('is no table of the folder that it stands in', async () => {
    const town = join(folder, '各镇街');
    mkdirSync(town);
    writeFileSync(join(town, '王庙镇.csv'), readFileSync(ledger));
    const list = join(town, '问题.csv');
    for (let time = 0; time < 2; time += 1) {
      const run = await publish(list, town);
      expect(run.status).toBe(0);
      const { files } = JSON.parse(run.stdout) as { files: { name: string }[] };
      expect(files.map(({ name }) => name)).toEqual(['王庙镇.csv']);
    }
  });
});
