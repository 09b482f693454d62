import axe from 'axe-core';
import type { Page } from 'playwright';
import { followAddress } from './browser.ts';
import type { Site } from './site.ts';

const PAGES = [
  '',
  'explore/',
  'ageing/',
  'rankings/',
  'visits/',
  'unit/',
  'report/',
  'records/',
  'household/',
  'households/',
  'data/',
  'sql/',
  'methodology/',
] as const;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
/** Longest walk through all pages, in milliseconds. */
export const WALK_MS = 240_000;

/** What axe finds wrong on the page as it stands, by all rules or some: rule and the elements it names. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(`'axe' in window`))) await page.evaluate(axe.source);
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
  if (path === 'report/') await page.locator('[data-table="overdue"] tbody tr').first().waitFor();
  if (path === 'records/') await page.locator('[data-id]').first().waitFor();
  if (path === 'households/') await page.locator('tr[data-household]').first().waitFor();
  if (path === 'ageing/') await page.locator('#due-title').waitFor();
  if (path === 'visits/') await page.locator('#unvisited').waitFor();
  if (path === 'explore/') await page.locator('[data-pivot]').waitFor();
}

/** Walks through every page of a language (`''` or `en/`), and looks at each in light, in dark and on a phone. */
export async function violationsOfPages(page: Page, site: Site, language: string): Promise<string[]> {
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
  return found;
}
