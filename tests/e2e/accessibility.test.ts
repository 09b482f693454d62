import { describe, expect } from 'vitest';
import { violationsOf, violationsOfPages, WALK_MS } from './support/axe.ts';
import { test } from './support/browser.ts';

describe('every page', () => {
  test(
    'has no violation that axe can find, in light and dark, wide and on a phone',
    { timeout: WALK_MS },
    async ({ page, site }) => {
      expect(await violationsOfPages(page, site, '')).toEqual([]);
    },
  );

  test('has none where a table with changes stands under a chart', async ({ reading: { page, open } }) => {
    await open('explore/?columns=colour&as=heat&show=ledger_resolution_rate&change=yes');
    await page.locator('[data-chart] svg').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  test('has none where a statement was answered, or refused', async ({ reading: { page, open } }) => {
    const sql = encodeURIComponent('select town, sum(open) as open from problems group by town');
    await open(`sql/#q=${sql}&chart=bar`);
    await page.locator('[data-run]').click();
    await page.locator('[data-chart] svg text').first().waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('textarea').fill('select nope from issues');
    await page.locator('[data-run]').click();
    await page.locator('[data-error]').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: null });
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
