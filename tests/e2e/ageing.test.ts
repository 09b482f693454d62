import { readFileSync } from 'node:fs';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { ageOf, dueOf } from '../oracle/deadlines.ts';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { workingDays } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, sampleExport, samplePath } from '../support/exports.ts';
import { test } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';

const texts = sampleExport();
const oracleOf = (filter: OracleFilter = {}, cutoff = EXPORT_CUTOFF) =>
  computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff, filter });
const countOf = (filter: OracleFilter, cutoff = EXPORT_CUTOFF): number =>
  oracleOf(filter, cutoff).metrics.problems_total.value!;

const total = (page: Page, name: string) => page.locator(`[data-count-of="${name}"]:not([data-group])`);
const hasRecords = (page: Page, count: number) =>
  page.locator(`[data-count="${count}"]`).waitFor({ timeout: 30_000 });

describe('the page on deadlines', () => {
  test('shows the oracle’s figures, and each bucket opens its records', async ({
    reading: { page, open },
  }) => {
    await open('ageing/');
    await page.locator('#due-title').waitFor({ timeout: 30_000 });
    expect(wrongFigures(await figuresOf(page), oracleOf())).toEqual([]);
    for (const key of ['0_3', '4_7', '31_60', 'over_60', 'undated'])
      expect([key, await total(page, `age_${key}`).getAttribute('data-value')]).toEqual([
        key,
        String(countOf({ age: [key] })),
      ]);
    const overdue = countOf({ due: ['overdue_1_7'], colour: ['blue'] });
    const cell = page.locator('[data-count-of="overdue_1_7"][data-group="blue"]');
    expect(await cell.textContent()).toBe(String(overdue));
    await cell.click();
    await hasRecords(page, overdue);
    expect(await page.locator('.chips li').count()).toBe(3);
    await page.goBack();
    await page.locator('#due-title').waitFor();
  });

  test('is used with the keyboard, and a chip lets go of a bucket', async ({ reading: { page, open } }) => {
    await open('ageing/');
    const cell = total(page, 'age_16_30');
    await cell.waitFor({ timeout: 30_000 });
    await cell.focus();
    await page.keyboard.press('Enter');
    await hasRecords(page, countOf({ age: ['16_30'] }));
    await page.locator('.chips .chip').first().focus();
    await page.keyboard.press('Enter');
    await hasRecords(page, countOf({}));
    expect(new URL(page.url()).searchParams.has('age')).toBe(false);
  });

  test('leads to what waits longest, the oldest first', async ({ reading: { page, open } }) => {
    const waiting = [
      ['open', 'reported_at', oracleOf().metrics.open.value!],
      ['overdue_open', 'due_at', oracleOf().metrics.overdue_open.value!],
    ] as const;
    for (const [metric, column, count] of waiting) {
      await open('ageing/');
      await page.locator(`[data-longest="${metric}"]`).click();
      await hasRecords(page, count);
      expect(new URL(page.url()).searchParams.get('sort')).toBe(column);
      const sorted = page.locator(`[role="columnheader"][data-column="${column}"]`);
      expect(await sorted.getAttribute('aria-sort')).toBe('ascending');
    }
  });

  test('follows the filter and the moment, and a bar opens what its total opens', async ({
    reading: { page, open },
  }) => {
    const town = '恩城镇';
    const at = '2022-01-15';
    await open(`ageing/?town=${encodeURIComponent(town)}&cutoff=${at}`);
    await page.locator('#due-title').waitFor({ timeout: 30_000 });
    const oracle = oracleOf({ town: [town] }, `${at}T23:59`);
    expect(wrongFigures(await figuresOf(page), oracle)).toEqual([]);
    const young = oracle.facts.filter((facts) => ageOf(facts, `${at}T23:59:00`) === '0_3').length;
    expect(await total(page, 'age_0_3').getAttribute('data-value')).toBe(String(young));
    const soon = oracle.facts.filter((facts) => dueOf(facts, `${at}T23:59:00`) === 'due_in_1_3').length;
    expect(await total(page, 'due_in_1_3').getAttribute('data-value')).toBe(String(soon));
    const plot = page.locator('[aria-labelledby="age-title"] .plot');
    const { width } = (await plot.boundingBox())!;
    await plot.click({ position: { x: 44 + (width - 52) / 14, y: 200 } });
    await hasRecords(page, young);
  });

  test('says why it has no moves, and fits a phone', async ({ page, site }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(site.at('en/ageing/'));
    await page.locator('[data-missing="moves"]').waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-missing="passes"]').textContent()).toMatch(/^— No transitions/);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await page.locator('[data-forecast]').count()).toBe(4);
    const weeks = await page
      .locator('tr[data-week], tr[data-forecast]')
      .evaluateAll((rows) =>
        rows.map((row) => row.getAttribute('data-week') ?? row.getAttribute('data-forecast')),
      );
    expect(new Set(weeks).size).toBe(weeks.length);
  });

  test('a link that asks for no such bucket is told so', async ({ reading: { page, open } }) => {
    await open('ageing/?age=old&due=late');
    await page.locator('.notice', { hasText: '“账龄”' }).waitFor();
    await page.locator('#due-title').waitFor({ timeout: 30_000 });
    expect(wrongFigures(await figuresOf(page), oracleOf({ due: ['late'] }))).toEqual([]);
  });

  test('counts in working days where the county has told its holidays', async ({
    reading: { page, open },
  }) => {
    const { calendar } = JSON.parse(readFileSync(samplePath('配置.json'), 'utf8')) as {
      calendar: { holidays: string[]; workdays: string[] };
    };
    await open('ageing/');
    await page.locator('#due-title').waitFor({ timeout: 30_000 });
    await page.locator('[data-filter="moment"]').click();
    await page.locator('input[name="days"][value="working"]').check();
    await page.locator('.version', { hasText: '工作日' }).waitFor();
    const days = workingDays(calendar.holidays, calendar.workdays);
    const { facts, metrics } = computeOracle({ ledger: texts.ledger, cutoff: EXPORT_CUTOFF, days });
    const young = facts.filter((each) => ageOf(each, EXPORT_CUTOFF, days) === '4_7').length;
    const soon = facts.filter((each) => dueOf(each, EXPORT_CUTOFF, days) === 'due_in_4_7').length;
    await page.locator(`[data-count-of="age_4_7"][data-value="${young}"]:not([data-group])`).waitFor();
    expect(await total(page, 'due_in_4_7').getAttribute('data-value')).toBe(String(soon));
    expect(young).not.toBe(countOf({ age: ['4_7'] }));
    const titles = await page.locator('#days-title, #age-title, #due-title').allInnerTexts();
    expect(titles.filter((title) => !title.includes('个工作日'))).toEqual([]);
    // The link carries it to the records, and to another page's figures.
    await page.keyboard.press('Escape');
    await page.locator('.filter-content').waitFor({ state: 'detached' });
    await total(page, 'age_4_7').click();
    await page.locator('.chips .chip', { hasText: '4–7天' }).waitFor();
    await hasRecords(page, young);
    expect(new URL(page.url()).searchParams.get('days')).toBe('working');
    await open('rankings/?of=department&days=working');
    const median = page.locator(`[data-metric="median_days"][data-value="${metrics.median_days.value}"]`);
    await median.first().waitFor({ timeout: 30_000 });
  });
});
