import { describe, expect } from 'vitest';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, waitForTotal, wrongFigures } from './support/figures.ts';

const TOWN = '恩城镇';
const texts = sampleExport();
const oracleOf = (filter: OracleFilter = {}) =>
  computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: EXPORT_CUTOFF, filter });
const countOf = (filter: OracleFilter): number => oracleOf(filter).metrics.problems_total.value!;

describe('the overview without scripts', () => {
  test('shows the published figures', async ({ browser, site }) => {
    const { page, context, complaints } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at(''));
    const figures = await figuresOf(page);
    expect(wrongFigures(figures, oracleOf())).toEqual([]);
    expect(figures.length).toBeGreaterThan(100);
    const byColour = (key: string) =>
      figures.find((each) => each.metric === 'colour_count' && each.key === key)?.text;
    expect(
      ['onsite', 'green', 'blue', 'yellow', 'red', 'white'].map((key) => byColour(key)?.match(/[\d,]+/)?.[0]),
    ).toEqual(['1,392', '695', '750', '104', '0', '0']);
    const text = await page.locator('body').innerText();
    for (const figure of ['2,941', '1,392', '47.3%', '112,036']) expect(text).toContain(figure);
    expect(await page.locator('noscript, .notice').first().innerText()).not.toBe('');
    complaints.assertNone();
    await context.close();
  });

  test('is there in English', async ({ browser, site }) => {
    const { page, context } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at('en/'));
    expect(wrongFigures(await figuresOf(page), oracleOf())).toEqual([]);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await context.close();
  });
});

/** Wrong figures under a filter whose lists the tables leave out where they are chosen. */
const wrongUnder = (shown: Awaited<ReturnType<typeof figuresOf>>, filter: OracleFilter) =>
  wrongFigures(
    shown,
    oracleOf(filter),
    Object.fromEntries(Object.keys(filter).map((list) => [list, oracleOf({ ...filter, [list]: undefined })])),
  );

describe('a link with a filter', () => {
  test('states nothing of the county before its own figures are there', async ({ browser, site }) => {
    for (const place of ['', 'rankings/', 'visits/']) {
      const { page, context } = await openPage(browser, site);
      // The page alone, none of its scripts.
      await page.route(/\/_app\/.*\.js$/, () => undefined);
      await page.goto(site.at(`${place}?town=${encodeURIComponent(TOWN)}`), { waitUntil: 'commit' });
      await page.locator('footer').waitFor({ state: 'attached' });
      await page.locator('html:not(.unchecked)').waitFor({ state: 'attached' });
      const shown = await page.locator('main').innerText();
      expect([place, /2,941|1,549|423|全县/.exec(shown)?.[0]]).toEqual([place, undefined]);
      expect(await page.locator('.filter-trigger').first().innerText()).not.toContain('全部');
      await context.close();
    }
  });

  test('says whose numbers they are while the first filter is computed', async ({ browser, site }) => {
    const { page, context } = await openPage(browser, site);
    await page.route(/\/engine\//, () => undefined);
    await page.goto(site.at(''));
    await page.locator('button[data-filter="town"]').click();
    await page.getByRole('checkbox', { name: TOWN }).click();
    await page.waitForURL(/town=/);
    await page.locator('.figures[aria-busy="true"]').waitFor();
    const sentence = await page.locator('.headline').innerText();
    expect(sentence).toContain('占全县超期的');
    expect(sentence).toContain('2,941');
    await context.close();
  });
});

describe('a filter', () => {
  test('gives the town’s own figures, holds in the address, survives a reload, goes with Back', async ({
    page,
    site,
  }) => {
    await page.goto(site.at(''));
    await page.locator('button[data-filter="town"]').click();
    await page.getByRole('checkbox', { name: TOWN }).click();
    await waitForTotal(page, countOf({ town: [TOWN] }));
    expect(new URL(page.url()).searchParams.getAll('town')).toEqual([TOWN]);
    expect(wrongUnder(await figuresOf(page), { town: [TOWN] })).toEqual([]);
    await page.reload();
    await waitForTotal(page, countOf({ town: [TOWN] }));
    expect(wrongUnder(await figuresOf(page), { town: [TOWN] })).toEqual([]);
    await page.goBack();
    await waitForTotal(page, 2941);
    expect(new URL(page.url()).search).toBe('');
    expect(wrongFigures(await figuresOf(page), oracleOf())).toEqual([]);
  });

  test('of several kinds in a link opens with its figures', async ({ page, site }) => {
    const filter: OracleFilter = {
      town: [TOWN, '三唐乡'],
      colour: ['green', 'blue'],
      from: '2021-12-20',
      to: '2022-01-31',
    };
    const query = new URLSearchParams([
      ...filter.town!.map((value) => ['town', value]),
      ...filter.colour!.map((value) => ['colour', value]),
      ['from', filter.from!],
      ['to', filter.to!],
    ]);
    await page.goto(site.at(`?${query}`));
    await waitForTotal(page, countOf(filter));
    expect(wrongUnder(await figuresOf(page), filter)).toEqual([]);
  });

  test('that is not understood is named, the rest holds', async ({ reading: { page, open } }) => {
    await open(`?colour=purple&from=2022-02-30&town=${encodeURIComponent(TOWN)}`);
    await waitForTotal(page, countOf({ town: [TOWN] }));
    const notice = page.locator('.notice').filter({ hasText: '颜色' });
    expect(await notice.innerText()).toContain('时间');
    expect(wrongUnder(await figuresOf(page), { town: [TOWN] })).toEqual([]);
  });
});

describe('a place that the data has not', () => {
  test('is named, and nothing matches', async ({ reading: { page, open } }) => {
    await open(`?town=${encodeURIComponent('无此镇')}`);
    await waitForTotal(page, 0);
    await page.locator('.notice').filter({ hasText: '无此镇' }).waitFor();
  });
});

describe('a figure', () => {
  test('opens its definition and the records behind it, as many as it says', async ({
    reading: { page, open },
  }) => {
    await open(`?town=${encodeURIComponent(TOWN)}`);
    const oracle = oracleOf({ town: [TOWN] });
    await waitForTotal(page, oracle.metrics.problems_total.value!);
    await page.locator('[data-metric="overdue_open"]:not([data-dimension])').first().click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.locator('pre').textContent()).toContain('select');
    const link = dialog.locator('a[data-part="numerator"]');
    expect(await link.innerText()).toContain(String(oracle.metrics.overdue_open.value));
    await link.click();
    await page.waitForURL(/records\//);
    await page.waitForFunction(
      (count) => document.querySelector<HTMLElement>('[data-count]')?.dataset.count === count,
      String(oracle.metrics.overdue_open.value),
    );
    expect(new URL(page.url()).searchParams.get('town')).toBe(TOWN);
  });
});

describe('a statement made by rule', () => {
  test('says what it was before, under a filter too, and opens its records', async ({
    reading: { page, open },
  }) => {
    const filter: OracleFilter = { colour: ['blue', 'yellow'] };
    const now = oracleOf(filter);
    const weekBefore = '2022-02-10T18:00';
    const before = computeOracle({ ...texts, cutoff: weekBefore, filter });
    const overdue = (of: typeof now, town: string) => of.by.town[town]!.metrics.overdue_open.value!;
    const most = Object.keys(now.by.town).sort((a, b) => overdue(now, b) - overdue(now, a))[0]!;
    await open('?colour=blue&colour=yellow');
    await waitForTotal(page, now.metrics.problems_total.value!);
    const line = page.locator('[data-insight="town"] a').first();
    const rise = overdue(now, most) - overdue(before, most);
    const text = await line.innerText();
    expect(text).toContain(`${most}超期 ${overdue(now, most)} 个`);
    expect(text).toContain(`较上周同期增加 ${rise} 个`);
    // The list's other link, and the name in the first sentence, lead to the town's own page.
    const pages = await page
      .locator('[data-insight="town"] a, .headline a')
      .evaluateAll((links) =>
        links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('name')),
      );
    expect(pages).toEqual([most, null, most]);
    await line.click();
    await page.locator(`[data-count="${overdue(now, most)}"]`).waitFor();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('due_at');
  });
});

describe('two towns chosen one right after the other', () => {
  test('are both in the link and in the figures, and Back takes them one by one', async ({
    reading: { page, open },
  }) => {
    await open(`?town=${encodeURIComponent(TOWN)}`);
    await waitForTotal(page, countOf({ town: [TOWN] }));
    await page.evaluate(() => {
      const towns = document.querySelectorAll<HTMLElement>('section[aria-labelledby="towns-title"] .pick');
      for (const name of ['三唐乡', '王庙镇'])
        [...towns].find((town) => town.textContent!.trim() === name)!.click();
    });
    const chosen = [TOWN, '三唐乡', '王庙镇'];
    await waitForTotal(page, countOf({ town: chosen }));
    await page.waitForURL((url) => url.searchParams.getAll('town').length === 3);
    expect(wrongUnder(await figuresOf(page), { town: chosen })).toEqual([]);
    await page.reload();
    await waitForTotal(page, countOf({ town: chosen }));
    await page.goBack();
    await page.waitForURL((url) => url.searchParams.getAll('town').length < 3);
    const left = new URL(page.url()).searchParams.getAll('town');
    await waitForTotal(page, countOf({ town: left }));
  });
});

describe('the page', () => {
  test('is painted before any of its scripts is asked for', async ({ page, site }) => {
    await page.goto(site.at(''));
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/engine/')),
    );
    const { painted, first } = await page.evaluate(() => ({
      painted: performance.getEntriesByName('first-contentful-paint')[0]!.startTime,
      first: Math.min(
        ...performance
          .getEntriesByType('resource')
          .filter(({ name }) => name.endsWith('.js'))
          .map(({ startTime }) => startTime),
      ),
    }));
    expect(first).toBeGreaterThan(painted);
  });

  test.for(['', 'en/'])(
    'comes to life as it was prepared, not made anew (/%s)',
    async (path, { page, site }) => {
      await page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => {
          for (const element of document.querySelectorAll('main *'))
            Object.assign(element, { prepared: true });
        });
      });
      await page.goto(site.at(path));
      await page.locator('section[aria-labelledby="departments-title"] [data-metric]').first().waitFor();
      await page.waitForFunction(() =>
        performance.getEntriesByType('resource').some(({ name }) => name.includes('/engine/')),
      );
      // The last part answers: all of them are alive.
      await page.locator('section[aria-labelledby="departments-title"] [data-metric]').first().click();
      await page.getByRole('dialog').waitFor();
      const made = await page.evaluate(() =>
        [...document.querySelectorAll('main *')]
          .filter((element) => !('prepared' in element))
          .map((element) => element.outerHTML.slice(0, 100)),
      );
      expect(made).toEqual([]);
    },
  );

  test('stays where it is while it comes to life', async ({ page, site }) => {
    await page.addInitScript(() => {
      const shifts: number[] = [];
      Object.assign(globalThis, { shifts });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        })[])
          if (!entry.hadRecentInput) shifts.push(entry.value);
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(site.at(''));
    await page.waitForFunction(() =>
      performance.getEntriesByType('resource').some(({ name }) => name.includes('/engine/')),
    );
    await page.waitForTimeout(2000);
    const shifts = await page.evaluate(() => (globalThis as unknown as { shifts: number[] }).shifts);
    expect(shifts.filter((value) => value > 0.02)).toEqual([]);
  });
});
