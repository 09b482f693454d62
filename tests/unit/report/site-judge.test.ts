import { describe, expect, it } from 'vitest';
import { SCHEMA_VERSION } from '../../../src/lib/schema/ddl.ts';
import type { Manifest } from '../../../src/lib/query/bundle-documents.ts';
import {
  addressOf,
  readManifest,
  readSiteList,
  versionOf,
  type SiteAnswer,
} from '../../../src/lib/report/site/answer.ts';
import {
  judgeCache,
  judgeClock,
  judgeCompression,
  judgeFile,
  judgeHeaders,
  judgePolicy,
  judgeType,
  judgeVersions,
} from '../../../src/lib/report/site/judge.ts';
import { summarise, worstOf } from '../../../src/lib/report/site/observation.ts';
import { reportText } from '../../../src/lib/report/site/report-text.ts';

function answer(path: string, headers: Record<string, string> = {}, body = '', status = 200): SiteAnswer {
  return { path, status, header: (name) => headers[name] ?? null, body: new TextEncoder().encode(body) };
}

const verdicts = (observations: readonly { verdict: string }[]) => observations.map(({ verdict }) => verdict);
const CHUNK = '_app/immutable/chunks/a1B2.js';
const BOOT = 'engine/boot-0123456789ab.js';
const HASH = 'sha256-abc=';
const PAGE_POLICY =
  `default-src 'none'; script-src 'self' 'sha256-abc='; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; ` +
  `font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'`;

describe('types', () => {
  it.each([
    ['', 'text/html; charset=utf-8', 'ok'],
    // The page names its own characters.
    ['records/', 'text/html', 'ok'],
    ['records/', 'text/html; charset=gbk', 'failure'],
    ['records/', 'text/html;charset="UTF-8"', 'ok'],
    [CHUNK, 'text/javascript; charset=iso-8859-1', 'warning'],
    ['records/', 'application/octet-stream', 'failure'],
    [CHUNK, 'application/javascript', 'ok'],
    [CHUNK, 'text/plain', 'failure'],
    ['ledger/manifest.json', 'text/plain', 'warning'],
  ])('of %j as %s: %s', (path, type, verdict) => {
    expect(verdicts(judgeType(answer(path, { 'content-type': type })))).toEqual([verdict]);
  });
  it('do not matter for what the page reads as bytes', () => {
    expect(judgeType(answer('engine/engine-eh-0123456789ab.bin'))).toEqual([]);
  });
});

describe('caching', () => {
  it.each([
    ['', 'no-cache', 'ok'],
    ['', 'max-age=0', 'ok'],
    ['', '', 'warning'],
    ['', 'max-age=600', 'failure'],
    ['ledger/manifest.json', 'public, max-age=86400', 'failure'],
    ['ledger/manifest.json', 'max-age=600, no-cache', 'ok'],
    ['ledger/summary.json', 's-maxage=9', 'warning'],
    [CHUNK, 'public,max-age=31536000,immutable', 'ok'],
    [CHUNK, 'max-age=31536000', 'ok'],
    [CHUNK, 'no-cache', 'warning'],
    ['ledger/ledger-0123456789abcdef.duckdb.bin', 'no-cache', 'warning'],
  ])('of %j by %j: %s', (path, control, verdict) => {
    expect(judgeCache(answer(path, { 'cache-control': control })).verdict).toBe(verdict);
  });
});

describe('compression', () => {
  const long = 'x'.repeat(5000);
  it.each([
    ['', {}, 'warning'],
    ['', { 'content-encoding': 'gzip' }, 'ok'],
    ['engine/engine-eh-0123456789ab.bin', { 'content-encoding': 'gzip' }, 'warning'],
    ['engine/engine-eh-0123456789ab.bin', {}, 'ok'],
  ] as const)('of %j with %j: %s', (path, headers, verdict) => {
    expect(verdicts(judgeCompression(answer(path, headers, long)))).toEqual([verdict]);
  });
  it('of a short text does not matter', () => {
    expect(judgeCompression(answer('icon.svg', {}, 'x'))).toEqual([]);
  });
});

describe('policies', () => {
  const of = (path: string, policy?: string) =>
    verdicts(
      judgePolicy(answer(path, policy === undefined ? {} : { 'content-security-policy': policy }), [HASH]),
    );
  it('of a page: the one of this version, none, another', () => {
    expect(of('', PAGE_POLICY)).toEqual(['ok']);
    expect(of('', PAGE_POLICY.replaceAll('; ', ';'))).toEqual(['ok']);
    expect(of('')).toEqual(['warning']);
    expect(of('', PAGE_POLICY.replace('abc', 'old'))).toEqual(['failure']);
    expect(of('', "default-src 'self'")).toEqual(['failure']);
    expect(of('', "frame-ancestors 'self'")).toEqual(['warning']);
    expect(of('', "script-src 'self' 'unsafe-inline'")).toEqual(['warning']);
  });
  it.each([
    ["default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; connect-src 'self'", 'ok'],
    ["default-src 'none';script-src 'self' blob: 'wasm-unsafe-eval';connect-src 'self';", 'ok'],
    [undefined, 'warning'],
    // Laxer than ours, or as strict in other words: the engine runs.
    ["connect-src 'self'; worker-src 'none'; object-src 'none'", 'warning'],
    ["script-src 'self' 'wasm-unsafe-eval'", 'warning'],
    ["default-src 'self' 'unsafe-eval'", 'warning'],
    // The engine cannot start, or cannot fetch its parts.
    [PAGE_POLICY, 'failure'],
    ["connect-src 'self';script-src 'self'", 'failure'],
    ["script-src 'wasm-unsafe-eval'", 'failure'],
    ["default-src 'none'; script-src 'self' 'wasm-unsafe-eval'", 'failure'],
    ["default-src 'self'", 'failure'],
  ])('of a worker must let the engine run: %s: %s', (policy, verdict) => {
    expect(of(BOOT, policy)).toEqual([verdict]);
  });
  it('of other files does not matter', () => {
    expect(of('engine/engine-eh-0123456789ab.bin')).toEqual([]);
  });
});

it('headers that guard a page are named where they are missing, and a version that is told', () => {
  const guarded = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
  };
  expect(verdicts(judgeHeaders(answer('', { ...guarded, server: 'nginx' })))).toEqual([
    'ok',
    'ok',
    'ok',
    'ok',
  ]);
  const [finding, server] = summarise(judgeHeaders(answer('', { server: 'nginx/1.22.1' })));
  expect(finding).toMatchObject({
    verdict: 'warning',
    seen: ['x-content-type-options', 'x-frame-options', 'referrer-policy'],
  });
  expect(server).toMatchObject({ code: 'SITE_SERVER_NAME', verdict: 'warning', seen: ['nginx/1.22.1'] });
});

it('a file is whole with its size and hash only', () => {
  const file = { path: 'a.js', bytes: 3, sha256: 'aa' };
  const judge = (body: string, hash: string, status = 200) =>
    judgeFile('SITE_FILES', file, answer('a.js', {}, body, status), hash).verdict;
  expect(judge('abc', 'aa')).toBe('ok');
  expect(judge('ab', 'aa')).toBe('failure');
  expect(judge('abc', 'bb')).toBe('failure');
  expect(judge('abc', 'aa', 404)).toBe('failure');
});

it('lists and manifests that are none are not read', () => {
  const list = '{"scripts":[],"files":[]}';
  expect(readSiteList(answer('site.json', {}, list))).toEqual({ scripts: [], files: [] });
  expect(readSiteList(answer('site.json', {}, list, 404))).toBeNull();
  expect(readSiteList(answer('site.json', {}, '<!doctype html>'))).toBeNull();
  const manifest = JSON.stringify({ schemaVersion: SCHEMA_VERSION, files: [] });
  expect(readManifest(answer('', {}, manifest))).not.toBeNull();
  expect(readManifest(answer('', {}, '{"schemaVersion":1,"files":[]}'))).toBeNull();
  expect(readManifest(answer('', {}, 'null'))).toBeNull();
});

it('pages are asked for by their folder, and tell their version', () => {
  expect(['index.html', 'en/data/index.html', 'a.js'].map(addressOf)).toEqual(['', 'en/data/', 'a.js']);
  expect(versionOf(answer('', {}, '<html lang="en" data-built="ab12">'))).toBe('ab12');
  expect(versionOf(answer('', {}, '<html>login'))).toBeNull();
  const manifest = { dataVersion: 'ab12' } as Manifest;
  expect(
    verdicts(
      judgeVersions(
        new Map([
          ['a', 'ab12'],
          ['b', 'old'],
        ]),
        manifest,
      ),
    ),
  ).toEqual(['ok', 'warning']);
});

it('a clock may differ by minutes, and lies behind the cut-off', () => {
  const now = Date.parse('2022-02-18T10:00:00Z');
  const judge = (date: string | null, cutoff: string | null = null) => judgeClock(now, date, cutoff).verdict;
  expect(judge('Fri, 18 Feb 2022 10:05:00 GMT', '2022-02-18T17:00')).toBe('ok');
  expect(judge('Fri, 18 Feb 2022 11:00:00 GMT')).toBe('warning');
  expect(judge(null, '2022-02-20T18:00')).toBe('warning');
  expect(judge(null)).toBe('ok');
});

describe('a report', () => {
  const findings = summarise([
    { code: 'SITE_CACHE', verdict: 'ok', place: 'a' },
    { code: 'SITE_CACHE', verdict: 'failure', place: 'index.html', seen: 'max-age=600' },
    { code: 'SITE_CACHE', verdict: 'warning', place: 'b' },
    { code: 'SITE_FILES', verdict: 'ok' },
  ]);
  it('has a line a check, the worst of what was seen', () => {
    expect(findings).toEqual([
      { code: 'SITE_FILES', verdict: 'ok', places: [], seen: [] },
      { code: 'SITE_CACHE', verdict: 'failure', places: ['index.html'], seen: ['max-age=600'] },
    ]);
    expect([worstOf(findings), worstOf([])]).toEqual(['failure', 'ok']);
  });
  it('says what to do, in one language', () => {
    const zh = reportText(findings, 'zh');
    expect(zh).toContain('✓ 程序文件完整');
    expect(zh).toContain('✗ 缓存规则：index.html（max-age=600）  [SITE_CACHE]');
    expect(zh).toContain('处理：');
    expect(zh).toContain('有问题需要处理');
    expect(reportText(findings, 'en')).not.toMatch(/[\u4e00-\u9fff]/);
  });
});
