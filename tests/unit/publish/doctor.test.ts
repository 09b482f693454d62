import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { summarise, type Observation } from '../../../src/lib/report/site/observation.ts';
import { SCHEMA_VERSION } from '../../../src/lib/schema/ddl.ts';
import { examineFolder } from '../../../src/publish/doctor-folder.ts';
import { examineSite } from '../../../src/publish/doctor-site.ts';
import { sha256 } from '../../../src/publish/hash.ts';
import { startServer } from '../../../tools/serve.mjs';
import { writeServerFiles } from '../../../tools/server-files.mjs';

const CHUNK = '_app/immutable/entry/app.Ab1.js';
const ENGINE = 'engine/engine-eh-0123456789ab.bin';
const PAGE = (version: string): string =>
  `<!doctype html><html lang="zh-CN" data-built="${version}"><script>go()</script>${'台账'.repeat(3000)}`;
const NOW = Date.now();
let folder: string;
let site: string;

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(site, path)), { recursive: true });
  writeFileSync(join(site, path), content);
}

function pack(path: string): void {
  const content = readFileSync(join(site, path));
  write(`${path}.gz`, gzipSync(content));
  write(`${path}.br`, brotliCompressSync(content));
}

function publish(edition: 'internal' | 'public' = 'internal'): void {
  const figures = '{"figures":1}';
  const name = `figures-${sha256(figures).slice(0, 16)}.json`;
  write(`ledger/${name}`, figures);
  const files = [{ name, role: 'figures', bytes: figures.length, sha256: sha256(figures) }];
  const cutoff = '2022-02-17T18:00';
  write(
    'ledger/manifest.json',
    JSON.stringify({ schemaVersion: SCHEMA_VERSION, dataVersion: 'abc123', edition, cutoff, files }),
  );
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-doctor-'));
  site = join(folder, 'site');
  for (const page of ['index.html', 'methodology/index.html']) {
    write(page, PAGE('abc123'));
    pack(page);
  }
  write(CHUNK, 'export {};');
  write(ENGINE, 'engine of some bytes');
  publish();
  writeServerFiles(site);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const wrong = (observations: readonly Observation[]) =>
  summarise(observations)
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ code, verdict, places }) => [code, verdict, ...places]);

describe('a folder', () => {
  it('that was just built is well', () => {
    expect(wrong(examineFolder(site))).toEqual([]);
  });

  it.each([
    [
      'a file changed by one byte',
      () => write(ENGINE, 'engine of some bytez'),
      [['SITE_FILES', 'failure', ENGINE]],
    ],
    ['a file that is gone', () => rmSync(join(site, CHUNK)), [['SITE_FILES', 'failure', CHUNK]]],
    ['no list', () => rmSync(join(site, 'site.json')), [['SITE_LIST', 'failure', 'site.json']]],
    [
      'a manifest cut off',
      () => write('ledger/manifest.json', '{"sch'),
      [['SITE_MANIFEST', 'failure', 'ledger/manifest.json']],
    ],
    ['an export', () => write('台账.xlsx', 'x'), [['SITE_EXTRA', 'warning', '台账.xlsx']]],
    ['an earlier bundle', () => write('ledger/ledger-0123456789abcdef.duckdb', 'x'), []],
    ['web.config', () => write('web.config', 'x'), []],
    [
      'a source map',
      () => write(`${CHUNK}.map`, '{}'),
      [
        ['SITE_EXTRA', 'warning', `${CHUNK}.map`],
        ['SITE_SOURCE_MAPS', 'warning', `${CHUNK}.map`],
      ],
    ],
    [
      'a copy of something else',
      () => write(`${CHUNK}.gz`, gzipSync('export 1;')),
      [['SITE_COPIES', 'failure', `${CHUNK}.gz`]],
    ],
    [
      'a copy cut off',
      () => write(`${CHUNK}.br`, brotliCompressSync('export {};').subarray(0, 5)),
      [['SITE_COPIES', 'failure', `${CHUNK}.br`]],
    ],
    [
      'a phone number',
      () => write('ledger/summary.json', '{"a":"电话13800138000"}'),
      [['SITE_PERSONAL_DATA', 'failure', 'ledger/summary.json']],
    ],
  ])('with %s', (_, damage, expected) => {
    damage();
    expect(wrong(examineFolder(site)).map(([code, verdict, place]) => [code, verdict, place])).toEqual(
      expected,
    );
  });

  it('of a public edition holds nothing of an internal one', () => {
    publish('public');
    const earlier = 'ledger/ledger-0123456789abcdef.duckdb';
    write(earlier, 'rows');
    expect(wrong(examineFolder(site))).toEqual([['SITE_EXTRA', 'failure', earlier]]);
  });

  it('whose pages were built with earlier data works, and says so', () => {
    write('index.html', PAGE('older'));
    rmSync(join(site, 'index.html.gz'));
    rmSync(join(site, 'index.html.br'));
    writeServerFiles(site);
    expect(wrong(examineFolder(site))).toEqual([['SITE_VERSION', 'warning', 'index.html']]);
  });
});

describe('a served site', () => {
  async function examined(plain = false): Promise<ReturnType<typeof wrong>> {
    const server = await startServer({ root: site, base: '/gov/ledger/', plain });
    const observations = await examineSite(new URL(server.url), NOW);
    await server.close();
    return wrong(observations);
  }

  it('is well on the server of `npm start`', async () => {
    expect(await examined()).toEqual([]);
  });

  it('on a bare server travels unpacked and unguarded', async () => {
    const found = await examined(true);
    expect(found.map(([code]) => code)).toEqual(['SITE_COMPRESSION', 'SITE_HEADERS', 'SITE_POLICY']);
  });

  it('that sends a stale copy is told', async () => {
    write('methodology/index.html.br', brotliCompressSync(PAGE('old')));
    expect(await examined()).toContainEqual(['SITE_COPIES', 'failure', 'methodology/']);
  });

  it('that lacks a file of the bundle is told', async () => {
    const { files } = JSON.parse(readFileSync(join(site, 'ledger/manifest.json'), 'utf8')) as {
      files: { name: string }[];
    };
    rmSync(join(site, 'ledger', files[0]!.name));
    expect(await examined()).toContainEqual(['SITE_BUNDLE', 'failure', `ledger/${files[0]!.name}`]);
  });

  it('that is not there, or another one, is told and nothing else', async () => {
    expect(wrong(await examineSite(new URL('http://127.0.0.1:9/'), NOW))).toEqual([
      ['SITE_REACHABLE', 'failure', '/'],
    ]);
    write('index.html', '<html>login');
    expect(await examined()).toEqual([['SITE_REACHABLE', 'failure', '/gov/ledger/']]);
  });
});
