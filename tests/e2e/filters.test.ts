import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { test } from './support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures, follow } from './support/figures.ts';

const sample = sampleExport();
const oracleOf = (filter: OracleFilter = {}, cutoff = EXPORT_CUTOFF) =>
  computeOracle({ ...sample, cutoff, filter });
const total = (filter: OracleFilter, cutoff = EXPORT_CUTOFF) =>
  oracleOf(filter, cutoff).metrics.problems_total.value!;
const menu = (page: Page, name: string) => page.locator(`button[data-filter="${name}"]`);
const parameters = (page: Page) => new URL(page.url()).searchParams;

describe('a filter menu', () => {
  test('finds a town by its initials, with the keyboard alone', async ({ reading: { page, open } }) => {
    await open('');
    await menu(page, 'town').focus();
    await page.keyboard.press('Enter');
    await page.locator('.filter-content input[type="search"]').waitFor();
    await page.keyboard.type('ecz');
    await page.locator('.filter-content li').nth(1).waitFor({ state: 'detached' });
    await page.keyboard.press('Enter');
    await waitForTotal(page, total({ town: ['恩城镇'] }));
    expect(parameters(page).getAll('town')).toEqual(['恩城镇']);
    await page.keyboard.press('Escape');
    expect(await menu(page, 'town').evaluate((button) => button === document.activeElement)).toBe(true);
    await page.goBack();
    await waitForTotal(page, total({}));
  });

  test('of few options is used with arrows and Enter', async ({ reading: { page, open } }) => {
    await open('');
    await waitForTotal(page, total({}));
    await menu(page, 'colour').focus();
    await page.keyboard.press('Enter');
    await page.locator('.filter-content input[value="onsite"]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitForTotal(page, total({ colour: ['blue'] }));
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await waitForTotal(page, total({ colour: ['green', 'blue'] }));
    await page.keyboard.press('End');
    expect(await page.locator('.filter-content li:last-child input:focus').count()).toBe(1);
    await page.keyboard.press('Escape');
    expect(await menu(page, 'colour').evaluate((button) => button === document.activeElement)).toBe(true);
  });

  test('offers the villages of the chosen towns', async ({ reading: { page, open } }) => {
    await open('?town=龙门街道');
    await waitForTotal(page, total({ town: ['龙门街道'] }));
    await menu(page, 'village').click();
    await page.locator('.filter-content input[type="search"]').fill('莲花');
    await page.locator('.filter-content input[type="checkbox"]').click();
    await waitForTotal(page, total({ town: ['龙门街道'], village: ['莲花池社区'] }));
  });

  test('chooses a status and a rating', async ({ reading: { page, open } }) => {
    await open('');
    await menu(page, 'status').click();
    await page.locator('.filter-content input[value="open"]').click();
    await waitForTotal(page, total({ status: ['open'] }));
    await page.keyboard.press('Escape');
    await menu(page, 'satisfaction').click();
    await page.locator('.filter-content input[value="__none__"]').click();
    await waitForTotal(page, total({ status: ['open'], satisfaction: ['__none__'] }));
  });
});

describe('a table that is filtered by', () => {
  test('keeps all its rows, the chosen one marked, while the page follows', async ({
    reading: { page, open },
  }) => {
    await open('?town=恩城镇');
    await waitForTotal(page, total({ town: ['恩城镇'] }));
    const towns = page.locator('section[aria-labelledby="towns-title"] tbody tr');
    const shown = await towns.evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('.pick')!.textContent.trim(),
        row.querySelector('[data-metric="problems_total"]')!.getAttribute('data-value'),
        row.classList.contains('selected'),
      ]),
    );
    const wanted = Object.entries(oracleOf().by.town).map(([key, { metrics }]) => [
      key,
      String(metrics.problems_total.value),
      key === '恩城镇',
    ]);
    expect(shown.sort()).toEqual(wanted.sort());
  });
});

describe('the weekly chart', () => {
  test('is dragged over to choose a period, and Escape lets it go', async ({ reading: { page, open } }) => {
    await open('');
    await waitForTotal(page, total({}));
    const chart = page.locator('section[aria-labelledby="weekly-title"] .plot');
    await chart.scrollIntoViewIfNeeded();
    const box = (await chart.boundingBox())!;
    const at = (share: number) => [box.x + box.width * share, box.y + box.height / 2] as const;
    await page.mouse.move(...at(0.3));
    await page.mouse.down();
    await page.mouse.move(...at(0.4), { steps: 3 });
    await page.mouse.move(...at(0.5), { steps: 3 });
    await page.mouse.up();
    await page.waitForURL(/from=/);
    const [from, to] = [parameters(page).get('from')!, parameters(page).get('to')!];
    expect(new Date(from).getUTCDay()).toBe(1);
    expect(new Date(to).getUTCDay()).toBe(0);
    expect(Date.parse(to) - Date.parse(from)).toBeGreaterThan(7 * 86_400_000);
    await waitForTotal(page, total({ from, to }));
    await page.keyboard.press('Escape');
    await waitForTotal(page, total({}));
  });
});

describe('the moment', () => {
  test('is moved back, and every figure with it', async ({ reading: { page, open } }) => {
    await open('');
    await menu(page, 'moment').click();
    await page.locator('.filter-content input[name="cutoff"]').fill('2022-01-15');
    await waitForTotal(page, total({}, '2022-01-15T23:59'));
    expect(parameters(page).get('cutoff')).toBe('2022-01-15');
    await page.keyboard.press('Escape');
    await page.locator('[data-back]').waitFor();
    const figures = (await figuresOf(page)).filter(
      ({ metric }) => !/households|coverage|per_100/.test(metric),
    );
    expect(wrongFigures(figures, oracleOf({}, '2022-01-15T23:59'))).toEqual([]);
    // A record reads as it stood then.
    await follow(page, 'records/');
    await page.waitForURL(/records/);
    expect(parameters(page).get('cutoff')).toBe('2022-01-15');
  });

  test('and the comparison come by a link; what cannot be is said', async ({ reading: { page, open } }) => {
    await open('?compare=month');
    await page.locator('p.since', { hasText: '2022年1月17日18时' }).waitFor();
    await open('?compare=2022-05-01&cutoff=2030-01-01');
    await waitForTotal(page, total({}));
    const notice = await page.locator('p.notice').first().innerText();
    expect(notice).toContain('时点');
    expect(notice).toContain('对比');
  });

  test('of a named period is compared with as many days before', async ({ reading: { page, open } }) => {
    await open('');
    await menu(page, 'period').click();
    await page.locator('.filter-content .presets button').first().click();
    // The week of the cut-off, a Thursday, is not over.
    await waitForTotal(page, total({ from: '2022-02-14', to: '2022-02-20' }));
    expect(await page.locator('p.since').innerText()).toContain('2月7日–2月10日');
  });
});
