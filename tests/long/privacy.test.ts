import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from '../../tools/engine/lock.ts';
import { launchBrowser, openPage, type WatchedPage } from '../e2e/support/browser.ts';
import { pressOpen } from '../e2e/support/opening.ts';
import { serveSite, type Site } from '../e2e/support/site.ts';
import { plantedExport } from '../support/planted-export.ts';
import { bundleText, leaksOf, textOf } from '../support/planted-leaks.ts';
import { runPublish } from '../support/run-publish.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CUTOFF = '2022-02-17T18:00';
const exported = plantedExport('xlsx');

let folder: string;
let site: Site;
let browser: Browser;
let watched: WatchedPage;
let page: Page;
/** Where the pages' contexts wrote or spoke since they were opened: addresses asked for, and the console. */
const heard: string[] = [];

/** Puts a file of the export where it can be chosen; its path. */
function put(role: 'issues' | 'visits' | 'transitions'): string {
  const { name, bytes } = exported[role][0]!;
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-privacy-'));
  const [config, bundle, built] = ['config.json', 'bundle', 'site'].map((name) => join(folder, name));
  writeFileSync(config!, JSON.stringify(exported.config));
  const given = ['--visits', put('visits'), '--transitions', put('transitions'), '--config', config!];
  const run = await runPublish([put('issues'), ...given, '--cutoff', CUTOFF, '--out', bundle!]);
  expect(run.stderr + run.stdout).toContain('已发布');
  // One build at a time: they share .svelte-kit.
  mkdirSync(join(ROOT, 'tests/.tmp'), { recursive: true });
  await withLock(join(ROOT, 'tests/.tmp/build.lock'), async () => {
    // As a person builds it: the tests' own NODE_ENV makes another program of it.
    const env = { ...process.env, NODE_ENV: 'production', WUSE_BUNDLE: bundle, WUSE_SITE: built };
    const vite = join('node_modules', 'vite', 'bin', 'vite.js');
    const build = spawnSync(process.execPath, [vite, 'build'], { cwd: ROOT, env, encoding: 'utf8' });
    if (build.status !== 0) throw new Error(build.stderr);
    expect(leaksOf(build.stdout + build.stderr, exported)).toEqual([]);
  });
  site = await serveSite({ root: built! });
  browser = await launchBrowser();
  watched = await openPage(browser, site);
  page = watched.page;
  watched.context.on('request', (request) => {
    heard.push(request.url(), request.postData() ?? '');
  });
  watched.context.on('console', (message) => heard.push(message.text()));
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page is alive and no question is under way. */
async function settle(): Promise<void> {
  await page.locator('html[data-alive]').waitFor({ timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, {
    timeout: 60_000,
  });
}

async function visit(path: string): Promise<void> {
  await page.goto(site.at(path));
  await settle();
}

/** Follows a link of the page itself: what is open stays open. */
async function click(selector: string, awaited: string): Promise<void> {
  await page.locator(selector).first().click();
  await page.locator(awaited).first().waitFor();
  await settle();
}

/** A text with its percent signs read as what they stand for, where they stand for something. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      return escaped;
    }
  });
}

/** Text, markup, title and address of the page, what it keeps, and all that was asked and said so far. */
async function expectNothing(): Promise<void> {
  const parts = await page.evaluate(async () => {
    const kept = [{ ...localStorage }, { ...sessionStorage }, history.state as unknown];
    const inside = [await indexedDB.databases(), performance.getEntries().map(({ name }) => name)];
    return [
      ...[document.body.innerText, document.body.textContent!, document.documentElement.outerHTML],
      ...[document.title, document.cookie, window.name, location.href, JSON.stringify([kept, inside])],
    ];
  });
  expect(parts[0]!.length).toBeGreaterThan(200);
  expect(leaksOf(decoded([...parts, ...heard].join('\n')), exported)).toEqual([]);
  watched.complaints.assertNone();
}

/** What a button saves: its name, and its content. */
async function saved(selector: string): Promise<{ name: string; path: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 60_000 }),
    page.locator(selector).first().click(),
  ]);
  const name = download.suggestedFilename();
  const path = join(folder, `saved-${name}`);
  await download.saveAs(path);
  expect(leaksOf(name, exported)).toEqual([]);
  return { name, path };
}

async function expectNothingSaved(selectors: readonly string[]): Promise<void> {
  for (const selector of selectors) {
    const text = textOf((await saved(selector)).path);
    expect([selector, text.length > 100]).toEqual([selector, true]);
    expect([selector, leaksOf(text, exported)]).toEqual([selector, []]);
  }
}

/** Opens the places of every kind of finding. */
async function openFindings(): Promise<void> {
  const kinds = page.locator('#findings summary');
  const count = await kinds.count();
  expect(count).toBeGreaterThan(5);
  for (let at = 0; at < count; at += 1) await kinds.nth(at).click();
  await page.waitForFunction(
    (total) => document.querySelectorAll('#findings details[open] tbody').length === total,
    count,
    { timeout: 60_000 },
  );
  await settle();
}

const RECORD = '[data-index="0"][data-id] a';

describe('a site of an export with identifiers and names in every cell', () => {
  it('has none of them in any file', async () => {
    const root = join(folder, 'site');
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) =>
      name.replaceAll('\\', '/'),
    );
    // The bundle is looked into through its tables; packed copies say what the files say, and the engine is the same everywhere.
    const plain = files.filter(
      (name) => /\.(?:html|js(?:on)?|css|svg|txt)$/.test(name) && !/^(?:ledger|engine)\//.test(name),
    );
    expect(plain.length).toBeGreaterThan(100);
    const text = [...files, ...plain.map((name) => textOf(join(root, name)))].join('\n');
    // What is masked stands in the pages: they were made of this export.
    expect(text).toContain('139****');
    expect(leaksOf(text, exported)).toEqual([]);
    expect(leaksOf(await bundleText(join(root, 'ledger')), exported)).toEqual([]);
  }, 120_000);

  it.each([
    '',
    'rankings/',
    `unit/?of=town&name=${encodeURIComponent('王庙镇')}`,
    'unit/?of=owner',
    'visits/',
    'explore/?rows=town&columns=category',
    'households/',
    'ageing/',
    'methodology/',
  ])('shows none on /%s', async (path) => {
    await visit(path);
    await expectNothing();
  });

  it('shows none in a search, a record, and their files', async () => {
    const columns = ['phone', 'resident_name', 'note', 'owner', 'result', 'village'];
    await visit(`records/?${columns.map((name) => `columns=${name}`).join('&')}#q=600`);
    await page.locator(RECORD).waitFor({ timeout: 30_000 });
    await page.locator('mark', { hasText: '600' }).first().waitFor();
    await expectNothing();
    await expectNothingSaved(['[data-export="csv"]', '[data-export="xlsx"]']);
    await click(RECORD, '[data-record]');
    await expectNothing();
    await visit('records/');
    await page.locator(RECORD).waitFor({ timeout: 30_000 });
    await expectNothingSaved(['[data-export="csv"]', '[data-export="xlsx"]']);
  });

  it('shows none among its findings, files and sheets', async () => {
    await visit('data/');
    await openFindings();
    expect(await page.locator('#sources').innerText()).toContain('台账.xlsx');
    await expectNothing();
    await expectNothingSaved(['#findings [data-download="csv"]', '#findings [data-download="xlsx"]']);
  });

  it('writes none into its bulletin', async () => {
    await visit('report/');
    await page.locator('[data-table="overdue"]').first().waitFor();
    await expectNothing();
    await expectNothingSaved(['[data-save="docx"]', '[data-save="xlsx"]', '[data-save="zip"]']);
  });
});

describe('the same files, opened on the data page', () => {
  it('are refused without the name of one', async () => {
    await visit('data/');
    const { name } = exported.issues[0]!;
    const empty = { name, mimeType: 'application/octet-stream', buffer: Buffer.from('') };
    await page.locator('#open input[type="file"]').first().setInputFiles(empty);
    await page.locator('#open input[type="datetime-local"]').fill(CUTOFF);
    await pressOpen(page);
    await page.locator('#open [data-error="INGEST_FILE_EMPTY"]').waitFor();
    expect(await page.locator('#open [data-unreadable]').count()).toBe(1);
    await expectNothing();
  });

  it('put none into page, address, storage, console, files or package', async () => {
    await visit('data/');
    const fields = page.locator('#open input[type="file"]');
    await fields.nth(0).setInputFiles(put('issues'));
    await fields.nth(1).setInputFiles(put('visits'));
    await fields.nth(2).setInputFiles(put('transitions'));
    await page.locator('#open input[type="datetime-local"]').fill(CUTOFF);
    await pressOpen(page);
    await page.locator('[data-local]').waitFor({ timeout: 90_000 });
    await settle();
    await openFindings();
    await expectNothing();
    await expectNothingSaved(['#findings [data-download="csv"]']);

    await page.locator('#package .actions button').first().click();
    await page.locator('[data-download="package"]').waitFor({ timeout: 60_000 });
    const { path } = await saved('[data-download="package"]');
    await expectNothing();
    for (const [name, content] of Object.entries(unzipSync(readFileSync(path)))) {
      mkdirSync(dirname(join(folder, 'package', name)), { recursive: true });
      writeFileSync(join(folder, 'package', name), content);
    }
    expect(leaksOf(textOf(path), exported)).toEqual([]);
    const bundle = await bundleText(join(folder, 'package/ledger'));
    expect(bundle).toContain('139****');
    expect(leaksOf(bundle, exported)).toEqual([]);

    await click('nav a[href*="records/"]', RECORD);
    await expectNothing();
    await expectNothingSaved(['[data-export="csv"]']);
    await click(RECORD, '[data-record]');
    await expectNothing();
    expect(await page.locator('[data-original]').count()).toBe(1);
  }, 240_000);
});
