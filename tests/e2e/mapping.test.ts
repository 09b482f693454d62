import { readFileSync } from 'node:fs';
import { utils, write } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { EXPORT_CUTOFF } from '../support/exports.ts';
import { violationsOf } from './support/axe.ts';
import { test } from './support/browser.ts';
import { figuresOf, waitForTotal, follow } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';

const ENGLISH = `List of January,,,,,,,,,
No.,Town,Village,Resident,Phone,Issue,Department,Solved on,Satisfaction,Colour
1,王庙镇,李家村,张小明,13800001234,停水,教体局,2022-01-06,满意,绿
2,恩城镇,张家村,李小红,13900001234,停电,供电公司,,,蓝
3,王庙镇,周家村,王小刚,13700001234,路灯不亮,住建局,2022-02-01,满意,蓝
4,前曹镇,孙家村,赵小兰,13600001234,夜间噪音,公安局,,,黄
5,恩城镇,张家村,钱小军,13500001234,暖气不热,住建局,2022-03-01,,绿
`;
/** Field and the column of the file, counted from 0, as somebody reads them off its header. */
const CHOICES = [
  ['town', 1],
  ['village', 2],
  ['reporter_name', 3],
  ['phone', 4],
  ['problem', 5],
  ['dept_lead', 6],
  ['resolved_at', 7],
  ['satisfaction', 8],
  ['colour_recorded', 9],
] as const;

const csv = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
const files = (page: Page) => page.locator('#open input[type="file"]');
const table = (page: Page, name = 'export.csv') => page.locator(`[data-preview="${name}"]`);
const stored = (page: Page) => page.evaluate(() => localStorage.getItem('wuse-mappings'));

async function choose(page: Page, text = ENGLISH): Promise<void> {
  await files(page).nth(0).setInputFiles(csv('export.csv', text));
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await table(page).waitFor();
}

async function map(page: Page): Promise<void> {
  await table(page).getByRole('button', { name: '逐列指定' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.locator('select[name="headerRow"]').selectOption('2');
  for (const [field, column] of CHOICES) {
    await dialog.locator(`#field-${field}`).selectOption(String(column));
  }
  await dialog.getByRole('button', { name: '确定' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.locator('[data-preview="export.csv"][data-role="issues"]').waitFor();
}

/** Opens what is chosen and reads the overview: problems, of the ledger's those that are resolved, ratings. */
async function open(page: Page): Promise<unknown> {
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
  await follow(page, '');
  await waitForTotal(page, 5);
  const shown = await figuresOf(page);
  const pick = (metric: string) => {
    const found = shown.find((figure) => figure.metric === metric && figure.dimension === null);
    return found && [found.value, found.numerator, found.denominator];
  };
  return {
    total: pick('problems_total')?.[0],
    resolved: pick('ledger_resolution_rate'),
    satisfied: pick('satisfaction_rate'),
  };
}

/** Counted by hand: rows 1 and 3 are solved and satisfied; the date of row 5 is after the cut-off, a promise. */
const COUNTED = { total: '5', resolved: ['0.4', '2', '5'], satisfied: ['1', '2', '2'] };

describe('a ledger whose header is not known', () => {
  test('is refused, mapped by hand, opened, and known the next time', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await choose(page);
    expect(await table(page).getAttribute('data-role')).toBe('skipped');
    await pressOpen(page);
    const notice = page.locator('#open [data-error="INGEST_MISSING_COLUMN"]');
    expect(await notice.locator('.hint').innerText()).toContain('调整');
    await map(page);
    expect(await table(page).innerText()).toContain('第 2 行');
    expect(await open(page)).toEqual(COUNTED);

    const kept = (await stored(page))!;
    for (const content of ['王庙镇', '停水', '1380', '张小明', 'export']) expect(kept).not.toContain(content);
    await page.goto(site.at('data/'));
    await page.reload();
    await choose(page);
    expect(await table(page).getAttribute('data-role')).toBe('issues');
    expect(await table(page).innerText()).toContain('按手工指定');
    expect(await open(page)).toEqual(COUNTED);
  });

  test('is mapped with a header of two rows, which are chosen', async ({ page, site }) => {
    const book = utils.book_new();
    const rows = [
      ['Personne', '', 'Affaire', '', '', ''],
      ['Nom', 'Tel', 'Texte', 'Lieu', 'Jour', 'Couleur'],
      ['张小明', '13800001234', '停水', '王庙镇', '2022-01-05', '绿'],
      ['李小红', '13900001234', '停电', '恩城镇', '2022-01-06', '蓝'],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows), '表');
    const buffer = Buffer.from(write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    await page.goto(site.at('data/'));
    await files(page).nth(0).setInputFiles({ name: 'export.xlsx', mimeType: 'application/zip', buffer });
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await table(page, '表').getByRole('button', { name: '逐列指定' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('select[name="headerRow"]').selectOption('1');
    await dialog.locator('select[name="headerHeight"]').selectOption('2');
    expect(await dialog.locator('#field-problem').innerText()).toContain('Affaire_Texte');
    for (const [field, column] of [
      ['problem', 2],
      ['town', 3],
      ['reported_at', 4],
      ['colour_recorded', 5],
    ] as const) {
      await dialog.locator(`#field-${field}`).selectOption(String(column));
    }
    await dialog.getByRole('button', { name: '确定' }).click();
    await page.locator('[data-preview="表"][data-role="issues"]').waitFor();
    await pressOpen(page);
    await page.locator('[data-local]').waitFor();
    await follow(page, '');
    await waitForTotal(page, 2);
  });

  test('shows masked values only, and tells which field is missing or lost its column', async ({
    page,
    site,
  }) => {
    await page.goto(site.at('data/'));
    await choose(page);
    await table(page).getByRole('button', { name: '逐列指定' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    const confirm = dialog.getByRole('button', { name: '确定' });
    expect(await dialog.locator('select[name="headerRow"]').inputValue()).toBe('2');
    expect(await dialog.locator('#field-seq_no').inputValue()).toBe('0');
    expect(await confirm.isDisabled()).toBe(true);
    expect(await dialog.locator('.foot').innerText()).toContain('反映问题');
    await dialog.locator('#field-remark').selectOption('5');
    await dialog.locator('#field-reporter_name').selectOption('3');
    await dialog.locator('#field-problem').selectOption('5');
    expect(await dialog.locator('.foot').innerText()).toContain('备注');
    expect(await dialog.locator('#field-remark').inputValue()).toBe('-1');
    expect(await confirm.isDisabled()).toBe(false);
    const shown = await dialog.innerHTML();
    expect(shown).toContain('138****1234');
    for (const secret of ['13800001234', '张小明', '李小红']) expect(shown).not.toContain(secret);
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('逐列指定');
    expect(await stored(page)).toBeNull();
  });

  test('has a mapping that is forgotten, saved as a file and loaded again', async ({ page, site }) => {
    await page.goto(site.at('data/'));
    await choose(page);
    await map(page);
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: '保存为配置文件' }).click();
    const saved = readFileSync(await (await download).path(), 'utf8');
    const byColumn = new Map<number, string>([
      [0, 'seq_no'],
      ...CHOICES.map(([id, at]) => [at, id] as const),
    ]);
    const header = ENGLISH.split('\n')[1]!.split(',');
    expect(JSON.parse(saved)).toEqual({
      tables: [{ columns: header.map((text, at) => ({ header: text, column: byColumn.get(at) })) }],
    });

    await table(page).getByRole('button', { name: '忘记' }).click();
    await page.locator('[data-preview="export.csv"][data-role="skipped"]').waitFor();
    expect(await stored(page)).toBeNull();
    await files(page).nth(2).setInputFiles(csv('配置.json', '{"tabels":[]}'));
    await page.locator('#open [data-error="CONFIG_UNKNOWN_KEY"]').waitFor();
    await files(page).nth(2).setInputFiles(csv('配置.json', saved));
    await page.locator('[data-preview="export.csv"][data-role="issues"]').waitFor();
    expect(await open(page)).toEqual(COUNTED);
  });
});

test('files that are recognised, and such that cannot be read, are shown before anything is opened', async ({
  page,
  site,
}) => {
  await page.goto(site.at('data/'));
  await files(page)
    .nth(0)
    .setInputFiles([
      csv('台账.csv', '镇街,登记时间,反映问题,内部记号\n王庙镇,2022-01-05,停水,A\n'),
      csv('空.csv', ''),
    ]);
  await table(page, '台账.csv').waitFor();
  await table(page, '台账.csv').locator('summary').click();
  const shown = await table(page, '台账.csv').innerText();
  for (const text of ['台账', '第 1 行', '认出 3 列，未用 1 列', '内部记号']) expect(shown).toContain(text);
  expect(await page.locator('[data-unreadable="INGEST_FILE_EMPTY"]').count()).toBe(1);
  expect(await page.locator('[data-local]').count()).toBe(0);
});
