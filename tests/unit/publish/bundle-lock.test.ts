import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOCK_FILE, lockBundle } from '../../../src/publish/bundle-lock.ts';

type Link = (from: string, to: string) => void;
const disk = vi.hoisted(() => ({ link: null as Link | null, really: null as Link | null }));
vi.mock(import('node:fs'), async (original) => {
  const fs = await original();
  disk.really = fs.linkSync as Link;
  return {
    ...fs,
    linkSync: ((from: string, to: string) => (disk.link ?? disk.really!)(from, to)) as typeof fs.linkSync,
  };
});

const MINUTE = 60_000;
let directory: string;
let children: ChildProcess[] = [];
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'wuse-lock-'));
});
afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children = [];
  disk.link = null;
  rmSync(directory, { recursive: true, force: true });
});

const path = (): string => join(directory, LOCK_FILE);
const codeOf = (work: () => unknown): unknown => {
  try {
    work();
    return null;
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
};

/** The lock of a publication of this machine, with some of its members changed. */
function leave(change: Record<string, unknown>, ageMs = 0): void {
  rmSync(path(), { force: true });
  const { release } = lockBundle(directory);
  const holder = JSON.parse(readFileSync(path(), 'utf8')) as Record<string, unknown>;
  release();
  writeFileSync(path(), JSON.stringify({ ...holder, token: 'another', ...change }));
  const then = new Date(Date.now() - ageMs);
  utimesSync(path(), then, then);
}

/** A process that runs until the test ends. */
function neighbour(): number {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  children.push(child);
  return child.pid!;
}

describe('the lock of a bundle folder', () => {
  it('is held by one at a time, and leaves nothing', () => {
    const first = lockBundle(directory);
    expect(codeOf(() => lockBundle(directory))).toBe('PUBLISH_BUSY');
    first.assertHeld();
    first.release();
    expect(readdirSync(directory)).toEqual([]);
    const second = lockBundle(directory);
    // One that was given back is not given back twice: it is somebody else's by now.
    first.release();
    second.assertHeld();
    second.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('of a process that died does not count', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    leave({ pid });
    lockBundle(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('of a process whose number another one has does not count', () => {
    const pid = neighbour();
    leave({ pid, began: '1' });
    lockBundle(directory).release();
  });

  it('of a process that runs counts', () => {
    leave({ pid: neighbour(), began: null });
    expect(codeOf(() => lockBundle(directory))).toBe('PUBLISH_BUSY');
  });

  it('of another machine counts until nobody touched it for a quarter of an hour', () => {
    leave({ machine: 'another', pid: 1 }, 14 * MINUTE);
    expect(codeOf(() => lockBundle(directory))).toBe('PUBLISH_BUSY');
    leave({ machine: 'another', pid: 1 }, 16 * MINUTE);
    lockBundle(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  // One whose maker was killed while it made it: nobody waits a quarter of an hour for it.
  it('that names nobody is being made, for some seconds', () => {
    writeFileSync(path(), '');
    expect(codeOf(() => lockBundle(directory))).toBe('PUBLISH_BUSY');
    const then = new Date(Date.now() - 20_000);
    utimesSync(path(), then, then);
    lockBundle(directory).release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it.each([
    ['with its holder in one step', null],
    ['in two steps, on a disk without links', 'EPERM'],
  ])('is made %s', (_, refused) => {
    const seen: string[] = [];
    disk.link = (from, to) => {
      seen.push(existsSync(path()) ? 'there' : 'not there', readFileSync(from, 'utf8'));
      if (refused) throw Object.assign(new Error(refused), { code: refused });
      disk.really!(from, to);
    };
    const lock = lockBundle(directory);
    const held = readFileSync(path(), 'utf8');
    expect(seen).toEqual(['not there', held]);
    expect(JSON.parse(held)).toMatchObject({ pid: process.pid });
    expect(codeOf(() => lockBundle(directory))).toBe('PUBLISH_BUSY');
    expect(readdirSync(directory)).toEqual([LOCK_FILE]);
    lock.release();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('that was taken away is noticed before anything is replaced', () => {
    const lock = lockBundle(directory);
    leaveAnother();
    expect(codeOf(() => lock.assertHeld())).toBe('PUBLISH_LOCK_LOST');
    lock.release();
    expect(JSON.parse(readFileSync(path(), 'utf8'))).toMatchObject({ token: 'another' });
  });

  it('tells nothing of the machine', () => {
    const lock = lockBundle(directory);
    expect(Object.keys(JSON.parse(readFileSync(path(), 'utf8')) as object)).toEqual([
      'token',
      'machine',
      'pid',
      'began',
    ]);
    expect(readFileSync(path(), 'utf8')).toMatch(/"machine":"[0-9a-f]{16}"/);
    lock.release();
  });
});

function leaveAnother(): void {
  writeFileSync(path(), JSON.stringify({ token: 'another', machine: 'another', pid: 1, began: null }));
}
