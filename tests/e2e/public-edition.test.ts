import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strFromU8, unzipSync } from 'fflate';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { violationsOf } from './support/axe.ts';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';
import { serveSite, type Site } from './support/site.ts';

const SITE = fileURLToPath(new URL('../.tmp/public-site', import.meta.url));
const sample = sampleExport();
const oracle = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
const MERGED = '__other__';

let browser: Browser;
let site: Site;
let open: WatchedPage;
const asked: string[] = [];
beforeAll(async () => {
  [browser, site] = await Promise.all([launchBrowser(), serveSite({ root: SITE })]);
  open = await openPage(browser, site);
  open.context.on('request', (request) => asked.push(request.url()));
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

/** Every file of a folder with its path in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('a site of the public edition', () => {
  it('is made of no file that holds a record, a name or a text of the ledger', () => {
    const files = filesIn(SITE);
    expect(files.filter((path) => /duckdb(\.bin)?$/.test(path) && !path.includes('/engine/'))).toEqual([]);
    const pages = files.filter((path) => /\.(html|json|txt)$/.test(path));
    expect(pages.length).toBeGreaterThan(20);
    const [header, ...lines] = sample.ledger.replace('\ufeff', '').trim().split(/\r?\n/);
    const columns = header!.split(',');
    const secret = ['问题编号', '受访群众姓名', '联系方式', '责任人', '反映问题'].map((name) =>
      columns.indexOf(name),
    );
    expect(secret.filter((column) => column < 0)).toEqual([]);
    const cells = new Set(
      lines.slice(0, 400).flatMap((line) => {
        const row = line.split(',');
        return row.length === columns.length ? secret.map((column) => row[column]!) : [];
      }),
    );
    const telling = [...cells].filter((cell) => cell.length >= 4);
    expect(telling.length).toBeGreaterThan(300);
    const text = pages.map((path) => readFileSync(path, 'utf8')).join('\n');
    expect(telling.filter((cell) => text.includes(cell))).toEqual([]);
  });

  it('shows true figures, none from 1 to 4, and asks for neither rows nor an engine', async () => {
    const { page } = open;
    await page.goto(site.url);
    await page.locator('html[data-alive]').waitFor();
    await page.waitForTimeout(2500);
    const shown = await figuresOf(page);
    expect(shown.length).toBeGreaterThan(200);
    const told = shown.filter(({ value, key }) => value !== '' && key !== MERGED);
    expect(wrongFigures(told, oracle)).toEqual([]);
    const counts = told.filter(({ numerator }) => numerator === null);
    expect(counts.filter(({ value }) => /^[1-4]$/.test(value))).toEqual([]);
    expect(told.filter(({ numerator }) => /^[1-4]$/.test(numerator ?? ''))).toEqual([]);
    expect(shown.filter(({ value, text }) => value === '' && !/[—＊]/.test(text))).toEqual([]);
    expect(shown.some(({ text }) => text.includes('＊'))).toBe(true);
    expect(await page.locator('[data-suppression-note]').innerText()).toContain('＊');
    expect(asked.filter((url) => /\/engine\/|duckdb/.test(url))).toEqual([]);
    expect(await page.locator('header .edition').first().innerText()).toBe('公开');
    expect(await page.locator('header nav a').allInnerTexts()).toEqual(['总览', '通报', '数据', '口径']);
  });

  it('says on pages that need rows that there are none, and that a filter in the address was not used', async () => {
    const { page } = open;
    for (const path of ['records/', 'explore/', 'unit/?of=town&name=x', 'en/rankings/']) {
      await page.goto(site.at(path));
      await page.locator('[data-without-rows]').waitFor();
    }
    await page.goto(site.at(`?town=${encodeURIComponent('恩城镇')}`));
    await page.locator('[data-ignored]').waitFor();
    const shown = await figuresOf(page);
    expect(
      wrongFigures(
        shown.filter(({ value, key }) => value !== '' && key !== MERGED),
        oracle,
      ),
    ).toEqual([]);
  });

  it('explains a figure without leading to records, and a quoted one is found again', async () => {
    const { page } = open;
    await page.goto(site.url);
    await page.locator('html[data-alive]').waitFor();
    await page.locator('[data-metric="on_site_ratio"]').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.locator('[data-part]').count()).toBe(0);
    await dialog.locator('[data-citation]').click();
    await page.locator('[data-quoted="current"]').waitFor();
    expect(await page.locator('[data-now]').innerText()).toBe('47.3%（1,392/2,941）');
  });

  it('makes a bulletin whose file bears the edition and has none of what is compared or listed', async () => {
    const { page } = open;
    await page.goto(site.at('report/?kind=circular'));
    await page.locator('html[data-alive]').waitFor();
    expect(await page.locator('[data-past]').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-save="docx"]').click(),
    ]);
    const word = unzipSync(new Uint8Array(readFileSync(await download.path())));
    const text = Object.entries(word)
      .filter(([name]) => name.endsWith('.xml'))
      .map(([, bytes]) => strFromU8(bytes))
      .join('');
    expect(text).toContain('公开资料');
    expect(text).not.toMatch(/内部|超期未办清单|PY2021/);
    expect(text).toContain('47.3%');
    expect(asked.filter((url) => /\/engine\/|duckdb/.test(url))).toEqual([]);
  });

  it('is accessible and raises no complaint', async () => {
    const { page, complaints } = open;
    for (const path of ['', 'report/', 'data/', 'cite/', 'records/']) {
      await page.goto(site.at(path));
      await page.locator('html[data-alive]').waitFor();
      expect([path, await violationsOf(page)]).toEqual([path, []]);
    }
    complaints.assertNone();
  });
});
