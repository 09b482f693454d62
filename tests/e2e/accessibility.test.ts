import axe from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { test } from './support/browser.ts';

const PAGES = [
  '',
  'explore/',
  'ageing/',
  'rankings/',
  'unit/',
  'records/',
  'household/',
  'households/',
  'data/',
  'sql/',
  'methodology/',
] as const;

/** What axe finds wrong on the page as it stands: rule and the elements it names. */
async function violationsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>('axe.run()');
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Waits for what a page asks the engine for. */
async function shown(page: Page, path: string): Promise<void> {
  if (path === 'records/') await page.locator('[data-id]').first().waitFor();
  if (path === 'households/') await page.locator('tr[data-household]').first().waitFor();
  if (path === 'ageing/') await page.locator('#due-title').waitFor();
  if (path === 'explore/') await page.locator('[data-pivot]').waitFor();
}

describe('every page', () => {
  test.for(PAGES)('has no violation that axe can find: /%s', async (path, { page, site }) => {
    for (const language of ['', 'en/']) {
      await page.goto(site.at(language + path));
      await shown(page, path);
      expect(await violationsOf(page)).toEqual([]);
    }
  });

  test.for(PAGES)('has none on a phone either: /%s', async (path, { page, site }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(site.at(path));
    await shown(page, path);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('has none where a table with changes stands under a chart', async ({ page, site }) => {
    await page.goto(site.at('explore/?columns=colour&as=heat&show=ledger_resolution_rate&change=yes'));
    await page.locator('[data-chart] svg').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('has none where a statement was answered, or refused', async ({ page, site }) => {
    const sql = encodeURIComponent('select town, sum(open) as open from problems group by town');
    await page.goto(site.at(`sql/#q=${sql}&chart=bar`));
    await page.locator('[data-run]').click();
    await page.locator('[data-chart] svg text').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('textarea').fill('select nope from issues');
    await page.locator('[data-run]').click();
    await page.locator('[data-error]').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('has none in the dark, and none with a figure open', async ({ page, site }) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.goto(site.at(''));
    expect(await violationsOf(page)).toEqual([]);
    await page.locator('[data-metric="ledger_resolution_rate"]').first().click();
    await page.getByRole('dialog').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });
});
