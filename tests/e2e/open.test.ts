import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, write } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport, samplePath } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures, follow } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';
import { serveSite } from './support/site.ts';
import { runPublish } from '../support/run-publish.ts';

const TOWN = '恩城镇';
const sample = sampleExport();
const other = largeExport(1200, 5);
const oracleOf = (texts: typeof sample, filter: OracleFilter = {}) =>
  computeOracle({ ...texts, cutoff: EXPORT_CUTOFF, filter });

const file = (name: string, content: string | Uint8Array) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});
const fields = (page: Page) => page.locator('#open input[type="file"]');
const versionOf = (page: Page) => page.locator('[data-version]').getAttribute('data-version');
const mark = (page: Page) => page.locator('[data-local]');

async function choose(page: Page, ledger: ReturnType<typeof file>, visits?: string): Promise<void> {
  await fields(page).nth(0).setInputFiles(ledger);
  if (visits !== undefined) await fields(page).nth(1).setInputFiles(file('走访.csv', visits));
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
}

async function openOther(page: Page): Promise<void> {
  await choose(page, file('另一份台账.csv', other.ledger), other.visits);
  await pressOpen(page);
  await mark(page).waitFor();
}

describe('files that are opened on the data page', () => {
  test('give the very version that publishing them gives, by choosing and by dropping', async ({
    page,
    site,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'wuse-open-'));
    const secret = join(folder, 'secret.txt');
    const run = await runPublish([
      ...[samplePath('平原县五色台账.csv'), '--visits', samplePath('走访统计.csv')],
      ...['--config', samplePath('配置.json')],
      ...['--cutoff', EXPORT_CUTOFF, '--out', join(folder, 'out'), '--household-secret', secret, '--json'],
    ]);
    const published = (JSON.parse(run.stdout) as Manifest).dataVersion;
    await page.goto(site.at('data/'));
    await page.locator('#open [data-secret]').setInputFiles(secret);
    await page.locator('[data-household-secret="kept"]').waitFor();
    rmSync(folder, { recursive: true });
    await fields(page).nth(0).setInputFiles(samplePath('平原县五色台账.csv'));
    const text = readFileSync(samplePath('走访统计.csv'), 'utf8');
    const dropped = await page.evaluateHandle((content) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], '走访统计.csv'));
      return transfer;
    }, text);
    await page.locator('#open .drop').nth(1).dispatchEvent('drop', { dataTransfer: dropped });
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await pressOpen(page);
    await mark(page).waitFor();
    expect(await versionOf(page)).toBe(published);
    await follow(page, '');
    await waitForTotal(page, 2941);
    expect(wrongFigures(await figuresOf(page), oracleOf(sample))).toEqual([]);
  });

  test('are what every page shows, filtered or not, until the way back', async ({
    reading: { page, open },
  }) => {
    await open('data/');
    const published = await versionOf(page);
    await openOther(page);
    expect(await page.locator('#rows [data-rows="total"] [data-count="kept"]').innerText()).not.toBe('');
    expect(await page.locator('#sources [data-file="另一份台账.csv"]').count()).toBe(1);
    expect(await page.locator('#bundle').count()).toBe(0);
    await page.locator('#findings summary').first().click();
    await page.locator('#findings [data-place]').first().waitFor();

    await follow(page, 'methodology/');
    await mark(page).waitFor();
    await follow(page, '');
    await waitForTotal(page, 1200);
    expect(wrongFigures(await figuresOf(page), oracleOf(other))).toEqual([]);
    await page.locator('button.pick', { hasText: TOWN }).click();
    const filtered = oracleOf(other, { town: [TOWN] });
    await waitForTotal(page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), filtered, { town: oracleOf(other) })).toEqual([]);

    await follow(page, 'records/');
    const rows = filtered.selectRows('problems_total', 'numerator');
    await page.locator(`[data-count="${rows.length}"]`).waitFor();
    expect(rows).toContain(await page.locator('[data-index="0"][data-id]').getAttribute('data-id'));
    expect(await mark(page).innerText()).toContain('只在本机');
    expect(await versionOf(page)).not.toBe(published);

    await follow(page, '');
    await mark(page).getByRole('button').click();
    const back = oracleOf(sample, { town: [TOWN] });
    await waitForTotal(page, back.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), back, { town: oracleOf(sample) })).toEqual([]);
    expect(await mark(page).count()).toBe(0);
    expect(await versionOf(page)).toBe(published);
  });

  test('are read again as of another moment', async ({ page, site }) => {
    const cutoff = '2022-01-20T18:00';
    await page.goto(site.at('data/'));
    await choose(page, file('另一份台账.csv', other.ledger));
    await pressOpen(page);
    await mark(page).waitFor();
    const first = await versionOf(page);
    await page.locator('#open input[type="datetime-local"]').fill(cutoff);
    await pressOpen(page);
    await page.locator(`#version [data-cutoff^="${cutoff}"]`).waitFor();
    expect(await versionOf(page)).not.toBe(first);
    await follow(page, '');
    const earlier = computeOracle({ ledger: other.ledger, cutoff });
    expect(earlier.metrics.problems_total.value).not.toBe(1200);
    await waitForTotal(page, earlier.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), earlier)).toEqual([]);
  });

  test('leave the page in no request, no storage and no address', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await page.locator('html[data-alive]').waitFor();
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' || request.postData() !== null) sent.push(request.url());
      const isOwn = /\/(engine|_app|ledger)\//.test(new URL(request.url()).pathname);
      if (!isOwn && !request.url().startsWith('blob:')) sent.push(request.url());
    });
    await openOther(page);
    expect(sent).toEqual([]);
    expect(page.url()).toBe(site.at('data/'));
    const kept = await page.evaluate(async () => [
      ...Object.keys(localStorage),
      ...Object.keys(sessionStorage).filter((key) => !key.startsWith('sveltekit:')),
      ...(await indexedDB.databases()),
      ...(await (window.caches?.keys() ?? [])),
    ]);
    expect(kept).toEqual([]);
  });

  test('may be a workbook, on a site in a folder of a plain server', async ({ browser }) => {
    const site = await serveSite({ base: '/gov/ledger/', plain: true });
    const { page, context, complaints } = await openPage(browser, site, { locale: 'en' });
    const texts = largeExport(300, 9);
    const book = read(texts.ledger, { type: 'string', raw: true });
    await page.goto(site.at('en/data/'));
    await choose(page, file('台账.xlsx', write(book, { type: 'buffer', bookType: 'xlsx' })), texts.visits);
    await pressOpen(page);
    await mark(page).waitFor();
    expect(await mark(page).innerText()).toContain('On this computer only');
    await follow(page, '');
    await waitForTotal(page, 300);
    expect(wrongFigures(await figuresOf(page), oracleOf(texts))).toEqual([]);
    complaints.assertNone();
    await context.close();
    await site.close();
  });
});

describe('what cannot be opened', () => {
  test.for([
    [
      'a picture',
      file('截图.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)),
      'INGEST_FILE_TYPE',
    ],
    ['a table without problems', file('名册.csv', '姓名,电话\n张三,13800001234\n'), 'INGEST_MISSING_COLUMN'],
  ] as const)(
    'has a code and a hint, and changes nothing: %s',
    async ([, chosen, code], { reading: { page, open } }) => {
      await open('data/');
      const published = await versionOf(page);
      await choose(page, chosen);
      await pressOpen(page);
      const notice = page.locator(`#open [data-error="${code}"]`);
      await notice.waitFor();
      expect(await notice.innerText()).toContain(chosen.name);
      expect((await notice.locator('.hint').innerText()).length).toBeGreaterThan(5);
      expect(await notice.innerText()).not.toContain('13800001234');
      expect(await versionOf(page)).toBe(published);
      expect(await mark(page).count()).toBe(0);
      await follow(page, '');
      await waitForTotal(page, 2941);
      expect(wrongFigures(await figuresOf(page), oracleOf(sample))).toEqual([]);
    },
  );

  test('keeps the ledger that is open', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await openOther(page);
    const opened = await versionOf(page);
    await fields(page).nth(0).setInputFiles(file('空.csv', ''));
    await pressOpen(page);
    await page.locator('#open [data-error="INGEST_FILE_EMPTY"]').waitFor();
    expect(await versionOf(page)).toBe(opened);
    await follow(page, '');
    await waitForTotal(page, 1200);
    await page.locator('button.pick', { hasText: TOWN }).click();
    await waitForTotal(page, oracleOf(other, { town: [TOWN] }).metrics.problems_total.value!);
  });
});

test('an import that is cancelled ends at once and changes nothing', async ({ reading: { page, open } }) => {
  await open('data/');
  const published = await versionOf(page);
  const workers = () => page.workers().filter((worker) => worker.url().includes('import-worker')).length;
  await choose(page, file('大台账.csv', largeExport(40_000, 3).ledger));
  await pressOpen(page);
  await page.locator('#open [data-stage]').waitFor();
  await expect.poll(workers).toBe(1);
  await page.locator('#open .actions button').click();
  await page.locator('#open button[type="submit"]').waitFor();
  // A busy worker is given two seconds before it is stopped by force.
  await expect.poll(workers, { timeout: 10_000 }).toBe(0);
  expect(await mark(page).count()).toBe(0);
  expect(await page.locator('#open [data-error]').count()).toBe(0);
  expect(await versionOf(page)).toBe(published);
  await follow(page, '');
  await waitForTotal(page, 2941);
});
