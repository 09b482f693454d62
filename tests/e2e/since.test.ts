import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import type { SavedBulletin } from '../../src/lib/report/since/saved.ts';
import { violationsOf } from './support/axe.ts';
import { test } from './support/browser.ts';

const past = (page: Page) => page.locator('[data-past]');
const summary = (page: Page, words: string) =>
  past(page).locator('[data-summary]', { hasText: words }).waitFor();

/** Saves the figures that the page shows. */
async function saved(page: Page): Promise<{ name: string; file: SavedBulletin }> {
  const download = page.waitForEvent('download');
  await past(page).locator('[data-save="wuse.json"]').click();
  const made = await download;
  const text = readFileSync(await made.path(), 'utf8');
  return { name: made.suggestedFilename(), file: JSON.parse(text) as SavedBulletin };
}

async function opened(page: Page, content: unknown): Promise<void> {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  await past(page)
    .locator('input[type="file"]')
    .setInputFiles({ name: 'last.wuse.json', mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** A copy in which other numbers of problems were published. */
function altered(file: SavedBulletin, change: (whole: number[]) => void): SavedBulletin {
  const copy = JSON.parse(JSON.stringify(file)) as SavedBulletin;
  change(copy.figures.scope.whole[0] as number[]);
  return copy;
}

describe('since the last bulletin', () => {
  test('the figures are saved and opened again: nothing changed, nothing revised', async ({
    reading: { page, open },
  }) => {
    await open('report/');
    await past(page).locator('summary').click();
    const { name, file } = await saved(page);
    expect(name).toBe('全县五色台账工作周报-2022-02-17.wuse.json');
    expect([file.moment, file.records!.rows.length]).toEqual(['2022-02-17T18:00', 2941]);
    // The first row of the sample has this number, name, and text.
    expect(JSON.stringify(file)).not.toMatch(/PY2021|周志珍|营业执照/);
    await opened(page, file);
    await summary(page, '0 个与上期不同，0 个上期数被修订');
    expect(await past(page).locator('[data-empty]').count()).toBe(2);
    expect(await past(page).locator('[data-row]').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  test('a count that was published differently is listed, and that no record explains it', async ({
    reading: { page, open },
  }) => {
    await open('report/');
    await past(page).locator('summary').click();
    const { file } = await saved(page);
    const place = file.figures.counts.indexOf('problems_total');
    await opened(
      page,
      altered(file, (whole) => (whole[place]! -= 41)),
    );
    const row = (list: string) => past(page).locator(`[data-since="${list}"] [data-row="problems_total"]`);
    await row('revisions').waitFor();
    expect(await row('changes').locator('th, td').allInnerTexts()).toEqual([
      ...['问题总数', '2,900', '2,941', '增加 41个'],
    ]);
    expect(await row('revisions').locator('th, td').allInnerTexts()).toEqual([
      ...['问题总数', '2,900', '2,941', '+41', '差额中+41不能由记录解释（如走访统计中没有记录的现场解决）'],
    ]);
    expect(await violationsOf(page)).toEqual([]);
    // A record less in the file is one that was entered later.
    const without = altered(file, (whole) => (whole[place]! -= 1));
    const rows = without.records!.rows.slice(1);
    await opened(page, { ...without, records: { ...without.records, rows } });
    await past(page).locator('[data-row="problems_total"]', { hasText: '补录1条' }).waitFor();
    const csv = page.waitForEvent('download');
    await past(page).locator('[data-since="revisions"] [data-download="csv"]').click();
    expect(readFileSync(await (await csv).path(), 'utf8')).toContain('问题总数,2940,2941,1,');
  });

  test('the file’s own scope is compared, and strange files are refused', async ({
    reading: { page, open },
  }) => {
    await open(`report/?kind=press&town=${encodeURIComponent('恩城镇')}`);
    await past(page).locator('summary').click();
    await page.locator('[data-paragraph="press"]').waitFor();
    const { file } = await saved(page);
    await open('report/');
    await past(page).locator('summary').click();
    await opened(page, file);
    await summary(page, '0 个与上期不同，0 个上期数被修订');
    const notes = await past(page).locator('li').allInnerTexts();
    expect(notes).toContain('范围：恩城镇。');
    expect(notes).toContain('上期的范围与本页现在的不同，按上期的范围比较。');
    for (const [content, code] of [
      ['not JSON', 'SINCE_NOT_JSON'],
      [{ format: 'other' }, 'SINCE_OTHER_KIND'],
      [{ ...file, version: 2 }, 'SINCE_NEWER'],
      [{ ...file, moment: '2022-02-17T18:01' }, 'SINCE_AHEAD'],
    ] as const) {
      await opened(page, content);
      await past(page).locator(`[data-error="${code}"]`).waitFor();
      expect(await past(page).locator('[data-since]').count()).toBe(0);
    }
    expect(page.url()).not.toContain('town');
  });

  test('reads in English too', async ({ page, site }) => {
    await page.goto(site.at('en/report/'));
    await past(page).locator('summary').click();
    const { file } = await saved(page);
    const place = file.figures.counts.indexOf('open');
    await opened(
      page,
      altered(file, (whole) => (whole[place]! += 1)),
    );
    await past(page).locator('[data-since="revisions"] [data-row="open"]').waitFor();
    const text = await past(page).innerText();
    expect(text).toContain('difference not explained by records: −1');
    expect(text.replaceAll(file.title, '')).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
