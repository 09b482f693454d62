import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { documentPolicy, FOREVER, WORKER_POLICY } from '../../../src/lib/report/site/expected.ts';
import type { Site } from '../../e2e/support/site.ts';
import { PROGRAMS, type Ability } from './programs.ts';
import { ask } from './raw-http.ts';
import { isAvailable, makeReadable, startProgram } from './running.ts';

const BUILD = fileURLToPath(new URL('../../../build', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'wuse-servers-'));
const site = join(folder, 'site');
const { scripts } = JSON.parse(readFileSync(join(BUILD, 'site.json'), 'utf8')) as { scripts: string[] };
const nameIn = (part: string, pattern: RegExp): string =>
  `${part}/${readdirSync(join(BUILD, part)).find((name) => pattern.test(name))!}`;
const ENGINE = nameIn('engine', /^engine-eh-.*\.bin$/);
const BOOT = nameIn('engine', /^boot-.*\.js$/);
const CHUNK = nameIn('_app/immutable/entry', /^app\..*\.js$/);
const STYLE = nameIn('_app/immutable/assets', /\.css$/);
const WORKER = nameIn('_app/immutable/workers', /\.js$/);
const LEDGER = nameIn('ledger', /^ledger-.*\.duckdb$/);
const FIGURES = nameIn('ledger', /^figures-.*\.json$/);
const bytesOf = (path: string): Buffer => readFileSync(join(BUILD, path));

beforeAll(() => {
  cpSync(BUILD, site, { recursive: true });
  makeReadable(folder);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.for(PROGRAMS)('$name', (program) => {
  const can = (ability: Ability): boolean => !program.lacks.includes(ability);

  describe.skipIf(!isAvailable(program)).for(['/gov/ledger/', '/'])('at %s', (base) => {
    let served: Site;
    beforeAll(async () => {
      const own = join(folder, `${program.name.replace(/\W/g, '-')}${base === '/' ? '-root' : ''}`);
      mkdirSync(own);
      makeReadable(folder);
      served = await startProgram(program, { own, site, base });
    });
    afterAll(async () => {
      await served?.close();
      rmSync(join(site, '.htaccess'), { force: true });
    });
    const get = (path: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
      ask(served.localUrl + path, headers, method);

    it('sends every kind of file whole', async () => {
      for (const path of ['index.html', CHUNK, STYLE, ENGINE, LEDGER, 'ledger/manifest.json', 'icon.svg']) {
        const { status, body } = await get(path === 'index.html' ? '' : path);
        expect([path, status, body.equals(bytesOf(path))]).toEqual([path, 200, true]);
      }
      expect((await get('en/data/')).body.equals(bytesOf('en/data/index.html'))).toBe(true);
    });

    it('names types that a browser takes with nosniff', async () => {
      const type = async (path: string) => (await get(path)).headers['content-type'];
      expect(await type('')).toMatch(can('types') ? /^text\/html; ?charset=utf-8$/i : /^text\/html/);
      expect(await type(CHUNK)).toMatch(/^(text|application)\/javascript/);
      if (!can('types')) return;
      expect(await type(CHUNK)).toMatch(/^text\/javascript; ?charset=utf-8$/i);
      expect(await type(STYLE)).toMatch(/^text\/css(; ?charset=utf-8)?$/i);
      expect(await type('ledger/manifest.json')).toMatch(/^application\/json(; ?charset=utf-8)?$/i);
      expect(await type('icon.svg')).toMatch(/^image\/svg\+xml/);
      for (const path of [ENGINE, LEDGER]) expect(await type(path)).toMatch(/^application\/octet-stream/);
    });

    it('keeps what has a hash for a year, and asks again for the rest', async () => {
      const control = async (path: string) => (await get(path)).headers['cache-control'];
      const hashed = [CHUNK, STYLE, WORKER, ENGINE, BOOT];
      if (!can('cache')) {
        // Never kept without asking, where it knows no names.
        for (const path of ['', 'ledger/manifest.json', 'ledger/summary.json'])
          expect(await control(path)).toBe(program.name === 'tomcat' ? 'max-age=0' : undefined);
        return;
      }
      for (const path of [...hashed, LEDGER, FIGURES])
        expect([path, await control(path)]).toEqual([path, can('immutable') ? FOREVER : 'max-age=31536000']);
      for (const path of [
        '',
        'data/',
        'ledger/manifest.json',
        'ledger/summary.json',
        'ledger/history.json',
        'site.json',
        'icon.svg',
      ])
        expect([path, await control(path)]).toEqual([path, 'no-cache']);
      expect((await get('_app/immutable/gone.js')).headers['cache-control'] ?? 'no-cache').toBe('no-cache');
    });

    it('sends texts packed, and what is packed already as it is', async () => {
      const page = bytesOf('index.html');
      for (const path of ['', 'index.html']) {
        const gzipped = await get(path, { 'Accept-Encoding': 'gzip' });
        if (can('gzip')) {
          expect([path, gzipped.headers['content-encoding']]).toEqual([path, 'gzip']);
          expect(gzipped.headers['vary']).toMatch(/accept-encoding/i);
          expect(gunzipSync(gzipped.body).equals(page)).toBe(true);
        } else expect(gzipped.headers['content-encoding']).toBeUndefined();
        if (!can('br')) continue;
        const packed = await get(path, { 'Accept-Encoding': 'gzip, deflate, br' });
        expect([path, packed.headers['content-encoding']]).toEqual([path, 'br']);
        expect(brotliDecompressSync(packed.body).equals(page)).toBe(true);
      }
      const chunk = await get(CHUNK, { 'Accept-Encoding': 'gzip' });
      expect(chunk.headers['content-type']).toMatch(/javascript/);
      if (can('gzip')) expect(gunzipSync(chunk.body).equals(bytesOf(CHUNK))).toBe(true);
      for (const path of [ENGINE, `${LEDGER}.bin`]) {
        const { headers, body } = await get(path, { 'Accept-Encoding': 'gzip, deflate, br' });
        expect([path, headers['content-encoding'], body.equals(bytesOf(path))]).toEqual([
          path,
          undefined,
          true,
        ]);
      }
    });

    it('packs what is published without a packed copy', async () => {
      if (!can('gzip') || program.name === 'tomcat') return;
      const { headers, body } = await get(FIGURES, { 'Accept-Encoding': 'gzip' });
      expect(headers['content-encoding']).toBe('gzip');
      expect(gunzipSync(body).equals(bytesOf(FIGURES))).toBe(true);
    });

    it('answers 304 to what is known, packed or not', async () => {
      for (const path of ['', 'ledger/manifest.json', CHUNK])
        for (const encoding of ['identity', 'gzip']) {
          const first = await get(path, { 'Accept-Encoding': encoding });
          const known: Record<string, string> = can('etag')
            ? { 'If-None-Match': first.headers.etag! }
            : { 'If-Modified-Since': first.headers['last-modified']! };
          const again = await get(path, { 'Accept-Encoding': encoding, ...known });
          expect([path, encoding, again.status, again.body.length]).toEqual([path, encoding, 304, 0]);
        }
    });

    it('answers HEAD without a body', async () => {
      const head = await get('', { 'Accept-Encoding': 'identity' }, 'HEAD');
      expect([head.status, head.body.length]).toEqual([200, 0]);
    });

    it('sends a range', async () => {
      const { status, headers, body } = await get(LEDGER, { Range: 'bytes=4096-8191' });
      if (!can('ranges')) return expect(status).toBe(200);
      expect([status, headers['content-range']]).toEqual([206, `bytes 4096-8191/${bytesOf(LEDGER).length}`]);
      expect(body.equals(bytesOf(LEDGER).subarray(4096, 8192))).toBe(true);
    });

    it('adds the slash of a folder, and stays where it is mounted', async () => {
      const { status, headers } = await get('records?town=a');
      expect([301, 302, 308]).toContain(status);
      expect(headers.location).toMatch(
        new RegExp(`^(http://127\\.0\\.0\\.1:\\d+)?${base}records/(\\?town=a)?$`),
      );
      // Where it names the path alone, a proxy in front may have another port or scheme.
      if (can('relative')) expect(headers.location!.startsWith(`${base}records/`)).toBe(true);
      if (base === '/') return;
      const mount = await ask(served.localUrl.slice(0, -1));
      expect([301, 302, 308]).toContain(mount.status);
      expect(new URL(mount.headers.location!, served.localUrl).href).toBe(served.localUrl);
    });

    it('says 404 for what is not there, and lists no folder', async () => {
      expect((await get('nothing/')).status).toBe(404);
      expect((await get('_app/immutable/gone.js')).status).toBe(404);
      for (const path of ['engine/', 'ledger/', '_app/immutable/']) {
        const { body, status } = await get(path);
        if (can('silent')) expect([path, status >= 400]).toEqual([path, true]);
        if (can('silent')) expect(body.toString()).not.toContain(BOOT.slice('engine/'.length));
      }
      const { headers, body } = await get('nothing/');
      if (can('silent'))
        expect(`${headers.server ?? ''} ${body.toString()}`).not.toMatch(
          /(nginx|Apache|Caddy|lighttpd|Tomcat)\S*\/\d/i,
        );
    });

    it('guards pages and workers, each by a policy of their own', async () => {
      const headersOf = async (path: string) => (await get(path)).headers;
      if (can('headers') || program.name === 'tomcat') {
        const { 'x-content-type-options': sniff, 'x-frame-options': frame } = await headersOf('');
        expect([sniff, frame]).toEqual(['nosniff', 'SAMEORIGIN']);
      }
      if (can('headers')) expect((await headersOf(CHUNK))['referrer-policy']).toBe('no-referrer');
      if (!can('policy')) return;
      const policy = async (path: string) => (await headersOf(path))['content-security-policy'];
      for (const path of ['', 'en/', 'records/', 'index.html'])
        expect(await policy(path)).toBe(documentPolicy(scripts));
      for (const path of [BOOT, WORKER]) expect([path, await policy(path)]).toEqual([path, WORKER_POLICY]);
      // The engine's parts carry none: the worker would take it for a ban on scripts from memory.
      for (const path of [ENGINE, nameIn('engine', /^script-eh-.*\.bin$/), LEDGER])
        expect(await policy(path)).toBeUndefined();
    });
  });
});
