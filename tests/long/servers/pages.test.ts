import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeOracle } from '../../oracle/oracle.ts';
import { launchBrowser, openPage } from '../../e2e/support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures } from '../../e2e/support/figures.ts';
import type { Site } from '../../e2e/support/site.ts';
import type { SiteFinding } from '../../../src/lib/report/site/observation.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport, samplePath } from '../../support/exports.ts';
import { runDoctor, runPublish } from '../../support/run-publish.ts';
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

describe('a ledger that is published while a page is open', () => {
  it('is seen after a plain reload, and never mixed with what the page shows', async () => {
    const root = join(folder, 'replaced');
    cpSync(BUILD, root, { recursive: true });
    const texts = largeExport(1200, 5);
    const [ledger, visits] = [join(folder, 'ledger.csv'), join(folder, 'visits.csv')];
    writeFileSync(ledger, texts.ledger);
    writeFileSync(visits, texts.visits);
    const served = await serve(nginx, root);
    const { page, context, complaints } = await openPage(browser, served);
    await page.goto(served.url);
    await waitForTotal(page, county.metrics.problems_total.value!);
    const run = await runPublish([
      ...[ledger, '--visits', visits, '--cutoff', EXPORT_CUTOFF, '--out', join(root, 'ledger')],
    ]);
    expect(run.status).toBe(0);
    makeReadable(root);
    // The open page goes on with its own version: figures of the sample, answered by the sample's file.
    const town = encodeURIComponent(TOWN);
    await page.evaluate(
      (href) => {
        const link = Object.assign(document.createElement('a'), { href });
        document.body.append(link);
        link.click();
      },
      served.at(`?town=${town}`),
    );
    await waitForTotal(page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), filtered, { town: county })).toEqual([]);
    // A plain reload, as F5 does: nothing of the browser's cache is thrown away.
    await page.goto(served.url);
    await page.reload();
    const oracle = computeOracle({ ...texts, cutoff: EXPORT_CUTOFF });
    await waitForTotal(page, 1200);
    expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
    await page.goto(served.at(`?town=${town}`));
    const one = computeOracle({ ...texts, cutoff: EXPORT_CUTOFF, filter: { town: [TOWN] } });
    await waitForTotal(page, one.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), one, { town: oracle })).toEqual([]);
    complaints.assertNone();
    await context.close();
    await served.close();
  });
});

describe('doctor', () => {
  const apache = PROGRAMS.find(({ name }) => name === 'apache')!;

  it.for([nginx, apache])('finds the site on $name well', async (program) => {
    const served = await serve(program, site);
    const run = await runDoctor([served.localUrl, '--json']);
    const { verdict, findings } = JSON.parse(run.stdout) as { verdict: string; findings: SiteFinding[] };
    expect(findings.filter((finding) => finding.verdict !== 'ok')).toEqual([]);
    expect([run.status, verdict]).toEqual([0, 'ok']);
    expect(findings.length).toBeGreaterThan(18);
    await served.close();
  });

  it('finds what is wrong of a bare server, and exits with 1 where something does not work', async () => {
    const root = join(folder, 'damaged');
    cpSync(BUILD, root, { recursive: true });
    const { files } = JSON.parse(readFileSync(join(root, 'site.json'), 'utf8')) as {
      files: { path: string }[];
    };
    const engine = files.find(({ path }) => /^engine\/engine-eh/.test(path))!.path;
    writeFileSync(join(root, engine), readFileSync(join(root, engine)).subarray(0, 1000));
    const served = await serve(
      PROGRAMS.find(({ name }) => name === 'python')!,
      root,
    );
    const [zh, en] = [await runDoctor([served.localUrl]), await runDoctor([served.localUrl, '--lang', 'en'])];
    expect([zh.status, en.status]).toEqual([1, 1]);
    expect(zh.stdout).toContain(`✗ 程序文件完整：${engine}`);
    expect(zh.stdout).toMatch(/！ 压缩传输[^]*！ 缓存规则[^]*！ 安全响应头[^]*！ 页面的安全策略/);
    expect(en.stdout).toContain(`✗ Program files are whole: ${engine}`);
    expect(en.stdout).not.toMatch(/[\u4e00-\u9fff]/);
    await served.close();
    const gone = await runDoctor([served.localUrl]);
    expect([gone.status, gone.stdout]).toEqual([1, expect.stringContaining('✗ 打开首页')]);
    expect((await runDoctor(['nowhere-at-all'])).status).toBe(2);
  });
});
