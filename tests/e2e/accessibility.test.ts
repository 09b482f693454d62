import axe from 'axe-core';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { followAddress, test } from './support/browser.ts';

const PAGES = [
  '',
  'explore/',
  'ageing/',
  'rankings/',
  'visits/',
  'unit/',
  'records/',
  'household/',
  'households/',
  'data/',
  'sql/',
  'methodology/',
] as const;

/** What axe finds wrong on the page as it stands, by all rules or some: rule and the elements it names. */
async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run(${JSON.stringify({ resultTypes: ['violations'], ...(rules && { runOnly: rules }) })})`,
  );
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

/** Goes on inside the site, and waits until the page that was there is gone. */
async function visit(page: Page, address: string): Promise<void> {
  const heading = await page.locator('main h1').elementHandle();
  await followAddress(page, address);
  await page.waitForFunction((before) => before?.isConnected === false, heading);
}

/** Waits for what a page asks the engine for. */
async function shown(page: Page, path: string): Promise<void> {
  if (path === 'records/') await page.locator('[data-id]').first().waitFor();
  if (path === 'households/') await page.locator('tr[data-household]').first().waitFor();
  if (path === 'ageing/') await page.locator('#due-title').waitFor();
  if (path === 'visits/') await page.locator('#unvisited').waitFor();
  if (path === 'explore/') await page.locator('[data-pivot]').waitFor();
}

const WIDE = { width: 1280, height: 900 };
/** A walk through all pages, three times looked at. */
const SLOW = 240_000;
const PHONE = { width: 390, height: 844 };

describe('every page', () => {
  test.for(['', 'en/'])(
    'has no violation that axe can find, in light and dark, wide and on a phone: /%s',
    { timeout: SLOW },
    async (language, { page, site }) => {
      const found: string[] = [];
      const look = async (what: string, rules?: readonly string[]) =>
        found.push(...(await violationsOf(page, rules)).map((violation) => `${what} ${violation}`));
      await page.goto(site.at(`${language}unit/?of=town&name=${encodeURIComponent('恩城镇')}`));
      await page.locator('html[data-alive]').waitFor();
      for (const path of PAGES) {
        await visit(page, site.at(language + path));
        await shown(page, path);
        await look(`/${path}`);
        await page.emulateMedia({ colorScheme: 'dark' });
        await look(`/${path} dark`, ['color-contrast']);
        await page.emulateMedia({ colorScheme: 'light' });
        await page.setViewportSize(PHONE);
        await look(`/${path} on a phone`);
        await page.setViewportSize(WIDE);
      }
      expect(found).toEqual([]);
    },
  );

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
