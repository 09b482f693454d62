import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const TEXT = /\.(?:html|js|mjs|css|json|svg|xml|txt|webmanifest)$/;

/** Files that name addresses for people to read; nothing follows them. */
const READ_BY_PEOPLE: Readonly<Record<string, string>> = {
  'sbom.cdx.json': 'where each component comes from',
  'third-party-licences.txt': 'licences as their authors wrote them',
};

/** Addresses that scripts hold and never ask: what they are is said beside each. */
const NAMES: readonly (readonly [address: RegExp, reason: string])[] = [
  [/^http:\/\/www\.w3\.org\/(?:\d{4}\/|XML\/1998\/namespace$|TR\/)/, 'namespaces of SVG, XML and HTML'],
  [/^http:\/\/(?:sheetjs|schemas)\.openxmlformats\.org\//, 'namespaces of office files'],
  [/^http:\/\/schemas\.microsoft\.com\/office\//, 'namespaces of office files'],
  [/^http:\/\/purl\.(?:oclc\.org\/ooxml|org\/dc)\//, 'namespaces of office files'],
  [
    /^http:\/\/(?:docs\.oasis-open\.org\/ns\/office|openoffice\.org\/\d{4})\//,
    'namespaces of OpenDocument files',
  ],
  [/^http:\/\/macVmlSchemaUri$/, 'a name that old Excel files have in place of a namespace'],
  [/^https?:\/\/sheetjs\.com\/?$/, 'the author’s mark of the spreadsheet library'],
  [/^https:\/\/svelte\.dev\/e\/\w*$/, 'texts of errors name their explanation'],
  [
    /^https:\/\/answers\.microsoft\.com\/en-us\/msoffice\/forum\/all\/does-word-support-more/,
    'text of an error of docx',
  ],
  [/^https:\/\/github\.com\/duckdb\/duckdb-wasm\.git$/, 'package facts inside the engine’s library'],
];
/** Whole schemes in the engine's driver, for its own HTTP and sockets, which the closed engine never reaches. */
const SCHEMES: Readonly<Record<string, RegExp>> = {
  'https://': /^engine\/script-/,
  'ws://': /^engine\/script-/,
  'wss://': /^engine\/script-/,
};

const ADDRESS = /\b(?:https?|wss?|ftp):\/\/[^\s"'`<>)\\,;]*/g;
/** What makes a browser ask another host without any script. */
const ASKING =
  /(?:href|src|srcset|action|poster|data|formaction|ping|manifest)\s*=\s*["']?\s*(?:https?:)?\/\/|url\(\s*["']?\s*(?:https?:)?\/\/|@import\b|rel\s*=\s*["']?(?:dns-prefetch|preconnect|prerender)|sourceMappingURL=|http-equiv\s*=\s*["']?refresh|<(?:iframe|object|embed|applet|base)\b|\bnavigator\.sendBeacon\b|\b(?:EventSource|WebSocket)\(/gi;
const PROTOCOL_RELATIVE = /["'`(=]\/\/[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/"'`)]|$)/gi;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : [path];
  });
}

const files = filesIn(BUILD).map((path) => relative(BUILD, path).replaceAll('\\', '/'));
const texts = files.filter((name) => TEXT.test(name) && !(name in READ_BY_PEOPLE));
const reading = texts.map((name) => [name, readFileSync(join(BUILD, name), 'utf8')] as const);

function strangers(name: string, text: string): string[] {
  const addresses = [...text.matchAll(ADDRESS)].map(([address]) => address);
  return addresses.filter(
    (address) => !NAMES.some(([known]) => known.test(address)) && !(SCHEMES[address]?.test(name) ?? false),
  );
}

describe('the built site', () => {
  it('is there whole', () => {
    expect(texts.length).toBeGreaterThan(60);
    for (const name of Object.keys(READ_BY_PEOPLE)) expect(files).toContain(name);
  });

  it('names no other host than those that are names only', () => {
    const found = reading.flatMap(([name, text]) =>
      strangers(name, text).map((address) => `${name}: ${address}`),
    );
    expect(found).toEqual([]);
  });

  it('has nothing that asks another host by itself, and no source map', () => {
    const found = reading.flatMap(([name, text]) =>
      [...text.matchAll(ASKING), ...text.matchAll(PROTOCOL_RELATIVE)].map(([what]) => `${name}: ${what}`),
    );
    expect(
      found.filter((each) => !/^engine\/script-\w+-\w+\.js: /.test(each) || !/WebSocket\(/.test(each)),
    ).toEqual([]);
    expect(files.filter((name) => name.endsWith('.map'))).toEqual([]);
  });

  it('would be found to ask', () => {
    for (const html of [
      '<script src="//cdn.example/x.js">',
      '<link rel="dns-prefetch" href="x">',
      '<img src=http://x.example/a.png>',
      "a{background:url('https://x.example/a.png')}",
      '@import "x.css";',
      'new WebSocket(a)',
      '//# sourceMappingURL=a.js.map',
      '<iframe title="x">',
    ])
      expect([html, [...html.matchAll(ASKING)].length > 0]).toEqual([html, true]);
    expect(strangers('a.js', 'fetch("https://x.example/a")')).toEqual(['https://x.example/a']);
    expect(strangers('a.js', 'fetch("https://" + host)')).toEqual(['https://']);
    expect([...'import("//x.example/a.js")'.matchAll(PROTOCOL_RELATIVE)]).toHaveLength(1);
  });
});
