import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { factsOf, type Facts } from '../oracle/facts.ts';
import { householdOf } from '../oracle/households.ts';
import { moment, readExport } from '../oracle/read-export.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { violationsOf } from './support/axe.ts';
import { test } from './support/browser.ts';

const at = moment(EXPORT_CUTOFF.replace('T', ' '))!;
const households = new Map<string, Facts[]>();
for (const row of readExport(sampleExport().ledger)) {
  const facts = factsOf(row, at)!;
  const key = householdOf(row, facts.town)!;
  households.set(key, [...(households.get(key) ?? []), facts]);
}
const all = [...households.values()];
const isOpen = ({ state, class: name }: Facts): boolean => state === 'open' && name !== 'white';
const largest = Math.max(...all.map((problems) => problems.length));
const counted = (of: readonly Facts[][]) => [
  of.length,
  of.filter((problems) => problems.length > 1).length,
  of.filter((problems) => problems.some(isOpen)).length,
];

const NAMES = ['households', 'households_several', 'households_open'];
const figures = (page: Page): Promise<number[]> =>
  Promise.all(
    NAMES.map(async (name) =>
      Number(await page.locator(`[data-metric="${name}"]`).getAttribute('data-value')),
    ),
  );
const idsOf = (page: Page): Promise<string[]> =>
  page.$$eval('[data-problem]', (rows) => rows.map((row) => (row as HTMLElement).dataset.problem!));
/** Problems of the household that has this one. */
const householdWith = (id: string): string[] =>
  all.find((problems) => problems.some((each) => each.id === id))!.map((each) => each.id);

describe('the list of households', () => {
  test('has the oracle’s numbers, leads to a household and to each of its records', async ({
    reading: { page, open },
  }) => {
    await open('households/');
    await page.locator('tr[data-household]').first().waitFor();
    expect(await figures(page)).toEqual(counted(all));
    expect(await page.locator('[data-metric="household_unknown"]').count()).toBe(0);
    expect(await page.locator('tr[data-household]').first().getAttribute('data-problems')).toBe(`${largest}`);

    await page.locator('tr[data-household] a').first().click();
    await page.locator('article[data-household]').waitFor();
    const ids = await idsOf(page);
    expect(ids.toSorted()).toEqual(householdWith(ids[0]!).toSorted());
    expect(ids).toHaveLength(largest);
    expect(await page.locator('article').innerText()).toMatch(/[\u4e00-\u9fff]\*/);

    await page.locator('[data-problem] a').first().click();
    await page.locator(`[data-record="${ids[0]}"]`).waitFor();
    await page.locator('[data-others]').waitFor();
    expect((await idsOf(page)).toSorted()).toEqual(ids.slice(1).toSorted());
    // The list that the record is opened in is the household's.
    await page.locator('[data-place="1"]').waitFor();
    await page.keyboard.press('j');
    await page.locator(`[data-record="${ids[1]}"]`).waitFor();
  });

  test('follows filter and order, by keyboard and by link', async ({ reading: { page, open } }) => {
    const town = '恩城镇';
    await open(`households/?town=${encodeURIComponent(town)}`);
    await page.locator('tr[data-household]').first().waitFor();
    const expected = all
      .map((problems) => problems.filter((each) => each.town === town))
      .filter((problems) => problems.length > 0);
    expect(await figures(page)).toEqual(counted(expected));
    await page.locator('[data-by="open"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('[data-by="open"][aria-pressed="true"]').waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="false"] tr[data-household]'));
    const openOnes = await page.$$eval('tr[data-household]', (rows) =>
      rows.map((row) => Number((row as HTMLElement).dataset.open)),
    );
    expect(openOnes).toEqual(openOnes.toSorted((one, other) => other - one));
    expect(new URL(page.url()).searchParams.get('by')).toBe('open');
  });
});

describe('the page of a household', () => {
  test('prints as a sheet with lines to sign, on A4, and says how far its key reaches', async ({
    page,
    site,
  }) => {
    await page.goto(site.at('households/'));
    const link = page.locator('tr[data-household] a').first();
    await link.waitFor();
    await page.goto(new URL((await link.getAttribute('href'))!, page.url()).href);
    await page.locator('article[data-household]').waitFor();
    expect(await page.locator('[data-keys]').getAttribute('data-keys')).toBe('once');
    expect(await violationsOf(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 718, height: 1000 });
    expect(await page.locator('.signatures').isVisible()).toBe(true);
    expect(await page.locator('article button').first().isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
  });

  test('says when the data has no such household', async ({ reading: { page, open } }) => {
    await open('household/?id=BBBBBBBBBBBBBBBBBBBB');
    await page.locator('[data-unknown]').waitFor();
    await open('household/');
    await page.locator('main a[href*="households/"]').waitFor();
  });
});
