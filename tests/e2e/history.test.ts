import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, Page } from 'playwright';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';
import { launchBrowser, openPage, type WatchedPage } from './support/browser.ts';
import { serveSite, type Site } from './support/site.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const sample = sampleExport();
/** The same export without a hundred rows of the green ledger: what a clerk published a while before. */
let left = 0;
const shorter = sample.ledger
  .split(/(?<=\n)/)
  .filter((line) => !(/^\d+,PY[^"]*,绿色,[^"]*$/.test(line) && (left += 1) <= 100))
  .join('');
const earlier = computeOracle({ ledger: shorter, visits: sample.visits, cutoff: EXPORT_CUTOFF });
const TOWN = '恩城镇';
const ratio = (figure: { numerator: number | null; denominator: number | null }): string =>
  `${figure.numerator!.toLocaleString('en')}/${figure.denominator!.toLocaleString('en')}`;

let folder: string;
let browser: Browser;
let site: Site;
let open: WatchedPage;
let first: Manifest;
let second: Manifest;

async function publish(text: string): Promise<Manifest> {
  const [ledger, visits, out] = ['ledger.csv', 'visits.csv', 'site/ledger'].map((name) => join(folder, name));
  writeFileSync(ledger!, text);
  writeFileSync(visits!, sample.visits);
  const run = await runPublish([ledger!, '--visits', visits!, '--cutoff', EXPORT_CUTOFF, '--out', out!]);
  expect([run.status, run.stderr.includes('[5/5]')]).toEqual([0, true]);
  return JSON.parse(readFileSync(join(out!, 'manifest.json'), 'utf8')) as Manifest;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-history-'));
  cpSync(BUILD, join(folder, 'site'), { recursive: true });
  first = await publish(shorter);
  second = await publish(sample.ledger);
  [browser, site] = await Promise.all([launchBrowser(), serveSite({ root: join(folder, 'site') })]);
  open = await openPage(browser, site);
});
afterAll(async () => {
  await browser.close();
  await site.close();
  rmSync(folder, { recursive: true, force: true });
});

async function cite(page: Page, parameters: Record<string, string>): Promise<string> {
  await page.goto(site.at(`cite/?${new URLSearchParams(parameters)}`));
  await page.locator('[data-quoted]:not([data-quoted=""])').waitFor();
  return (await page.locator('[data-quoted]').getAttribute('data-quoted'))!;
}

describe('earlier publications', () => {
  it('resolve a quoted figure: as it was then, and as it is now', async () => {
    const { page } = open;
    const version = first.dataVersion;
    expect(await cite(page, { cite: 'on_site_ratio', version })).toBe('kept');
    expect(await page.locator('[data-then]').innerText()).toContain(ratio(earlier.metrics.on_site_ratio));
    expect(await page.locator('[data-now]').innerText()).toContain('1,392/2,941');
    const inTown = `${earlier.by.town[TOWN]!.metrics.problems_total.value}个`;
    const ways: readonly Record<string, string>[] = [{ of: 'town', key: TOWN }, { town: TOWN }];
    for (const chosen of ways) {
      expect(await cite(page, { cite: 'problems_total', version, ...chosen })).toBe('kept');
      expect(await page.locator('[data-then]').innerText()).toBe(inTown);
    }
    expect(await cite(page, { cite: 'on_site_ratio', version: second.dataVersion })).toBe('current');
  });

  it('say what they cannot: another selection, a version that is not kept, an address that names nothing', async () => {
    const { page } = open;
    const version = first.dataVersion;
    const chosen = { town: [TOWN], colour: ['blue'] as const };
    const asked = { cite: 'problems_total', version, town: TOWN, colour: 'blue' };
    expect(await cite(page, asked)).toBe('filtered');
    const now = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter: chosen });
    expect(await page.locator('[data-now]').innerText()).toBe(`${now.metrics.problems_total.value}个`);
    expect(await cite(page, { cite: 'problems_total', version: '0123456789ab' })).toBe('unknown');
    await page.goto(site.at('cite/?cite=nothing&version=0123456789ab'));
    await page.getByText('网址里没有可核对的数字').waitFor();
  });

  it('are listed on the data page', async () => {
    const { page } = open;
    await page.goto(site.at('data/'));
    await page.locator('html[data-alive]').waitFor();
    await page.locator('#history summary').click();
    const rows = page.locator('[data-history] tbody tr');
    await rows.first().waitFor();
    const texts = await rows.allInnerTexts();
    expect(texts[0]).toContain(second.dataVersion);
    expect(texts[0]).toContain('现在发布的');
    expect(texts.some((text) => text.includes(first.dataVersion) && text.includes('可退回'))).toBe(true);
  });

  it('are compared with on the bulletin page: what was published then, without a reason that nobody could know', async () => {
    const { page } = open;
    await page.goto(site.at('report/'));
    await page.locator('html[data-alive]').waitFor();
    await page.locator('[data-past] summary').click();
    await page.locator('[data-versions]').selectOption(first.dataVersion);
    const rows = page.locator('[data-since="revisions"] tbody tr');
    await rows.first().waitFor();
    const [was, is] = [earlier.metrics.problems_total.value!, 2941];
    const shown = await rows.locator('xpath=self::tr[@data-row="problems_total"]/*').allInnerTexts();
    expect(shown.slice(1, 4)).toEqual(
      [was, is].map((count) => count.toLocaleString('en')).concat(`+${is - was}`),
    );
    expect(await page.locator('[data-past] .notes').innerText()).toContain('只留汇总数');
  });

  it('are put back by one command; what was quoted of the one taken back is marked', async () => {
    const { page, complaints } = open;
    const run = await runPublish(['--rollback', '--out', join(folder, 'site/ledger'), '--json']);
    expect(run.status).toBe(0);
    expect(JSON.parse(run.stdout)).toMatchObject({
      dataVersion: first.dataVersion,
      withdrawn: second.dataVersion,
    });
    await page.goto(site.url);
    await page.locator(`[data-version="${first.dataVersion}"]`).waitFor();
    await page
      .locator(`[data-metric="problems_total"][data-value="${earlier.metrics.problems_total.value}"]`)
      .first()
      .waitFor();
    expect(await cite(page, { cite: 'on_site_ratio', version: second.dataVersion })).toBe('withdrawn');
    complaints.assertNone();
  });

  it('refuse to go back where nothing is kept, and wrong usage', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'wuse-empty-'));
    const none = await runPublish(['--rollback', '--out', empty]);
    expect([none.status, none.stderr.split(':')[0]]).toEqual([1, 'PUBLISH_ROLLBACK_NONE']);
    expect((await runPublish(['--rollback', 'ledger.csv', '--out', empty])).status).toBe(2);
    expect((await runPublish(['--out', empty])).status).toBe(2);
    rmSync(empty, { recursive: true });
  });
});
