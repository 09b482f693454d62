import { readFileSync } from 'node:fs';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import type { Locator, Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { test } from './support/browser.ts';
import { waitForTotal } from './support/figures.ts';

const sample = sampleExport();
const oracle = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });
/** Wherever the tools stand right behind the region that scrolls. */
const toolsOf = (table: Locator): Locator => table.locator('xpath=ancestor::div[1]/following-sibling::p[1]');

async function saved(page: Page, table: Locator, kind: 'csv' | 'xlsx'): Promise<Uint8Array> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    toolsOf(table).locator(`[data-shown="${kind}"]`).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(new RegExp(`-2022-02-17\\.${kind}$`));
  return new Uint8Array(readFileSync(await download.path()));
}

describe('any table of a page', () => {
  test('is saved as CSV as it is shown: heads, order, texts; what it is of stands below', async ({
    page,
    site,
  }) => {
    await page.goto(site.url);
    await page.locator('html[data-alive]').waitFor();
    const table = page.locator('main table', { has: page.locator('[data-dimension="town"]') }).first();
    const shown = await table.locator('tbody tr').evaluateAll((rows) =>
      rows.map((row) => [
        row.querySelector('th')!.querySelector('button')!.textContent!.trim(),
        ...[...row.querySelectorAll<HTMLElement>('[data-metric]')].flatMap((figure) => {
          const { numerator, denominator } = figure.dataset;
          const comma = (text: string): string => Number(text).toLocaleString('en');
          return [
            figure.textContent!.trim(),
            ...(numerator === undefined ? [] : [comma(numerator), comma(denominator!)]),
          ];
        }),
      ]),
    );
    const bytes = await saved(page, table, 'csv');
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = new TextDecoder().decode(bytes);
    expect(text.split('\n').every((line, at, all) => at === all.length - 1 || line.endsWith('\r'))).toBe(
      true,
    );
    const rows = parse(text, { bom: true, relax_column_count: true }) as string[][];
    expect(rows[0]!.slice(0, 5)).toEqual([
      '镇街',
      '问题总数',
      '现场解决率',
      '现场解决率·分子',
      '现场解决率·分母',
    ]);
    expect(rows.slice(1, 13)).toEqual(shown);
    const about = rows.slice(13).map((row) => row.join('='));
    expect(about.some((line) => line.startsWith('版本=内部'))).toBe(true);
    expect(about).toContain('统计范围=全县');
    expect(about.some((line) => /^统计截止时间=2022年2月17日18时$/.test(line))).toBe(true);
    expect(about.some((line) => /^数据版本=[0-9a-f]{12} 内部$/.test(line))).toBe(true);
  });

  test('is saved as a workbook with numbers as numbers, of the filter that is set', async ({
    page,
    site,
  }) => {
    const filter = { colour: ['yellow'] as const };
    const yellow = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF, filter });
    await page.goto(site.at('?colour=yellow'));
    await waitForTotal(page, yellow.metrics.problems_total.value!);
    const table = page.locator('main table', { has: page.locator('[data-dimension="town"]') }).first();
    const book = read(await saved(page, table, 'xlsx'), { type: 'array' });
    const sheet = utils.sheet_to_json<(string | number)[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 });
    const head = sheet.findIndex((row) => row[0] === '镇街');
    expect(sheet.slice(0, head).flat().join(' ')).toContain('截至2022年2月17日18时');
    const rows = sheet.slice(head + 1).filter((row) => typeof row[1] === 'number');
    expect(rows.length).toBe(12);
    for (const row of rows) {
      const { metrics } = yellow.by.town[row[0] as string] ?? oracle.by.town[row[0] as string]!;
      expect([row[0], row[1]]).toEqual([row[0], metrics.problems_total.value]);
    }
    const rate = sheet[head]!.indexOf('台账解决率');
    const largest = rows.reduce((a, b) => ((a[1] as number) >= (b[1] as number) ? a : b));
    const { numerator, denominator } = yellow.by.town[largest[0] as string]!.metrics.ledger_resolution_rate;
    expect(largest[rate]).toBeCloseTo(numerator! / denominator!, 10);
    expect(largest.slice(rate + 1, rate + 3)).toEqual([numerator, denominator]);
    const source = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames.at(-1)!]!, { header: 1 });
    expect(source.some((row) => row[0] === '统计范围' && String(row[1]).includes('黄'))).toBe(true);
  });

  test('stands on every page in which tables do, with its own words in its cells', async ({ page, site }) => {
    for (const path of ['', 'ageing/', 'data/', 'visits/', 'households/']) {
      await page.goto(site.at(path));
      await page.locator('html[data-alive]').waitFor();
      await page.locator('main [data-tools]').first().waitFor();
      const tools = page.locator('main [data-tools]');
      const count = await tools.count();
      expect(count).toBeGreaterThan(0);
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        tools
          .nth(count - 1)
          .locator('[data-shown="csv"]')
          .click(),
      ]);
      const rows = parse(readFileSync(await download.path(), 'utf8'), {
        bom: true,
        relax_column_count: true,
      }) as string[][];
      expect(rows[0]!.length).toBeGreaterThan(1);
      expect(rows[0]!.every((header) => header.length < 60)).toBe(true);
      expect(rows.flat().some((cell) => /复制|CSV|›/.test(cell))).toBe(false);
    }
  });
});
