import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { EXPORT_CUTOFF } from '../support/exports.ts';
import { test } from './support/browser.ts';
import { waitForTotal } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';

const SECRET = { name: '欧阳秘密', phone: '19900007777' };
const HEADER = ['镇街', '受访群众姓名', '联系方式', '反映时间', '反映问题', '台账颜色', '解决时间'];
/** The town's cell spans both of its rows. */
const ROWS = `<tr><td rowspan="2">王庙镇</td><td>${SECRET.name}</td><td>${SECRET.phone}</td><td>2022-01-05</td><td>村西头路灯不亮</td><td>绿色</td><td>2022-01-08</td></tr>
<tr><td>王某</td><td></td><td>2022-01-06</td><td>门前积水</td><td>蓝色</td><td></td></tr>`;
const MARKUP = `<html><head><meta charset="gb2312"></head><body><table><tr>${HEADER.map((cell) => `<td>${cell}</td>`).join('')}</tr>${ROWS}</table></body></html>`;
const TEXT = `${HEADER.join('\t')}\r\n恩城镇\t张某\t\t2022-01-07\t停水\t黄色\t\r\n`;

const field = (page: Page) => page.locator('#open textarea');
const said = (page: Page) => page.locator('#open .paste [role="status"]');

/** Pastes into the field what a spreadsheet program would have copied. */
async function paste(page: Page, forms: Readonly<Record<string, string>>): Promise<void> {
  await field(page).evaluate((element, content) => {
    const clipboardData = new DataTransfer();
    for (const [type, text] of Object.entries(content)) clipboardData.setData(type, text);
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, forms);
}

async function open(page: Page): Promise<void> {
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
}

describe('a table pasted on the data page', () => {
  test('joins the chosen files under a name of its own, and is what every page shows', async ({
    page,
    site,
  }) => {
    await page.goto(site.at('data/'));
    const chosen = `${HEADER.join()}\n三唐乡,,,2022-01-04,停电,绿色,\n`;
    await page
      .locator('#open input[type="file"]')
      .first()
      .setInputFiles({ name: '三唐乡.csv', mimeType: 'text/csv', buffer: Buffer.from(chosen) });
    await paste(page, { 'text/html': MARKUP, 'text/plain': 'never read' });
    await said(page).getByText('已取 粘贴的表格.html：3 行 × 7 列').waitFor();
    await paste(page, { 'text/plain': TEXT });
    await said(page).getByText('已取 粘贴的表格2.tsv：2 行 × 7 列').waitFor();
    expect(await page.locator('#open .drop').first().innerText()).toContain(
      '已选 3 个：三唐乡.csv、粘贴的表格.html、粘贴的表格2.tsv',
    );
    await open(page);
    const sources = page.locator('#sources [data-file]');
    expect(await sources.evaluateAll((each) => each.map((one) => (one as HTMLElement).dataset.file))).toEqual(
      ['三唐乡.csv', '粘贴的表格.html', '粘贴的表格2.tsv'],
    );
    await page.locator('header nav a').first().click();
    await waitForTotal(page, 4);
    const wangmiao = page.locator('[data-metric="problems_total"][data-dimension="town"][data-key="王庙镇"]');
    expect(await wangmiao.first().getAttribute('data-value')).toBe('2');
  });

  test('is taken by the keyboard from a real clipboard; nothing of it stays in the field or is stored', async ({
    page,
    site,
  }) => {
    await page.goto(site.at('data/'));
    await field(page).waitFor();
    await page.evaluate((markup) => {
      const copied = document.createElement('div');
      copied.id = 'copied';
      copied.innerHTML = markup;
      document.body.append(copied);
      getSelection()!.selectAllChildren(copied);
    }, MARKUP);
    await page.keyboard.press('Control+C');
    await page.evaluate(() => document.querySelector('#copied')!.remove());
    await page.locator('#open input[type="file"]').nth(1).focus();
    while (!(await field(page).evaluate((element) => element === document.activeElement))) {
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type('typed');
    await page.keyboard.press('Control+V');
    await said(page).getByText('粘贴的表格.html：3 行 × 7 列').waitFor();
    expect(await field(page).inputValue()).toBe('');
    await page.locator('#open [data-preview]').first().waitFor();
    const kept = await page.evaluate(() =>
      [
        document.documentElement.outerHTML,
        JSON.stringify({ ...localStorage, ...sessionStorage }),
        location.href,
      ].join('\n'),
    );
    for (const secret of Object.values(SECRET)) expect(kept.includes(secret)).toBe(false);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page).innerText()).toBe('');
    expect(await field(page).evaluate((element) => element === document.activeElement)).toBe(true);
    expect(await page.locator('#open button[type="submit"]').isDisabled()).toBe(true);
  });

  test('is refused with code and hint when it is no table, and the chosen files stay', async ({
    page,
    site,
  }) => {
    await page.goto(site.at('data/'));
    await paste(page, { 'text/plain': TEXT });
    await said(page).getByText('粘贴的表格.tsv').waitFor();
    await paste(page, { 'text/html': `<p>${SECRET.name}</p>`, 'text/plain': `${SECRET.name}反映停水` });
    const notice = page.locator('#open [data-error="INGEST_PASTE_WITHOUT_TABLE"]');
    await notice.waitFor();
    expect(await notice.locator('.hint').innerText()).toContain('复制');
    expect(await notice.innerText()).not.toContain(SECRET.name);
    expect(await said(page).innerText()).toContain('粘贴的表格.tsv：2 行 × 7 列');
    await paste(page, { 'text/plain': TEXT.replace('停水', '停电') });
    await said(page).getByText('粘贴的表格2.tsv').waitFor();
    expect(await notice.count()).toBe(0);
  });
});
