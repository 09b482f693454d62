import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { parseHTML } from 'linkedom';
import type { Browser, Download, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withLock } from '../../tools/engine/lock.ts';
import { launchBrowser, openPage, type WatchedPage } from '../e2e/support/browser.ts';
import { serveSite, type Site } from '../e2e/support/site.ts';
import { hostileLedger, INHERITED, PAYLOADS } from '../support/hostile-ledger.ts';
import { runPublish } from '../support/run-publish.ts';
import { xmlFault } from '../support/xml-form.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CUTOFF = '2022-02-17T18:00';
const PAGES = [
  '',
  'explore/?rows=town&columns=category',
  'rankings/',
  'visits/',
  'unit/?town=constructor',
  `unit/?town=${encodeURIComponent(PAYLOADS[0]!)}`,
  'records/?columns=category&columns=department&columns=note',
  'household/',
  'households/',
  'ageing/',
  'report/',
  'cite/?cite=problems_total&group=town&key=constructor',
  'data/',
  'sql/',
  'methodology/',
];
const ledger = hostileLedger();
/** What a page has of its own; nothing of a ledger may add others. */
const NEVER = 'img, iframe, object, embed, applet, base, math, foreignObject, meta[http-equiv="refresh" i]';

let folder: string;
let site: Site;
let browser: Browser;
let watched: WatchedPage;
let page: Page;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-hostile-'));
  for (const [name, bytes] of ledger.files) writeFileSync(join(folder, name), bytes);
  const at = (name: string): string => join(folder, name);
  const { names } = ledger;
  const [bundle, built] = [at('bundle'), at('site')];
  const given = [
    '--visits',
    at(names.visits),
    '--transitions',
    at(names.transitions),
    '--config',
    at(names.config),
  ];
  const run = await runPublish([at(names.ledger), ...given, '--cutoff', CUTOFF, '--out', bundle]);
  expect(run.stderr + run.stdout).toContain('已发布');
  // One build at a time: they share .svelte-kit.
  mkdirSync(join(ROOT, 'tests/.tmp'), { recursive: true });
  await withLock(join(ROOT, 'tests/.tmp/build.lock'), async () => {
    // As a person builds it: the tests' own NODE_ENV makes another program of it.
    const env = { ...process.env, NODE_ENV: 'production', WUSE_BUNDLE: bundle, WUSE_SITE: built };
    const vite = join('node_modules', 'vite', 'bin', 'vite.js');
    const { status, stderr } = spawnSync(process.execPath, [vite, 'build'], {
      cwd: ROOT,
      env,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
  });
  site = await serveSite({ root: built });
  browser = await launchBrowser();
  watched = await openPage(browser, site);
  page = watched.page;
  await watched.context.addInitScript(() => {
    Object.assign(window, {
      __ran: () => {
        Object.assign(window, { __hasRun: true });
        console.error('a text of the ledger has run');
      },
    });
  });
  page.on('dialog', (dialog) => {
    void dialog.dismiss();
    throw new Error('a dialog was opened');
  });
}, 900_000);
afterAll(async () => {
  await browser?.close();
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

function htmlFiles(): string[] {
  const root = join(folder, 'site');
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.html'))
    .map((name) => name.replaceAll('\\', '/'));
}

/** What of a page a text of the ledger has made, as far as it can be told. */
const madeByTexts = (): Promise<string[]> =>
  page.evaluate((never) => {
    const found = [...document.querySelectorAll(never)].map((each) => each.outerHTML.slice(0, 200));
    for (const element of document.querySelectorAll('*'))
      for (const { name, value } of element.attributes)
        if (
          /^on/i.test(name) ||
          (/^(href|src|action|xlink:href)$/i.test(name) && /^\s*javascript:/i.test(value))
        )
          found.push(`${element.tagName} ${name}=${value.slice(0, 100)}`);
    if ('__hasRun' in window) found.push('a text has run');
    if (Object.keys(Object.prototype).length > 0 || 'polluted' in {})
      found.push('the prototype of objects has changed');
    if (getComputedStyle(document.body).display === 'none') found.push('hidden by a style');
    return found;
  }, NEVER);

async function visit(path: string): Promise<void> {
  await page.goto(site.at(path));
  await page.locator('html[data-alive]').waitFor({ timeout: 30_000 });
  await page.waitForLoadState('networkidle');
}

describe('a site of a hostile ledger', () => {
  it('has pages whose HTML holds its texts as texts', () => {
    const files = htmlFiles();
    expect(files.length).toBeGreaterThan(25);
    let seen = 0;
    for (const name of files) {
      const html = readFileSync(join(folder, 'site', name), 'utf8');
      const { document } = parseHTML(html);
      const own = parseHTML(readFileSync(join(ROOT, 'build', name), 'utf8')).document;
      const scripts = (of: Document): number => of.querySelectorAll('script').length;
      expect([name, scripts(document)]).toEqual([name, scripts(own)]);
      expect([name, document.querySelectorAll(NEVER.replace(' i]', ']')).length]).toEqual([name, 0]);
      for (const element of document.querySelectorAll('*'))
        for (const { name: attribute, value } of element.attributes) {
          expect([name, attribute]).not.toEqual([name, expect.stringMatching(/^on/i)]);
          if (/^(?:href|src)$/.test(attribute)) expect(value).not.toMatch(/^\s*javascript:/i);
        }
      if (document.body.textContent!.includes(PAYLOADS[0]!)) seen += 1;
      expect(html).not.toContain('<script>__ran()');
    }
    expect(seen).toBeGreaterThan(10);
  });

  it.each(PAGES.flatMap((path) => [path, ...(/^(?:records|report|)\/?$/.test(path) ? [`en/${path}`] : [])]))(
    'runs none of them: /%s',
    async (path) => {
      await visit(path);
      expect(await madeByTexts()).toEqual([]);
      expect(await page.locator('.notice[role="alert"]').count()).toBe(0);
      watched.complaints.assertNone();
    },
  );

  it('counts towns with the names that every object has, as all others', async () => {
    await visit('');
    const counted = await page.$$eval('[data-metric="problems_total"][data-dimension="town"]', (figures) =>
      figures.map(
        (figure) =>
          [(figure as HTMLElement).dataset.key!, Number((figure as HTMLElement).dataset.value)] as const,
      ),
    );
    const shown = new Map(counted);
    for (const name of INHERITED.filter((each) => each !== '__proto__'))
      expect([name, shown.get(name)]).toEqual([name, ledger.byTown.get(name)]);
    expect(shown.get('ˍˍprotoˍˍ')).toBe(ledger.byTown.get('__proto__'));
  });

  it('marks search words, opens a record and its figures without running anything', async () => {
    await visit('records/#q=onerror');
    await page.locator('mark', { hasText: 'onerror' }).first().waitFor({ timeout: 30_000 });
    expect(await madeByTexts()).toEqual([]);
    await page.locator('a[href*="id="]').first().click();
    await page.locator('[data-record]').waitFor();
    expect(await madeByTexts()).toEqual([]);
    await visit('');
    await page.locator('[data-metric="problems_total"]').first().click();
    await page.getByRole('dialog').waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await madeByTexts()).toEqual([]);
    await page.emulateMedia({ media: null });
    await page.keyboard.press('Escape');
    watched.complaints.assertNone();
  });

  it('shows the console’s aliases and values as texts, in its table, chart and files', async () => {
    const alias = PAYLOADS[1]!.replaceAll('"', '""');
    const sql = `select town as "${alias}", count(*) as "constructor", '=1+1' || chr(11) as "__proto__" from issues group by 1`;
    await visit(`sql/#${new URLSearchParams({ q: sql, chart: 'bar' })}`);
    await page.locator('[data-run]').click();
    await page.locator('[data-answer] .row').first().waitFor({ timeout: 30_000 });
    expect(await page.locator('[data-answer] th').first().textContent()).toBe(PAYLOADS[1]);
    expect(await madeByTexts()).toEqual([]);
    const csv = readFileSync(await (await saved('[data-download="csv"]')).path(), 'utf8');
    expect(csv).toContain("'=1+1");
    expect(csv).not.toMatch(/(?:^|,|")[=+\-@]/m);
    await partsOf(await saved('[data-download="xlsx"]'));
    watched.complaints.assertNone();
  });

  it('takes what is pasted into the bulletin, or lies in storage, as plain text', async () => {
    await visit('report/');
    await page.locator('[data-editing]').click();
    const editor = page.locator('[data-edit]').first();
    const words = await watched.context.newPage();
    await words.setContent(
      `<p><b>fett</b> <i onclick="__ran()">kursiv</i> <a href="javascript:__ran()">Verweis</a></p>`,
    );
    await words.keyboard.press('Control+a');
    await words.keyboard.press('Control+c');
    await words.close();
    await editor.click();
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Control+v');
    expect((await editor.innerText()).trim()).toBe('fett kursiv Verweis');
    // A line end at the end is kept as an element.
    expect(await editor.locator(':not(br)').count()).toBe(0);
    await editor.blur();
    expect(await madeByTexts()).toEqual([]);
    const kept = await page.evaluate(() => ({ ...sessionStorage }));
    const [key, draft] = Object.entries(kept).find(([name]) => name.startsWith('wuse-bulletin'))!;
    const hostile = draft.replace(/fett/g, PAYLOADS[1]!.replaceAll('"', '\\"'));
    await page.evaluate(([name, value]) => sessionStorage.setItem(name!, value!), [key, hostile]);
    await visit('report/');
    expect(await page.locator('[data-bulletin]').innerText()).toContain('onload=__ran()');
    expect(await madeByTexts()).toEqual([]);
    watched.complaints.assertNone();
  });

  it('writes Word, Excel and packages that parsers of XML take, and charts that run nothing', async () => {
    await visit('report/');
    await page.locator('[data-table="overdue"]').first().waitFor();
    const files = await partsOf(await saved('[data-save="zip"]'));
    const names = [...files.keys()];
    expect(names.some((name) => name.endsWith('.docx/word/document.xml'))).toBe(true);
    expect(names.filter((name) => name.endsWith('.svg')).length).toBeGreaterThan(0);
    watched.complaints.assertNone();
  });
});

async function saved(selector: string): Promise<Download> {
  const download = page.waitForEvent('download', { timeout: 60_000 });
  await page.locator(selector).click();
  return download;
}

/** All XML in a file and in the files within it; each is parsed by the browser, strictly, and runs nothing. */
async function partsOf(download: Download): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const unpack = (prefix: string, bytes: Uint8Array): void => {
    for (const [name, content] of Object.entries(unzipSync(bytes))) {
      if (/\.(?:docx|xlsx)$/.test(name)) unpack(`${name}/`, content);
      if (/\.(?:xml|rels|svg)$/.test(name)) found.set(prefix + name, new TextDecoder().decode(content));
    }
  };
  unpack('', new Uint8Array(readFileSync(await download.path())));
  expect(found.size).toBeGreaterThan(5);
  const faults = await page.evaluate(
    (texts) =>
      texts.flatMap(([name, xml]) => {
        const parsed = new DOMParser().parseFromString(xml, 'application/xml');
        const error = parsed.querySelector('parsererror');
        if (error !== null) return [`${name}: ${error.textContent}`];
        if (!name.endsWith('.svg')) return [];
        return [...parsed.querySelectorAll('*')].flatMap((element) =>
          /^(?:script|foreignObject|image|a)$/i.test(element.localName) ||
          [...element.attributes].some(
            (each) => /^on/i.test(each.name) || /^\s*javascript:/i.test(each.value),
          )
            ? [`${name}: ${element.outerHTML.slice(0, 100)}`]
            : [],
        );
      }),
    [...found],
  );
  expect(faults).toEqual([]);
  for (const [name, xml] of found) expect([name, xmlFault(xml)]).toEqual([name, null]);
  return found;
}
