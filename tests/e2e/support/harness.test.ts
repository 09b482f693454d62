import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from 'playwright';
import { addressFrom, explainListenError, startServer } from '../../../tools/serve.mjs';
import { launchBrowser, openPage } from './browser.ts';
import { serveSite, type Site } from './site.ts';

const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>台账</title>';
let root: string;

function write(path: string, content: string | Uint8Array) {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), content);
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'wuse-site-'));
  write('index.html', PAGE);
  write('records/index.html', '<title>records</title>');
  write('noisy/index.html', `${PAGE}<script>console.error('no'); throw new Error('broken')</script>`);
  write('leaky/index.html', `${PAGE}<img src="http://elsewhere.example/a.png">`);
  write('_app/immutable/a.js', 'export {};');
  write('_app/immutable/a.js.gz', gzipSync('export {};'));
  write('ledger/ledger-0123456789ab.duckdb', 'duck');
  write('engine/engine.wasm', '\0asm');
  write('engine/engine.wasm.br', 'packed');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Status, headers and text of a request, nothing followed or unpacked on the way. */
function ask(url: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>(
    (resolve, reject) => {
      get(url, { headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      }).on('error', reject);
    },
  );
}

describe('the server', () => {
  it('caches what carries a hash for ever, and asks again for the rest', async () => {
    const server = await startServer({ root });
    const control = async (path: string) => (await ask(server.url + path)).headers['cache-control'];
    expect(await control('_app/immutable/a.js')).toMatch(/immutable/);
    expect(await control('ledger/ledger-0123456789ab.duckdb')).toMatch(/immutable/);
    expect(await control('')).toBe('no-cache');
    await server.close();
  });

  it('sends precompressed copies, ranges and types', async () => {
    const server = await startServer({ root });
    const script = await ask(`${server.url}_app/immutable/a.js`, { 'accept-encoding': 'gzip' });
    expect(script.headers['content-encoding']).toBe('gzip');
    const part = await ask(`${server.url}ledger/ledger-0123456789ab.duckdb`, { range: 'bytes=1-2' });
    expect([part.status, part.text]).toEqual([206, 'uc']);
    expect((await ask(`${server.url}engine/engine.wasm`)).headers['content-type']).toBe('application/wasm');
    await server.close();
  });

  it.each([true, false])(
    'hands over a packed file as it is when asked for it by name (plain: %s)',
    async (plain) => {
      const server = await startServer({ root, plain });
      const packed = await ask(`${server.url}engine/engine.wasm.br`, { 'accept-encoding': 'gzip, br' });
      expect(packed.headers['content-encoding']).toBe('identity');
      expect([packed.headers['content-type'], packed.text]).toEqual(['application/octet-stream', 'packed']);
      await server.close();
    },
  );

  it('does none of that when plain', async () => {
    const server = await startServer({ root, plain: true });
    const script = await ask(`${server.url}_app/immutable/a.js`, { 'accept-encoding': 'gzip, br' });
    expect(script.headers['content-encoding']).toBeUndefined();
    const part = await ask(`${server.url}ledger/ledger-0123456789ab.duckdb`, { range: 'bytes=1-2' });
    expect([part.status, part.text]).toEqual([200, 'duck']);
    expect((await ask(`${server.url}engine/engine.wasm`)).headers['content-type']).toBe(
      'application/octet-stream',
    );
    await server.close();
  });

  it('mounts the site under a path, adds the slash a folder needs and keeps the query', async () => {
    const server = await startServer({ root, base: 'gov/ledger' });
    expect(server.url).toMatch(/\/gov\/ledger\/$/);
    expect((await ask(server.url)).text).toContain('台账');
    const redirect = await ask(`${server.url}records?town=a`);
    expect([redirect.status, redirect.headers['location']]).toEqual([301, '/gov/ledger/records/?town=a']);
    expect((await ask(new URL('/', server.url).href)).status).toBe(404);
    expect((await ask(`${server.url}nothing/`)).status).toBe(404);
    await server.close();
  });

  it('stays inside its folder', async () => {
    const server = await startServer({ root: join(root, 'records') });
    expect((await ask(`${server.url}%2e%2e/%2e%2e/etc/passwd`)).status).toBe(404);
    expect((await ask(`${server.url}..%2findex.html`)).text).not.toContain('台账');
    await server.close();
  });

  it('explains a busy port, and refuses a port that is none', async () => {
    const server = await startServer({ root });
    const address = { host: '127.0.0.1', port: server.port };
    const error: unknown = await startServer({ root, ...address }).catch((reason: unknown) => reason);
    expect(explainListenError(error, address)).toMatch(/in use.*PORT=\d+ npm start/);
    await server.close();
    expect(() => addressFrom({ PORT: 'http' })).toThrow(RangeError);
    expect(() => addressFrom({ PORT: '70000' })).toThrow(RangeError);
    expect(addressFrom({})).toEqual({ host: '127.0.0.1', port: 4173 });
  });
});

describe('the watched page', () => {
  let browser: Browser;
  let site: Site;
  beforeAll(async () => {
    browser = await launchBrowser();
    site = await serveSite({ root });
  });
  afterAll(async () => {
    await browser.close();
    await site.close();
  });

  it('opens the site by name, in the county’s time zone', async () => {
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.url);
    expect(await page.title()).toBe('台账');
    expect(await page.evaluate('Intl.DateTimeFormat().resolvedOptions().timeZone')).toBe('Asia/Shanghai');
    expect(complaints.list).toEqual([]);
    await context.close();
  });

  it('reports console errors and uncaught errors, unless allowed', async () => {
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at('noisy/'));
    expect(() => complaints.assertNone()).toThrow(/console: no[^]*uncaught: Error: broken/);
    complaints.allow(/console: no/);
    complaints.allow(/broken/);
    expect(complaints.list).toEqual([]);
    await context.close();
  });

  it('reports requests to other hosts, never allowed, and does not let them through', async () => {
    const { page, context, complaints } = await openPage(browser, site);
    await page.goto(site.at('leaky/'));
    complaints.allow(/./);
    expect(complaints.list).toEqual(['request to http://elsewhere.example']);
    const direct = await page.goto('http://elsewhere.example/').catch((error: Error) => error.message);
    expect(direct).toMatch(/ERR_NAME_NOT_RESOLVED/);
    await context.close();
  });
});
