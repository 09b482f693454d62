import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { METRIC_IDS, metricOf } from '../../src/lib/metrics/registry.ts';
import { readExport } from '../oracle/read-export.ts';
import { openPage, test } from './support/browser.ts';

const SAMPLES = ['平原县五色台账.csv', '走访统计.csv'] as const;
const sample = (name: string): Buffer =>
  readFileSync(fileURLToPath(new URL(`../../data/sample/${name}`, import.meta.url)));
const records = (name: string) => readExport(sample(name).toString('utf8'));
const LANGUAGES = ['', 'en/'] as const;

/** Count cells of a row of the sheets table, by their meaning. */
async function countsOf(page: Page, row: string): Promise<Record<string, number>> {
  const cells = await page
    .locator(`${row} [data-count]`)
    .evaluateAll((all) =>
      all.map((cell) => [cell.getAttribute('data-count')!, Number(cell.textContent!.replace(/,/g, ''))]),
    );
  return Object.fromEntries(cells) as Record<string, number>;
}

describe('the methodology page', () => {
  test.for(LANGUAGES)(
    'defines every metric under its id (%s)',
    async (language, { reading: { page }, site }) => {
      await page.goto(site.at(`${language}methodology/`));
      const ids = await page
        .locator('article[data-definition]')
        .evaluateAll((all) => all.map(({ id }) => id));
      expect([...ids].sort()).toEqual([...METRIC_IDS].sort());
      const rates = METRIC_IDS.filter((id) => ['ratio', 'share'].includes(metricOf(id).kind));
      const formulas = page.locator('article[data-definition] [data-formula]');
      expect(await formulas.count()).toBe(rates.length);
      const broken = await page
        .locator('main a[href^="#"]')
        .evaluateAll((links) =>
          links
            .map((link) => link.getAttribute('href')!.slice(1))
            .filter((id) => document.getElementById(id) === null),
        );
      expect(broken).toEqual([]);
    },
  );

  test('prints the answers that were counted by hand', async ({ reading: { page }, site }) => {
    await page.goto(site.at('methodology/'));
    const answer = (id: string) => page.locator(`#${id} [data-example]`).textContent();
    expect(await answer('problems_total')).toBe('16 个问题');
    expect(await answer('on_site_ratio')).toBe('2 ÷ 16 = 12.5%');
    expect(await answer('satisfaction_rate')).toBe('3 ÷ 4 = 75.0%');
    expect(await answer('median_days')).toBe('5 天 · n = 5');
    expect(await answer('problems_per_100_households')).toBe('16 ÷ 198 × 100 = 8.08 个/百户');
    expect(await page.locator('[data-example-row]').count()).toBe(16);
    expect(await page.locator('[data-check][data-ok="true"]').count()).toBe(5);
  });
});

describe('the data page', () => {
  test('names the source files by the hashes that they have', async ({ reading: { page }, site }) => {
    await page.goto(site.at('data/'));
    for (const name of SAMPLES) {
      const hash = page.locator(`[data-file="${name}"] [data-sha256]`);
      const expected = createHash('sha256').update(sample(name)).digest('hex');
      expect(await hash.getAttribute('data-sha256')).toBe(expected);
      expect(await hash.textContent()).toBe(expected);
    }
  });

  test('counts rows as a plain reading of the files does', async ({ reading: { page }, site }) => {
    await page.goto(site.at('data/'));
    for (const name of SAMPLES) {
      const rows = records(name).length;
      expect(await countsOf(page, `[data-sheet-file="${name}"]`)).toEqual({
        read: rows + 1,
        kept: rows,
        setAside: 0,
        skipped: 1,
      });
    }
    const { read, kept, setAside, skipped } = await countsOf(page, '[data-rows="total"]');
    expect(read).toBe(kept! + setAside! + skipped!);
  });

  test('lists the places of findings, masked', async ({ reading: { page, open } }) => {
    await open('data/');
    // data/README.md: 13 problem texts and three remarks repeat the row's own number.
    const finding = page.locator('[data-finding="QC_TEXT_IDENTIFIER"]');
    expect(await finding.getAttribute('data-count')).toBe('16');
    await finding.locator('summary').click();
    await finding.locator('[data-place]').first().waitFor();
    expect(await finding.locator('[data-place]').count()).toBe(16);
    expect(await finding.textContent()).not.toMatch(/1[3-9]\d{9}/);
  });

  test.for(['csv', 'xlsx'])('gives the findings as %s, masked', async (kind, { reading: { page, open } }) => {
    await open('data/');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(`[data-download="${kind}"]`).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(new RegExp(`^数据问题-[0-9a-f]{12}\\.${kind}$`));
    const book = read(readFileSync(await file.path()), { codepage: 65001 });
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets[book.SheetNames[0]!]!);
    expect(rows.map((row) => row['代码'])).toEqual(Array(16).fill('QC_TEXT_IDENTIFIER'));
    expect(rows.every((row) => Number(row['行']) > 1 && row['文件'] === '平原县五色台账.csv')).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/1[3-9]\d{9}/);
  });

  test('shows the visits of a town and of its villages', async ({ reading: { page, open } }) => {
    const villages = records('走访统计.csv').filter((row) => row['镇街'] === '龙门街道');
    const visited = villages.reduce((sum, row) => sum + Number(row['已走访户数']), 0);
    await open('data/');
    const town = page.locator('[data-town="龙门街道"]');
    expect(await town.locator('[data-metric="households_visited"]').getAttribute('data-value')).toBe(
      String(visited),
    );
    await town.locator('button.villages').click();
    await page.locator('[data-village]').first().waitFor();
    expect(await page.locator('[data-village]').count()).toBe(villages.length);
  });
});

describe('both pages', () => {
  test('are complete without scripts, in both languages', async ({ browser, site }) => {
    const { page, context, complaints } = await openPage(browser, site, { javaScriptEnabled: false });
    for (const language of LANGUAGES) {
      await page.goto(site.at(`${language}data/`));
      for (const id of ['findings', 'visits', 'set-aside', 'bundle']) {
        expect(await page.locator(`section#${id}`).isVisible(), id).toBe(true);
      }
      expect(await page.locator('[data-sha256]').count()).toBe(6);
      expect(await page.locator('#visits').textContent()).toContain('112,036');
      await page.goto(site.at(`${language}methodology/`));
      expect(await page.locator('article[data-definition]').count()).toBe(METRIC_IDS.length);
      expect(await page.locator('[data-decision]').count()).toBeGreaterThan(20);
    }
    await context.close();
    complaints.assertNone();
  });

  test('never scroll sideways', async ({ reading: { page }, site }) => {
    for (const path of ['data/', 'methodology/', 'en/data/', 'en/methodology/']) {
      for (const width of [390, 1920, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(site.at(path));
        const excess = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(excess, `${path} at ${width}`).toBe(0);
      }
    }
  });
});

test('a page whose script is missing says so and leads back', async ({ page, site, complaints }) => {
  complaints.allow(/./);
  await page.goto(site.at('data/'));
  await page.locator('html.scripts').waitFor();
  await page.locator('html[data-alive]').waitFor();
  await page.route(/_app\/immutable\/.*\.js/, (route) => route.abort());
  await page.locator('nav a', { hasText: '口径' }).first().click();
  await page.locator('main[data-status]').waitFor();
  expect(await page.locator('main h1').allTextContents()).toHaveLength(2);
  expect(await page.locator('main a').first().getAttribute('href')).toMatch(/\/$/);
});
