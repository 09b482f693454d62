import { utils, write } from '@e965/xlsx';
import type { BrowserContext, Page } from 'playwright';
import { describe, expect } from 'vitest';
import { EXPORT_CUTOFF } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { expectCounty, expectFigures, show } from './support/faults.ts';
import { follow, waitForTotal } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';
import { ASKED_IN_VAIN } from './support/site.ts';

type Refusal = 'blocked' | 'full';

/** Fills what the browser gives the site, to the last character; runs in the page. */
const fill = (): void => {
  for (const storage of [localStorage, sessionStorage])
    for (let length = 2 ** 23; length >= 1; length /= 2)
      try {
        const name = `filling-${length}`;
        storage.setItem(name, 'x'.repeat(Math.max(0, length - name.length)));
      } catch {
        // Half of it may still fit.
      }
};

/** A browser whose settings block a site's data, or one that has no room left for it. */
async function refuseStorage(context: BrowserContext, refusal: Refusal): Promise<void> {
  const block = (): void => {
    for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'] as const)
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
  };
  await context.addInitScript(refusal === 'full' ? fill : block);
}

const HEADER = ['Issue', 'Place', 'Day', 'Colour'];
const ROWS = [
  ['停水', '王庙镇', '2022-01-05', '绿'],
  ['停电', '恩城镇', '2022-01-06', '蓝'],
  ['噪音', '恩城镇', '2022-01-07', '黄'],
];
const FIELDS = ['problem', 'town', 'reported_at', 'colour_recorded'];

function workbook() {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet([HEADER, ...ROWS]), '表');
  const buffer = Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
  return { name: 'export.xlsx', mimeType: 'application/zip', buffer };
}

async function openMapped(page: Page): Promise<void> {
  const words = /^(?:逐列指定|Map each column)$/;
  await page.locator('#open input[type="file"]').first().setInputFiles(workbook());
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await page.locator('[data-preview="表"]').getByRole('button', { name: words }).click();
  const dialog = page.getByRole('dialog');
  for (const [at, field] of FIELDS.entries())
    await dialog.locator(`#field-${field}`).selectOption(String(at));
  await dialog.locator('button[type="submit"]').click();
  await page.locator('[data-preview="表"][data-role="issues"]').waitFor();
  // What was mapped holds while files are chosen anew.
  await page.locator('#open input[type="file"]').first().setInputFiles([]);
  await page.locator('#open input[type="file"]').first().setInputFiles(workbook());
  await page.locator('[data-preview="表"][data-role="issues"]').waitFor();
}

/** A text on the pages of a bulletin; a copy that is measured is hidden. */
const written = (page: Page, text: string) =>
  page.locator('[data-bulletin]').getByText(text).locator('visible=true').first();
const theme = (page: Page) => page.evaluate(() => document.documentElement.dataset['theme']);
const themeNote = (page: Page) => page.locator('[data-theme-note]').innerText();

test('blocked storage is not missed by figures, records and the theme, which says how long it holds', async ({
  site,
  watched: { page, context },
}) => {
  await refuseStorage(context, 'blocked');
  await page.goto(site.url);
  await expectCounty(page);
  await show(page, site, 'green');
  await expectFigures(page, 'green');
  expect(await themeNote(page)).toBe('');
  const before = await theme(page);
  await page.getByRole('button', { name: '切换深浅色' }).click();
  expect(await theme(page)).not.toBe(before);
  expect(await themeNote(page)).toContain('只在本页有效');
  await follow(page, 'records/');
  await page.locator('[data-index="0"][data-id] a').first().click();
  await page.locator('[data-record]').waitFor();
  await page.goBack();
  await page.locator('[data-index="0"][data-id]').waitFor();
  await follow(page, '');
  await expectFigures(page, 'green');
  await page.locator('header a[hreflang="en"]').click();
  await page.locator('html[lang="en"][data-alive]').waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Switch light and dark' }).click();
  expect(await themeNote(page)).toContain('until the page is loaded again');
  expect(await page.getByRole('alert').count()).toBe(0);
});

describe.each(['blocked', 'full'] as const)('storage that is %s', (refusal) => {
  test('keeps no mapping: a workbook is mapped and opened all the same, and the page says so', async ({
    site,
    watched: { page, context },
  }) => {
    await refuseStorage(context, refusal);
    await page.goto(site.at('data/'));
    await openMapped(page);
    const note = page.locator('#open [data-kept]');
    expect(await note.innerText()).toContain('只在本页有效');
    expect(await note.innerText()).toContain('保存为配置文件');
    await pressOpen(page);
    await page.locator('[data-local]').waitFor();
    await follow(page, '');
    await waitForTotal(page, ROWS.length);
    await page.locator('button.pick', { hasText: '恩城镇' }).click();
    await waitForTotal(page, 2);
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('keeps no draft: what is written stands in the bulletin, and the page says for how long', async ({
    site,
    watched: { page, context },
  }) => {
    await refuseStorage(context, refusal);
    await page.goto(site.at('report/'));
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    await page.locator('[data-editing]').click();
    const said = page.locator('.controls [data-kept]');
    await said.and(page.locator('[data-kept="false"]')).waitFor();
    expect(await said.innerText()).toBe('改写的内容只在本页，刷新即失。');
    const paragraph = page.locator('[data-edit]').first();
    await paragraph.fill('手写的一段。');
    await paragraph.blur();
    await page.locator('[data-field="masthead"]').fill('县委办公室');
    await page.locator('[data-field="masthead"]').blur();
    await page.locator('[data-editing]').click();
    for (const text of ['手写的一段。', '县委办公室']) await written(page, text).waitFor();
    // Another bulletin and back: the draft holds in this page.
    await page.locator('[data-kind="daily"]').click();
    await page.locator('h2', { hasText: '工作日报' }).waitFor();
    expect(await page.locator('[data-bulletin]').innerText()).not.toContain('手写的一段。');
    await page.goBack();
    await written(page, '手写的一段。').waitFor();
    await page.locator('[data-reset]').click();
    await expect.poll(() => written(page, '手写的一段。').count()).toBe(0);
    expect(await page.getByRole('alert').count()).toBe(0);
  });
});

test('blocked storage is seen by the self-test, and asked for by no other page', async ({
  site,
  watched,
}) => {
  const { page, context, complaints } = watched;
  complaints.allow(ASKED_IN_VAIN);
  await refuseStorage(context, 'blocked');
  for (const path of ['explore/', 'rankings/', 'visits/', 'ageing/', 'households/', 'methodology/', 'sql/']) {
    await page.goto(site.at(path));
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    expect([path, await page.getByRole('alert').count()]).toEqual([path, 0]);
  }
  await page.locator('textarea[aria-describedby="sql-hint"]').fill('select 42 as answer');
  await page.locator('[data-run]').click();
  await page.locator('[data-answer] td', { hasText: /^42$/ }).waitFor();
  await page.goto(site.at('check/'));
  await page.locator('main button').first().click();
  const found = page.locator('[data-check="SITE_STORAGE"][data-verdict="warning"]');
  await found.waitFor({ timeout: 50_000 });
  expect(await found.innerText()).toContain('localStorage, sessionStorage');
});

test('a browser that has room again keeps drafts again', async ({ browser, site }) => {
  const { page, context, complaints } = await openPage(browser, site);
  await page.goto(site.at('report/'));
  await page.locator('html[data-alive]').waitFor({ state: 'attached' });
  await page.locator('[data-editing]').click();
  const write = async (text: string): Promise<void> => {
    await page.locator('[data-field="masthead"]').fill(text);
    await page.locator('[data-field="masthead"]').blur();
  };
  const isKept = () => page.locator('.controls [data-kept]').getAttribute('data-kept');
  expect(await isKept()).toBe('true');
  await page.evaluate(fill);
  await write('县委办公室'.repeat(40));
  expect(await isKept()).toBe('false');
  await page.evaluate(() => sessionStorage.clear());
  await write('县政府办公室');
  expect(await isKept()).toBe('true');
  await page.reload();
  await written(page, '县政府办公室').waitFor();
  complaints.assertNone();
  await context.close();
});
