/** Browsers older than the oldest: the published figures, and a line that says what is missing. */
import { describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';

const oracle = computeOracle({ ...sampleExport(), cutoff: EXPORT_CUTOFF });
const LINE = '.older';
const CUTOFF = { '': '2022年2月17日18时', 'en/': '17 Feb 2022' } as const;

describe('a browser that cannot start the engine', () => {
  test.for(['DecompressionStream', 'WebAssembly'])(
    'is told so, and has the figures: without %s',
    async (feature, { browser, site }) => {
      for (const language of ['', 'en/'] as const) {
        const { page, context, complaints } = await openPage(browser, site);
        await context.addInitScript((name) => {
          delete (window as unknown as Record<string, unknown>)[name];
        }, feature);
        await page.goto(site.at(language));
        await page.locator('html.too-old').waitFor();
        const line = page.locator(LINE);
        await line.waitFor({ state: 'visible' });
        expect(await line.innerText()).toContain('Firefox 114');
        expect(await line.innerText()).toContain(CUTOFF[language]);
        expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
        complaints.assertNone();
        await context.close();
      }
    },
  );
});

describe('a page whose scripts never come', () => {
  test('shows the published figures after a while, and says that no filter holds', async ({
    browser,
    site,
  }) => {
    const { page, context } = await openPage(browser, site);
    await page.route(/\/_app\/.*\.js$/, () => undefined);
    await page.goto(site.at(`?town=${encodeURIComponent('恩城镇')}`));
    await page.locator('html.awaiting:not(.unchecked)').waitFor();
    const figure = page.locator('[data-metric="problems_total"]').first();
    expect([await page.locator(LINE).isVisible(), await figure.isVisible()]).toEqual([false, false]);
    expect(await page.locator('.waits').isVisible()).toBe(true);
    // The while goes by at once.
    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    await page.locator(LINE).waitFor({ state: 'visible' });
    expect(await page.locator(LINE).innerText()).toContain('未按网址筛选');
    await figure.waitFor({ state: 'visible' });
    expect(await page.locator('main').innerText()).toContain('2,941');
    expect(await page.locator('.waits').isVisible()).toBe(false);
    expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
    await context.close();
  });

  test.for([
    ['the start', /\/_app\/immutable\/entry\/app\./, ''],
    ['a part of the page', /\/_app\/immutable\/nodes\//, ''],
    ['a part of parts, with a filter', /\/_app\/immutable\/chunks\//, '?colour=green'],
  ] as const)(
    'stays as it is where %s is missing, and says so at once',
    async ([, missing, query], { browser, site }) => {
      const { page, context } = await openPage(browser, site);
      await page.route(missing, (route) => route.fulfill({ status: 404, body: 'Not found' }));
      await page.goto(site.at(query));
      await page.locator(LINE).waitFor({ state: 'visible' });
      expect(await page.locator(LINE).innerText()).toContain('服务器的设置或文件有问题');
      expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
      expect(await page.locator('.failure').count()).toBe(0);
      await context.close();
    },
  );

  test('says nothing while they are on their way, and never once they came', async ({ page, site }) => {
    await page.goto(site.at(''));
    await page.locator('html[data-alive]').waitFor();
    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    expect(await page.locator(LINE).isVisible()).toBe(false);
  });
});
