import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
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
import { pathToFileURL } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ReportDocument } from '../../src/lib/core/document.ts';
import type { WuseError } from '../../src/lib/core/errors.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { makeReport } from '../../src/publish/make-report.ts';
import { chineseFont } from '../../src/publish/picture.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { sampleExport } from '../support/exports.ts';
import { runReport, type PublishRun } from '../support/run-publish.ts';

const LEDGER = 'build/ledger';
const OVERVIEW =
  '截至2月17日18时，全县累计走访群众11.2万余户，梳理群众反映问题2941个。其中，现场解决1392个，占47.3%；列入台账1549个，' +
  '包括绿色695个、蓝色750个、黄色104个、红色0个、白色0个。镇村自主可解决1445个，占台账的93.3%。';

let folder: string;
const at = (name: string): string => join(folder, name);
const textOf = (name: string): string => readFileSync(at(name), 'utf8');
const report = (...args: readonly string[]): Promise<PublishRun> => runReport(['--ledger', LEDGER, ...args]);

beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'wuse-report-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Has LibreOffice write a file as plain text; null where it is not installed with its word processor. */
function officeText(path: string): string | null {
  const to = join(folder, 'office');
  const convert = (file: string) =>
    spawnSync(
      'soffice',
      [
        `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`,
        '--headless',
        '--convert-to',
        'txt:Text (encoded):UTF8',
        '--outdir',
        to,
        file,
      ],
      { timeout: 60_000 },
    );
  mkdirSync(to, { recursive: true });
  // A document of its own tells whether the word processor is there at all.
  writeFileSync(at('probe.rtf'), '{\\rtf1 probe}');
  convert(at('probe.rtf'));
  if (!existsSync(join(to, 'probe.txt'))) return null;
  convert(path);
  return readFileSync(join(to, path.split('/').pop()!.replace(/docx$/, 'txt')), 'utf8');
}

describe('the command that makes bulletins', () => {
  it('writes Word, Excel and text of the same figures, and names them', async () => {
    const out = ['weekly.docx', 'weekly.xlsx', 'weekly.txt'].map(at);
    const { status, stdout, stderr } = await report(...out.flatMap((path) => ['--out', path]));
    expect([status, stdout.trim().split('\n')]).toEqual([0, out]);
    expect(textOf('weekly.txt')).toContain(OVERVIEW);
    const word = unzipSync(readFileSync(at('weekly.docx')));
    const xml = strFromU8(word['word/document.xml']!).replace(/<[^>]+>/g, '');
    expect(xml).toContain(OVERVIEW);
    expect(xml).toContain('PY20211205-006');
    const pictures = Object.keys(word).filter((name) => name.endsWith('.png'));
    // Where the computer has no Chinese letters, the chart is told in words, and the reader is told so.
    expect([pictures.length, stderr.includes('fonts-noto-cjk')]).toEqual(
      chineseFont() === null ? [0, true] : [1, false],
    );
    const sheets = strFromU8(unzipSync(readFileSync(at('weekly.xlsx')))['xl/workbook.xml']!);
    expect(sheets).toContain('镇街办理情况表');
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('writes a file that LibreOffice opens and reads the same', () => {
    const text = officeText(at('weekly.docx'));
    if (text === null) {
      console.warn('skipped: soffice is not installed (Debian: apt-get install libreoffice-writer-nogui)');
      return;
    }
    expect(text).toContain(OVERVIEW);
    expect(text).toMatch(/附件：1\.镇街办理情况表\n[　]{3}2\.[^]*\n[　]{3}5\.超期未办清单\n/);
    expect(text).toContain('王凤楼镇');
  });

  it('writes one zip of all of them, which says whether charts could be painted', async () => {
    const { status, stderr } = await report(
      '--town',
      '恩城镇',
      '--out',
      at('all.zip'),
      '--out',
      at('one.docx'),
    );
    const files = unzipSync(readFileSync(at('all.zip')));
    const names = Object.keys(files);
    const textIn = (ending: string): string =>
      strFromU8(files[names.find((name) => name.endsWith(ending))!]!);
    const hasFont = chineseFont() !== null;
    // The same line for two files: it is told once.
    expect([status, stderr.split('fonts-noto-cjk').length - 1]).toEqual([0, hasFont ? 0 : 1]);
    expect(names.every((name) => name.startsWith('恩城镇五色台账工作周报-2022-02-17/'))).toBe(true);
    expect(names.filter((name) => name.endsWith('.png'))).toHaveLength(hasFont ? 1 : 0);
    expect(textIn('说明.txt').includes('没有 PNG 图片')).toBe(!hasFont);
    expect(textIn('.svg')).toContain('统计范围：恩城镇');
    expect(files[names.find((name) => name.endsWith('.docx'))!]).toEqual(
      new Uint8Array(readFileSync(at('one.docx'))),
    );
    const manifest = JSON.parse(textIn('manifest.json')) as { link: string; files: { name: string }[] };
    expect(manifest.files).toHaveLength(names.length - 1);
    // What the manifest names makes the same again.
    await report('--link', `report/?${manifest.link}`, '--out', at('again.zip'));
    expect(readFileSync(at('again.zip')).equals(readFileSync(at('all.zip')))).toBe(true);
  });

  it.each([
    ['python3', ['-c', 'import sys,zipfile;[print(n) for n in zipfile.ZipFile(sys.argv[1]).namelist()]']],
    ['unzip', ['-Z1']],
  ])('writes names that %s reads', (program, args) => {
    const env = { ...process.env, LC_ALL: 'C.UTF-8' };
    const listed = spawnSync(program, [...args, at('all.zip')], { encoding: 'utf8', env });
    if (listed.error) {
      console.warn(`skipped: ${program} is not installed`);
      return;
    }
    expect(listed.stdout.trim().split('\n')).toEqual(Object.keys(unzipSync(readFileSync(at('all.zip')))));
    expect(listed.stdout).toContain('恩城镇五色台账工作周报-2022-02-17/表格/1-五色台账一览表.csv\n');
  });

  it('writes the figures as a file, and says what changed since', async () => {
    const [file, text] = [at('last.wuse.json'), at('since.txt')];
    expect((await report('--cutoff', '2022-02-10T18:00', '--out', file)).status).toBe(0);
    const { status, stdout } = await report('--since', file, '--out', text);
    expect(status).toBe(0);
    const earlier = computeOracle({ ...sampleExport(), cutoff: '2022-02-10T18:00' }).metrics.problems_total;
    const line = `问题总数\t${earlier.value!.toLocaleString('en')}\t2,941\t增加 ${2941 - earlier.value!}个`;
    for (const said of [stdout, textOf('since.txt')]) {
      expect(said).toContain(line);
      expect(said).toContain('上期公布的数都没有修订。');
    }
    expect(textOf('since.txt')).toContain(OVERVIEW);
    const ahead = await report(
      '--since',
      at('last.wuse.json'),
      '--cutoff',
      '2022-02-01',
      '--out',
      at('no.txt'),
    );
    expect([ahead.status, ahead.stderr.split(':')[0]]).toEqual([1, 'SINCE_AHEAD']);
    const missing = await report('--since', at('nothing.wuse.json'), '--out', at('no.txt'));
    expect([missing.status, missing.stderr.split(':')[0]]).toEqual([1, 'SINCE_FILE_MISSING']);
    expect(existsSync(at('no.txt'))).toBe(false);
  });

  it('refuses what it does not understand, and leaves the file that is there', async () => {
    writeFileSync(at('kept.txt'), 'before');
    const refused = await report('--town', '无此镇', '--out', at('kept.txt'));
    expect([refused.status, refused.stderr.split(':')[0]]).toEqual([1, 'REPORT_PARAMETER']);
    for (const name of ['kept.pdf', 'tables.csv']) expect((await report('--out', at(name))).status).toBe(2);
    expect(textOf('kept.txt')).toBe('before');
  });
});

describe('a bulletin of a published folder', () => {
  const made = async (parameters: string, ledger = LEDGER): Promise<ReportDocument> =>
    (await makeReport(ledger, new URLSearchParams(parameters), 'zh')).document;
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => 'made',
      (error: WuseError) => [error.code, error.text.en],
    );

  it('is what an address of the page asks for', async () => {
    const { title, blocks, annexes } = await made('kind=press&town=恩城镇');
    expect(title).toBe('恩城镇“五色台账”工作情况（新闻口径）');
    expect([blocks.length, annexes.length]).toEqual([1, 0]);
    const chosen = await made('kind=custom&section=towns&section=overview');
    expect(chosen.annexes.map(({ id }) => id)).toEqual(['towns']);
  });

  it('is refused for parameters that say nothing', async () => {
    for (const [parameters, named] of [
      ['cutoff=2030-01-01', 'cutoff'],
      ['kind=hourly', 'kind'],
      ['kind=custom&section=weather', 'section'],
      ['compare=never', 'compare'],
      ['department=无此局', 'department'],
    ] as const)
      expect(await codeOf(made(parameters))).toEqual(['REPORT_PARAMETER', `not understood: ${named}`]);
  });

  it('is refused without a ledger, and of one that was changed', async () => {
    const damaged = at('damaged');
    mkdirSync(damaged);
    expect(await codeOf(made('', damaged))).toEqual(['BUNDLE_DAMAGED', expect.any(String)]);
    for (const name of readdirSync(LEDGER)) copyFileSync(join(LEDGER, name), join(damaged, name));
    const { files } = JSON.parse(readFileSync(join(damaged, 'manifest.json'), 'utf8')) as Manifest;
    const database = join(damaged, files.find(({ role }) => role === 'ledger')!.name);
    const bytes = readFileSync(database);
    bytes[bytes.length - 9] = bytes[bytes.length - 9]! ^ 1;
    writeFileSync(database, bytes);
    expect(await codeOf(made('', damaged))).toEqual(['BUNDLE_DAMAGED', expect.any(String)]);
  });
});
