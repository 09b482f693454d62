import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright';
import { CHROMIUM_ARGS, requireChromium } from '../browsers.mjs';
import { HOST, type BenchSite } from './site.ts';
import { median, quantile, type Line } from './statistics.ts';

const ROUNDS = 9;
const SETTLE_MS = 4000;
const inPage = (name: string): string => readFileSync(join(import.meta.dirname, 'pages', name), 'utf8');

interface Load {
  readonly paint: number;
  readonly bytesBefore: number;
  readonly bytes: number;
  readonly requests: number;
  readonly shifts: number;
  readonly blocked: number;
}

async function openContext(
  browser: Browser,
  work: (page: Page, context: BrowserContext) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  try {
    await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Loads a page with a cold cache and waits until it is quiet; bytes are those on the wire, workers' included. */
async function load(browser: Browser, url: string, settle: number): Promise<Load> {
  let result: Load | undefined;
  await openContext(browser, async (page, context) => {
    const sizes: Promise<number>[] = [];
    context.on('requestfinished', (request) => {
      if (request.url().startsWith('http'))
        sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize));
    });
    await page.addInitScript({ content: inPage('observe.js') });
    await page.goto(url);
    await page.waitForTimeout(settle);
    const seen = await page.evaluate<{ paint: number; html: number; shifts: number; blocked: number }>(
      `({ paint: performance.getEntriesByName('first-contentful-paint')[0].startTime,
          html: performance.getEntriesByType('navigation')[0].transferSize,
          shifts: bench.shifts, blocked: bench.long.reduce((sum, ms) => sum + Math.max(0, ms - 50), 0) })`,
    );
    const all = await Promise.all(sizes);
    result = {
      paint: seen.paint,
      bytesBefore: seen.html,
      bytes: all.reduce((a, b) => a + b, 0),
      requests: all.length,
      shifts: seen.shifts,
      blocked: seen.blocked,
    };
  });
  return result!;
}

async function loads(browser: Browser, urls: readonly string[], settle: number): Promise<Load[][]> {
  const results: Load[][] = urls.map(() => []);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, url] of urls.entries()) results[index]!.push(await load(browser, url, settle));
  }
  return results;
}

const pick = (all: readonly Load[], key: keyof Load): number => median(all.map((one) => one[key]));

async function overviewLines(browser: Browser, site: BenchSite): Promise<Line[]> {
  const [overview, bare] = await loads(browser, [`${site.address}/`, `${site.address}/bare/`], SETTLE_MS);
  return [
    {
      name: 'overview: numbers painted, cold',
      value: pick(overview!, 'paint'),
      unit: 'ms',
      baseline: pick(bare!, 'paint'),
      aim: 1.5,
    },
    {
      name: 'overview: transferred before them',
      value: pick(overview!, 'bytesBefore') / 1000,
      unit: 'KB',
      aim: 150,
    },
    {
      name: 'overview: layout shift',
      value: Math.max(...overview!.map((one) => one.shifts)),
      unit: '',
      aim: 0.02,
    },
    { name: 'overview: total blocking time', value: pick(overview!, 'blocked'), unit: 'ms', aim: 50 },
    { name: 'in all, engine included (eh)', value: pick(overview!, 'bytes') / 1000, unit: 'KB', aim: 6000 },
    { name: 'requests, engine included', value: pick(overview!, 'requests'), unit: 'requests', aim: 25 },
  ];
}

const PATIENCE_MS = 120_000;

/** Looks at every frame until an expression holds; the browser's own evaluation, which the page's policy lets through. */
async function until(page: Page, expression: string): Promise<void> {
  const isSo = await page.evaluate<boolean>(`new Promise((done) => {
    const look = () =>
      ${expression} ? done(true) : performance.now() > ${PATIENCE_MS} ? done(false) : requestAnimationFrame(look);
    look();
  })`);
  if (!isSo) throw new Error(`never so: ${expression}`);
}

async function firstAnswer(browser: Browser, url: string, ready: string): Promise<number> {
  let time = NaN;
  await openContext(browser, async (page) => {
    await page.goto(url, { waitUntil: 'commit' });
    await until(page, ready);
    time = await page.evaluate<number>('performance.now()');
  });
  return time;
}

/** A town with its number of problems: the overview is filtered by it. */
export interface BenchTown {
  readonly name: string;
  readonly problems: number;
}

const isShown = ({ problems }: BenchTown): string =>
  `document.querySelector('[data-metric="problems_total"]')?.dataset.value === '${problems}' && !document.documentElement.classList.contains('awaiting')`;

const filteredBy = (site: BenchSite, { name }: BenchTown): string =>
  `${site.address}/?town=${encodeURIComponent(name)}`;

/** Towns toggled one after the other: milliseconds until all views show each, and those of its queries. */
async function toggleTowns(
  browser: Browser,
  site: BenchSite,
  town: BenchTown,
): Promise<{ times: number[]; queries: number[] }> {
  let changes: { times: number[]; queries: number[] } = { times: [], queries: [] };
  await openContext(browser, async (page) => {
    await page.goto(filteredBy(site, town), { waitUntil: 'commit' });
    await until(page, isShown(town));
    await page.waitForTimeout(500);
    changes = await page.evaluate(inPage('filter.js'));
  });
  return changes;
}

async function filterLines(browser: Browser, site: BenchSite, town: BenchTown): Promise<Line[]> {
  const filtered = filteredBy(site, town);
  const shown = isShown(town);
  const answers: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    answers.push(await firstAnswer(browser, filtered, shown));
    bare.push(
      await firstAnswer(
        browser,
        `${site.address}/bare-engine/`,
        `performance.getEntriesByName('answered').length > 0`,
      ),
    );
  }
  const changes = await toggleTowns(browser, site, town);
  return [
    {
      name: 'first filtered answer, cold',
      value: median(answers),
      unit: 'ms',
      baseline: median(bare),
      aim: 1.3,
    },
    { name: 'filter change until all views are updated', value: median(changes.times), unit: 'ms', aim: 25 },
    { name: 'filter change, p95', value: quantile(changes.times, 0.95), unit: 'ms', aim: 60 },
    {
      name: 'of it in queries',
      value: median(changes.queries),
      unit: 'ms',
      baseline: median(changes.times),
      aim: 0.5,
    },
  ];
}

async function withBrowser<T>(work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await requireChromium(),
    args: [...CHROMIUM_ARGS, `--host-resolver-rules=MAP ${HOST} 127.0.0.1, MAP * ~NOTFOUND`],
  });
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

/** Everything that is measured in a browser on the sample. */
export function benchPages(site: BenchSite, town: BenchTown): Promise<Line[]> {
  return withBrowser(async (browser) => [
    ...(await overviewLines(browser, site)),
    ...(await filterLines(browser, site, town)),
  ]);
}

/** A filter change on a ledger of many rows; `native` is a count of the same cells by native DuckDB, in milliseconds. */
export async function benchScale(
  site: BenchSite,
  town: BenchTown,
  { rows, native, aims }: { rows: number; native: number; aims: readonly [number, number] },
): Promise<Line[]> {
  const { times } = await withBrowser((browser) => toggleTowns(browser, site, town));
  const what = `filter change at ${rows.toLocaleString('en-US')} rows`;
  return [
    { name: what, value: median(times), unit: 'ms', aim: aims[0] },
    { name: `${what}, p95`, value: quantile(times, 0.95), unit: 'ms', aim: aims[1] },
    { name: `… native DuckDB counts the cells of the filter`, value: native, unit: 'ms' },
  ];
}
