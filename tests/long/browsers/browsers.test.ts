/** The built site in the oldest browsers that it is made for, and in Firefox: a bare server, a plain-http name. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, write } from '@e965/xlsx';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { computeOracle, type OracleFilter } from '../../oracle/oracle.ts';
import { EXPORT_CUTOFF, largeExport, sampleExport } from '../../support/exports.ts';
import { wrongFigures } from '../../e2e/support/figures.ts';
import { serveSite, type Site } from '../../e2e/support/site.ts';
import { launchOld, type BrowserName, type OldBrowser } from './launch.ts';
import {
  attributeOf,
  figuresWhen,
  fill,
  listenTo,
  press,
  saved,
  seen,
  textOf,
  type Listening,
} from './page.ts';

const TOWN = '恩城镇';
const sample = sampleExport();
const opened = largeExport(300, 9);
const oracleOf = (texts: typeof sample, filter: OracleFilter = {}) =>
  computeOracle({ ...texts, cutoff: EXPORT_CUTOFF, filter });
const FILTER = { town: [TOWN], colour: ['green'] } as const;
const filtered = oracleOf(sample, FILTER);
/** Tables of what a list filters show all that can be chosen. */
const around = {
  town: oracleOf(sample, { colour: FILTER.colour }),
  colour: oracleOf(sample, { town: FILTER.town }),
};

const files = mkdtempSync(join(tmpdir(), 'wuse-opened-'));
const csv = join(files, '台账.csv');
const visits = join(files, '走访.csv');
const workbook = join(files, '台账.xlsx');

beforeAll(() => {
  writeFileSync(csv, opened.ledger);
  writeFileSync(visits, opened.visits);
  writeFileSync(
    workbook,
    write(read(opened.ledger, { type: 'string', raw: true }), { type: 'buffer', bookType: 'xlsx' }),
  );
});
afterAll(() => rmSync(files, { recursive: true }));

const BROWSERS: readonly (readonly [BrowserName, RegExp, 'mvp' | 'eh'])[] = [
  ['86', /Chrome\/86\./, 'mvp'],
  ['88', /Chrome\/88\./, 'mvp'],
  ['firefox', /firefox/i, 'eh'],
];

/**
 * Chromium 86 compiles all of the engine a second time, better, as soon as it runs, on every thread of its pool. A font
 * that was not used before is asked for through that pool, and the page waits until it is free.
 */
const PATIENT = { timeout: 240_000 };

describe.each(BROWSERS)('in %s', PATIENT, (name, version, variant) => {
  let site: Site;
  let browser: OldBrowser;
  let listening: Listening;

  beforeAll(async () => {
    site = await serveSite({ base: '/gov/ledger/', plain: true });
    browser = await launchOld(name);
    listening = await listenTo(browser, site.url);
    await listening.page.evaluateOnNewDocument(() => {
      const Native = window.Worker;
      window.Worker = class extends Native {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          this.addEventListener('message', ({ data }: MessageEvent<{ wuse?: string; variant?: string }>) => {
            if (data && data.wuse === 'ready') document.documentElement.dataset['variant'] = data.variant;
          });
        }
      };
    });
    await listening.page.goto(site.url);
  });
  afterEach(() => expect(listening.complaints).toEqual([]));
  afterAll(async () => {
    await browser?.close();
    await site?.close();
  });

  /** Goes on by a link of the header, as the engine stays. */
  const follow = (part: string) => press(listening.page, `header nav a[href*="${part}"]`);

  it('is the browser that it is said to be, on an address that is not trusted', async () => {
    expect(browser.version).toMatch(version);
    const { page } = listening;
    expect(await page.evaluate(() => [window.isSecureContext, location.hostname, location.pathname])).toEqual(
      [false, 'ledger.test', '/gov/ledger/'],
    );
  });

  it('has the published figures at once, and charts', async () => {
    const { page } = listening;
    expect(wrongFigures(await figuresWhen(page, 2941), oracleOf(sample))).toEqual([]);
    await seen(page, 'html[data-alive]');
    const shown = await page.$$eval('.plot', (plots) =>
      plots.map((plot) => {
        const picture = [...plot.querySelectorAll('svg')].find((svg) => svg.getClientRects().length > 0);
        const [frame, drawn] = [plot.getBoundingClientRect(), picture?.getBoundingClientRect()];
        return drawn !== undefined && drawn.width > 200 && drawn.right <= frame.right + 1;
      }),
    );
    expect(shown.length).toBeGreaterThan(0);
    expect(shown).not.toContain(false);
  });

  it('filters by town and colour', async () => {
    const { page } = listening;
    await press(page, 'button[data-filter="town"]');
    await press(page, `input[value="${TOWN}"]`);
    await press(page, 'button[data-filter="colour"]');
    await press(page, 'input[value="green"]');
    const figures = await figuresWhen(page, filtered.metrics.problems_total.value!);
    expect(wrongFigures(figures, filtered, around)).toEqual([]);
    expect(await attributeOf(page, 'html', 'data-variant')).toBe(variant);
    // Drawn here, not while the site was built.
    await seen(page, '.plot > svg text');
  });

  it('lists the records behind, searches them and opens one', async () => {
    const { page } = listening;
    await follow('records/');
    const rows = filtered.facts;
    await seen(page, `[data-count="${rows.length}"]`);
    await fill(page, '[data-search]', rows[0]!.id);
    await seen(page, '[data-count="1"]');
    await press(page, `[data-index="0"][data-id="${rows[0]!.id}"]`);
    await seen(page, `[data-record="${rows[0]!.id}"]`);
    expect(await textOf(page, '[data-record]')).toContain(TOWN);
  });

  it('shows the bulletin and saves it as Word', async () => {
    const { page } = listening;
    await page.goto(site.at('report/'));
    await seen(page, '[data-table="overdue"] tbody tr');
    const sentence = await textOf(page, '[data-paragraph^="overview"]');
    expect(sentence).toContain('梳理群众反映问题2941个');
    const bytes = await saved(browser, '.docx', () => press(page, '[data-save="docx"]'));
    expect(strFromU8(unzipSync(bytes)['word/document.xml']!).replace(/<[^>]+>/g, '')).toContain(sentence);
  });

  it('answers a statement in the console', async () => {
    const { page } = listening;
    await follow('sql/');
    await fill(page, 'textarea[aria-describedby="sql-hint"]', 'select count(*) as n from facts');
    await press(page, '[data-run]');
    await seen(page, '[data-answer] .row td');
    expect(await textOf(page, '[data-answer] .row td')).toBe(String(oracleOf(sample).facts.length));
  });

  // Each opened file starts an engine, which Chromium 86 takes a minute for; its tally is CSV in any case.
  const FILES = [
    ['a workbook', workbook],
    ['a CSV file', csv],
  ] as const;
  it.each(FILES.slice(0, name === '86' ? 1 : 2))('opens %s and shows its figures', async (_, path) => {
    const { page } = listening;
    await page.goto(site.at('data/'));
    await seen(page, '#open input[type="file"]');
    const fields = () => page.$('#open .drop input[type="file"]');
    await (await fields())!.uploadFile(path);
    await (await page.$('#open .drop ~ .drop input[type="file"]'))!.uploadFile(visits);
    await fill(page, '#open input[type="datetime-local"]', EXPORT_CUTOFF);
    await seen(page, '#open [data-recognised] > [role="status"]:empty');
    await press(page, '#open button[type="submit"]');
    await seen(page, '[data-local]');
    await press(page, 'header nav a');
    expect(wrongFigures(await figuresWhen(page, 300), oracleOf(opened))).toEqual([]);
  });
});
