import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles, readText } from './source-scan.ts';

const FILES = listFiles();
const SOURCES = FILES.filter((path) => path.startsWith('src/') && /\.(ts|svelte)$/.test(path));
const TEXT = /\.(ts|js|mjs|cjs|svelte|html|css|json|md|yml|yaml|txt|csv|svg|conf|nvmrc|npmrc)$|\/run$/;

interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optionalDependencies?: Record<string, string>;
}

const lockText = readText('package-lock.json');
const lock = JSON.parse(lockText) as { packages: Record<string, LockEntry> };
const manifest = JSON.parse(readText('package.json')) as Record<string, Record<string, string>>;

describe('what is committed', () => {
  it('names no folder of the machine it was written on', () => {
    const machinePath = new RegExp(
      `(^|[\\s"'\`(=:,<])/(${['work', 'home', 'root', 'Users'].join('|')})/`,
      'm',
    );
    const found = FILES.filter((path) => TEXT.test(path) && machinePath.test(readText(path)));
    expect(found).toEqual([]);
  });

  it('has no drawer for everything', () => {
    expect(FILES.filter((path) => /^(utils|helpers|common|misc)\.\w+$/i.test(basename(path)))).toEqual([]);
  });
});

describe('packages', () => {
  it.each(['', 'tests/long/browsers/packages/'])(
    'are locked without the address of any registry: %s',
    (folder) => {
      expect(readText(`${folder}package-lock.json`)).not.toMatch(/"resolved"|registry\./);
      expect(readText(`${folder}.npmrc`)).toContain('omit-lockfile-registry-resolved=true');
    },
  );

  it('of the old browsers are none of the program, pinned exactly, and run nothing when they are installed', () => {
    const folder = 'tests/long/browsers/packages/';
    const { dependencies } = JSON.parse(readText(`${folder}package.json`)) as typeof manifest;
    for (const version of Object.values(dependencies!)) expect(version).toMatch(/^npm:[\w-]+@\d+\.\d+\.\d+$/);
    expect(readText(`${folder}.npmrc`)).toContain('ignore-scripts=true');
    expect(lockText).not.toMatch(/chrome-aws-lambda|puppeteer/);
  });

  it('are locked with the builds for every platform, without which npm ci refuses the lock', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
      Object.keys(optionalDependencies).filter(
        (name) =>
          !(`node_modules/${name}` in lock.packages) && !(`${path}/node_modules/${name}` in lock.packages),
      ),
    );
    expect(missing).toEqual([]);
  });

  it('are pinned exactly', () => {
    const wanted = { ...manifest['dependencies'], ...manifest['devDependencies'] };
    const loose = Object.entries(wanted).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('in use carry a licence that MIT code may ship with', () => {
    const allowed = new Set([
      'MIT',
      'ISC',
      'Apache-2.0',
      'BSD-2-Clause',
      'BSD-3-Clause',
      '0BSD',
      'Unlicense',
    ]);
    /** Read by hand where the package declares none in the lock's form. */
    const declaredElsewhere: Record<string, string> = { 'json-bignum': 'MIT', 'svelte-toolbelt': 'MIT' };
    /** Peer of the bundler: runs at build, ships nothing. */
    const buildOnly = /^lightningcss(-|$)/;
    const refused = Object.entries(lock.packages)
      .map(([path, entry]) => ({ name: path.replace(/^.*node_modules\//, ''), entry }))
      .filter(({ name, entry }) => name !== '' && entry.dev !== true && !buildOnly.test(name))
      .filter(({ name, entry }) => !allowed.has(entry.license ?? declaredElsewhere[name] ?? ''))
      .map(({ name, entry }) => `${name}: ${entry.license ?? 'no licence'}`);
    expect(refused).toEqual([]);
  });

  it('hold one copy of apache-arrow: with two, inserting a table fails in silence', () => {
    const copies = Object.keys(lock.packages).filter((path) =>
      /(^|\/)node_modules\/apache-arrow$/.test(path),
    );
    expect(copies).toEqual(['node_modules/apache-arrow']);
  });
});

describe('error codes', () => {
  /** Every way the sources write a code: thrown with it, or as the key of a table of texts (engine-errors.ts, local-errors.ts, codes/). */
  const CODE =
    /\b(?:new WuseError|engineError)\(\s*['"`]([A-Z][A-Z0-9_]*)['"`]|^\s*([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+): \{$/gm;
  const TABLES = /^src\/lib\/(engine\/engine-errors|state\/local-errors|ingest\/codes\/\w+)\.ts$/;
  const used = SOURCES.flatMap((path) =>
    [...readText(path).matchAll(CODE)].flatMap(([, thrown, key]) =>
      thrown !== undefined ? [thrown] : key !== undefined && TABLES.test(path) ? [key] : [],
    ),
  );
  const documented = readText('docs/error-codes.md');

  it('are seen where they are thrown and where they are keys', () => {
    expect(used).toEqual(
      expect.arrayContaining(['CONFIG_UNREADABLE', 'ENGINE_MISSING', 'DATA_MISSING', 'IMPORT_FAILED']),
    );
  });

  it('are documented in docs/error-codes.md', () => {
    const missing = [...new Set(used)].filter((code) => !documented.includes(`\`${code}\``)).sort();
    expect(missing).toEqual([]);
  });

  it('are documented only where they exist', () => {
    const sources = SOURCES.map(readText).join('\n');
    const listed = [...documented.matchAll(/^\| `(\w+)`/gm)].map(([, code]) => code!);
    expect(listed.filter((code) => !new RegExp(`\\b${code}\\b`).test(sources))).toEqual([]);
  });
});

describe('size', () => {
  const LINES = { ts: 250, svelte: 160 };
  const LISTS = /^src\/lib\/(schema\/columns\.ts|metrics\/registry\.ts|i18n\/messages\/.*)$/;

  it('keeps files and components readable in one go', () => {
    const long = SOURCES.filter((path) => !LISTS.test(path))
      .map((path) => ({ path, lines: readText(path).replace(/\n$/, '').split('\n').length }))
      .filter(({ path, lines }) => lines >= (path.endsWith('.svelte') ? LINES.svelte : LINES.ts))
      .map(({ path, lines }) => `${path}: ${lines} lines`);
    expect(long).toEqual([]);
  });
});
