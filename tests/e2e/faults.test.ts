import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';
import { breakWorker } from './support/break-worker.ts';
import { openPage } from './support/browser.ts';
import { expectCounty, expectFigures, FILTERS, notice, show, test } from './support/faults.ts';
import { makeBreakable, serveFaultySite } from './support/faulty-site.ts';
import { figuresOf, waitForTotal, wrongFigures } from './support/figures.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));

let folder: string;
/** Another ledger than the built one, published as somebody would into the running site. */
let other: string;
const otherTexts = largeExport(300, 11);
const otherCounty = () => computeOracle({ ...otherTexts, cutoff: EXPORT_CUTOFF });
const otherManifest = () => JSON.parse(readFileSync(join(other, 'manifest.json'), 'utf8')) as Manifest;
const builtManifest = () => JSON.parse(readFileSync(join(BUILD, 'ledger/manifest.json'), 'utf8')) as Manifest;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-faults-'));
  other = join(folder, 'other');
  const [ledger, visits] = [join(folder, 'ledger.csv'), join(folder, 'visits.csv')];
  writeFileSync(ledger, otherTexts.ledger);
  writeFileSync(visits, otherTexts.visits);
  const run = await runPublish([ledger, '--visits', visits, '--cutoff', EXPORT_CUTOFF, '--out', other]);
  expect(run.status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file of the engine that is not what it should be', () => {
  test('keeps the figures, says what works, and is fetched anew though the browser keeps the wrong one', async ({
    faulty,
    opened: { page },
  }) => {
    faulty.fail(/\/engine\//, 'page');
    await page.goto(faulty.url);
    await notice(page, 'ENGINE_DAMAGED').or(notice(page, 'ENGINE_MISSING')).waitFor();
    const text = await page.getByRole('alert').innerText();
    expect(text).toContain('筛选和明细看不了');
    expect(text).toContain('全县数字不受影响');
    await expectCounty(page);
    await show(page, faulty, 'green');
    await page.getByText('筛选没有生效').waitFor();
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    faulty.mend();
    await page.getByRole('alert').getByRole('button').click();
    await expectFigures(page, 'green');
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('a ledger file that is not the listed one', () => {
  /** The built manifest, with the lengths of the other ledger: every check of form then lets that one pass. */
  const withOtherLengths = (): Buffer => {
    const manifest = builtManifest();
    const files = manifest.files.map((file) => {
      const bytes = otherManifest().files.find(({ role }) => role === file.role)!.bytes;
      return { ...file, bytes };
    });
    return Buffer.from(JSON.stringify({ ...manifest, files }));
  };

  test('is not counted, though it is a whole ledger of the right length', async ({
    faulty,
    opened: { page },
  }) => {
    const { name } = otherManifest().files.find(({ role }) => role === 'ledger_compressed')!;
    faulty.fail(/manifest\.json$/, withOtherLengths);
    faulty.fail(/\.duckdb\.bin$/, () => readFileSync(join(other, name)));
    await page.goto(faulty.at(FILTERS.green));
    await notice(page, 'DATA_OTHER').waitFor();
    expect(await notice(page, 'DATA_OTHER').innerText()).toContain('没有采用');
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    // The fault goes, and the reader simply chooses something else.
    faulty.mend();
    await show(page, faulty, 'blue');
    await expectFigures(page, 'blue');
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('an engine that breaks', () => {
  /** Stands for every question of the page: memory that does not suffice, at once. */
  const TOO_MUCH =
    "SET memory_limit = '40MB'; SELECT count(*) FROM (SELECT DISTINCT range || 'x' FROM range(4000000))";

  test('starts anew without a word, however its worker ended', async ({ faulty, opened: { page } }) => {
    makeBreakable(faulty);
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    const faults = ['throw at query', 'abort at query', 'throw'] as const;
    const filters = ['town', 'blue', 'green'] as const;
    for (const [place, fault] of faults.entries()) {
      await breakWorker(page, { fault });
      await show(page, faulty, filters[place]!);
      await expectFigures(page, filters[place]!);
    }
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('says so when it cannot start anew, and answers the next question', async ({
    faulty,
    opened: { page },
  }) => {
    makeBreakable(faulty);
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    faulty.fail(/\/engine\/boot-/, 'missing');
    await breakWorker(page, { fault: 'throw' });
    await show(page, faulty, 'town');
    await notice(page, 'ENGINE_MISSING').waitFor();
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    faulty.mend();
    await show(page, faulty, 'blue');
    await expectFigures(page, 'blue');
  });

  test('tells of memory that does not suffice, and answers the next question', async ({
    faulty,
    opened: { page },
  }) => {
    makeBreakable(faulty, { fault: 'sql', sql: TOO_MUCH });
    await page.goto(faulty.at(FILTERS.green));
    await notice(page, 'ENGINE_MEMORY').waitFor();
    expect(await notice(page, 'ENGINE_MEMORY').innerText()).toContain('已发布的全县数字和其他查询不受影响');
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    faulty.mend();
    await show(page, faulty, 'blue');
    await expectFigures(page, 'blue');
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

describe('a newer publication', () => {
  test('is offered to an open page, which mixes nothing, and taken over as a whole', async ({ browser }) => {
    const root = join(folder, 'site');
    cpSync(BUILD, root, { recursive: true });
    const site = await serveFaultySite({ root });
    const { page, context, complaints } = await openPage(browser, site);
    await page.clock.install();
    await page.goto(site.at(FILTERS.green));
    await expectFigures(page, 'green');
    rmSync(join(root, 'ledger'), { recursive: true });
    cpSync(other, join(root, 'ledger'), { recursive: true });
    // A page that stays in sight asks by itself.
    await page.clock.fastForward(6 * 60_000);
    await page.locator('[data-newer]').waitFor();
    await show(page, site, 'town');
    await expectFigures(page, 'town');
    await page.locator('[data-newer]').getByRole('button').click();
    const oracle = computeOracle({ ...otherTexts, cutoff: EXPORT_CUTOFF, filter: { town: ['恩城镇'] } });
    const around = computeOracle({ ...otherTexts, cutoff: EXPORT_CUTOFF });
    await waitForTotal(page, oracle.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), oracle, { town: around })).toEqual([]);
    expect(await page.locator('[data-newer]').count()).toBe(0);
    complaints.assertNone();
    await context.close();
    await site.close();
  });

  test('is what a page shows that comes back from the browser’s memory', async ({
    faulty,
    opened: { page },
  }) => {
    await page.goto(faulty.url);
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    await expectCounty(page);
    const replaced = (role: 'figures') => otherManifest().files.find((file) => file.role === role)!.name;
    const figures = replaced('figures');
    faulty.fail(/manifest\.json$/, () => readFileSync(join(other, 'manifest.json')));
    faulty.fail(new RegExp(figures), () => readFileSync(join(other, figures)));
    await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
    await waitForTotal(page, otherCounty().metrics.problems_total.value!);
    expect(
      wrongFigures(await figuresOf(page), computeOracle({ ...otherTexts, cutoff: EXPORT_CUTOFF })),
    ).toEqual([]);
  });
});

describe('a server that is gone', () => {
  test('leaves what is there working, and is asked again', async ({ faulty, opened: { page } }) => {
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    await faulty.stop();
    await show(page, faulty, 'town');
    await expectFigures(page, 'town');
    // A page whose script was not fetched yet.
    await page.locator('header nav a[href*="rankings"]').click();
    await page.locator('.failure[data-status="500"], [data-error="PAGE_PART_MISSING"]').first().waitFor();
    await faulty.start();
    await page
      .getByRole('button', { name: '重新加载' })
      .or(page.locator('.failure a.button'))
      .first()
      .click();
    await page.locator('h1').first().waitFor();
  });
});

describe('a part of the program that is not there', () => {
  test('is told of where it was asked for, and the page goes on', async ({ faulty, opened: { page } }) => {
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    faulty.fail(/_app\/immutable\/(?!entry)/, 'missing');
    await page.locator('[data-filter="colour"]').click();
    await notice(page, 'PAGE_PART_MISSING').waitFor();
    expect(await notice(page, 'PAGE_PART_MISSING').innerText()).toContain('已显示的数字仍然有效');
    await show(page, faulty, 'town');
    await expectFigures(page, 'town');
    faulty.mend();
    const reload = notice(page, 'PAGE_PART_MISSING').getByRole('button', { name: '重新加载页面' });
    await Promise.all([page.waitForEvent('load'), reload.click()]);
    await expectFigures(page, 'town');
    await page.locator('[data-filter="colour"]').click();
    await page.locator('.filter-content').waitFor();
  });

  test('of a site that was built anew leads to the new one', async ({ faulty, opened: { page } }) => {
    await page.goto(faulty.at(FILTERS.green));
    await expectFigures(page, 'green');
    faulty.fail(/_app\/version\.json/, () => Buffer.from('{"version":"another"}'));
    faulty.fail(/_app\/immutable\/nodes\//, 'missing');
    // A page that is loaded whole has its parts.
    await page.route(/\/rankings\/(\?|$)/, async (route) => {
      faulty.mend();
      await route.continue();
    });
    await page.locator('header nav a[href*="rankings"]').click();
    await page.waitForURL('**/rankings/**');
    await page.locator('main h1').first().waitFor();
    expect(await page.locator('.failure').count()).toBe(0);
  });
});
