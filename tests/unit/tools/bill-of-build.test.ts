import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Rolldown } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageFolder } from '../../../tools/supply/packages.ts';
import { billOfBuild } from '../../../tools/supply/vite-plugin.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-bill-'));
  for (const name of ['node_modules', 'tools', 'package.json', 'package-lock.json'])
    symlinkSync(join(ROOT, name), join(folder, name));
  writeFileSync(
    join(folder, 'main.js'),
    `import { zipSync } from 'fflate';
     import { ascending } from 'd3-array';
     import { __assign } from 'tslib';
     globalThis.a = zipSync({});
     globalThis.b = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
     const unused = [ascending, __assign];`,
  );
  writeFileSync(
    join(folder, 'worker.js'),
    `import match from 'pinyin-match'; postMessage(match.match('a', 'a'));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function filesOfBuild(): Promise<Map<string, string>> {
  const bill = billOfBuild();
  const output = (await build({
    root: folder,
    configFile: false,
    publicDir: false,
    logLevel: 'silent',
    resolve: { preserveSymlinks: true },
    plugins: [bill.pages],
    worker: { format: 'es', plugins: bill.workers },
    build: { write: false, rolldownOptions: { input: join(folder, 'main.js') } },
  })) as Rolldown.RolldownOutput;
  return new Map(
    output.output.flatMap((file) => (file.type === 'asset' ? [[file.fileName, String(file.source)]] : [])),
  );
}

describe('the bill of a build', () => {
  it('lists what is in it, workers included, with the engine; nothing that was shaken off; always the same', async () => {
    const files = await filesOfBuild();
    const text = files.get('sbom.cdx.json')!;
    const sbom = JSON.parse(text) as { components: { group?: string; name: string; version: string }[] };
    const names = sbom.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));
    expect(names).toEqual(['@duckdb/duckdb-wasm', 'brotli-dec-wasm', 'fflate', 'pinyin-match']);
    const installed = JSON.parse(readFileSync(join(ROOT, 'node_modules/fflate/package.json'), 'utf8'));
    expect(sbom.components[2]!.version).toBe(installed.version);
    expect(text).not.toMatch(/timestamp|serialNumber|urn:uuid/);
    expect((await filesOfBuild()).get('sbom.cdx.json')).toBe(text);
  });

  it('has their licences word by word, and the standard text where one brings none', async () => {
    const notices = (await filesOfBuild()).get('third-party-licences.txt')!;
    const licence = readFileSync(join(ROOT, 'node_modules/fflate/LICENSE'), 'utf8');
    const lines = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
    expect(lines(notices)).toContain(lines(licence));
    expect(notices).toMatch(
      /@duckdb\/duckdb-wasm [\d.]+ \(MIT\)\r\n\r\n(?:Copyright [^\r]+ )?See the standard text of MIT/,
    );
    expect(notices).toContain('Standard text of MIT\r\n');
  });
});

describe('the package of a module', () => {
  it.each([
    ['/a/node_modules/d3/src/index.js', 'node_modules/d3'],
    ['/a/node_modules/@x/y/b.js?worker', 'node_modules/@x/y'],
    ['/a/node_modules/x/node_modules/@y/z/b.js', 'node_modules/x/node_modules/@y/z'],
    ['\0/a/node_modules/x/b.js?commonjs-module', 'node_modules/x'],
    ['C:\\a\\node_modules\\x\\b.js', 'node_modules/x'],
    ['\0rolldown/runtime.js', 'node_modules/rolldown'],
    ['\0vite/preload-helper.js', 'node_modules/vite'],
    ['/a/src/lib/core/errors.ts', null],
    ['\0virtual:wuse-engine', null],
  ])('of %s is %s', (id, expected) => {
    expect(packageFolder(id)).toBe(expected);
  });
});
