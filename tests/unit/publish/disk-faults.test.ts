import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Manifest } from '../../../src/lib/query/bundle-documents.ts';
import { sha256 } from '../../../src/publish/hash.ts';
import { accessWarnings, clockWarnings } from '../../../src/publish/publish-warnings.ts';
import {
  readHistory,
  readManifest,
  replaceBundle,
  rollBackBundle,
} from '../../../src/publish/write-bundle.ts';
import { smallBundle } from '../../support/small-bundle.ts';

/** The operation numbered `failAt` fails with `code`, and so does every later one that needs room; removing works. */
const disk = vi.hoisted(() => ({
  done: 0,
  failAt: Infinity,
  code: 'ENOSPC',
  log: [] as string[],
  locked: '',
}));

vi.mock('node:fs', async (importOriginal) => {
  const real = await importOriginal<typeof import('node:fs')>();
  const fault = (): Error => Object.assign(new Error(`${disk.code}: refused, write`), { code: disk.code });
  const watched = <Args extends unknown[], Result>(name: string, run: (...args: Args) => Result) =>
    ((...args: Args): Result => {
      disk.done += 1;
      disk.log.push(name);
      if (disk.done >= disk.failAt) {
        // As on a real one: the name is there, with a part of its content.
        if (name === 'write') real.writeFileSync(args[0] as string, '');
        throw fault();
      }
      return run(...args);
    }) as (...args: Args) => Result;
  return {
    ...real,
    writeFileSync: watched('write', real.writeFileSync),
    fsyncSync: watched('fsync', real.fsyncSync),
    renameSync: watched('rename', real.renameSync),
    rmSync: ((path: string, options?: object) => {
      if (disk.locked !== '' && path.includes(disk.locked))
        throw Object.assign(new Error('EBUSY: locked'), { code: 'EBUSY' });
      real.rmSync(path, options);
    }) as typeof real.rmSync,
  };
});

let directory: string;
const umask = process.umask();
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wuse-disk-'));
  Object.assign(disk, { done: 0, failAt: Infinity, code: 'ENOSPC', log: [], locked: '' });
});
afterEach(() => {
  process.umask(umask);
  Object.assign(disk, { failAt: Infinity, locked: '' });
  rmSync(directory, { recursive: true, force: true });
});

function publish(version: string, edition: 'internal' | 'public' = 'internal'): void {
  const { files, manifest } = smallBundle(version, edition);
  replaceBundle(directory, files, manifest);
}

const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

/** The version in place, every file of which is whole. */
function versionOnDisk(): string {
  const manifest = readManifest(directory)!;
  for (const { name, sha256: hash } of manifest.files)
    expect([name, sha256(readFileSync(join(directory, name)))]).toEqual([name, hash]);
  return manifest.dataVersion;
}

const modeOf = (name: string): number => statSync(join(directory, name)).mode & 0o777;

describe('a disk that refuses', () => {
  const CODES = [
    ['ENOSPC', 'PUBLISH_DISK_FULL'],
    ['EDQUOT', 'PUBLISH_DISK_FULL'],
    ['EROFS', 'PUBLISH_FOLDER_UNWRITABLE'],
    ['EACCES', 'PUBLISH_FOLDER_UNWRITABLE'],
    ['EIO', 'PUBLISH_WRITE_FAILED'],
  ] as const;

  it.each(CODES)(
    'with %s at any operation leaves the old bundle, and nothing of the new one',
    (errno, code) => {
      publish('one');
      const from = disk.log.length;
      publish('two');
      const operations = disk.log.slice(from);
      const manifestAt = operations.flatMap((name, index) => (name === 'rename' ? [index + 1] : []))[5]!;
      for (let failAt = 1; failAt <= manifestAt; failAt += 1) {
        rmSync(directory, { recursive: true, force: true });
        directory = mkdtempSync(join(tmpdir(), 'wuse-disk-'));
        Object.assign(disk, { failAt: Infinity, code: errno });
        publish('one');
        const before = readdirSync(directory).filter((name) => !/^(manifest-|history)/.test(name));
        disk.failAt = disk.done + failAt;
        expect([failAt, codeOf(() => publish('two'))]).toEqual([failAt, code]);
        expect(versionOnDisk()).toBe('one');
        const after = readdirSync(directory).filter((name) => !/^(manifest-|history)/.test(name));
        expect([failAt, after]).toEqual([failAt, before]);
        disk.failAt = Infinity;
        publish('three');
        expect(versionOnDisk()).toBe('three');
      }
    },
  );

  it('to take a publication back leaves a whole one', () => {
    publish('one');
    publish('two');
    disk.failAt = disk.done + 1;
    expect(codeOf(() => rollBackBundle(directory, '2022-02-18T08:00'))).toBe('PUBLISH_DISK_FULL');
    expect(versionOnDisk()).toBe('two');
    disk.failAt = Infinity;
    expect(rollBackBundle(directory, '2022-02-18T08:00').restored.dataVersion).toBe('one');
  });

  it('to remove an internal file under a public edition says so, and removes all others', () => {
    publish('one');
    const [locked, ...others] = [...smallBundle('one').files.keys()];
    disk.locked = locked!;
    expect(codeOf(() => publish('open', 'public'))).toBe('PUBLISH_LEFTOVERS');
    expect(versionOnDisk()).toBe('open');
    expect(readdirSync(directory).filter((name) => others.includes(name))).toEqual([]);
    disk.locked = '';
    publish('later', 'public');
    expect(readdirSync(directory)).not.toContain(locked);
  });
});

describe('the permissions of what is published', () => {
  it.skipIf(process.platform === 'win32')(
    'are told of where no web server could read it, and kept from then on',
    () => {
      process.umask(0o077);
      publish('one');
      expect(modeOf('manifest.json')).toBe(0o600);
      expect(accessWarnings(directory).map(({ code }) => code)).toEqual(['PUBLISH_FILES_PRIVATE']);
      for (const name of readdirSync(directory)) chmodSync(join(directory, name), 0o644);
      publish('two');
      for (const { name } of readManifest(directory)!.files) expect(modeOf(name)).toBe(0o644);
      for (const name of ['manifest.json', 'summary.json', 'history.json']) expect(modeOf(name)).toBe(0o644);
      expect(accessWarnings(directory)).toEqual([]);
    },
  );
});

describe('a clock that is wrong', () => {
  const at = (publishedAt: string, version: string): Manifest => ({
    ...smallBundle(version).manifest,
    publishedAt,
  });
  const codes = (now: string, previous: Manifest | null): string[] =>
    clockWarnings(at(now, 'next'), previous, now).map(({ code }) => code);

  it('is told of when it is behind the last publication, or behind the cut-off’s day', () => {
    const previous = at('2022-02-17T19:00', 'one');
    expect(codes('2022-02-17T19:00', previous)).toEqual([]);
    expect(codes('2022-02-17T18:59', previous)).toEqual(['PUBLISH_CLOCK_BEHIND']);
    expect(codes('2022-02-17T08:00', null)).toEqual([]);
    expect(codes('2022-02-16T23:59', null)).toEqual(['PUBLISH_CLOCK_BEFORE_CUTOFF']);
    expect(codes('1970-01-01T08:00', previous)).toEqual([
      'PUBLISH_CLOCK_BEHIND',
      'PUBLISH_CLOCK_BEFORE_CUTOFF',
    ]);
  });

  it('does not decide the order of the history, nor what is taken back', () => {
    for (const [version, now] of [
      ['one', '2022-03-01T08:00'],
      ['two', '1970-01-01T08:00'],
      ['three', '2099-01-01T08:00'],
      ['four', '2022-03-02T08:00'],
    ] as const) {
      replaceBundle(directory, smallBundle(version).files, at(now, version));
    }
    expect(readHistory(directory).versions.map(({ dataVersion }) => dataVersion)).toEqual([
      'three',
      'two',
      'one',
    ]);
    expect(rollBackBundle(directory, '1970-01-01T08:00').restored.dataVersion).toBe('three');
    expect(versionOnDisk()).toBe('three');
  });
});
