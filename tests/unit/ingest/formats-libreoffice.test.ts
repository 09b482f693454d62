import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestResult } from '../../../src/lib/ingest/types.ts';
import { buildWorkbook } from '../../golden/build-workbook.ts';
import { run } from './ingest-files.ts';

/** Marked, so that the office program and the importer agree on the encoding. */
const LEDGER = `\ufeff${[
  '问题编号,镇街,登记时间,反映问题,台账颜色,是否现场解决,办理状态,解决时间,是否满意',
  'A001,王庙镇,2021-12-01,"路灯不亮,夜里看不清",绿色,否,已解决,2021-12-09,满意',
  'A002,龙门街道,2021-12-03,"下水道堵塞\n反复发生",黄色,否,办理中,,',
  'A003,三唐乡,2021-12-05,办理医保,,是,已解决,2021-12-05,非常满意',
  'A004,王庙镇,2022-01-04 09:30:00,"他说""不修""的路",蓝色,否,已解决,2022-01-20,基本满意',
].join('\n')}\n`;
const TYPES = ['xls', 'xlsx', 'ods'] as const;
const OFFICE = 'soffice';
const hasOffice = spawnSync(OFFICE, ['--version']).status === 0;
if (!hasOffice) {
  console.warn('skipped: soffice is not installed (Debian: apt-get install libreoffice-calc-nogui)');
}

let folder: string;
let expected: IngestResult;

/** Has LibreOffice write a file of the folder as another type beside it. */
function convert(name: string, type: string, options: readonly string[] = []): void {
  const profile = pathToFileURL(join(folder, 'profile')).href;
  const arguments_ = [
    `-env:UserInstallation=${profile}`,
    ...['--headless', ...options, '--convert-to', type, '--outdir', folder],
    join(folder, name),
  ];
  expect(spawnSync('soffice', arguments_, { timeout: 50_000 }).status).toBe(0);
}

/** The rows without the place they came from, and the findings by code and row. */
function contentOf({ issues, findings, sheets }: IngestResult) {
  return {
    issues: issues.map(({ src_file, src_sheet, ...issue }) => {
      expect([src_file, typeof src_sheet]).toEqual([src_file, 'string']);
      return issue;
    }),
    findings: findings.map(({ code, place }) => `${code} ${place.row ?? '-'} ${place.column ?? '-'}`).sort(),
    counts: sheets.map(({ read, kept, setAside, skipped }) => [read, kept, setAside, skipped]),
  };
}

const CUTOFF = '2022-02-17T18:00';

describe.skipIf(!hasOffice)('a ledger that LibreOffice saved', () => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wuse-office-'));
    writeFileSync(join(folder, '台账.csv'), LEDGER);
    const bytes = new TextEncoder().encode(LEDGER);
    expected = await run({ issues: [{ name: '台账.csv', bytes }], cutoff: CUTOFF });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is four rows to begin with', () => {
    expect(expected.issues.map(({ town, disposition }) => `${town} ${disposition}`)).toEqual([
      '王庙镇 ledger',
      '龙门街道 ledger',
      '三唐乡 onsite',
      '王庙镇 ledger',
    ]);
    expect(expected.issues[3]!.reported_at).toBe('2022-01-04T09:30:00');
  });

  it.each(TYPES)(
    'reads as the text it was made from: %s',
    async (type) => {
      // Comma, double quote, UTF-8 (76).
      convert('台账.csv', type, ['--infilter=CSV:44,34,76']);
      const name = `台账.${type}`;
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const result = await run({ issues: [{ name, bytes }], cutoff: CUTOFF });
      expect(result.files[0]!.encoding).toBe(type);
      expect(contentOf(result)).toEqual(contentOf(expected));
    },
    60_000,
  );

  it('keeps fills and hidden rows in an ods', async () => {
    const header = ['镇街', '反映问题', '登记时间', '台账颜色'];
    const problem = (text: string) => ['王庙镇', text, '2021-12-01', null];
    const rows = [header, ...['停水', '停电', '路灯不亮', '修路', '树枝遮挡'].map(problem)];
    const fills = {
      D2: 'rgb="FF00B050"',
      D3: 'rgb="FFFFFF00"',
      D4: 'rgb="FF0070C0"',
      D5: 'rgb="FFFFA500"',
    };
    const bytes = buildWorkbook({ sheets: [{ name: '台账', rows, fills, hidden: [3] }] });
    writeFileSync(join(folder, '底色.xlsx'), bytes);
    convert('底色.xlsx', 'ods');
    const saved = new Uint8Array(readFileSync(join(folder, '底色.ods')));
    const result = await run({ issues: [{ name: '底色.ods', bytes: saved }], cutoff: CUTOFF });
    expect(result.issues.map(({ colour_current }) => colour_current)).toEqual([
      'green',
      'yellow',
      'blue',
      null,
      null,
    ]);
    expect(result.findings.map(({ code }) => code).sort()).toEqual([
      'QC_COLOUR_FROM_FILL',
      'QC_COLOUR_MISSING',
      'QC_COLOUR_MISSING',
      'QC_FILL_UNCLEAR',
      'QC_HIDDEN_ROWS',
    ]);
  }, 60_000);
});
