import { readFileSync, readdirSync, rmSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { readFigures, hasTotal, type ShownFigure } from '../../e2e/support/figures.ts';
import type { OldBrowser, OldPage } from './launch.ts';

/** Longest wait for what the engine answers, in milliseconds: old browsers compile it slowly. */
const PATIENCE = { timeout: 150_000 };

/** What went wrong in a page: console errors, uncaught errors, requests that left the site. */
export interface Listening {
  readonly page: OldPage;
  readonly complaints: readonly string[];
}

/** A page that is listened to from its first request; `url` is the site's address, whose origin alone may be asked. */
export async function listenTo(browser: OldBrowser, url: string): Promise<Listening> {
  const page = await browser.newPage();
  const complaints: string[] = [];
  const { origin } = new URL(url);
  page.on('console', (entry) => {
    const isWrong = entry.type() === 'error' || entry.text().includes('svelte.dev/e/');
    if (isWrong) complaints.push(`console: ${entry.text()}`);
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`));
  page.on('request', (request) => {
    const target = new URL(request.url());
    const isLocal = ['data:', 'blob:', 'about:'].includes(target.protocol);
    if (!isLocal && target.origin !== origin) complaints.push(`request to ${target.origin}`);
  });
  return { page, complaints };
}

/** Waits for an element, at its longest as long as an old browser needs to start the engine. */
export async function seen(page: OldPage, selector: string): Promise<void> {
  await page.waitForSelector(selector, PATIENCE);
}

/** Waits until an element is there, and clicks it. */
export async function press(page: OldPage, selector: string): Promise<void> {
  await seen(page, selector);
  await page.$$eval(selector, (elements) => (elements[0] as HTMLElement).scrollIntoView({ block: 'center' }));
  await (await page.$(selector))!.click();
}

/** Writes into a field as a person does. */
export async function fill(page: OldPage, selector: string, text: string): Promise<void> {
  await seen(page, selector);
  await page.$$eval(
    selector,
    (elements, value) => {
      const field = elements[0] as HTMLInputElement;
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
    },
    text,
  );
}

/** Text of the first element that matches, as it is shown; empty when there is none. */
export function textOf(page: OldPage, selector: string): Promise<string> {
  return page.$$eval(selector, (elements) => (elements[0] as HTMLElement | undefined)?.innerText ?? '');
}

/** Attribute of the first element that matches. */
export function attributeOf(page: OldPage, selector: string, name: string): Promise<string | null> {
  return page.$$eval(selector, (elements, asked) => elements[0]?.getAttribute(asked) ?? null, name);
}

/** Every figure of the page, once its total of problems is a certain number. */
export async function figuresWhen(page: OldPage, total: number): Promise<ShownFigure[]> {
  await page.waitForFunction(hasTotal, PATIENCE, total);
  return page.$$eval('[data-metric]', readFigures);
}

/** What `act` saves under a name that ends so. */
export async function saved(
  { downloads }: OldBrowser,
  ending: string,
  act: () => Promise<void>,
): Promise<Uint8Array> {
  await act();
  const until = Date.now() + PATIENCE.timeout;
  while (Date.now() < until) {
    const names = readdirSync(downloads);
    const name = names.find((each) => each.endsWith(ending));
    const isComplete = !names.some((each) => /\.(crdownload|part)$/.test(each));
    const bytes = name !== undefined && isComplete ? readFileSync(join(downloads, name)) : null;
    if (bytes !== null && bytes.length > 0) {
      rmSync(join(downloads, name!));
      return new Uint8Array(bytes);
    }
    await setTimeout(100);
  }
  throw new Error(`nothing was saved under a name that ends with ${ending}`);
}
