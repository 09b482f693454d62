import { execFileSync } from 'node:child_process';
import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../support/exports.ts';
import { breakWorker } from '../e2e/support/break-worker.ts';
import { followAddress } from '../e2e/support/browser.ts';
import { expectCounty, expectFigures, FILTERS, notice, show, test } from '../e2e/support/faults.ts';
import { makeBreakable } from '../e2e/support/faulty-site.ts';
import { figuresOf, follow, waitForTotal, wrongFigures } from '../e2e/support/figures.ts';
import { pressOpen } from '../e2e/support/opening.ts';

/** Statements that need more than an engine can have, each in another way; no limit is lowered for them. */
const FULL = {
  'one text': "select length(string_agg(repeat('x', 1000) || range, '')) from range(4000000)",
  'one list': "select len(list(repeat('x', 100000) || range)) from range(40000)",
  'different texts': "select count(*) from (select distinct repeat('x', 1000) || range from range(10000000))",
} as const;
/** The same of the answer itself, and of one piece of memory: the module can do nothing but abort. */
const ABORTING = {
  'an answer': `select ${Array.from({ length: 11 }, (_, at) => `repeat('x', 32000) as c${at}`).join(', ')} from range(10000)`,
  'one number list': 'select len(range(1000000000))',
} as const;

const sample = sampleExport();
const county = computeOracle({ ...sample, cutoff: EXPORT_CUTOFF });

async function ask(page: Page, sql: string): Promise<void> {
  await page.locator('textarea[aria-describedby="sql-hint"]').fill(sql);
  await page.locator('[data-run]').click();
}

/** Megabytes of the largest of this machine's browser pages. */
function heldMegabytes(): number {
  const lines = execFileSync('ps', ['-eo', 'rss=,args='], { encoding: 'utf8' }).split('\n');
  const pages = lines.filter((line) => line.includes('--type=renderer')).map((line) => parseInt(line, 10));
  return Math.max(...pages) / 1024;
}

describe('memory that is really used up', () => {
  test('by a reader’s statements: each has a code, the next one an answer, the figures stay right', async ({
    faulty,
    opened: { page },
  }) => {
    await page.goto(faulty.at('sql/'));
    await page.locator('html[data-alive]').waitFor({ state: 'attached' });
    const cases = [
      ...Object.values(FULL).map((sql) => [sql, 'SQL_MEMORY'] as const),
      ...Object.values(ABORTING).map((sql) => [sql, 'SQL_ENGINE_STOPPED'] as const),
    ];
    for (const [round, [sql, code]] of cases.entries()) {
      await ask(page, sql);
      const told = page.locator(`[data-error="${code}"]`);
      await told.waitFor();
      expect(await told.innerText()).toMatch(/减少结果|先汇总/);
      // What a module once took it never gives back: it must be gone itself.
      await expect.poll(heldMegabytes, { timeout: 20_000 }).toBeLessThan(900);
      await ask(page, `select sum(ledgered) + ${round} as n from problems`);
      const answer = String(county.metrics.ledgered.value! + round);
      await page.locator('[data-answer] .row td', { hasText: new RegExp(`^${answer}$`) }).waitFor();
    }
    await follow(page, '');
    await expectCounty(page);
    await show(page, faulty, 'green');
    await expectFigures(page, 'green');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test.for([
    ['one list', FULL['one list']] as const,
    ['one number list', ABORTING['one number list']] as const,
  ])('by the pages’ own engine, once and again: %s', async ([, sql], { faulty, opened: { page } }) => {
    makeBreakable(faulty, { fault: 'sql', sql });
    await page.goto(faulty.at(FILTERS.green));
    const told = notice(page, 'ENGINE_MEMORY').or(notice(page, 'ENGINE_STOPPED'));
    await told.waitFor();
    expect(await told.innerText()).toContain('已发布的全县数字和其他查询不受影响');
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    faulty.mend();
    await show(page, faulty, 'blue');
    await expectFigures(page, 'blue');
    // An engine that has worked before is replaced without a word.
    makeBreakable(faulty);
    await page.reload();
    await expectFigures(page, 'blue');
    await breakWorker(page, { fault: 'sql once', sql });
    await show(page, faulty, 'town');
    await expectFigures(page, 'town');
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('by the engine of files that are open here: told, and the rows are still there', async ({
    faulty,
    opened: { page },
  }) => {
    makeBreakable(faulty);
    const texts = largeExport(300, 11);
    const oracleOf = (town?: string) =>
      computeOracle({ ...texts, cutoff: EXPORT_CUTOFF, ...(town && { filter: { town: [town] } }) });
    await page.goto(faulty.at('data/'));
    const choose = page.locator('#open input[type="file"]');
    for (const [at, text] of [texts.ledger, texts.visits].entries())
      await choose
        .nth(at)
        .setInputFiles({ name: `${at}.csv`, mimeType: 'text/csv', buffer: Buffer.from(text) });
    await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
    await pressOpen(page);
    await page.locator('[data-local]').waitFor();
    await follow(page, '');
    await waitForTotal(page, 300);
    await breakWorker(page, { fault: 'sql once', sql: FULL['one text'] });
    await page.locator('button.pick', { hasText: '恩城镇' }).click();
    await notice(page, 'ENGINE_MEMORY').waitFor();
    await page.goBack();
    await waitForTotal(page, 300);
    await page.locator('button.pick', { hasText: '恩城镇' }).click();
    const town = oracleOf('恩城镇');
    await waitForTotal(page, town.metrics.problems_total.value!);
    expect(wrongFigures(await figuresOf(page), town, { town: oracleOf() })).toEqual([]);
    // Where the module aborts, its tables go with it: that is said, and the way back is open.
    await breakWorker(page, { fault: 'abort at query' });
    // A period is asked of the rows.
    await followAddress(page, faulty.at('?from=2022-01-10'));
    await notice(page, 'LOCAL_LEDGER_LOST').waitFor();
    expect(await page.locator('[data-metric]:visible').count()).toBe(0);
    await page.locator('[data-local]').getByRole('button').click();
    await show(page, faulty, 'green');
    await expectFigures(page, 'green');
  });
});
