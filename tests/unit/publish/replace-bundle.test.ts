import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Edition } from '../../../src/lib/query/bundle-documents.ts';
import { sha256 } from '../../../src/publish/hash.ts';
import {
  readHistory,
  readManifest,
  replaceBundle,
  rollBackBundle,
  writeAtomically,
} from '../../../src/publish/write-bundle.ts';
import { smallBundle } from '../../support/small-bundle.ts';

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

function publish(version: string, edition: Edition = 'internal'): void {
  const { files, manifest } = smallBundle(version, edition);
  replaceBundle(directory, files, manifest);
}

const NOW = '2022-02-18T08:00';
const rollBack = () => rollBackBundle(directory, NOW);
const versions = (): string[] => readHistory(directory).versions.map(({ dataVersion }) => dataVersion);

/** Every file that the history names is there; returns those of which the rows are. */
function wholeVersions(): string[] {
  const { versions: all } = readHistory(directory);
  for (const { figures } of all)
    expect(sha256(readFileSync(join(directory, figures.name)))).toBe(figures.sha256);
  return all.flatMap(({ manifest, dataVersion }) => {
    if (manifest === null) return [];
    for (const { name, sha256: hash } of readManifest(directory, manifest)!.files)
      expect(sha256(readFileSync(join(directory, name)))).toBe(hash);
    return [dataVersion];
  });
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
  it('in a built site removes the packed copies of what it removes, and no others', () => {
    publish('one');
    const figuresOf = (version: string): string =>
      smallBundle(version).manifest.files.find(({ role }) => role === 'figures')!.name;
    for (const version of ['one', 'two'])
      for (const ending of ['.gz', '.br'])
        writeFileSync(join(directory, figuresOf(version) + ending), 'packed');
    publish('two', 'public');
    const packed = readdirSync(directory).filter((name) => /\.(gz|br)$/.test(name));
    expect(packed.sort()).toEqual([`${figuresOf('two')}.br`, `${figuresOf('two')}.gz`]);
  });

  it('survives a crash at any operation: the manifest in place is whole, the old one until the last step', () => {
    publish('one');
    const before = disk.done;
    const operations = rehearse();
    // Three files, the manifest before, the history, the manifest and the summary, each: write, flush, rename, flush
    // the folder.
    expect(operations.filter((name) => name === 'rename')).toHaveLength(7);
    const renames = operations.flatMap((name, index) => (name === 'rename' ? [index + 1] : []));
    const manifestRename = renames[5]!;
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

  it('keeps two versions before whole, the figures of older ones, and removes the rest and leftovers only', () => {
    const others = ['notes.txt', 'index.html', 'ledger-map.png'];
    for (const name of others) writeFileSync(join(directory, name), 'not ours');
    for (const name of ['x.json.tmp', 'ledger-building-77', 'ledger-building-77.wal'])
      writeFileSync(join(directory, name), 'left by a crash');
    for (const version of ['one', 'two', 'three', 'four']) publish(version);
    const whole = ['two', 'three', 'four'].flatMap((version) => [...smallBundle(version).files.keys()]);
    const figures = [...smallBundle('one').files.keys()].filter((name) => name.startsWith('figures-'));
    const manifests = ['two', 'three'].map(
      (version) => `manifest-${sha256(JSON.stringify(smallBundle(version).manifest)).slice(0, 16)}.json`,
    );
    const fixed = ['manifest.json', 'summary.json', 'history.json'];
    expect(readdirSync(directory).sort()).toEqual(
      [...whole, ...figures, ...manifests, ...others, ...fixed].sort(),
    );
    expect(readFileSync(join(directory, 'summary.json'), 'utf8')).toBe('"summary of four"');
  });

  it('publishes the same version twice', () => {
    publish('one');
    publish('one');
    expect(versionOnDisk()).toBe('one');
    expect(versions()).toEqual([]);
  });
});

describe('the history of a bundle', () => {
  it('lists every version before once, the latest first', () => {
    for (const version of ['one', 'two', 'one', 'three']) publish(version);
    expect(versions()).toEqual(['one', 'two']);
    expect(wholeVersions()).toEqual(['one', 'two']);
    publish('four');
    expect(versions()).toEqual(['three', 'one', 'two']);
    expect(wholeVersions()).toEqual(['three', 'one']);
    expect(readHistory(directory).versions[2]).toMatchObject({ manifest: null, cutoff: '2022-02-17T18:00' });
  });

  it('keeps nothing of the internal edition where the public one is published, nor the other way', () => {
    publish('one');
    publish('two');
    publish('open', 'public');
    expect(versions()).toEqual([]);
    const left = readdirSync(directory).filter((name) => /^(ledger|figures|summary|manifest)-/.test(name));
    expect(left.sort()).toEqual([...smallBundle('open', 'public').files.keys()].sort());
    publish('three');
    expect(versions()).toEqual([]);
    expect(versionOnDisk()).toBe('three');
  });

  it('keeps nothing of an earlier public edition: the difference of two is small numbers', () => {
    publish('open', 'public');
    publish('later', 'public');
    expect(versions()).toEqual([]);
    const left = readdirSync(directory).filter((name) => /^(ledger|figures|summary|manifest)-/.test(name));
    expect(left.sort()).toEqual([...smallBundle('later', 'public').files.keys()].sort());
    expect(rollBack).toThrow(expect.objectContaining({ code: 'PUBLISH_ROLLBACK_NONE' }) as Error);
  });

  it('survives a file that is no history', () => {
    publish('one');
    writeFileSync(join(directory, 'history.json'), '{"historyVersion":99}');
    publish('two');
    expect(versions()).toEqual(['one']);
  });
});

describe('a publication that is taken back', () => {
  it('leaves nothing of itself but its name, and the one before serves again', () => {
    for (const version of ['one', 'two', 'bad']) publish(version);
    expect(rollBack().restored.dataVersion).toBe('two');
    expect(versionOnDisk()).toBe('two');
    expect(readFileSync(join(directory, 'summary.json'), 'utf8')).toBe('"summary of two"');
    const bad = [...smallBundle('bad').files.keys()];
    expect(readdirSync(directory).filter((name) => bad.includes(name))).toEqual([]);
    expect(versions()).toEqual(['one']);
    expect(readHistory(directory).withdrawn).toEqual([
      {
        dataVersion: 'bad',
        cutoff: '2022-02-17T18:00',
        publishedAt: '2022-02-17T19:00',
        withdrawnAt: NOW,
      },
    ]);
    expect(rollBack().restored.dataVersion).toBe('one');
    expect(versionOnDisk()).toBe('one');
  });

  it('changes nothing where none is kept before it, or not whole', () => {
    publish('one');
    expect(rollBack).toThrow(expect.objectContaining({ code: 'PUBLISH_ROLLBACK_NONE' }) as Error);
    publish('two');
    const [ledger] = [...smallBundle('one').files.keys()];
    writeFileSync(join(directory, ledger!), 'damaged');
    const before = readdirSync(directory);
    expect(rollBack).toThrow(expect.objectContaining({ code: 'PUBLISH_ROLLBACK_NONE' }) as Error);
    expect(readdirSync(directory)).toEqual(before);
    expect(versionOnDisk()).toBe('two');
  });

  it('survives a crash at any operation: a whole version rules, and the next step mends the rest', () => {
    const prepare = (): void => {
      rmSync(directory, { recursive: true, force: true });
      directory = mkdtempSync(join(tmpdir(), 'wuse-bundle-'));
      Object.assign(disk, { done: 0, crashAt: Infinity, log: [] });
      for (const version of ['one', 'two', 'bad']) publish(version);
    };
    prepare();
    const from = disk.done;
    rollBack();
    const operations = disk.done - from;
    for (let crashAt = 1; crashAt <= operations; crashAt += 1) {
      prepare();
      disk.crashAt = disk.done + crashAt;
      expect(rollBack).toThrow('the power is gone');
      disk.crashAt = Infinity;
      expect(['two', 'bad']).toContain(versionOnDisk());
      publish('three');
      expect(versionOnDisk()).toBe('three');
      wholeVersions();
    }
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
