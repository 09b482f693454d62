import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeOracle } from '../../oracle/oracle.ts';
import { launchBrowser, openPage } from '../../e2e/support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures } from '../../e2e/support/figures.ts';
import type { Site } from '../../e2e/support/site.ts';
import { EXPORT_CUTOFF, sampleExport, samplePath } from '../../support/exports.ts';
import { PROGRAMS, type ServerProgram } from './programs.ts';
import { isAvailable, makeReadable, startProgram } from './running.ts';

const BUILD = fileURLToPath(new URL('../../../build', import.meta.url));
const BASE = '/gov/ledger/';
const TOWN = '恩城镇';
const folder = mkdtempSync(join(tmpdir(), 'wuse-pages-'));
const site = join(folder, 'site');
const sample = sampleExport();
const county = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
const filtered = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter: { town: [TOWN] } });
let browser: Browser;

async function serve(program: ServerProgram, root: string): Promise<Site> {
  const own = mkdtempSync(join(folder, 'own-'));
  makeReadable(folder);
  return startProgram(program, { own, site: root, base: BASE });
}

beforeAll(async () => {
  cpSync(BUILD, site, { recursive: true });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.for(PROGRAMS)('the site on $name', (program) => {
  it.skipIf(!isAvailable(program))('shows figures, answers a filter and opens a record', async () => {
    const served = await serve(program, site);
    const { page, context, complaints } = await openPage(browser, served);
    await page.goto(served.url);
    expect(await page.evaluate('isSecureContext')).toBe(false);
    await waitForTotal(page, county.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), county)).toEqual([]);
    await page.goto(served.at(`?town=${encodeURIComponent(TOWN)}`));
    await waitForTotal(page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), filtered, { town: county })).toEqual([]);
    await page.goto(served.at(`records/?town=${encodeURIComponent(TOWN)}`));
    await page.locator('[data-index="0"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-record]').waitFor();
    complaints.assertNone();
    await context.close();
    await served.close();
    rmSync(join(site, '.htaccess'), { force: true });
  });
});

const nginx = PROGRAMS.find(({ name }) => name === 'nginx')!;

describe('under the policies of nginx.conf', () => {
  it('every page and every worker does its work', async () => {
    const served = await serve(nginx, site);
    const { page, context, complaints } = await openPage(browser, served);
    const { files } = JSON.parse(readFileSync(join(BUILD, 'site.json'), 'utf8')) as {
      files: { path: string }[];
    };
    const pages = files
      .map(({ path }) => path)
      .filter((path) => path.endsWith('index.html') && !path.startsWith('en/'));
    expect(pages.length).toBeGreaterThan(10);
    for (const path of pages) {
      await page.goto(served.at(path.replace('index.html', '')), { waitUntil: 'load' });
      await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    }
    // Reading, importing and packing run in workers of their own.
    await page.goto(served.at('data/'));
    await page.locator('#open input[type="file"]').first().setInputFiles(samplePath('平原县五色台账.csv'));
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await page.locator('#open [data-recognised] > [role="status"]:empty').waitFor({ state: 'attached' });
    await page.locator('#open button[type="submit"]').click();
    await page.locator('[data-local]').waitFor();
    complaints.assertNone();
    await context.close();
    await served.close();
  });
});
