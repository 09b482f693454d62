import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures } from './support/figures.ts';
import { serveSite } from './support/site.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const sample = sampleExport();
const sampleOracle = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });

describe('an engine that is missing', () => {
  test('leaves every published figure readable, and says so', async ({ page, complaints, site }) => {
    complaints.allow(/Failed to load resource|ERR_FAILED|\/engine\//);
    await page.route('**/engine/**', (route) => route.abort());
    await page.goto(site.at(''));
    const notice = page.getByRole('alert');
    await notice.waitFor();
    expect(await notice.getAttribute('data-error')).toMatch(/^ENGINE_/);
    expect(await notice.getByRole('button').count()).toBe(1);
    await waitForTotal(page, 2941);
    expect(wrongFigures(await figuresOf(page), sampleOracle)).toEqual([]);
    await page.unroute('**/engine/**');
    await notice.getByRole('button').click();
    await notice.waitFor({ state: 'detached' });
  });

  test('shows no figure under a filter that it could not answer', async ({ page, complaints, site }) => {
    complaints.allow(/Failed to load resource|ERR_FAILED|\/engine\//);
    await page.route('**/engine/**', (route) => route.abort());
    await page.goto(site.at('?colour=green'));
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
  });
});

describe('a bundle that is damaged on the server', () => {
  const manifest = readFileSync(join(BUILD, 'ledger/manifest.json'), 'utf8');
  const other = JSON.stringify({ ...JSON.parse(manifest), dataVersion: '000000000000' });
  const page404 = { status: 404, body: '<!doctype html><title>404</title>' };
  const CASES = [
    ['no manifest', page404, null],
    ['half of a manifest', { status: 200, body: manifest.slice(0, 300) }, null],
    ['a page in place of the manifest', { status: 200, body: '<!doctype html><p>login' }, null],
    ['no figures', { status: 200, body: other }, page404],
    ['half of the figures', { status: 200, body: other }, { status: 200, body: '{"schemaVersion":1,"ove' }],
    ['figures of another version', { status: 200, body: other }, null],
  ] as const;

  test.for(CASES)(
    'has a code and a hint, and no figure: %s',
    async ([, first, second], { page, complaints, site }) => {
      complaints.allow(/404/);
      await page.route('**/ledger/manifest.json', (route) => route.fulfill(first));
      if (second) await page.route('**/ledger/figures-*.json', (route) => route.fulfill(second));
      await page.goto(site.at(''));
      const notice = page.locator('[data-error="BUNDLE_DAMAGED"]');
      await notice.waitFor();
      expect(await notice.innerText()).toContain('BUNDLE_DAMAGED');
      expect(await notice.innerText()).toContain('重新发布');
      expect(await page.locator('main [data-metric]').count()).toBe(0);
      await page.unrouteAll();
      await notice.getByRole('button').click();
      await waitForTotal(page, 2941);
    },
  );
});

describe('a bundle of another version of the program', () => {
  test('has a code of its own, and no figure', async ({ page, site }) => {
    const manifest = readFileSync(join(BUILD, 'ledger/manifest.json'), 'utf8');
    const body = manifest.replace(/"schemaVersion":\d+/, '"schemaVersion":99');
    await page.route('**/ledger/manifest.json', (route) => route.fulfill({ status: 200, body }));
    await page.goto(site.at(''));
    const notice = page.locator('[data-error="BUNDLE_OTHER_SCHEMA"]');
    expect(await notice.innerText()).toContain('重新加载页面');
    expect(await page.locator('main [data-metric]').count()).toBe(0);
    await page.unrouteAll();
    await notice.getByRole('button').click();
    await waitForTotal(page, 2941);
  });
});

describe('another export that is published into the built site', () => {
  const texts = largeExport(1200, 5);
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wuse-site-'));
    cpSync(BUILD, join(folder, 'site'), { recursive: true });
    const [ledger, visits] = [join(folder, 'ledger.csv'), join(folder, 'visits.csv')];
    writeFileSync(ledger, texts.ledger);
    writeFileSync(visits, texts.visits);
    const run = await runPublish([
      ...[ledger, '--visits', visits, '--cutoff', EXPORT_CUTOFF],
      ...['--out', join(folder, 'site/ledger')],
    ]);
    expect(run.stderr).toContain('[5/5]');
    expect(run.status).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('shows its figures without a build, filtered or not', async ({ browser }) => {
    const site = await serveSite({ root: join(folder, 'site') });
    const { page, context, complaints } = await openPage(browser, site);
    const oracle = computeOracle({ ...texts, cutoff: EXPORT_CUTOFF });
    await page.goto(site.url);
    await waitForTotal(page, 1200);
    expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
    // The drawing follows too, not only the words around it.
    await page.locator('.plot', { hasText: `在办 ${oracle.metrics.open.value}` }).waitFor();
    const filter = { colour: ['white', 'red'] as const };
    const filtered = computeOracle({ ...texts, cutoff: EXPORT_CUTOFF, filter });
    await page.goto(site.at('?colour=white&colour=red'));
    await waitForTotal(page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), filtered, { colour: oracle })).toEqual([]);
    await page.locator('.plot', { hasText: `在办 ${filtered.metrics.open.value}` }).waitFor();
    complaints.assertNone();
    await context.close();
    await site.close();
  });
});

describe('the same export that is published again and again', () => {
  test('is the ledger that pages ask for, though they were built with an earlier file', async ({
    browser,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'wuse-site-'));
    const root = join(folder, 'site');
    cpSync(BUILD, root, { recursive: true });
    const built = readFileSync(join(root, 'ledger/manifest.json'), 'utf8');
    for (const name of readdirSync(join(root, 'ledger'))) {
      // As after several publications: the files that the pages were built with are gone.
      if (/^ledger-/.test(name)) renameSync(join(root, 'ledger', name), join(root, 'ledger', moved(name)));
    }
    writeFileSync(join(root, 'ledger/manifest.json'), built.replace(/ledger-[0-9a-f]{16}/g, moved));
    const site = await serveSite({ root });
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at(`?town=${encodeURIComponent('恩城镇')}`));
    const oracle = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter: { town: ['恩城镇'] } });
    await waitForTotal(page, oracle.metrics.problems_total.value!);
    const county = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
    expect(wrongFigures(await figuresOf(page), oracle, { town: county })).toEqual([]);
    complaints.assertNone();
    await context.close();
    await site.close();
    rmSync(folder, { recursive: true, force: true });
  });
});

/** The same name with another hash. */
function moved(name: string): string {
  return name.replace(/[0-9a-f]{16}/, (hash) => [...hash].reverse().join(''));
}
