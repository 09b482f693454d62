import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SiteFinding } from '../../../src/lib/report/site/observation.ts';
import { computeOracle } from '../../oracle/oracle.ts';
import { followAddress, launchBrowser, openPage } from '../../e2e/support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures } from '../../e2e/support/figures.ts';
import { serveSite, type Site } from '../../e2e/support/site.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../../support/exports.ts';
import { runDoctor, runPublish } from '../../support/run-publish.ts';
import { PROGRAMS, type ServerProgram } from './programs.ts';
import { isAvailable, makeReadable, startProgram } from './running.ts';

const BUILD = fileURLToPath(new URL('../../../build', import.meta.url));
const BASE = '/gov/ledger/';
const TOWN = '恩城镇';
const folder = mkdtempSync(join(tmpdir(), 'wuse-replaced-'));
const sample = sampleExport();
const county = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
const filtered = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter: { town: [TOWN] } });
const [nginx, apache] = ['nginx', 'apache'].map((wanted) => PROGRAMS.find(({ name }) => name === wanted)!);
let browser: Browser;

async function serve(program: ServerProgram, root: string): Promise<Site> {
  isAvailable(program);
  const own = mkdtempSync(join(folder, 'own-'));
  makeReadable(folder);
  return startProgram(program, { own, site: root, base: BASE });
}

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a ledger that is published while a page is open', () => {
  it('is seen after a plain reload, and never mixed with what the page shows', async () => {
    const root = join(folder, 'replaced');
    cpSync(BUILD, root, { recursive: true });
    const texts = largeExport(1200, 5);
    const [ledger, visits] = [join(folder, 'ledger.csv'), join(folder, 'visits.csv')];
    writeFileSync(ledger, texts.ledger);
    writeFileSync(visits, texts.visits);
    const served = await serve(nginx!, root);
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
    await followAddress(page, served.at(`?town=${town}`));
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
  it.for([nginx!, apache!])('finds the site on $name well', async (program) => {
    const root = join(folder, 'whole');
    cpSync(BUILD, root, { recursive: true });
    const served = await serve(program, root);
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
    const served = await serveSite({ root, base: BASE, plain: true });
    const [run, misused] = await Promise.all([runDoctor([served.localUrl]), runDoctor(['nowhere-at-all'])]);
    expect([run.status, misused.status]).toEqual([1, 2]);
    expect(run.stdout).toContain(`✗ 程序文件完整：${engine}`);
    expect(run.stdout).toMatch(/！ 压缩传输[^]*！ 安全响应头[^]*！ 页面的安全策略/);
    await served.close();
  });
});
