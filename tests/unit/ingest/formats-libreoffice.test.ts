import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IngestResult } from '../../../src/lib/ingest/types.ts';
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
      const profile = pathToFileURL(join(folder, 'profile')).href;
      // Filter options: comma, double quote, UTF-8 (76).
      const office = spawnSync(
        'soffice',
        [
          `-env:UserInstallation=${profile}`,
          ...['--headless', '--infilter=CSV:44,34,76', '--convert-to', type, '--outdir', folder],
          join(folder, '台账.csv'),
        ],
        { timeout: 50_000 },
      );
      expect(office.status).toBe(0);
      const name = `台账.${type}`;
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const result = await run({ issues: [{ name, bytes }], cutoff: CUTOFF });
      expect(result.files[0]!.encoding).toBe(type);
      expect(contentOf(result)).toEqual(contentOf(expected));
    },
    60_000,
  );
});
