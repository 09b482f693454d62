import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { sha256 } from '../../src/publish/hash.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport, samplePath } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures, follow } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';
import { serveSite } from './support/site.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const NOTES = '说明.txt';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Opens a ledger on the data page. */
async function open(page: Page, ledger: string, cutoff: string, visits?: string): Promise<void> {
  const fields = page.locator('#open input[type="file"]');
  await fields.nth(0).setInputFiles(ledger);
  if (visits !== undefined) await fields.nth(1).setInputFiles(visits);
  await page.locator('#open input[type="datetime-local"]').fill(cutoff);
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
}

const make = (page: Page) => page.locator('#package .actions button').first().click();

type Watching = Window & { shown?: Set<string> };

/** Notes in every frame, from the first, which totals and versions can be seen on the page. */
async function watchShown(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shown = ((window as Watching).shown = new Set());
    const look = (): void => {
      for (const element of document.querySelectorAll<HTMLElement>(
        '[data-metric="problems_total"]:not([data-dimension]), [data-version]',
      )) {
        const { value, version } = element.dataset;
        if (getComputedStyle(element).visibility === 'visible') shown.add(value ?? version ?? '');
      }
      requestAnimationFrame(look);
    };
    look();
  });
}

const shownOn = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...((window as Watching).shown ?? [])].sort());

/** Downloads the package that was made: its name, and its files in their order. */
async function download(page: Page): Promise<{ name: string; files: [string, Uint8Array][] }> {
  const button = page.locator('[data-download="package"]');
  await button.waitFor();
  const [started] = await Promise.all([page.waitForEvent('download'), button.click()]);
  const bytes = readFileSync(await started.path());
  return { name: started.suggestedFilename(), files: Object.entries(unzipSync(bytes)) };
}

/** Puts another ledger where it can be chosen. */
function writeLedger(text: string): string {
  const path = join(folder, '另一份台账.csv');
  writeFileSync(path, text);
  return path;
}

const jsonOf = <T>(bytes: Uint8Array): T => JSON.parse(new TextDecoder().decode(bytes)) as T;

/** Tables whose rows the queries rely on to stand in an order. */
const ORDERED = new Set(['issues', 'visits', 'transitions', 'findings', 'cells', 'week_cells']);

/** Every table of a database file: its columns' names and types, and its rows, in their order where it counts. */
async function tablesOf(path: string): Promise<Record<string, unknown>> {
  const engine = await openDuckDbNode({ path, readOnly: true });
  const rowsOf = async (sql: string) => (await engine.query({ sql, parameters: [] })).rows;
  const tables: Record<string, unknown> = {};
  for (const [name] of await rowsOf('select table_name from duckdb_tables() order by 1')) {
    const table = String(name);
    const rows = (await rowsOf(`select * from ${table}`)).map((row) => JSON.stringify(row));
    const columns = await rowsOf(`select column_name, column_type from (describe ${table})`);
    tables[table] = [columns, ORDERED.has(table) ? rows : rows.sort()];
  }
  await engine.close();
  return tables;
}

/** Everything but the moment of making and the database's own bytes, which are others at every writing. */
function comparable(manifest: Manifest): unknown {
  const isDatabase = (role: string): boolean => role.startsWith('ledger');
  const files = manifest.files.map((file) => (isDatabase(file.role) ? { role: file.role } : file));
  return { ...manifest, publishedAt: '', files };
}

describe('the package of an opened ledger', () => {
  test('holds what publishing the same files by command writes', async ({ page, site }) => {
    const [ledger, visits] = [samplePath('平原县五色台账.csv'), samplePath('走访统计.csv')];
    const out = join(folder, 'by-command');
    const run = await runPublish([
      ...[ledger, '--visits', visits, '--cutoff', EXPORT_CUTOFF],
      // What the county says of itself is taken over from what is published: there is no need to give it in the page.
      ...['--config', samplePath('配置.json'), '--out', out, '--household-secret', join(folder, 'kept.txt')],
    ]);
    expect(run.status).toBe(0);
    await page.goto(site.at('data/'));
    expect(await page.locator('#package').count()).toBe(0);
    await page.locator('#open [data-secret]').setInputFiles(join(folder, 'kept.txt'));
    await page.locator('[data-household-secret="kept"]').waitFor();
    await open(page, ledger, EXPORT_CUTOFF, visits);
    await make(page);
    const { name, files } = await download(page);

    const command = jsonOf<Manifest>(readFileSync(join(out, 'manifest.json')));
    const [last, bytes] = files.at(-1)!;
    expect(last).toBe('ledger/manifest.json');
    const manifest = jsonOf<Manifest>(bytes);
    expect(comparable(manifest)).toEqual(comparable(command));
    expect(Object.keys(manifest)).toEqual(Object.keys(command));
    expect(manifest.publishedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
    expect(name).toBe(`五色台账发布包-2022-02-17-${command.dataVersion}.zip`);

    const listed = manifest.files.map((file) => `ledger/${file.name}`);
    expect(files.map(([path]) => path)).toEqual([
      NOTES,
      ...listed,
      'ledger/summary.json',
      'ledger/manifest.json',
    ]);
    const content = new Map(files);
    for (const file of manifest.files) {
      const given = content.get(`ledger/${file.name}`)!;
      expect([given.length, sha256(given)]).toEqual([file.bytes, file.sha256]);
    }
    expect(Buffer.from(content.get('ledger/summary.json')!)).toEqual(readFileSync(join(out, 'summary.json')));
    const notes = new TextDecoder('utf-8', { ignoreBOM: true }).decode(content.get(NOTES));
    expect(notes.slice(0, 8)).toBe('\ufeff五色台账发布包');
    expect(notes).toContain(command.dataVersion);

    const database = manifest.files.find(({ role }) => role === 'ledger')!.name;
    writeFileSync(join(folder, database), content.get(`ledger/${database}`)!);
    const byCommand = command.files.find(({ role }) => role === 'ledger')!.name;
    const tables = await tablesOf(join(folder, database));
    expect(Object.keys(tables)).toEqual([
      'cell_keys',
      'cells',
      'coverage',
      'facts',
      'findings',
      'issues',
      'onsite_tally',
      'transitions',
      'visits',
      'week_cells',
    ]);
    expect(tables).toEqual(await tablesOf(join(out, byCommand)));
  });

  test('says what it will publish and replace, and nothing leaves the page', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await open(page, writeLedger(largeExport(300, 9).ledger), '2022-01-20T18:00');
    const sent: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' || request.postData() !== null) sent.push(request.url());
    });
    const kept = await page.locator('#rows [data-rows="total"] [data-count="kept"]').innerText();
    const version = await page.locator('[data-version]').getAttribute('data-version');
    await make(page);
    const made = page.locator(`[data-package="${version}"]`);
    await made.waitFor();
    const text = await made.innerText();
    expect(text).toContain(version!);
    expect(text).toContain('2022年1月20日');
    expect(text).toContain(`采用 ${kept}`);
    expect(text).toMatch(/将替换\s+版本 [0-9a-f]{12}，截至2022年2月17日/);
    expect(text).toContain('截止时间比已发布的早');
    expect(await made.locator('[data-file]').count()).toBe(4);
    expect(sent).toEqual([]);
  });

  test('can be given up, and made after all', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await open(page, writeLedger(largeExport(300, 9).ledger), EXPORT_CUTOFF);
    await make(page);
    await page.locator('#package [data-stage]').waitFor();
    await page.locator('#package [data-cancel]').click();
    await page.locator('#package [data-stage]').waitFor({ state: 'detached' });
    expect(await page.locator('#package [data-error], #package [data-package]').count()).toBe(0);
    await make(page);
    await page.locator('[data-package]').waitFor();
  });
});

describe('a package that is unpacked in the folder of the site', () => {
  const CUTOFF = '2022-02-10T12:00';
  const { ledger } = largeExport(1200, 5);
  const oracle = computeOracle({ ledger, cutoff: CUTOFF });
  const root = (): string => join(folder, 'site');

  test('is what every page shows; without scripts they state their own cut-off', async ({ browser }) => {
    cpSync(BUILD, root(), { recursive: true });
    const before = jsonOf<Manifest>(readFileSync(join(root(), 'ledger/manifest.json')));
    const site = await serveSite({ root: root(), base: '/gov/ledger/' });
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at('data/'));
    await open(page, writeLedger(ledger), CUTOFF);
    await make(page);
    const { files } = await download(page);
    await context.close();
    complaints.assertNone();
    for (const [name, content] of files) {
      mkdirSync(dirname(join(root(), name)), { recursive: true });
      writeFileSync(join(root(), name), content);
    }
    // What the pages were built with is gone some day.
    for (const { name } of before.files) rmSync(join(root(), 'ledger', name), { force: true });

    const reader = await openPage(browser, site);
    await watchShown(reader.page);
    // As over a slow line: the answers come long after the page.
    await reader.page.route('**/ledger/*.json', async (route) => {
      await new Promise((done) => setTimeout(done, 300));
      await route.continue();
    });
    await reader.page.goto(site.url);
    await waitForTotal(reader.page, oracle.metrics.problems_total.value!);
    await reader.page.locator('.plot svg').first().waitFor();
    const version = jsonOf<Manifest>(files.at(-1)![1]).dataVersion;
    expect(await shownOn(reader.page)).toEqual([String(oracle.metrics.problems_total.value), version].sort());
    expect(wrongFigures(await figuresOf(reader.page), oracle)).toEqual([]);
    expect(await reader.page.locator('[data-local]').count()).toBe(0);
    const filtered = computeOracle({ ledger, cutoff: CUTOFF, filter: { town: ['恩城镇'] } });
    await reader.page.goto(site.at(`?town=${encodeURIComponent('恩城镇')}`));
    await waitForTotal(reader.page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(reader.page), filtered, { town: oracle })).toEqual([]);
    await follow(reader.page, 'records/');
    const rows = filtered.selectRows('problems_total', 'numerator');
    await reader.page.locator(`[data-count="${rows.length}"]`).waitFor();
    const first = await reader.page.locator('[data-index="0"][data-id]').getAttribute('data-id');
    expect(rows).toContain(first);
    reader.complaints.assertNone();
    await reader.context.close();

    const without = await openPage(browser, site, { javaScriptEnabled: false });
    await without.page.goto(site.url);
    const line = without.page.locator('[data-version]');
    expect(await line.getAttribute('data-version')).toBe(before.dataVersion);
    expect(await line.innerText()).toContain('2022年2月17日');
    expect(await line.isVisible()).toBe(true);
    expect(await without.page.locator('[data-metric="problems_total"]').first().isVisible()).toBe(true);
    await without.context.close();
    await site.close();
  });
});
