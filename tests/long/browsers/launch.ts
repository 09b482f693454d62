import { createRequire } from 'node:module';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CHROMIUM_ARGS, requireFirefox } from '../../../tools/browsers.mjs';
import { SITE_HOST } from '../../e2e/support/site.ts';
import { installBrowsers, programOf, type OldChromium } from './install.ts';

/** What the tests run in: old Chromiums, and Debian's Firefox. */
export type BrowserName = OldChromium | 'firefox';

interface Element {
  click(): Promise<void>;
  uploadFile(...paths: string[]): Promise<void>;
}

interface Waiting {
  readonly timeout?: number;
}

interface SentRequest {
  url(): string;
}

interface ConsoleEntry {
  type(): string;
  text(): string;
}

/** What the puppeteers of six years have in common, as far as the tests use it. */
export interface OldPage {
  $(selector: string): Promise<Element | null>;
  $$eval<Result, Args extends readonly unknown[]>(
    selector: string,
    read: (elements: globalThis.Element[], ...args: Args) => Result,
    ...args: Args
  ): Promise<Result>;
  close(): Promise<void>;
  evaluate<Result, Args extends readonly unknown[]>(
    read: (...args: Args) => Result,
    ...args: Args
  ): Promise<Awaited<Result>>;
  evaluateOnNewDocument<Args extends readonly unknown[]>(
    change: (...args: Args) => void,
    ...args: Args
  ): Promise<unknown>;
  goto(url: string): Promise<unknown>;
  on(event: 'console', listener: (entry: ConsoleEntry) => void): unknown;
  on(event: 'pageerror', listener: (error: Error) => void): unknown;
  on(event: 'request', listener: (request: SentRequest) => void): unknown;
  screenshot(options: { path: string }): Promise<unknown>;
  setViewport(size: { width: number; height: number }): Promise<void>;
  url(): string;
  waitForFunction<Args extends readonly unknown[]>(
    isSo: (...args: Args) => unknown,
    options: Waiting,
    ...args: Args
  ): Promise<unknown>;
  waitForSelector(selector: string, options?: Waiting): Promise<Element | null>;
}

interface DriverPage extends OldPage {
  target(): { createCDPSession(): Promise<{ send(method: string, parameters: object): Promise<unknown> }> };
}

interface DriverBrowser {
  newPage(): Promise<DriverPage>;
  version(): Promise<string>;
  close(): Promise<void>;
}

interface Driver {
  launch(options: object): Promise<DriverBrowser>;
}

/** A browser that reaches the site by its plain-http name, and nothing else. */
export interface OldBrowser {
  /** As the browser says it, e.g. `HeadlessChrome/86.0.4240.0`. */
  readonly version: string;
  /** Where its downloads go. */
  readonly downloads: string;
  newPage(): Promise<OldPage>;
  close(): Promise<void>;
}

const RESOLVER_RULES = `MAP ${SITE_HOST} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1`;
const VIEWPORT = { width: 1280, height: 900 };

/** Any name but the site's is asked of a proxy that is not there. */
const PROXY_RULES = `function FindProxyForURL(url, host) { return host === '${SITE_HOST}' ? 'DIRECT' : 'PROXY 127.0.0.1:9'; }`;

function firefoxOptions(downloads: string): object {
  return {
    browser: 'firefox',
    executablePath: requireFirefox(),
    extraPrefsFirefox: {
      'network.dns.localDomains': SITE_HOST,
      'network.proxy.type': 2,
      'network.proxy.autoconfig_url': `data:text/javascript,${encodeURIComponent(PROXY_RULES)}`,
      'intl.accept_languages': 'zh-CN',
      'browser.download.folderList': 2,
      'browser.download.dir': downloads,
      'browser.download.useDownloadDir': true,
    },
  };
}

/** Starts a browser headless; installs it first where it is missing. */
export async function launchOld(name: BrowserName): Promise<OldBrowser> {
  const folder = await installBrowsers();
  const load = createRequire(join(folder, 'package.json'));
  const downloads = mkdtempSync(join(tmpdir(), 'wuse-downloads-'));
  const isFirefox = name === 'firefox';
  const driver = load(isFirefox ? 'puppeteer-bidi' : `puppeteer-${name}`) as Driver;
  const browser = await driver.launch({
    headless: true,
    defaultViewport: VIEWPORT,
    ...(isFirefox
      ? firefoxOptions(downloads)
      : {
          executablePath: programOf(folder, name),
          args: [...CHROMIUM_ARGS, `--host-resolver-rules=${RESOLVER_RULES}`],
        }),
  });
  return {
    version: await browser.version(),
    downloads,
    close: () => browser.close(),
    async newPage() {
      const page = await browser.newPage();
      if (!isFirefox) {
        const session = await page.target().createCDPSession();
        await session.send('Page.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
      }
      return page;
    },
  };
}
