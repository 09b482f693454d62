import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { parse } from 'csv-parse/sync';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';

const TOWN = '恩城镇';
const texts = sampleExport();
const oracleOf = (filter: OracleFilter = {}, cutoff: string = EXPORT_CUTOFF) =>
  computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff, filter }).metrics;

const cell = (page: Page, row: string, column: string, metric: string) =>
  page.locator(`tr[data-row="${row}"] td[data-column="${column}"] [data-metric="${metric}"]`);
const value = async (page: Page, row: string, column: string, metric: string): Promise<number> =>
  Number(await cell(page, row, column, metric).getAttribute('data-value'));
const choose = (page: Page, name: string, option: string) =>
  page.locator(`select[data-choose="${name}"]`).selectOption(option);
const parameters = (page: Page) => new URL(page.url()).searchParams;

/** Waits for a cell to hold a value and for no question to be under way. */
async function waitForCell(
  page: Page,
  row: string,
  column: string,
  metric: string,
  wanted: number,
): Promise<void> {
  await page
    .locator(
      `tr[data-row="${row}"] td[data-column="${column}"] [data-metric="${metric}"][data-value="${wanted}"]`,
    )
    .waitFor();
  await page.locator('[aria-busy="false"] [data-pivot]').waitFor();
}
const rowsOf = (page: Page): Promise<string[]> =>
  page
    .locator('tr[data-row]:not([data-total])')
    .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-row')!));
/** All that the table says, cell by cell. */
const tableText = (page: Page): Promise<string> => page.locator('[data-pivot]').innerText();

describe('the explore page', () => {
  test('crosses towns with colours by mouse; a cell opens as many records as it says', async ({
    reading: { page, open },
  }) => {
    await open('');
    await page.getByRole('link', { name: '分析' }).click();
    await page.locator('[data-pivot]').waitFor();
    await choose(page, 'columns', 'colour');
    const yellow = oracleOf({ town: [TOWN], colour: ['yellow'] });
    await waitForCell(page, TOWN, 'yellow', 'problems_total', yellow.problems_total.value!);
    expect(await value(page, '', '', 'problems_total')).toBe(2941);
    expect(await value(page, '', 'yellow', 'problems_total')).toBe(104);
    expect(await value(page, TOWN, '', 'problems_total')).toBe(
      oracleOf({ town: [TOWN] }).problems_total.value,
    );

    await choose(page, 'show', 'open');
    const waiting = cell(page, TOWN, 'yellow', 'open');
    await waiting.waitFor();
    expect(Number(await waiting.getAttribute('data-value'))).toBe(yellow.open.value);
    await page.locator('button[data-sort="overdue_open"]').click();
    await page.waitForURL(/order=-overdue_open/);
    const order = await rowsOf(page);
    const overdue = await Promise.all(order.map((row) => value(page, row, '', 'overdue_open')));
    expect(overdue).toEqual([...overdue].sort((a, b) => b - a));

    const before = await tableText(page);
    await page.reload();
    await page.locator('[data-pivot]').waitFor();
    expect(await tableText(page)).toBe(before);

    await cell(page, TOWN, 'yellow', 'problems_total').locator('a').click();
    await page.waitForURL(/records\//);
    await page.locator(`[data-count="${yellow.problems_total.value}"]`).waitFor();
    expect([parameters(page).getAll('town'), parameters(page).getAll('colour')]).toEqual([
      [TOWN],
      ['yellow'],
    ]);
    await page.goBack();
    await page.locator('[data-pivot]').waitFor();
    expect(await tableText(page)).toBe(before);
  });

  test('does all of it by keyboard', async ({ reading: { page, open } }) => {
    await open('explore/');
    await page.locator('[data-pivot]').waitFor();
    await page.locator('select[data-choose="rows"]').focus();
    for (const key of ['village', 'colour', 'department', 'category']) {
      await page.keyboard.press('ArrowDown');
      await page.waitForURL(new RegExp(`rows=${key}`));
    }
    const roads = oracleOf({ category: ['道路'] });
    await waitForCell(page, '道路', '', 'problems_total', roads.problems_total.value!);
    await page.locator('button[data-sort="rows"]').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/order=rows/);
    const names = await rowsOf(page);
    expect(names).toEqual([...names].sort());
    await cell(page, '道路', '', 'problems_total').locator('a').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/records\//);
    await page.locator(`[data-count="${roads.problems_total.value}"]`).waitFor();
  });

  test('shows rates with what they are of, and opens either side', async ({ reading: { page, open } }) => {
    const query = `rows=town&columns=status&show=satisfaction_rate&show=on_time_rate&town=${encodeURIComponent(TOWN)}`;
    await open(`explore/?${query}`);
    const expected = oracleOf({ town: [TOWN] }).on_time_rate;
    const figure = cell(page, TOWN, '', 'on_time_rate');
    await figure.waitFor();
    expect(await figure.getAttribute('data-numerator')).toBe(String(expected.numerator));
    expect(await figure.getAttribute('data-denominator')).toBe(String(expected.denominator));
    await page.locator(`tr[data-row="${TOWN}"] td[data-column=""] small a`).last().click();
    await page.waitForURL(/part=denominator/);
    await page.locator(`[data-count="${expected.denominator}"]`).waitFor();
  });

  test('shows what was a week before and the change, and opens the records of then', async ({
    reading: { page, open },
  }) => {
    await open('explore/?columns=colour&change=yes');
    await page.locator('[data-pivot]').waitFor();
    const now = oracleOf({ town: [TOWN], colour: ['green'] }).problems_total.value!;
    const then = oracleOf({ town: [TOWN], colour: ['green'] }, '2022-02-10T18:00').problems_total.value!;
    const place = page.locator(`tr[data-row="${TOWN}"] td[data-column="green"]`);
    const texts = await place.allInnerTexts();
    expect(texts.slice(0, 3).map((text) => text.trim())).toEqual([`${now}`, `${then}`, `+${now - then}`]);
    await place.locator('[data-past="problems_total"] a').click();
    await page.waitForURL(/cutoff=2022-02-10/);
    await page.locator(`[data-count="${then}"]`).waitFor();
  });

  test('opens a shared link with the same table and chart, and names what it does not understand', async ({
    browser,
    page,
    site,
  }) => {
    const link = site.at('explore/?rows=registered_month&columns=colour&as=line&show=open&order=-rows');
    await page.goto(link);
    await page.locator('[data-chart="line"] svg circle').first().waitFor();
    const said = await tableText(page);
    const other = await openPage(browser, site);
    await other.page.goto(page.url());
    await other.page.locator('[data-chart="line"] svg circle').first().waitFor();
    expect(await tableText(other.page)).toBe(said);
    await other.page.goto(site.at('explore/?rows=planet&as=heat&show=open'));
    const notice = other.page.locator('.notice').filter({ hasText: '“行' });
    expect(await notice.innerText()).toContain('显示为');
    await waitForCell(other.page, TOWN, '', 'open', oracleOf({ town: [TOWN] }).open.value!);
    other.complaints.assertNone();
    await other.context.close();
  });

  test('keeps a table of every village usable, and exports all of it as it stands', async ({
    page,
    site,
  }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(
      site.at('explore/?rows=village&columns=colour&show=problems_total&show=ledger_resolution_rate'),
    );
    await page.locator('[data-pivot]').waitFor();
    const lines = Number(await page.locator('[data-lines]').getAttribute('data-lines'));
    expect(lines).toBeGreaterThan(250);
    expect(
      await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
    ).toBeLessThanOrEqual(0);
    const some = (await rowsOf(page)).length;
    expect(some).toBeLessThan(lines);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-download="csv"]').click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^分析-2022-02-17T1800-\w+\.csv$/);
    const rows = parse(readFileSync((await file.path())!, 'utf8'), {
      bom: true,
      relax_column_count: true,
    }) as string[][];
    expect(rows[0]!.slice(0, 3)).toEqual(['村（社区）', '合计 · 问题总数', '合计 · 台账解决率']);
    const whole = oracleOf();
    expect(rows[1]!.slice(0, 2)).toEqual(['合计', '2941']);
    expect(rows[1]!.slice(3, 5).map(Number)).toEqual([
      whole.ledger_resolution_rate.numerator,
      whole.ledger_resolution_rate.denominator,
    ]);
    expect(rows.slice(2, 2 + some).map(([name]) => name)).toEqual(await rowsOf(page));
    expect(rows.filter(([name]) => name === '截至')).toEqual([['截至', '2022年2月17日18时']]);
    await page.locator('[data-more]').click();
    await page.locator(`tr[data-row]:not([data-total]) >> nth=${lines - 1}`).waitFor();
    expect(await rowsOf(page)).toHaveLength(lines);
  });

  test('says without scripts where the figures are, and shows none', async ({ browser, site }) => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at('explore/'));
    expect(await page.locator('main .notice').first().innerText()).toContain('总览');
    expect(await page.locator('[data-metric]').count()).toBe(0);
    await context.close();
  });
});
