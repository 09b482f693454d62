import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import type { Manifest, SummaryDocument } from '../../src/lib/query/bundle-documents.ts';
import { samplePath } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';
import { test } from './support/browser.ts';
import { waitForTotal, follow } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';

const CUTOFF = '2022-01-31T18:00';
const HEADER = '问题编号,镇街,联系方式,登记时间,反映问题,台账颜色,解决时间';
/** Five problems; in the second week two of them are solved, one is new, one is not exported any more. */
const FIRST = [
  'A1,王庙镇,13800000001,2022-01-01,停水,绿,',
  'A2,王庙镇,13800000002,2022-01-02,路灯不亮,绿,',
  'A3,恩城镇,13800000003,2022-01-03,道路不平,蓝,',
  ',恩城镇,13800000004,2022-01-04,垃圾清运,蓝,',
  'A5,恩城镇,13800000005,2022-01-05,停电,蓝,',
];
const SECOND = [
  'A1,王庙镇,13800000001,2022-01-01,停水,绿,2022-01-08',
  'A2,王庙镇,13800000002,2022-01-02,路灯不亮,绿,',
  ',恩城镇,13800000004,2022-01-04,垃圾清运,蓝,2022-01-09',
  'A5,恩城镇,13800000005,2022-01-05,停电,蓝,',
  'A6,王庙镇,13800000006,2022-01-10,井盖缺失,绿,',
];
const textOf = (rows: readonly string[]) => [HEADER, ...rows, ''].join('\n');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-several-'));
  writeFileSync(join(folder, '台账2.csv'), textOf(FIRST));
  writeFileSync(join(folder, '台账10.csv'), textOf(SECOND));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function publishBoth(...more: string[]) {
  const out = join(folder, more.join('-') || 'add');
  const files = ['台账2.csv', '台账10.csv'].map((name) => join(folder, name));
  const { status } = await runPublish([
    ...files,
    ...['--config', samplePath('配置.json'), '--cutoff', CUTOFF, '--out', out],
    ...more,
  ]);
  expect(status).toBe(0);
  const read = (name: string): unknown => JSON.parse(readFileSync(join(out, name), 'utf8'));
  return { manifest: read('manifest.json') as Manifest, summary: read('summary.json') as SummaryDocument };
}

const countOf = ({ findings }: Manifest, code: string) =>
  findings.find((finding) => finding.code === code)?.count ?? 0;

async function chooseBoth(page: Page): Promise<void> {
  const files = [
    { name: '台账10.csv', mimeType: 'text/csv', buffer: Buffer.from(textOf(SECOND)) },
    { name: '台账2.csv', mimeType: 'text/csv', buffer: Buffer.from(textOf(FIRST)) },
  ];
  await page.locator('#open input[type="file"]').nth(0).setInputFiles(files);
  await page.locator('#open input[type="datetime-local"]').fill(CUTOFF);
}

test('two exports of one ledger: the page replaces as the command does', async ({ page, site }) => {
  const added = await publishBoth();
  expect(added.summary.metrics.problems_total.value).toBe(10);
  expect(countOf(added.manifest, 'INGEST_LOOKS_LIKE_SAME_LEDGER')).toBe(1);
  const replaced = await publishBoth('--several', 'replace');
  expect(replaced.summary.metrics.problems_total.value).toBe(6);
  expect(replaced.summary.metrics.ledger_resolution_rate).toMatchObject({ numerator: 2, denominator: 6 });
  expect(replaced.manifest.rows).toEqual({ read: 12, kept: 6, setAside: 4, skipped: 2 });
  expect(countOf(replaced.manifest, 'QC_ROW_REPLACED')).toBe(4);
  expect(countOf(replaced.manifest, 'INGEST_LOOKS_LIKE_SAME_LEDGER')).toBe(0);
  expect(replaced.manifest.dataVersion).not.toBe(added.manifest.dataVersion);

  await page.goto(site.at('data/'));
  await page.locator('html[data-alive]').waitFor();
  await chooseBoth(page);
  const several = page.locator('[data-several]');
  await several.locator('input[value="replace"]').check();
  const names = () => several.locator('li span').allInnerTexts();
  expect(await names()).toEqual(['台账10.csv', '台账2.csv']);
  await several.locator('li').nth(0).getByRole('button', { name: '下移' }).press('Enter');
  expect(await names()).toEqual(['台账2.csv', '台账10.csv']);
  await several.locator('li').nth(1).getByRole('button', { name: '上移' }).press('Enter');
  expect(await names()).toEqual(['台账10.csv', '台账2.csv']);
  await several.locator('.sort').click();
  expect(await names()).toEqual(['台账2.csv', '台账10.csv']);
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
  expect(await page.locator('[data-version]').getAttribute('data-version')).toBe(
    replaced.manifest.dataVersion,
  );
  await follow(page, '');
  await waitForTotal(page, 6);
});

test('one file asks for no choice', async ({ page, site }) => {
  await page.goto(site.at('data/'));
  await page.locator('html[data-alive]').waitFor();
  await chooseBoth(page);
  await page.locator('[data-several]').waitFor();
  const file = { name: '台账.csv', mimeType: 'text/csv', buffer: Buffer.from(textOf(FIRST)) };
  await page.locator('#open input[type="file"]').nth(0).setInputFiles(file);
  await page.locator('[data-several]').waitFor({ state: 'detached' });
});
