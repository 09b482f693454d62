import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect } from 'vitest';
import { chromium } from 'playwright';
import { CHROMIUM_ARGS, requireChromium } from '../../tools/browsers.mjs';
import { breakWorker } from '../e2e/support/break-worker.ts';
import { openPage } from '../e2e/support/browser.ts';
import { expectCounty, expectFigures, FILTERS, notice, show, test } from '../e2e/support/faults.ts';
import { makeBreakable, serveFaultySite, type Fault } from '../e2e/support/faulty-site.ts';
import { waitForTotal } from '../e2e/support/figures.ts';
import { pressOpen } from '../e2e/support/opening.ts';
import { SITE_HOST } from '../e2e/support/site.ts';

const SAMPLE = fileURLToPath(new URL('../../data/sample/', import.meta.url));
const flip = (body: Buffer): Buffer => {
  const damaged = Buffer.from(body);
  damaged.fill(0x55, body.length >> 1, (body.length >> 1) + 400);
  return damaged;
};

describe('every file that the engine needs', () => {
  const CASES: readonly (readonly [string, RegExp, string, Fault, RegExp])[] = [
    ['first script', /\/engine\/boot-/, 'missing', 'missing', /^ENGINE_MISSING$/],
    ['first script', /\/engine\/boot-/, 'half', 'half', /^ENGINE_DAMAGED$/],
    ['decoder', /\/engine\/.*decoder/, 'a page', 'page', /^ENGINE_DAMAGED$/],
    ['module', /engine-(eh|mvp)/, 'missing', 'missing', /^ENGINE_MISSING$/],
    ['module', /engine-(eh|mvp)/, 'half', 'half', /^ENGINE_DAMAGED$/],
    ['module', /engine-(eh|mvp)/, 'a dead line', 'broken line', /^ENGINE_MISSING$/],
    ['ledger', /\.duckdb\.bin$/, 'missing', 'missing', /^DATA_MISSING$/],
    ['ledger', /\.duckdb\.bin$/, 'half', 'half', /^DATA_DAMAGED$/],
    ['ledger', /\.duckdb\.bin$/, 'a page', 'page', /^DATA_DAMAGED$/],
    ['ledger', /\.duckdb\.bin$/, 'a dead line', 'broken line', /^DATA_MISSING$/],
    ['ledger', /\.duckdb\.bin$/, 'other bytes', flip, /^DATA_(DAMAGED|OTHER)$/],
  ];

  test.for(CASES)(
    'has a code, leaves the figures and is asked for again: $0, $2',
    async ([, pattern, , fault, code], { faulty, opened: { page } }) => {
      faulty.fail(pattern, fault);
      await page.goto(faulty.url);
      const told = page.getByRole('alert');
      await told.waitFor();
      expect(await told.getAttribute('data-error')).toMatch(code);
      await expectCounty(page);
      faulty.mend();
      await told.getByRole('button').click();
      await told.waitFor({ state: 'detached' });
      await show(page, faulty, 'green');
      await expectFigures(page, 'green');
    },
  );
});

describe('a server that is slow', () => {
  test('shows how far the engine is, and is not given up', async ({ faulty, opened: { page } }) => {
    await page.clock.install();
    faulty.fail(/engine-(eh|mvp)/, 'trickle');
    await page.goto(faulty.at(FILTERS.green));
    // Longer than silence is borne, but each time something arrived in between.
    const progress = page.getByText(/正在启动查询引擎 \d/);
    for (let round = 0; round < 3; round += 1) {
      const before = round === 0 ? '' : await progress.innerText();
      await progress.and(page.locator(`:not(:text-is("${before}"))`)).waitFor();
      await page.clock.fastForward(20_000);
    }
    await expectFigures(page, 'green');
  });

  test('that never gives the engine is given up after a while', async ({ faulty, opened: { page } }) => {
    await page.clock.install();
    faulty.fail(/\/engine\//, 'silence');
    await page.goto(faulty.at(FILTERS.green));
    await expect.poll(() => faulty.asked.some((path) => path.includes('/engine/'))).toBe(true);
    await page.clock.fastForward(31_000);
    await notice(page, 'ENGINE_TIMEOUT').waitFor();
    faulty.mend();
    await notice(page, 'ENGINE_TIMEOUT').getByRole('button').click();
    await expectFigures(page, 'green');
  });

  test('that does not say what is published leaves the page its figures', async ({
    faulty,
    opened: { page },
  }) => {
    await page.clock.install();
    faulty.fail(/manifest\.json/, 'silence');
    await page.goto(faulty.url);
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    await page.clock.fastForward(21_000);
    await notice(page, 'BUNDLE_UNREACHABLE').waitFor();
    await expectCounty(page);
    await show(page, faulty, 'green');
    await expectFigures(page, 'green');
    faulty.mend();
    await notice(page, 'BUNDLE_UNREACHABLE').getByRole('button').click();
    await notice(page, 'BUNDLE_UNREACHABLE').waitFor({ state: 'detached' });
    await expectFigures(page, 'green');
  });
});

describe('an engine that falls silent', () => {
  test('is ended after three minutes, and the next question has another', async ({
    faulty,
    opened: { page },
  }) => {
    makeBreakable(faulty);
    await page.clock.install();
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    await breakWorker(page, { fault: 'close' });
    await show(page, faulty, 'town');
    await page.clock.fastForward(181_000);
    await notice(page, 'ENGINE_SILENT').waitFor();
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    await show(page, faulty, 'blue');
    await expectFigures(page, 'blue');
  });
});

describe('filters that change quickly', () => {
  test('end with the figures of the last one', async ({ faulty, opened: { page } }) => {
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    for (let round = 0; round < 5; round += 1)
      for (const filter of ['town', 'blue', 'green', 'town'] as const) await show(page, faulty, filter);
    await expectFigures(page, 'town');
    await page.waitForTimeout(1500);
    await expectFigures(page, 'town');
  });
});

describe('a clock that is years off', () => {
  test.for(['1999-01-01T08:00:00', '2049-06-01T08:00:00'])(
    'changes no figure: %s',
    async (now, { faulty, opened: { page } }) => {
      await page.clock.setFixedTime(new Date(now));
      await page.goto(faulty.url);
      await expectCounty(page);
      await show(page, faulty, 'green');
      await expectFigures(page, 'green');
      expect(await page.getByRole('alert').count()).toBe(0);
    },
  );
});

describe('two tabs', () => {
  test('one of which has a file open leave each other alone', async ({
    faulty,
    opened: { page, context },
  }) => {
    const second = await context.newPage();
    await page.goto(faulty.at('data/#open'));
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    await second.goto(faulty.at(FILTERS.green));
    await page.locator('#open input[type="file"]').first().setInputFiles(join(SAMPLE, '平原县五色台账.csv'));
    await pressOpen(page);
    await page.getByText('正在看本机打开的').waitFor();
    await expectFigures(second, 'green');
    await show(second, faulty, 'town');
    await expectFigures(second, 'town');
    expect(await second.getByText('正在看本机打开的').count()).toBe(0);
    await second.close();
    await page.locator('header nav a').first().click();
    await waitForTotal(page, 2941);
    expect(await page.getByText('正在看本机打开的').count()).toBe(1);
  });
});

describe('back and forward', () => {
  test('after filters show each one’s figures', async ({ faulty, opened: { page } }) => {
    await page.goto(faulty.url);
    await expectCounty(page);
    await show(page, faulty, 'green');
    await expectFigures(page, 'green');
    await show(page, faulty, 'town');
    await expectFigures(page, 'town');
    await page.goBack();
    await expectFigures(page, 'green');
    await page.goBack();
    await expectCounty(page);
    await page.goForward();
    await expectFigures(page, 'green');
  });

  test('to another site and back: the browser’s own memory keeps a page that works', async () => {
    const site = await serveFaultySite();
    const browser = await chromium.launch({
      executablePath: requireChromium(),
      ignoreDefaultArgs: ['--disable-back-forward-cache'],
      args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${SITE_HOST} 127.0.0.1`],
    });
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at(FILTERS.green));
    await expectFigures(page, 'green');
    await page.evaluate(() => {
      addEventListener('pageshow', (event) => {
        document.documentElement.dataset['restored'] = String(event.persisted);
      });
    });
    const asked = site.asked.filter((path) => path.includes('manifest.json')).length;
    await page.goto('about:blank');
    // No page loads where the browser kept it.
    await page.goBack({ waitUntil: 'commit' });
    await expectFigures(page, 'green');
    await show(page, site, 'town');
    await expectFigures(page, 'town');
    const restored = await page.evaluate(() => document.documentElement.dataset['restored']);
    expect(site.asked.filter((path) => path.includes('manifest.json')).length).toBeGreaterThan(asked);
    expect(restored).toBe('true');
    complaints.assertNone();
    await context.close();
    await browser.close();
    await site.close();
  });
});
