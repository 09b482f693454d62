import type { Page } from 'playwright';
import { describe, expect } from 'vitest';
import { computeOracle, type OracleFilter, type OracleResult } from '../oracle/oracle.ts';
import { readExport } from '../oracle/read-export.ts';
import { lastVisits, visitDays } from '../oracle/visits.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { openPage, test } from './support/browser.ts';
import { figuresOf, wrongFigures } from './support/figures.ts';
import { pressOpen } from './support/opening.ts';

const TOWN = '恩城镇';
const sample = sampleExport();
/** As many rows as make a ledger that opens at once. */
const FEW = sample.ledger.split('\r\n').slice(0, 200).join('\r\n');
const oracleOf = (filter: OracleFilter = {}, { ledger, visits } = sample as Texts): OracleResult =>
  computeOracle({ ledger, visits, cutoff: EXPORT_CUTOFF, filter });

interface Texts {
  readonly ledger: string;
  readonly visits: string;
}

/** Names of the towns by rising coverage, as the oracle has it. */
function townsByCoverage({ by }: OracleResult): string[] {
  return Object.entries(by.town)
    .sort(([, a], [, b]) => a.metrics.coverage_rate.value! - b.metrics.coverage_rate.value!)
    .map(([town]) => town);
}

const townsOf = (page: Page): Promise<string[]> =>
  page.$$eval('tr[data-town]', (rows) => rows.map((row) => (row as HTMLElement).dataset.town!));
const engineAnswered = (page: Page) => page.locator('#unvisited').waitFor();
/** Figures that the oracle has groups for: all but the villages’. */
const grouped = async (page: Page) =>
  (await figuresOf(page)).filter(({ dimension }) => dimension !== 'village');

/** Columns up to those of problems: of few rows, the tally would make up the rest (D2). */
const PARTS = 9;

/** The sample's visits without problems, reported on three days; one village is visited by nobody, one above 100 %, one missing. */
function severalDays(): string {
  const [header, ...lines] = sample.visits.split(/\r?\n/).filter((line) => line !== '');
  const days = [
    ['2022-01-18', 0.5],
    ['2022-02-07', 0.8],
    ['2022-02-17', 1],
  ] as const;
  const rows = days.flatMap(([day, share]) =>
    lines
      .filter((line) => line.includes('2022-02-17'))
      .flatMap((line, index) => {
        const cells = line.split(',');
        const [due, all, home] = [cells[3], cells[4], cells[5]].map(Number);
        const visited = index === 0 ? 0 : index === 1 && share === 1 ? due! + 2 : Math.floor(all! * share);
        cells.splice(2, 4, day, String(due), String(visited), String(Math.min(visited, home!)));
        return index === 2 ? [] : [`${cells.slice(0, PARTS).join(',')},${Math.max(0, due! - visited)}`];
      }),
  );
  return `${[`${header!.split(',').slice(0, PARTS).join(',')},未联系上`, ...rows].join('\n')}\n`;
}

const file = (name: string, content: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

async function openLedger(page: Page, visits: string): Promise<void> {
  await page.locator('html[data-alive]').waitFor();
  const fields = page.locator('#open input[type="file"]');
  await fields.nth(0).setInputFiles(file('台账.csv', FEW));
  await fields.nth(1).setInputFiles(file('走访.csv', visits));
  await page.locator('#open input[type="datetime-local"]').fill(EXPORT_CUTOFF);
  await pressOpen(page);
  await page.locator('[data-local]').waitFor();
  await page.locator('header nav a[href*="visits/"]').click();
  await engineAnswered(page);
}

/** The file holds what is shown, in its order. */
async function checkDownload(page: Page): Promise<void> {
  const names = await page.$$eval('tr[data-town], tr[data-village]', (rows) =>
    rows.map(({ dataset }) => dataset.village ?? ''),
  );
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.locator('button[data-download="csv"]').click(),
  ]);
  const chunks: Buffer[] = [];
  for await (const chunk of await saved.createReadStream()) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').split('\r\n');
  expect(lines.slice(1, names.length + 1).map((line) => line.split(',')[1])).toEqual(names);
  expect(lines[names.length + 1]!.split(',').slice(0, 5)).toEqual(['全县', '', '112894', '112036', '99.2']);
  expect(lines[names.length + 2]).toContain('2022年2月17日18时');
}

describe('the page of visits', () => {
  test('stands in the first response: every town, the targets and the contact modes', async ({
    browser,
    site,
  }) => {
    const { page, context, complaints } = await openPage(browser, site, { javaScriptEnabled: false });
    await page.goto(site.at('visits/'));
    const oracle = oracleOf();
    expect(await townsOf(page)).toEqual(townsByCoverage(oracle));
    const figures = await figuresOf(page);
    // Three cards, four targets, four modes with their shares, twelve towns and their total in nine columns.
    expect(figures).toHaveLength(3 + 4 + 8 + 13 * 9);
    expect(wrongFigures(figures, oracle)).toEqual([]);
    // 1 − 112,036/112,894 and so on, by hand from the oracle's parts.
    const gaps = await page.$$eval('tr[data-target]', (rows) =>
      rows.map((row) => [(row as HTMLElement).dataset.target, Number((row as HTMLElement).dataset.gap)]),
    );
    expect(gaps).toEqual([
      ['coverage_rate', 112_894 - 112_036],
      ['registered_rate', 0],
      ['closure_rate', 2941 - oracle.metrics.closed.value!],
      ['revisit_rate', oracle.metrics.answered.value! - oracle.metrics.revisited.value!],
    ]);
    complaints.assertNone();
    await context.close();
  });

  test('opens villages by keyboard and sorts by mouse; the link opens the same, the file too', async ({
    reading: { page, open },
  }) => {
    await open('visits/');
    await engineAnswered(page);
    expect(await page.locator('[data-no-progress]').innerText()).toContain(
      '只有一个报数日期（2022年2月17日）',
    );
    expect(await page.locator('[data-uncompared]').innerText()).toContain('不作比较');
    await page.locator(`tr[data-town="${TOWN}"] .toggle`).focus();
    await page.keyboard.press('Enter');
    await page.locator('tr[data-village]').first().waitFor();
    await page.locator('button[data-sort="households_due"]').click();
    await page.locator('th[aria-sort="ascending"] button[data-sort="households_due"]').waitFor();
    await page.locator('button[data-sort="households_due"]').click();
    await page.locator('th[aria-sort="descending"] button[data-sort="households_due"]').waitFor();
    const villages = lastVisits(readExport(sample.visits), EXPORT_CUTOFF)
      .filter(({ town }) => town === TOWN)
      .sort((a, b) => b.due! - a.due!);
    await page.reload();
    await page.locator('tr[data-village]').first().waitFor();
    const shown = (await figuresOf(page)).filter(({ dimension }) => dimension === 'village');
    const of = (metric: string) => shown.filter((figure) => figure.metric === metric);
    expect(of('households_due').map(({ value }) => Number(value))).toEqual(villages.map(({ due }) => due));
    const { key, value } = of('problems_per_100_households')[0]!;
    const oracle = oracleOf({ town: [TOWN], village: [key!] });
    expect(Number(value)).toBeCloseTo(oracle.metrics.problems_per_100_households.value!, 9);
    expect(new URL(page.url()).searchParams.get('order')).toBe('-households_due');
    await checkDownload(page);
    // A figure opens its definition.
    await page.locator(`tr[data-village="${key}"] [data-metric="coverage_rate"]`).click();
    await page.getByRole('dialog').getByText(key!).first().waitFor();
  });

  test('is narrowed by town, and says which filters it does not know', async ({
    reading: { page, open },
  }) => {
    const town = encodeURIComponent(TOWN);
    await open(`visits/?town=${town}&colour=blue&from=2022-02-01&order=river`);
    await page.locator(`tr[data-town="${TOWN}"]`).waitFor();
    await page.waitForFunction(() => document.querySelectorAll('tr[data-town]').length === 1);
    await engineAnswered(page);
    expect(wrongFigures(await grouped(page), oracleOf({ town: [TOWN] }))).toEqual([]);
    expect(await page.locator('[data-ignored]').innerText()).toContain('颜色');
    expect(await page.locator('[data-period]').innerText()).toContain('累计');
    await page.locator('.notice', { hasText: '“排序”' }).waitFor();
  });
});

describe('several reported days', () => {
  test('give the course, the pace, changes and the villages left out', async ({ page, site }) => {
    const targets = [
      { metric: 'coverage_rate', percent: 100, by: '2022-03-03' },
      { metric: 'satisfaction_rate', percent: 95.5 },
    ];
    const answer = await fetch(`${site.localUrl}ledger/manifest.json`);
    const manifest = { ...((await answer.json()) as object), targets };
    await page.route('**/ledger/manifest.json', (route) => route.fulfill({ json: manifest }));
    const visits = severalDays();
    await page.goto(site.at('data/'));
    await openLedger(page, visits);
    const oracle = oracleOf({}, { ledger: FEW, visits });
    expect(wrongFigures(await grouped(page), oracle)).toEqual([]);

    const days = visitDays(readExport(visits), EXPORT_CUTOFF, () => true);
    await page.locator('#progress summary').click();
    const listed = await page.$$eval('#progress tr[data-day]', (rows) =>
      rows.map(({ dataset }) => [dataset.day, Number(dataset.due), Number(dataset.visited)]),
    );
    expect(listed).toEqual(days.map(({ day, due, visited }) => [day, due, visited]));
    await page.locator('#progress .plot svg').first().waitFor();
    // 14 days from 17 February to 3 March.
    const gap = days[2]!.due! - days[2]!.visited!;
    expect(await page.locator('[data-needed]').getAttribute('data-needed')).toBe(String(Math.ceil(gap / 14)));
    expect(await page.locator('tr[data-target="coverage_rate"]').getAttribute('data-gap')).toBe(String(gap));
    expect(await page.locator('tr[data-target]').count()).toBe(2);

    const left = await page.$$eval('[data-unvisited-village]', (rows) =>
      rows.map(({ dataset }) => [dataset.unvisitedVillage, dataset.reason]),
    );
    expect(left.sort()).toEqual([
      ['明珠社区', 'unreported'],
      ['莲花池社区', 'nobody'],
    ]);
    await page.locator('tr[data-town="龙门街道"] .toggle').click();
    await page.locator('tr[data-village="阳光社区"] .pill').waitFor();
    expect(await page.locator('tr[data-village] .pill').count()).toBe(1);

    // A week before, the report of 7 February stood.
    const before = days[1]!.visited! / days[1]!.due!;
    const shown = await page.locator('tfoot [data-before]').getAttribute('data-before');
    expect(Number(shown)).toBeCloseTo(before, 9);
  });

  test('are not compared or drawn where the tally has no dates', async ({ reading: { page, open } }) => {
    const visits = sample.visits.replace('统计日期', '备注栏').replaceAll('2022-02-17', '');
    await open('data/');
    await openLedger(page, visits);
    expect(await page.locator('[data-no-progress]').innerText()).toContain('没有日期');
    expect(await page.locator('[data-uncompared]').innerText()).toContain('没有日期');
    expect(await page.locator('[data-before]').count()).toBe(0);
  });
});
