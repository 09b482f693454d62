import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';

const TOWN = '恩城镇';
const texts = sampleExport();
const oracleOf = (filter: OracleFilter = {}) =>
  computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: EXPORT_CUTOFF, filter });

/** Towns by falling ledger resolution rate, counted by the oracle. */
function townsInOrder(): string[] {
  return Object.entries(oracleOf().by.town)
    .map(([town, { metrics }]) => ({ town, rate: metrics.ledger_resolution_rate.value ?? -1 }))
    .sort((a, b) => b.rate - a.rate)
    .map(({ town }) => town);
}

const shownUnits = (page: Page): Promise<string[]> =>
  page.$$eval('tr[data-unit]', (rows) => rows.map((row) => (row as HTMLElement).dataset.unit!));

const tableOf = (page: Page, of: string, by: string) =>
  page.locator(`table[data-of="${of}"][data-by="${by}"] tr[data-unit]`).first().waitFor();

describe('the rankings', () => {
  test('stand in the first response, in the oracle’s order, all towns', async ({ browser, site }) => {
    const { page, context, complaints } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at('rankings/'));
    expect(await shownUnits(page)).toEqual(townsInOrder());
    expect(await page.locator('[data-rank]').allInnerTexts()).toEqual(
      townsInOrder().map((_, index) => String(index + 1)),
    );
    expect(wrongFigures(await figuresOf(page), oracleOf())).toEqual([]);
    complaints.assertNone();
    await context.close();
  });

  test('change what they rank and by what; the link opens the same, Back undoes it', async ({
    reading: { page, open },
  }) => {
    await open('rankings/');
    await page.locator('button[data-of="department"]').click();
    await tableOf(page, 'department', 'ledger_resolution_rate');
    await page.locator('button[data-by="gap"]').click();
    await tableOf(page, 'department', 'gap');
    const units = await shownUnits(page);
    expect(new URL(page.url()).search).toBe('?of=department&by=gap');
    // 0.726… is the rate of all departments: nothing solved on site is among theirs.
    const rows = (await figuresOf(page)).filter(({ dimension }) => dimension === 'department');
    expect(wrongFigures(rows, oracleOf())).toEqual([]);
    await page.reload();
    await tableOf(page, 'department', 'gap');
    expect(await shownUnits(page)).toEqual(units);
    await page.goBack();
    await tableOf(page, 'department', 'ledger_resolution_rate');
  });

  test('keep every town under a town’s filter and mark the chosen one', async ({
    reading: { page, open },
  }) => {
    await open(`rankings/?town=${encodeURIComponent(TOWN)}`);
    await page.locator(`tr.selected[data-unit="${TOWN}"]`).waitFor();
    expect(await shownUnits(page)).toEqual(townsInOrder());
    await page.locator('tfoot [data-metric="problems_total"]').click();
    await page.getByRole('dialog').locator('a[data-part="numerator"]').click();
    await page.waitForURL(/records\//);
    // The county's figure opens the county's records.
    expect(new URL(page.url()).searchParams.getAll('town')).toEqual([]);
  });

  test('name no person in an address', async ({ reading: { page, open } }) => {
    await open('rankings/?of=owner');
    await tableOf(page, 'owner', 'ledger_resolution_rate');
    expect(await page.locator('tbody tr[data-unit] a, tbody tr[data-unit] button').count()).toBe(0);
  });

  test('say what they do not understand', async ({ reading: { page, open } }) => {
    await open('rankings/?of=river&by=colour_count');
    await page.locator('.notice').filter({ hasText: '“排名对象、排名依据”' }).waitFor();
    await tableOf(page, 'town', 'ledger_resolution_rate');
  });

  test('are downloaded as shown', async ({ reading: { page, open } }) => {
    await open('rankings/');
    await page.locator('html[data-alive]').waitFor();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('button[data-download="csv"]').click(),
    ]);
    const chunks: Buffer[] = [];
    for await (const chunk of await file.createReadStream()) chunks.push(chunk as Buffer);
    const lines = Buffer.concat(chunks).toString('utf8').split('\r\n');
    expect(lines.slice(1, 13).map((line) => line.split(',')[1])).toEqual(townsInOrder());
    expect(lines[13]).toContain('全县');
    expect(lines[14]).toContain('2022年2月17日18时');
  });
});

describe('a unit’s page', () => {
  test('is reached from the ranking by keyboard and shows the unit’s figures', async ({
    reading: { page, open },
  }) => {
    await open('rankings/');
    await page.locator('html[data-alive]').waitFor();
    const link = page.locator(`tr[data-unit="${TOWN}"] th a`);
    await link.focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-unit-figures]').waitFor();
    expect(await page.locator('h1').innerText()).toBe(TOWN);
    const { searchParams } = new URL(page.url());
    expect([searchParams.get('of'), searchParams.get('name')]).toEqual(['town', TOWN]);
    const oracle = oracleOf({ town: [TOWN] });
    const figures = await page.$$eval('[data-unit-figures] [data-dimension="town"]', (all) =>
      all.map((each) => [(each as HTMLElement).dataset.metric!, Number((each as HTMLElement).dataset.value)]),
    );
    expect(figures.length).toBeGreaterThan(8);
    for (const [metric, value] of figures as [keyof typeof oracle.metrics, number][])
      expect([metric, value]).toEqual([metric, oracle.metrics[metric].value]);
    // 11th: the oracle's order of the towns.
    expect(await page.locator('[data-unit-figures]').innerText()).toContain(
      `第 ${townsInOrder().indexOf(TOWN) + 1} 名`,
    );
  });

  test('lists what is overdue, the oldest first; each opens its record', async ({
    reading: { page, open },
  }) => {
    await open(`unit/?of=town&name=${encodeURIComponent(TOWN)}`);
    const overdue = oracleOf({ town: [TOWN] }).metrics.overdue_open.value!;
    await page.locator('[data-overdue] tbody tr').first().waitFor();
    const days = await page.locator('[data-overdue] tbody tr td:nth-child(2)').allInnerTexts();
    expect(days.length).toBe(overdue);
    expect(days.map(Number)).toEqual([...days.map(Number)].sort((a, b) => b - a));
    await page.locator('[data-overdue] tbody a').first().click();
    await page.waitForURL(/records\/.*id=/);
    expect(new URL(page.url()).searchParams.get('town')).toBe(TOWN);
  });

  test('opens its own records from any of its figures', async ({ reading: { page, open } }) => {
    await open(`unit/?of=town&name=${encodeURIComponent(TOWN)}`);
    const green = oracleOf({ town: [TOWN] }).colourCount.green;
    await page.locator('[data-metric="colour_count"][data-key="green"]').click();
    const link = page.getByRole('dialog').locator('a[data-part="numerator"]');
    expect(await link.innerText()).toContain(String(green));
    await link.click();
    await page.waitForFunction(
      (count) => document.querySelector<HTMLElement>('[data-count]')?.dataset.count === count,
      String(green),
    );
  });

  test('says so when the data has not the name', async ({ page, site }) => {
    await page.goto(site.at(`unit/?of=town&name=${encodeURIComponent('无此镇')}`));
    await page.locator('.notice').filter({ hasText: '无此镇' }).waitFor();
    await page
      .locator(`a[href*="${encodeURIComponent(TOWN)}"]`)
      .first()
      .click();
    await page.locator('[data-unit-figures]').waitFor();
  });

  test('is linked from the overview’s tables', async ({ reading: { page, open } }) => {
    await open('');
    await page.locator('html[data-alive]').waitFor();
    await page
      .getByRole('row')
      .getByRole('link', { name: `${TOWN}的单位页` })
      .click();
    await page.locator('[data-unit-figures]').waitFor();
  });
});
