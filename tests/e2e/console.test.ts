import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test as base } from './support/browser.ts';
import { pressOpen } from './support/opening.ts';

const texts = sampleExport();
const { metrics, facts } = computeOracle({
  ledger: texts.ledger,
  visits: texts.visits,
  cutoff: EXPORT_CUTOFF,
});
const TOWNS = new Set(facts.map(({ town }) => town)).size;
const ENDLESS = 'select count(*) from range(1000000) a, range(1000000) b where a.range + b.range = 7';
const SCOPE = '?town=%E6%81%A9%E5%9F%8E%E9%95%87';

/** One page for the file: what the engine is made of is fetched once. */
const test = base.extend<{ readonly console: Page }>({
  console: [
    async ({ browser, site }, use) => {
      const { page, context, complaints } = await openPage(browser, site);
      await use(page);
      await context.close();
      complaints.assertNone();
    },
    { scope: 'file' },
  ],
});

const editor = (page: Page) => page.locator('textarea[aria-describedby="sql-hint"]');
const fragment = (page: Page) => new URLSearchParams(new URL(page.url()).hash.slice(1));

async function ask(page: Page, sql: string): Promise<void> {
  await editor(page).fill(sql);
  await page.locator('[data-run]').click();
}

/** Waits for an answer that begins so. */
const answered = (page: Page, first: string | number) =>
  page
    .locator('[data-answer] .row td')
    .first()
    .filter({ hasText: new RegExp(`^${first}$`) })
    .waitFor({ timeout: 30_000 });

async function savedCsv(page: Page): Promise<string> {
  const download = page.waitForEvent('download');
  await page.locator('[data-download="csv"]').click();
  return readFile(await (await download).path(), 'utf8');
}

describe('the SQL console', () => {
  test('answers an example as table, chart and file, kept by the link', async ({ console: page, site }) => {
    await page.goto(site.at(`sql/${SCOPE}`));
    await page.locator('[data-examples]').selectOption('town-rates');
    await page.locator('[data-run]').click();
    await page.locator('[data-answer] .row').first().waitFor({ timeout: 30_000 });
    // The filter of the link does not apply here.
    expect(await page.locator('[data-answer] .row').count()).toBe(TOWNS);
    await page.locator('[data-choose="chart"]').selectOption('bar');
    await page.locator('[data-choose="y"]').selectOption('problems');
    await page.locator('[data-chart="bar"] figcaption', { hasText: 'problems' }).waitFor();
    await page.locator('[data-chart="bar"] svg text').first().waitFor();
    expect(new URL(page.url()).search).toBe(SCOPE);
    expect(fragment(page).get('q')).toContain('sum(resolved_total)');
    const lines = (await savedCsv(page)).split('\r\n');
    expect(lines[0]).toBe('\ufefftown,resolved,problems,percent');
    expect(lines.indexOf('')).toBe(1 + TOWNS);
    expect(lines.slice(2 + TOWNS).join()).toContain('select town');
  });

  test('tells the place of an error, and shows ten thousand rows as they are scrolled to', async ({
    console: page,
  }) => {
    await ask(page, "select '恩城',\n  towm from issues");
    await page.locator('[data-error="SQL_UNKNOWN"]', { hasText: '第 2 行第 3 个字' }).waitFor();
    const words = await page.locator('[data-error="SQL_UNKNOWN"]').innerText();
    expect(words).toContain('没有名为“towm”的列');
    expect(words).not.toContain('Referenced');
    expect(await page.locator('[data-original]').innerText()).toMatch(/原文：Referenced column "towm"/);
    await page.locator('[data-go]').click();
    expect(await page.evaluate('getSelection().toString()')).toBe('towm');
    await ask(page, "select range as n, null as nothing, '=1+1' as text from range(20000) order by n desc");
    await answered(page, 19999);
    expect(await page.locator('[data-answer] .row').first().locator('td').allTextContents()).toEqual([
      '19999',
      '—',
      '=1+1',
    ]);
    await page.locator('[data-status="idle"]', { hasText: '前 10,000 行' }).waitFor();
    await page
      .locator('[role="group"]')
      .filter({ has: page.locator('[data-answer]') })
      .focus();
    await page.keyboard.press('End');
    await page.locator('[data-answer] td', { hasText: /^10000$/ }).waitFor();
    expect(await page.locator('[data-answer] .row').count()).toBeLessThan(100);
    expect(await savedCsv(page)).toContain("19999,,'=1+1\r\n");
  });

  test('stops what runs too long; the next statement and the other pages have answers', async ({
    console: page,
  }) => {
    await ask(page, ENDLESS);
    await page.locator('[data-status="running"]').waitFor();
    await page.locator('[data-stop]').click();
    await page.locator('[data-status="idle"]', { hasText: '已停止' }).waitFor();
    await ask(page, 'select sum(ledgered) as n from problems');
    await answered(page, metrics.ledgered.value!);
    await page.clock.install();
    await ask(page, ENDLESS);
    await page.locator('[data-status="running"]').waitFor();
    await page.clock.fastForward(10_001);
    await page.locator('[data-error="SQL_TIMEOUT"]').waitFor();
    await page.clock.resume();
    await page.getByRole('navigation').getByRole('link', { name: '明细' }).click();
    await page.locator('[data-id]').first().waitFor({ timeout: 30_000 });
  });

  test('is used on a phone and with the keyboard alone; Back and links fill in, and run nothing', async ({
    console: page,
    site,
  }) => {
    const sql = 'select sum(open) from problems';
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(site.at('en/sql/'));
    // What is typed before that is done again then, but not in its order.
    await page.locator('html[data-alive]').waitFor();
    await editor(page).focus();
    await page.keyboard.type('select sum(');
    await page.locator('[data-insert="open"]').focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type(') from problems');
    expect(await editor(page).inputValue()).toBe(sql);
    await page.keyboard.press('Control+Enter');
    await answered(page, metrics.open.value!);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await editor(page).fill('select 1 as one; drop table issues');
    await page.keyboard.press('Control+Enter');
    await page.locator('[data-error="SQL_NOT_QUERY"]').waitFor();
    await page.goBack();
    const filledIn = () =>
      page.waitForFunction(
        (text) => document.querySelector<HTMLTextAreaElement>('[aria-describedby=sql-hint]')?.value === text,
        sql,
      );
    await filledIn();
    await page.reload();
    await filledIn();
    expect(await page.locator('[data-answer]').count()).toBe(0);
    expect(await page.locator('[data-status]').getAttribute('data-status')).toBe('idle');
    expect(await page.evaluate('JSON.stringify([localStorage, sessionStorage])')).not.toContain('select');
  });

  test('asks a ledger that is open on this computer, in which nothing is left unmasked', async ({
    console: page,
    site,
  }) => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(site.at('data/'));
    const ledger =
      '问题编号,镇街,村,姓名,联系方式,登记时间,反映问题,颜色\nA1,恩城镇,东村,张小满,13812340001,2022-02-01,路灯不亮请联系13812340001,绿色\n';
    await page
      .locator('#open input[type="file"]')
      .first()
      .setInputFiles({ name: '本机.csv', mimeType: 'text/csv', buffer: Buffer.from(ledger) });
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await pressOpen(page);
    await page.locator('[data-local]').waitFor({ timeout: 30_000 });
    await page.getByRole('navigation').getByRole('link', { name: 'SQL 查询' }).click();
    await ask(
      page,
      `select issue_id, town, reporter_name, phone, problem, (select count(*) from issues as i
         where cast(i as varchar) like '%12340001%' or cast(i as varchar) like '%小满%') as unmasked from issues`,
    );
    await answered(page, 'A1');
    const cells = await page.locator('[data-answer] .row td').allTextContents();
    expect([cells[1], cells[5]]).toEqual(['恩城镇', '0']);
    expect(cells.join()).not.toMatch(/小满|12340001/);
    await ask(
      page,
      "select table_name from information_schema.tables where table_catalog = 'ledger' order by 1",
    );
    await answered(page, 'cell_keys');
    expect(await page.locator('[data-answer] .row td').allTextContents()).toEqual([
      'cell_keys',
      'cells',
      'coverage',
      'facts',
      'findings',
      'issues',
      'onsite_tally',
      'transitions',
      'visits',
      'week_cells',
    ]);
  });
});
