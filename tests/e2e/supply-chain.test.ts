import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { listFiles, readText } from '../policy/source-scan.ts';

const BUILD = fileURLToPath(new URL('../../build/', import.meta.url));
const read = (name: string): string => readFileSync(BUILD + name, 'utf8');

interface Component {
  readonly [key: string]: unknown;
  readonly 'bom-ref': string;
  readonly group?: string;
  readonly name: string;
  readonly version?: string;
  readonly purl?: string;
  readonly licenses: readonly ({ license: { id: string } } | { expression: string })[];
  readonly hashes?: readonly { alg: string; content: string }[];
  readonly components?: readonly Component[];
}

const sbom = JSON.parse(read('sbom.cdx.json'));
const components = sbom.components as Component[];
const nameOf = ({ group, name }: Component): string => (group === undefined ? name : `${group}/${name}`);
const licenceOf = ({ licenses: [first] }: Component): string =>
  'expression' in first! ? first.expression : first!.license.id;
const names = components.map(nameOf);

interface LockEntry {
  readonly version: string;
  readonly dependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
}
const lock = JSON.parse(readText('package-lock.json')) as { packages: Record<string, LockEntry> };

/** What runs in Node only. */
const NODE_ONLY = /^src\/publish\/|\.server\.ts$|^src\/lib\/engine\/(?:duckdb-node|node-rows)\.ts$/;
const IMPORT =
  /(?:^ *import (?!type\b)(?!\{(?:\s*type [^,}]+,?)+\s*\} from)[^;]*? from '|\bimport\(')([^'.$][^']*)'/gm;
/** Names that are resolved while building, to no package. */
const VIRTUAL = /^(?:virtual:|node:)/;

/** Packages that the pages' own sources import as values. */
const imported = new Set(
  listFiles('src')
    .filter((path) => /\.(?:ts|svelte)$/.test(path) && !path.endsWith('.d.ts') && !NODE_ONLY.test(path))
    .flatMap((path) => [
      ...readText(path)
        .replace(/import type [^;]+;/g, '')
        .matchAll(IMPORT),
    ])
    .map(([, specifier]) => specifier!)
    .filter((specifier) => !VIRTUAL.test(specifier))
    .map((specifier) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]),
);
/** `d3` hands on what its parts hold and has no code. */
const HANDS_ON = new Set(['d3']);
/** Write code of their own into what they build. */
const BUILDERS = ['svelte', '@sveltejs/kit', 'vite', 'rolldown', 'esm-env'];

function reachable(): Set<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    const { dependencies = {}, peerDependencies = {} } = lock.packages[`node_modules/${name}`] ?? {};
    Object.keys({ ...dependencies, ...peerDependencies }).forEach(visit);
  };
  [...imported, ...BUILDERS, 'brotli-dec-wasm'].forEach(visit);
  return found;
}

describe('the bill of materials', () => {
  it('has the form of CycloneDX 1.5', () => {
    expect(sbom).toMatchObject({ bomFormat: 'CycloneDX', specVersion: '1.5', version: 1 });
    expect(Object.keys(sbom).sort()).toEqual(
      [
        '$schema',
        'bomFormat',
        'components',
        'compositions',
        'dependencies',
        'metadata',
        'specVersion',
        'version',
      ].sort(),
    );
    const all = [...components, ...components.flatMap((each) => each.components ?? [])];
    const references = all.map((each) => each['bom-ref']);
    expect(new Set(references).size).toBe(references.length);
    for (const each of all) {
      expect([nameOf(each), each['type'], each.licenses.length]).toEqual([nameOf(each), 'library', 1]);
      const known = [
        'type',
        'bom-ref',
        'group',
        'name',
        'version',
        'scope',
        'hashes',
        'licenses',
        'purl',
        'components',
        'externalReferences',
      ];
      expect(Object.keys(each).filter((key) => !known.includes(key))).toEqual([]);
      for (const { alg, content } of each.hashes ?? [])
        expect([alg, content]).toEqual(['SHA-512', expect.stringMatching(/^[0-9a-f]{128}$/)]);
    }
    for (const each of components)
      expect(each.purl).toBe(`pkg:npm/${nameOf(each).replace('@', '%40')}@${each.version}`);
    const root = sbom.metadata.component['bom-ref'];
    const graph = sbom.dependencies as { ref: string; dependsOn?: string[] }[];
    expect(graph.find(({ ref }) => ref === root)!.dependsOn).toEqual(
      components.map((each) => each['bom-ref']),
    );
    expect(graph.map(({ ref }) => ref)).toEqual([root, ...components.map((each) => each['bom-ref'])]);
  });

  it('holds every package that the pages import, in the version that is locked, and none that they cannot reach', () => {
    expect(imported.size).toBeGreaterThan(10);
    expect([...imported].filter((name) => !names.includes(name) && !HANDS_ON.has(name))).toEqual([]);
    expect(names).toEqual(
      expect.arrayContaining(['svelte', '@sveltejs/kit', '@duckdb/duckdb-wasm', 'brotli-dec-wasm']),
    );
    const all = reachable();
    expect(names.filter((name) => !all.has(name))).toEqual([]);
    for (const each of components) {
      const versions = Object.entries(lock.packages)
        .filter(([path]) => path.endsWith(`node_modules/${nameOf(each)}`))
        .map(([, { version }]) => version);
      expect([nameOf(each), versions.includes(each.version!)]).toEqual([nameOf(each), true]);
      expect([nameOf(each), each.hashes?.length]).toEqual([nameOf(each), 1]);
    }
  });

  it('names nothing for the command line or for development', () => {
    for (const name of [
      '@duckdb/node-api',
      'commander',
      'highs',
      'vitest',
      'typescript',
      'playwright',
      'linkedom',
    ])
      expect(names).not.toContain(name);
  });

  it('has what is compiled into the engine, with the engine’s own version', () => {
    const engine = components.find((each) => nameOf(each) === '@duckdb/duckdb-wasm')!;
    const map = JSON.parse(
      readText('node_modules/@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js.map'),
    ) as { sources: string[] };
    const embedded = engine.components!.map(({ name }) => name);
    const inDriver = new Set(
      map.sources.flatMap((source) => /^(?:\.\.\/)+(?!src\/)((?:@[^/]+\/)?[^/]+)\//.exec(source)?.[1] ?? []),
    );
    expect(inDriver.size).toBeGreaterThan(3);
    expect([...inDriver].filter((name) => !embedded.includes(name))).toEqual([]);
    const wasm = readFileSync(
      fileURLToPath(new URL('../../node_modules/@duckdb/duckdb-wasm/dist/duckdb-eh.wasm', import.meta.url)),
      'latin1',
    );
    const { version } = engine.components!.find(({ name }) => name === 'duckdb')!;
    expect(wasm).toContain(`v${version}\0`);
    for (const word of [
      'rapidjson',
      'duckdb_re2',
      'duckdb_zstd',
      'duckdb_fmt',
      'utf8proc',
      'mbedtls',
      'fsst',
      'yyjson',
    ])
      expect([word, wasm.includes(word), embedded.includes(word.replace('duckdb_', ''))]).toEqual([
        word,
        true,
        true,
      ]);
  });
});

describe('licences', () => {
  const ALLOWED = [
    'MIT',
    'ISC',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    '0BSD',
    'Unlicense',
    'BSL-1.0',
    'Zlib',
    'ICU',
  ];

  it('of all that ships are ones that MIT code may ship with, and their texts are in the build', () => {
    const notices = read('third-party-licences.txt');
    for (const each of components) {
      for (const part of [each, ...(each.components ?? [])]) {
        const ids = licenceOf(part).split(/ OR | AND /);
        expect([nameOf(part), ids.filter((id) => !ALLOWED.includes(id))]).toEqual([nameOf(part), []]);
        expect(notices).toContain(
          `${nameOf(part)}${part.version === undefined ? '' : ` ${part.version}`} (${licenceOf(part)})`,
        );
      }
      for (const part of each.components ?? [])
        for (const id of licenceOf(part).split(' OR '))
          expect(notices).toContain(`Standard text of ${id}\r\n`);
    }
  });

  it('are linked from every page, in both languages', () => {
    for (const [page, target, words] of [
      ['index.html', './third-party-licences.txt', '开源许可'],
      ['report/index.html', '../third-party-licences.txt', '开源许可'],
      ['en/data/index.html', '../../en/../third-party-licences.txt', 'Open-source licences'],
    ] as const) {
      const [, href, text] = /<a href="([^"]+)" rel="license"[^>]*>([^<]+)</.exec(read(page))!;
      expect([page, href, text]).toEqual([page, target, words]);
    }
  });
});
