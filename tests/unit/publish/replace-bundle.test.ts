import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../../src/lib/query/bundle-documents.ts';
import { sha256 } from '../../../src/publish/hash.ts';
import { readManifest, replaceBundle, writeAtomically } from '../../../src/publish/write-bundle.ts';

/** Counts what changes the disk; the operation numbered `crashAt` does half of its work at most, then fails. */
const disk = vi.hoisted(() => ({ done: 0, crashAt: Infinity, log: [] as string[] }));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const watched = <Args extends unknown[], Result>(
    name: string,
    run: (...args: Args) => Result,
    half?: (...args: Args) => void,
  ) =>
    ((...args: Args): Result => {
      disk.done += 1;
      disk.log.push(name);
      if (disk.done === disk.crashAt) {
        half?.(...args);
        throw new Error('the power is gone');
      }
      if (disk.done > disk.crashAt) throw new Error('nothing happens after a crash');
      return run(...args);
    }) as (...args: Args) => Result;
  return {
    ...real,
    writeFileSync: watched('write', real.writeFileSync, (path, content) =>
      real.writeFileSync(path as string, (content as Uint8Array | string).slice(0, 3)),
    ),
    fsyncSync: watched('fsync', real.fsyncSync),
    renameSync: watched('rename', real.renameSync),
    rmSync: watched('remove', real.rmSync),
  };
});

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wuse-bundle-'));
  Object.assign(disk, { done: 0, crashAt: Infinity, log: [] });
});
afterEach(() => {
  disk.crashAt = Infinity;
  rmSync(directory, { recursive: true, force: true });
});

/** A small bundle whose contents follow from `version`. */
function bundle(version: string): { files: Map<string, string>; manifest: Manifest } {
  const named = [
    ['ledger', 'duckdb'],
    ['summary', 'json'],
    ['figures', 'json'],
  ].map(([role, extension]) => {
    const content = JSON.stringify(`${role} of ${version}`);
    return { role, content, name: `${role}-${sha256(content).slice(0, 16)}.${extension}` };
  });
  const files = named.map(({ role, name, content }) => ({
    ...{ role, name, bytes: content.length },
    sha256: sha256(content),
  }));
  return {
    files: new Map(named.map(({ name, content }) => [name, content])),
    manifest: { dataVersion: version, files } as unknown as Manifest,
  };
}

function publish(version: string): void {
  const { files, manifest } = bundle(version);
  replaceBundle(directory, files, manifest);
}

/** Throws unless every file that the manifest names is whole. */
function versionOnDisk(): string {
  const manifest = readManifest(directory)!;
  for (const file of manifest.files) {
    const content = readFileSync(join(directory, file.name));
    expect([file.name, content.length, sha256(content)]).toEqual([file.name, file.bytes, file.sha256]);
  }
  return manifest.dataVersion;
}

/** How many operations the second publication takes, and what they are. */
function rehearse(): readonly string[] {
  const from = disk.log.length;
  publish('two');
  return disk.log.slice(from);
}

describe('replacing a bundle', () => {
  it('survives a crash at any operation: the manifest in place is whole, the old one until the last step', () => {
    publish('one');
    const before = disk.done;
    const operations = rehearse();
    // Four files and the manifest, each: write, flush, rename, flush the folder.
    expect(operations.filter((name) => name === 'rename')).toHaveLength(5);
    const renames = operations.flatMap((name, index) => (name === 'rename' ? [index + 1] : []));
    const manifestRename = renames[3]!;
    for (let crashAt = 1; crashAt <= operations.length; crashAt += 1) {
      rmSync(directory, { recursive: true, force: true });
      directory = mkdtempSync(join(tmpdir(), 'wuse-bundle-'));
      Object.assign(disk, { done: 0, crashAt: before + crashAt });
      publish('one');
      expect(() => publish('two')).toThrow('the power is gone');
      disk.crashAt = Infinity;
      expect([crashAt, versionOnDisk()]).toEqual([crashAt, crashAt <= manifestRename ? 'one' : 'two']);
      publish('three');
      expect(versionOnDisk()).toBe('three');
      expect(readdirSync(directory).filter((name) => name.endsWith('.tmp'))).toEqual([]);
    }
  });

  it('survives a crash of the very first publication without a manifest', () => {
    const operations = rehearse();
    for (let crashAt = 1; crashAt <= operations.indexOf('rename') + 1; crashAt += 1) {
      rmSync(directory, { recursive: true, force: true });
      directory = mkdtempSync(join(tmpdir(), 'wuse-bundle-'));
      Object.assign(disk, { done: 0, crashAt });
      expect(() => publish('one')).toThrow();
      disk.crashAt = Infinity;
      expect(readManifest(directory)).toBeNull();
    }
  });

  it('keeps the version before for open pages, and removes older ones and leftovers only', () => {
    const others = ['notes.txt', 'index.html', 'ledger-map.png'];
    for (const name of others) writeFileSync(join(directory, name), 'not ours');
    for (const name of ['x.json.tmp', 'ledger-building-77', 'ledger-building-77.wal'])
      writeFileSync(join(directory, name), 'left by a crash');
    for (const version of ['one', 'two', 'three']) publish(version);
    const expected = [...bundle('two').files.keys(), ...bundle('three').files.keys()];
    expect(readdirSync(directory).sort()).toEqual(
      [...expected, ...others, 'manifest.json', 'summary.json'].sort(),
    );
    expect(readFileSync(join(directory, 'summary.json'), 'utf8')).toBe('"summary of three"');
  });

  it('publishes the same version twice', () => {
    publish('one');
    publish('one');
    expect(versionOnDisk()).toBe('one');
  });
});

describe('a file', () => {
  it('is replaced as a whole', () => {
    writeAtomically(directory, 'a.txt', 'old content');
    disk.crashAt = disk.done + 1;
    expect(() => writeAtomically(directory, 'a.txt', 'new content')).toThrow();
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('old content');
    disk.crashAt = Infinity;
    writeAtomically(directory, 'a.txt', 'new content');
    expect(readFileSync(join(directory, 'a.txt'), 'utf8')).toBe('new content');
    expect(readdirSync(directory)).toEqual(['a.txt']);
  });

  it('that is no manifest is none', () => {
    expect(readManifest(join(directory, 'nowhere'))).toBeNull();
    writeFileSync(join(directory, 'manifest.json'), '{"half":');
    expect(readManifest(directory)).toBeNull();
  });
});
