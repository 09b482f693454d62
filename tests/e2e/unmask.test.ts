import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openDuckDbNode } from '../../src/lib/engine/duckdb-node.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import { buildWorkbook } from '../golden/build-workbook.ts';
import { EXPORT_CUTOFF } from '../support/exports.ts';
import { violationsOf } from './support/axe.ts';
import { followAddress, test } from './support/browser.ts';
import { follow } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';
import type { Site } from './support/site.ts';

const HEADER = ['问题编号', '镇街', '受访群众姓名', '联系方式', '登记时间', '反映问题', '台账颜色'];
const SECRETS = ['欧阳秘密', '19912340001', '13800000009'] as const;
const [NAME, PHONE, SECOND_PHONE] = SECRETS;
const MASKED = '问欧阳*密，138****0009';
const ROWS = [
  ['Y1', '王庙镇', NAME, PHONE, '2022-01-05', `井干了，问${NAME}，${SECOND_PHONE}`, '绿色'],
  ['Y2', '王庙镇', '上官无名', '19912340002', '2022-01-06', '门前积水', '蓝色'],
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-unmask-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Puts the ledger where it can be chosen. */
function writeLedger(name: string): string {
  const path = join(folder, name);
  const table = [HEADER, ...ROWS];
  writeFileSync(
    path,
    name.endsWith('.xlsx')
      ? buildWorkbook({
          sheets: [
            { name: '说明', rows: [['填报说明'], ['一行']] },
            { name: '台账', rows: table },
          ],
        })
      : table.map((row) => row.join()).join('\n'),
  );
  return path;
}

async function openChosen(page: Page): Promise<void> {
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
}

async function openLedger(page: Page, site: Site, ledger: string, language = ''): Promise<void> {
  await page.goto(site.at(`${language}data/`));
  await page.locator('#open input[type="file"]').first().setInputFiles(ledger);
  await openChosen(page);
}

async function toRecord(page: Page, site: Site, id: string, language = ''): Promise<void> {
  await followAddress(page, site.at(`${language}records/?id=${id}`));
  await page.locator(`[data-record="${id}"]`).waitFor();
}

const panel = (page: Page) => page.locator('[data-original]');
const button = (page: Page) => panel(page).locator('button').first();
const shown = (page: Page) => page.locator('[data-original="shown"]');
const said = (page: Page) => panel(page).getByRole('status');
const textOf = (page: Page): Promise<string> => page.evaluate(() => document.documentElement.outerHTML);

async function show(page: Page): Promise<void> {
  await button(page).click();
  await shown(page).waitFor();
}

/** Nothing of the original is in the document. */
async function expectGone(page: Page): Promise<void> {
  await shown(page).waitFor({ state: 'detached' });
  const text = await textOf(page);
  expect(SECRETS.filter((secret) => text.includes(secret))).toEqual([]);
}

/** As the browser does when another tab is looked at. */
function setHidden(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isHidden);
}

describe('the original of a record', () => {
  test('is shown on a click, and hidden by the next; by keys, and said', async ({ page, site }) => {
    await openLedger(page, site, writeLedger('台账.xlsx'));
    await toRecord(page, site, 'Y1');
    await expectGone(page);
    expect(await page.locator('main').innerText()).toContain(MASKED);
    expect(await violationsOf(page)).toEqual([]);

    await button(page).focus();
    await page.keyboard.press('Enter');
    await shown(page).waitFor();
    const text = await shown(page).innerText();
    expect(SECRETS.filter((secret) => !text.includes(secret))).toEqual([]);
    expect(text).toContain('原文，未遮盖');
    expect(text).toMatch(/联系方式\s+19912340001/);
    expect(await said(page).innerText()).toBe('已显示原文，2 分钟后自动隐藏。');
    expect(await button(page).innerText()).toBe('隐藏原文');
    expect(await button(page).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsOf(page, ['color-contrast'])).toEqual([]);
    // The rest of the page stays masked.
    expect(await page.locator('[data-field="phone"]').innerText()).toBe('199****0001');
    expect(await page.locator('h1').innerText()).toContain(MASKED);

    await page.keyboard.press('Enter');
    await expectGone(page);
    expect(await said(page).innerText()).toBe('原文已隐藏。');

    await page.keyboard.press('Enter');
    await shown(page).waitFor();
    await page.keyboard.press('Escape');
    await expectGone(page);
    expect(await button(page).evaluate((element) => element === document.activeElement)).toBe(true);
  });

  test('hides itself: printed, out of sight, after two minutes, and with its record or its file', async ({
    page,
    site,
  }) => {
    await page.clock.install();
    await openLedger(page, site, writeLedger('台账.csv'));
    await toRecord(page, site, 'Y1');

    await show(page);
    await page.emulateMedia({ media: 'print' });
    expect(await panel(page).isVisible()).toBe(false);
    expect(await page.locator('h1').isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    expect(await panel(page).isVisible()).toBe(true);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await expectGone(page);

    await show(page);
    await setHidden(page, true);
    await expectGone(page);
    await setHidden(page, false);
    await expectGone(page);

    await show(page);
    await page.clock.fastForward(119_000);
    expect(await shown(page).count()).toBe(1);
    await page.clock.fastForward(1_500);
    await expectGone(page);
    expect(await said(page).innerText()).toBe('已满 2 分钟，原文已隐藏。');
    await page.clock.resume();

    await show(page);
    await page.locator('[data-rel="next"], [data-rel="prev"]').and(page.locator('a')).first().click();
    await page.locator('[data-record="Y2"]').waitFor();
    await expectGone(page);
    await toRecord(page, site, 'Y1');
    await show(page);
    await page.locator('main nav .back').click();
    await page.locator('[data-record]').waitFor({ state: 'detached' });
    await expectGone(page);

    await toRecord(page, site, 'Y1');
    await show(page);
    await page.locator('[data-local] button').click();
    await page.locator('[data-local]').waitFor({ state: 'detached' });
    await expectGone(page);
    expect(await panel(page).count()).toBe(0);
  });

  test('is in no address, storage, request, message, attribute, export or package', async ({
    page,
    site,
  }) => {
    const heard: string[] = [];
    page.on('console', (message) => heard.push(message.text()));
    await openLedger(page, site, writeLedger('台账.csv'));
    await toRecord(page, site, 'Y1');
    const requests: string[] = [];
    page.on('request', (request) => {
      requests.push(`${decodeURIComponent(request.url())} ${request.postData() ?? ''}`);
    });
    await show(page);

    const kept = await page.evaluate(async () => {
      const attributes = [...document.querySelectorAll('*')].flatMap((element) =>
        [...element.attributes].map(({ value }) => value),
      );
      return JSON.stringify([
        [location.href, document.title, document.cookie, window.name, history.state],
        [{ ...localStorage }, { ...sessionStorage }, await indexedDB.databases()],
        [await window.caches?.keys(), performance.getEntries(), attributes],
      ]);
    });
    const exported: string[] = [];
    await follow(page, 'records/');
    const waiting = page.waitForEvent('download');
    await page.locator('[data-export="csv"]').click();
    exported.push(readFileSync(await (await waiting).path(), 'utf8'));
    await follow(page, 'data/');
    await page.locator('#package .actions button').first().click();
    const download = page.locator('[data-download="package"]');
    const [made] = await Promise.all([page.waitForEvent('download'), download.click()]);
    const files = unzipSync(readFileSync(await made.path()));
    for (const [name, bytes] of Object.entries(files)) {
      exported.push(Buffer.from(name.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
    }
    const manifest = JSON.parse(Buffer.from(files['ledger/manifest.json']!).toString()) as Manifest;
    const database = manifest.files.find(({ role }) => role === 'ledger')!.name;
    writeFileSync(join(folder, database), files[`ledger/${database}`]!);
    const engine = await openDuckDbNode({ path: join(folder, database), readOnly: true });
    const { rows } = await engine.query({ sql: 'select * from issues', parameters: [] });
    await engine.close();
    expect(rows).toHaveLength(2);
    exported.push(rows.map(String).join('\n'));

    const all = [kept, ...heard, ...requests, ...exported].join('\n');
    expect(SECRETS.filter((secret) => all.includes(secret))).toEqual([]);
    // What stands masked in the tables is in what was searched.
    expect(exported.filter((text) => text.includes(MASKED)).length).toBeGreaterThanOrEqual(2);
    const asked = requests.filter((line) => !line.startsWith('blob:'));
    expect(asked.filter((line) => !/\/(?:(?:_app|engine)\/[^ ]*|icon\.svg) $/.test(line))).toEqual([]);
  });

  test('is not held by the page once it is hidden or left', async ({ page, site }) => {
    const { 2: name, 3: phone } = ROWS[1]!;
    await openLedger(page, site, writeLedger('台账.csv'));
    await toRecord(page, site, 'Y2');
    const session = await page.context().newCDPSession(page);
    const parts: string[] = [];
    session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
    /** Texts as a snapshot has them. */
    const escaped = (text: string): string =>
      text.replace(
        /[^ -~]/g,
        (unit) => `\\u${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
      );
    const found = async (): Promise<string[]> => {
      parts.length = 0;
      await session.send('HeapProfiler.collectGarbage');
      await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
      const heap = parts.join('');
      expect(heap).toContain('original-note');
      return [name!, phone!].filter((secret) => heap.includes(escaped(secret)));
    };
    await show(page);
    expect(await found()).toEqual([name, phone]);
    await button(page).click();
    await shown(page).waitFor({ state: 'detached' });
    expect(await found()).toEqual([]);
    await show(page);
    await toRecord(page, site, 'Y1');
    expect(await found()).toEqual([]);
  });

  test('is given up while it is read, and a changed file is refused', async ({ page, site, complaints }) => {
    const ledger = writeLedger('台账.csv');
    await openLedger(page, site, ledger, 'en/');
    await toRecord(page, site, 'Y1', 'en/');
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.context().route('**/import-worker*', async (route) => {
      await held;
      await route.continue();
    });
    await button(page).click();
    await panel(page).locator('[data-cancel]').click();
    await panel(page).locator('progress').waitFor({ state: 'detached' });
    expect(await button(page).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.context().unrouteAll({ behavior: 'ignoreErrors' });
    release();
    await expectGone(page);
    await show(page);
    expect(await shown(page).innerText()).toContain(PHONE);
    await button(page).click();

    appendFileSync(ledger, `\nY3,王庙镇,${NAME},19912340003,2022-01-07,停水,绿色`);
    await button(page).click();
    const refused = panel(page).locator('[data-error="ORIGINAL_FILE_CHANGED"]');
    await refused.waitFor();
    await setHidden(page, true);
    await setHidden(page, false);
    expect(await refused.innerText()).toContain('choose and open the file again on the data page');
    await expectGone(page);
    complaints.allow(/ERR_UPLOAD_FILE_CHANGED|ERR_FAILED/);
  });

  test('of a pasted table is there while it is open', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    const content = [HEADER, ...ROWS].map((row) => row.join('\t')).join('\n');
    await page.locator('#open textarea').evaluate((element, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, content);
    await page.locator('#open .paste [role="status"]').getByText('已取').waitFor();
    await openChosen(page);
    await toRecord(page, site, 'Y1');
    await show(page);
    expect(await shown(page).innerText()).toContain(PHONE);
  });

  test('is not to be had of what is published', async ({ reading: { page, open } }) => {
    await open('records/');
    await page.locator('[data-index="0"][data-id] a').first().click();
    await page.locator('[data-record] dl').first().waitFor();
    expect(await panel(page).count()).toBe(0);
    expect(await page.getByText('显示原文').count()).toBe(0);
  });
});
