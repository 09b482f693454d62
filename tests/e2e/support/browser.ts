import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright';
import { test as base } from 'vitest';
import { CHROMIUM_ARGS, requireChromium } from '../../../tools/browsers.mjs';
import { SITE_HOST, serveSite, type Site } from './site.ts';

/** Only the site's own name resolves; anything else is an unknown host. */
const RESOLVER_RULES = `MAP ${SITE_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;

/** The engine is compiled once and quickly, not again and better: no page lives long enough to gain by it. */
const QUICK_WASM = '--js-flags=--liftoff-only';

/** Starts a headless Chromium that can reach this machine only. */
export function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: requireChromium(),
    headless: true,
    args: [...CHROMIUM_ARGS, QUICK_WASM, `--host-resolver-rules=${RESOLVER_RULES}`],
  });
}

/** What went wrong in a context's pages: console errors, uncaught errors, requests that left the site. */
export interface Complaints {
  readonly list: readonly string[];
  /** Tolerates complaints that match, for tests that provoke them; requests to other origins never pass. */
  allow(pattern: RegExp): void;
  /** Throws with every complaint that was not allowed. */
  assertNone(): void;
}

/** Listens to a context from now on; `url` is the site's address, whose origin alone may be asked. */
function watchContext(context: BrowserContext, url: string): Complaints {
  const origin = new URL(url).origin;
  const strangers: string[] = [];
  const complaints: string[] = [];
  const allowed: RegExp[] = [];
  context.on('request', (request) => {
    const target = new URL(request.url());
    const isLocalScheme = ['data:', 'blob:', 'about:'].includes(target.protocol);
    if (!isLocalScheme && target.origin !== origin) strangers.push(`request to ${target.origin}`);
  });
  context.on('console', (message) => {
    // Svelte's warnings in production are about pages that were not what their script expects.
    const wrong = message.type() === 'error' || message.text().includes('svelte.dev/e/');
    if (wrong) complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) =>
    complaints.push(`uncaught: ${error.error().stack ?? error.error().message}`),
  );
  const remaining = () => [
    ...strangers,
    ...complaints.filter((complaint) => !allowed.some((pattern) => pattern.test(complaint))),
  ];
  return {
    get list() {
      return remaining();
    },
    allow: (pattern) => void allowed.push(pattern),
    assertNone() {
      const found = remaining();
      if (found.length > 0) throw new Error(`The page complained:\n${found.join('\n')}`);
    },
  };
}

export interface WatchedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  readonly complaints: Complaints;
}

/** A page in a context of its own (no cache, no storage from elsewhere), watched from its first request. */
export async function openPage(
  browser: Browser,
  site: Site,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const context = await browser.newContext({
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    viewport: { width: 1280, height: 900 },
    serviceWorkers: 'allow',
    ...options,
  });
  const complaints = watchContext(context, site.url);
  return { page: await context.newPage(), context, complaints };
}

/** A page that the tests of a file read one after the other, with the engine that the first of them started. */
export interface Reading {
  readonly page: Page;
  /** Opens an address of the site as if for the first time: nothing that stood before stands. */
  open(path: string): Promise<void>;
}

/** A page of few elements, passed through so that no element of one test is taken for one of the next. */
const BETWEEN = 'unit/';

/** Clicks a link to an address, wherever it leads. */
export function clickLink(page: Page, address: string): Promise<void> {
  return page.evaluate((href) => {
    const link = Object.assign(document.createElement('a'), { href });
    document.body.append(link);
    link.click();
    link.remove();
  }, address);
}

/** Follows a link inside the site, so that the engine that is there stays. */
export async function followAddress(page: Page, address: string): Promise<void> {
  await clickLink(page, address);
  const { href } = new URL(address);
  // Nothing is loaded: a page that came back from the browser's memory never says that it was.
  await page.waitForURL((url) => url.href === href, { waitUntil: 'commit' });
}

function readingOf({ page }: WatchedPage, site: Site): Reading {
  return {
    page,
    async open(path) {
      if (page.url() === 'about:blank') {
        await page.goto(site.at(path));
        return;
      }
      await followAddress(page, site.at(BETWEEN));
      await page.locator('[data-units]').waitFor();
      await followAddress(page, site.at(path));
      await page.locator('[data-units]').waitFor({ state: 'detached' });
    },
  };
}

interface Fixtures {
  /** The built site, served once for the file. */
  readonly site: Site;
  /** One browser for all files of a worker; what is kept is each context's own. */
  readonly browser: Browser;
  /** A fresh watched page; the test fails when it complained and that was not allowed. */
  readonly watched: WatchedPage;
  /** The watched page itself. */
  readonly page: Page;
  readonly complaints: Complaints;
  /** One watched page for the file. */
  readonly kept: WatchedPage;
  /** The kept page, for tests that need no page of their own; fails when it complained. */
  readonly reading: Reading;
}

/** vitest's `test` with a served site and a watched page: `test('…', async ({ page, site }) => …)`. */
export const test = base.extend<Fixtures>({
  site: [
    async ({}, use) => {
      const site = await serveSite();
      await use(site);
      await site.close();
    },
    { scope: 'file' },
  ],
  browser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  watched: async ({ browser, site }, use) => {
    const watched = await openPage(browser, site);
    await use(watched);
    await watched.context.close();
    watched.complaints.assertNone();
  },
  kept: [
    async ({ browser, site }, use) => {
      const kept = await openPage(browser, site);
      await use(kept);
      await kept.context.close();
    },
    { scope: 'file' },
  ],
  reading: async ({ kept, site }, use) => {
    await use(readingOf(kept, site));
    kept.complaints.assertNone();
  },
  page: async ({ watched }, use) => use(watched.page),
  complaints: async ({ watched }, use) => use(watched.complaints),
});
