import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { read } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle, type OracleFilter, type OracleResult } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';

const { ledger, visits } = sampleExport();
const oracleOf = (filter: OracleFilter = {}, cutoff = EXPORT_CUTOFF): OracleResult =>
  computeOracle({ ledger, visits, cutoff, filter });

/** The bulletin's text as it stands on the pages. */
const textOf = (page: Page, part: string): Promise<string> =>
  page.locator(`[data-paragraph^="${part}"]`).first().innerText();
const sheets = (page: Page) => page.locator('[data-bulletin] section[aria-label]');
const isCounted = (page: Page) => page.locator('[data-table="overdue"] tbody tr').first().waitFor();

async function saved(
  page: Page,
  kind: 'docx' | 'xlsx' | 'zip',
): Promise<{ name: string; bytes: Uint8Array }> {
  const download = page.waitForEvent('download');
  await page.locator(`[data-save="${kind}"]`).click();
  const file = await download;
  return { name: file.suggestedFilename(), bytes: new Uint8Array(readFileSync(await file.path())) };
}

/** Text of a Word file’s body. */
function wordText(bytes: Uint8Array): string {
  return strFromU8(unzipSync(bytes)['word/document.xml']!)
    .replace(/<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '');
}

describe('the bulletin', () => {
  test('stands in the first response, with the published figures', async ({ browser, site }) => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at('report/'));
    expect(await textOf(page, 'overview')).toBe(
      '截至2月17日18时，全县累计走访群众11.2万余户，梳理群众反映问题2941个。其中，现场解决1392个，占47.3%；列入台账1549个，' +
        '包括绿色695个、蓝色750个、黄色104个、红色0个、白色0个。镇村自主可解决1445个，占台账的93.3%。',
    );
    await context.close();
  });

  test('is cut into A4 pages, lists what is overdue, and its figures are the oracle’s', async ({
    reading: { page, open },
  }) => {
    await open('report/');
    await isCounted(page);
    expect(await sheets(page).count()).toBeGreaterThan(8);
    const shown = oracleOf();
    await page.locator('details summary', { hasText: '内容' }).click();
    // Two moments stand side by side there; the tests of the document compare both.
    await page.locator('[data-part="compared"]').uncheck();
    await page.locator('[data-table="compared"]').waitFor({ state: 'detached' });
    expect(wrongFigures(await figuresOf(page), shown)).toEqual([]);
    expect(await page.locator('[data-table="overdue"] tbody tr').count()).toBe(
      shown.selectRows('overdue_open').length,
    );
    expect(new URL(page.url()).searchParams.get('kind')).toBe('custom');
  });

  test('follows the filter, the kind and what it is compared with', async ({ reading: { page, open } }) => {
    await open(`report/?town=${encodeURIComponent('恩城镇')}`);
    await page.locator('h2', { hasText: '恩城镇“五色台账”工作周报' }).waitFor();
    const town = oracleOf({ town: ['恩城镇'] });
    await isCounted(page);
    expect(await textOf(page, 'overview')).toContain(
      `梳理群众反映问题${town.metrics.problems_total.value}个`,
    );
    await page.locator('[data-kind="daily"]').click();
    await page.locator('h2', { hasText: '工作日报' }).waitFor();
    await page.waitForFunction(() =>
      document
        .querySelector('[data-paragraph^="changes"]')
        ?.textContent?.includes('与前一日同时相比（2022年2月16日18时）'),
    );
    const before = oracleOf({ town: ['恩城镇'] }, '2022-02-16T18:00').metrics.problems_total.value!;
    const more = town.metrics.problems_total.value! - before;
    expect(await textOf(page, 'changes')).toContain(more === 0 ? '问题总数持平' : `问题总数增加${more}个`);
    await page.locator('[data-kind="press"]').click();
    await page.locator('[data-paragraph="press"]').waitFor();
    expect(await page.locator('[data-bulletin] table').count()).toBe(0);
    expect(await textOf(page, 'press')).not.toContain('0个');
    await page.goBack();
    await page.locator('h2', { hasText: '工作日报' }).waitFor();
  });

  test('is saved as Word and Excel with the same figures', async ({ reading: { page, open } }) => {
    await open('report/');
    await isCounted(page);
    const word = await saved(page, 'docx');
    expect(word.name).toBe('全县五色台账工作周报-2022-02-17.docx');
    const text = wordText(word.bytes);
    for (const part of ['overview', 'resolution', 'deadlines', 'revisits', 'changes', 'attention'])
      expect(text).toContain(await textOf(page, part));
    expect(Object.keys(unzipSync(word.bytes)).filter((name) => name.endsWith('.png'))).toHaveLength(1);
    const excel = await saved(page, 'xlsx');
    const book = read(excel.bytes);
    expect(book.SheetNames).toContain('镇街办理情况表');
    expect(book.Sheets['镇街办理情况表']!['B16'].v).toBe(1549);
  });

  test('is saved whole: one zip whose files say what the page says', async ({ reading: { page, open } }) => {
    await open(`report/?town=${encodeURIComponent('恩城镇')}&kind=weekly`);
    await page.locator('h2', { hasText: '恩城镇' }).waitFor();
    await isCounted(page);
    const { name, bytes } = await saved(page, 'zip');
    expect(name).toBe('恩城镇五色台账工作周报-2022-02-17.zip');
    const folder = '恩城镇五色台账工作周报-2022-02-17/';
    const files = Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([path, content]) => [path.slice(folder.length), content]),
    );
    const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as {
      scope: string;
      link: string;
      files: { name: string; sha256: string }[];
    };
    expect([manifest.scope, new URLSearchParams(manifest.link).getAll('town')]).toEqual([
      '恩城镇',
      ['恩城镇'],
    ]);
    expect(manifest.files).toHaveLength(Object.keys(files).length - 1);
    for (const { name: path, sha256 } of manifest.files)
      expect([path, createHash('sha256').update(files[path]!).digest('hex')]).toEqual([path, sha256]);
    const tables = Object.keys(files).filter((path) => path.endsWith('.csv'));
    expect(tables).toHaveLength(await page.locator('[data-bulletin] [data-table] .caption').count());
    const departments = tables.find((path) => path.includes('部门办理情况表'))!;
    const rows: string[][] = parse(files[departments]!, { bom: true, relax_column_count: true });
    const shown = await page
      .locator('[data-table="departments"] tr')
      .evaluateAll((lines) =>
        lines.map((line) => Array.from(line.children, (cell) => cell.textContent ?? '')),
      );
    expect(rows.slice(0, shown.length)).toEqual(shown);
    const single = await saved(page, 'docx');
    expect(files['恩城镇五色台账工作周报-2022-02-17.docx']).toEqual(single.bytes);
    const svg = strFromU8(files[Object.keys(files).find((path) => path.endsWith('.svg'))!]!);
    for (const words of ['2022年2月17日18时', '内部资料', '统计范围：恩城镇']) expect(svg).toContain(words);
    const png = files[Object.keys(files).find((path) => path.endsWith('.png'))!]!;
    expect([...png.subarray(1, 4)]).toEqual([...new TextEncoder().encode('PNG')]);
  });

  test('is edited: figures stay bound, what is written over is marked and listed', async ({
    reading: { page, open },
  }) => {
    await open('report/?kind=press');
    await page.locator('[data-paragraph="press"]').waitFor();
    await page.locator('[data-editing]').click();
    const figure = page.locator('[data-bound="problems_total"]');
    await figure.dblclick();
    await page.keyboard.type('3000');
    await page.keyboard.press('Escape');
    await page.locator('[data-editing]').click();
    expect(await page.locator('mark[data-written="problems_total"]').innerText()).toBe('3000');
    expect(await page.locator('[data-bulletin]').innerText()).toContain('3000（系统计算2941）');
    expect(wordText((await saved(page, 'docx')).bytes)).toContain('3000（系统计算2941）');
    await page.locator('[data-reset]').click();
    expect(await textOf(page, 'press')).toContain('梳理群众反映问题2941个');
    expect(await page.locator('mark').count()).toBe(0);
  });

  test('goes on with a paragraph that is longer than a page on the next one', async ({
    reading: { page, open },
  }) => {
    await open('report/?kind=press');
    await page.locator('[data-paragraph="press"]').waitFor();
    await page.locator('[data-editing]').click();
    await page.locator('[data-edit="press"]').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(`${'各镇街逐件核对。'.repeat(120)}到此为止。`);
    await page.keyboard.press('Escape');
    await page.locator('[data-editing]').click();
    await page.locator('.lines').nth(1).waitFor();
    // An A4 page is 1122.5 CSS pixels high; one that its text is too long for grows.
    for (const height of await sheets(page).evaluateAll((all) =>
      all.map((each) => each.getBoundingClientRect().height),
    ))
      expect(Math.round(height)).toBeLessThanOrEqual(1123);
    // Every line stands in one window only: 28 points each, and as many as the whole has.
    const windows = await page
      .locator('.lines')
      .evaluateAll((all) =>
        all.map((each) => [each.clientHeight, each.firstElementChild!.clientHeight] as const),
      );
    expect(windows.length).toBeGreaterThan(1);
    const sum = windows.reduce((all, [shown]) => all + shown, 0);
    expect(Math.abs(sum - windows[0]![1])).toBeLessThan(3);
    const pdf = await page.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/MediaBox/g)).toHaveLength(await sheets(page).count());
    expect(await page.locator('[data-paragraph="press"]').count()).toBe(1);
    // The tests of this page share a tab, which keeps what was written.
    await page.locator('[data-reset]').click();
  });

  test('keeps what was written in this tab, until it is taken back', async ({
    watched: { page, context },
    site,
  }) => {
    const press = page.locator('[data-paragraph="press"]');
    const stored = (): Promise<number[]> =>
      page.evaluate(() =>
        [sessionStorage, localStorage].map(
          (store) => Object.keys(store).filter((key) => key.startsWith('wuse-bulletin')).length,
        ),
      );
    await page.goto(site.at('report/?kind=press'));
    await page.locator('html[data-alive]').waitFor();
    await page.locator('[data-editing]').click();
    await page.locator('[data-field="masthead"]').fill('李四签发');
    await page.locator('[data-field="title"]').fill('情况专报');
    await page.locator('[data-edit="press"]').click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('请王五阅。');
    // Loaded again while the cursor still stands in the paragraph.
    await page.reload();
    await press.filter({ hasText: '请王五阅。' }).waitFor();
    const shown = page.locator('[data-bulletin]');
    expect(await shown.innerText()).toContain('李四签发');
    expect(await page.locator('h2').innerText()).toBe('情况专报');
    expect(await stored()).toEqual([1, 0]);
    // Words of the county are not those of a town, nor of another tab.
    await page.goto(site.at(`report/?kind=press&town=${encodeURIComponent('恩城镇')}`));
    await page.locator('h2', { hasText: '恩城镇' }).waitFor();
    expect(await press.innerText()).not.toContain('王五');
    const other = await context.newPage();
    await other.goto(site.at('report/?kind=press'));
    await other.locator('html[data-alive]').waitFor();
    expect(await other.locator('[data-bulletin]').innerText()).not.toMatch(/李四|王五/);
    await page.goto(site.at('report/?kind=press'));
    await press.filter({ hasText: '请王五阅。' }).waitFor();
    await page.locator('[data-reset]').click();
    expect(await stored()).toEqual([0, 0]);
    await page.reload();
    await page.locator('html[data-alive]').waitFor();
    expect(await shown.innerText()).not.toMatch(/李四|王五|专报/);
  });

  test('works where storage is blocked: what was written is then not kept', async ({ page, site }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get: () => {
          throw new DOMException('blocked', 'SecurityError');
        },
      });
    });
    await page.goto(site.at('report/?kind=press'));
    await page.locator('html[data-alive]').waitFor();
    await page.locator('[data-editing]').click();
    await page.locator('[data-field="title"]').fill('情况专报');
    await page.locator('[data-editing]').click();
    await page.locator('h2', { hasText: '情况专报' }).waitFor();
    await page.reload();
    await page.locator('h2', { hasText: '新闻口径' }).waitFor();
  });

  test('holds a pasted text against the figures of the scope', async ({ reading: { page, open } }) => {
    await open(`report/?kind=press&town=${encodeURIComponent('恩城镇')}`);
    await page.locator('[data-paragraph="press"]').waitFor();
    await page.locator('[data-check] summary').click();
    const right = await textOf(page, 'press');
    await page.locator('[data-check] textarea').fill(right);
    await page.locator('[data-summary]', { hasText: '不符 0 个' }).waitFor();
    await page.locator('[data-check] textarea').fill(right.replace('287个', '2941个'));
    const wrong = page.locator('[data-wrong="problems_total"]');
    await wrong.waitFor();
    expect((await wrong.locator('td').allInnerTexts()).slice(0, 3)).toEqual([
      '2941个',
      '恩城镇·问题总数',
      '287',
    ]);
    expect(page.url()).not.toContain('2941');
  });

  test('prints upright A4 pages and nothing around them', async ({ reading: { page, open } }) => {
    await open('report/');
    await isCounted(page);
    const count = await sheets(page).count();
    const pdf = await page.pdf({ preferCSSPageSize: true });
    const pages = pdf.toString('latin1').match(/\/MediaBox ?\[[^\]]*\]/g) ?? [];
    expect(pages).toHaveLength(count);
    for (const box of pages) {
      const [, , width, height] = box.match(/[\d.]+/g)!.map(Number);
      expect([Math.round(width!), Math.round(height!)]).toEqual([595, 842]);
    }
  });

  test('says which parameters it does not know', async ({ reading: { page, open } }) => {
    await open('report/?kind=hourly&section=weather');
    await page.locator('.notice', { hasText: '种类、内容' }).waitFor();
    expect(await page.locator('[data-kind="weekly"]').getAttribute('aria-pressed')).toBe('true');
  });
});
