import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { violationsOf } from './support/axe.ts';
import { openPage, test } from './support/browser.ts';
import { ASKED_IN_VAIN, serveSite } from './support/site.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const PUBLIC_SITE = fileURLToPath(new URL('../.tmp/public-site', import.meta.url));

const KEPT = { 'cache-control': 'public,max-age=31536000,immutable' };

const nameIn = (folder: string, pattern: RegExp): string =>
  readdirSync(`${BUILD}/${folder}`).find((name) => pattern.test(name))!;

async function run(page: Page): Promise<Map<string, string>> {
  await page.locator('main button').first().click();
  await page.locator('[data-checked="true"]').waitFor({ timeout: 50_000 });
  const lines = await page.$$eval('[data-check]', (items) =>
    items.map((item) => [item.getAttribute('data-check')!, item.getAttribute('data-verdict')!] as const),
  );
  return new Map(lines);
}

test('the self-test finds a whole site well, on plain http, and copies its report', async ({
  page,
  site,
  complaints,
}) => {
  complaints.allow(ASKED_IN_VAIN);
  await page.goto(site.at('check/'));
  const verdicts = await run(page);
  const well = [
    ...['SITE_LIST', 'SITE_FILES', 'SITE_MANIFEST', 'SITE_BUNDLE', 'SITE_VERSION', 'SITE_TYPES'],
    ...[
      'SITE_CACHE',
      'SITE_RANGES',
      'SITE_REDIRECT',
      'SITE_NOT_FOUND',
      'SITE_LISTING',
      'SITE_SOURCE_MAPS',
      'SITE_BROWSER',
      'SITE_CONTEXT',
      'SITE_ENGINE',
      'SITE_STORAGE',
    ],
    'SITE_CLOCK',
  ];
  expect(well.filter((code) => verdicts.get(code) !== 'ok')).toEqual([]);
  expect(await violationsOf(page)).toEqual([]);
  for (const code of ['SITE_POLICY', 'SITE_WORKER_POLICY', 'SITE_HEADERS'])
    expect([code, verdicts.get(code)]).toEqual([code, 'ok']);
  expect(await page.locator('[data-check="SITE_ENGINE"]').innerText()).toMatch(
    /(eh|mvp) · \d+\.\d s · n = 2\d{3}/,
  );
  await page.locator('main button').nth(1).click();
  await page.evaluate(() => {
    const field = document.createElement('textarea');
    field.id = 'pasted';
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press('Control+V');
  const text = await page.locator('#pasted').inputValue();
  expect(text).toContain(site.url);
  expect(text).toContain('✓ 程序文件完整');
  expect(text).not.toMatch(/POLICY|SITE_HEADERS/);
});

test('a damaged site is told file by file, with what to do', async ({ page, complaints, site }) => {
  complaints.allow(/404|Failed to load resource/);
  const engine = nameIn('engine', /^engine-eh-.*\.bin$/);
  const script = nameIn('_app/immutable/workers', /\.js$/);
  const manifest = readFileSync(`${BUILD}/ledger/manifest.json`, 'utf8');
  const figures = /summary-[0-9a-f]+\.json/.exec(manifest)![0];
  await page.goto(site.at('en/check/'));
  const engineBytes = readFileSync(`${BUILD}/engine/${engine}`);
  await page.route(`**/engine/${engine}`, (route) =>
    route.fulfill({ body: engineBytes.subarray(0, 1_000_000), headers: KEPT }),
  );
  const scriptText = readFileSync(`${BUILD}/_app/immutable/workers/${script}`, 'utf8');
  await page.route(`**/workers/${script}`, (route) =>
    route.fulfill({ body: `${scriptText} `, headers: { ...KEPT, 'content-type': 'text/javascript' } }),
  );
  await page.route(`**/ledger/${figures}`, (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.route('**/ledger/manifest.json', (route) =>
    route.fulfill({
      body: manifest,
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=3600' },
    }),
  );
  const verdicts = await run(page);
  const wrong = [...verdicts].filter(([, verdict]) => verdict === 'failure').map(([code]) => code);
  expect(wrong.sort()).toEqual(['SITE_BUNDLE', 'SITE_CACHE', 'SITE_ENGINE', 'SITE_FILES']);
  const files = await page.locator('[data-check="SITE_FILES"]').innerText();
  for (const name of [engine, script]) expect(files).toContain(name);
  expect(files).toContain('copy the whole folder build again');
  expect(await page.locator('[data-check="SITE_BUNDLE"]').innerText()).toContain(figures);
  expect(await page.locator('[data-check="SITE_CACHE"]').innerText()).toContain('max-age=3600');
  expect(await page.locator('[data-check="SITE_ENGINE"]').innerText()).toContain('ENGINE_DAMAGED');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a site without its manifest still has its self-test, and leads to it', async ({
  page,
  complaints,
  site,
}) => {
  complaints.allow(/404/);
  await page.route('**/ledger/manifest.json', (route) => route.fulfill({ status: 404, body: 'gone' }));
  await page.goto(site.url);
  await page.locator('[data-error="BUNDLE_DAMAGED"] a').click();
  await page.waitForURL(site.at('check/'));
  const verdicts = await run(page);
  const wrong = [...verdicts].filter(([, verdict]) => verdict === 'failure').map(([code]) => code);
  expect(wrong).toEqual(['SITE_MANIFEST']);
  expect(await page.locator('[data-check="SITE_MANIFEST"]').innerText()).toContain('ledger/manifest.json');
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a public edition is tested as well, without rows', async ({ browser }) => {
  const site = await serveSite({ root: PUBLIC_SITE, base: '/gov/open/' });
  const { page, context, complaints } = await openPage(browser, site);
  complaints.allow(ASKED_IN_VAIN);
  await page.goto(site.url);
  await page.locator('footer a[href*="check/"]').click();
  await page.waitForURL(site.at('check/'));
  const verdicts = await run(page);
  expect([...verdicts].filter(([, verdict]) => verdict === 'failure')).toEqual([]);
  expect(await page.locator('[data-check="SITE_ENGINE"]').innerText()).toMatch(/(eh|mvp) · \d+\.\d s$/);
  complaints.assertNone();
  await context.close();
  await site.close();
});
