import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LOCK_FILE } from '../../src/publish/bundle-lock.ts';
import { sha256 } from '../../src/publish/hash.ts';
import { readManifest } from '../../src/publish/write-bundle.ts';
import { EXPORT_CUTOFF, largeExport } from '../support/exports.ts';
import { runPublish } from '../support/run-publish.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ROWS = 60;
/** Moments of a publication that it tells itself, and milliseconds after them; the last steps are the dense ones. */
const KILLS = [
  ['start', 200] as const,
  ...[0, 100].map((ms) => ['[1/5]', ms] as const),
  ...[0, 80].map((ms) => ['[2/5]', ms] as const),
  ...[0, 60].map((ms) => ['[3/5]', ms] as const),
  ...[0, 30].map((ms) => ['[4/5]', ms] as const),
  ...[0, 2, 4, 6, 9, 18].map((ms) => ['[5/5]', ms] as const),
];

let folder: string;
let out: string;
const ledgers: string[] = [];
const argumentsOf = (file: string, to = out): string[] => [file, '--cutoff', EXPORT_CUTOFF, '--out', to];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wuse-kill-'));
  out = join(folder, 'bundle');
  for (const seed of [1, 2, 3]) {
    const path = join(folder, `ledger-${seed}.csv`);
    writeFileSync(path, largeExport(ROWS, seed).ledger);
    ledgers.push(path);
  }
  expect((await runPublish(argumentsOf(ledgers[0]!))).status).toBe(0);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The version in place, every file of which is whole by its hash. */
function wholeVersion(directory = out): string {
  const manifest = readManifest(directory)!;
  for (const { name, sha256: hash } of manifest.files)
    expect([name, sha256(readFileSync(join(directory, name)))]).toEqual([name, hash]);
  return manifest.dataVersion;
}

const leftovers = (directory = out): string[] =>
  readdirSync(directory).filter((name) => /\.tmp$|^ledger-building-/.test(name) || name === LOCK_FILE);

const lockText = (): string | null =>
  existsSync(join(out, LOCK_FILE)) ? readFileSync(join(out, LOCK_FILE), 'utf8') : null;

/** The bundle as it stands, in another folder; without the lock, so that one test's end is not another one's beginning. */
function copyTo(directory: string): void {
  cpSync(out, directory, { recursive: true, filter: (path) => basename(path) !== LOCK_FILE });
}

function spawnPublish(args: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'src/publish/cli.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

/** Kills a publication so many milliseconds after it said `step`; false where it was done before. */
function publishAndKill(args: readonly string[], step: string, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawnPublish(args);
    const kill = (): void => void setTimeout(() => child.kill('SIGKILL'), ms);
    let told = '';
    if (step === 'start') kill();
    child.stderr!.on('data', (text: Buffer) => {
      const before = told;
      told += text.toString();
      if (!before.includes(step) && told.includes(step)) kill();
    });
    child.on('close', (_, signal) => resolve(signal === 'SIGKILL'));
  });
}

describe('a publication that is killed', () => {
  test('leaves a whole bundle, and the next one succeeds and cleans up', async () => {
    let killed = 0;
    for (const [place, [step, ms]] of KILLS.entries()) {
      const before = wholeVersion();
      const file = ledgers[1 + (place % 2)]!;
      killed += Number(await publishAndKill(argumentsOf(file), step, ms));
      const after = wholeVersion();
      if (step !== '[5/5]') expect([step, ms, after]).toEqual([step, ms, before]);
      // Not after each: what is left behind by several must not add up to something worse.
      if (place % 9 !== 8) continue;
      const next = await runPublish(argumentsOf(ledgers[0]!));
      // With what the lock says: who was taken for alive?
      expect([next.status, lockText()]).toEqual([0, null]);
      wholeVersion();
      expect(leftovers()).toEqual([]);
    }
    expect(KILLS.length).toBeGreaterThanOrEqual(15);
    expect(killed).toBeGreaterThanOrEqual(11);
    expect((await runPublish(argumentsOf(ledgers[0]!))).status).toBe(0);
    expect(leftovers()).toEqual([]);
  }, 900_000);
});

describe('two publications at once', () => {
  test('into one folder: one of them is published, the other one refused, and nothing is mixed', async () => {
    const to = join(folder, 'two');
    const runs = await Promise.all([
      runPublish(argumentsOf(ledgers[1]!, to)),
      runPublish(argumentsOf(ledgers[2]!, to)),
    ]);
    expect(runs.map(({ status }) => status).sort()).toEqual([0, 1]);
    const refused = runs.find(({ status }) => status === 1)!;
    expect(refused.stderr).toContain('PUBLISH_BUSY');
    expect(refused.stderr).toContain('原有发布保持不变');
    wholeVersion(to);
    expect(leftovers(to)).toEqual([]);
    expect((await runPublish(argumentsOf(ledgers[2]!, to))).status).toBe(0);
  });

  test('taking one back while another runs is refused', async () => {
    const to = join(folder, 'back');
    copyTo(to);
    const child = spawnPublish(argumentsOf(ledgers[2]!, to));
    const done = new Promise((resolve) => child.on('close', resolve));
    await new Promise<void>((resolve) => {
      child.stderr!.on('data', (text: Buffer) => text.includes('[1/5]') && resolve());
    });
    while (!existsSync(join(to, LOCK_FILE)) && child.exitCode === null)
      await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGSTOP');
    const back = await runPublish(['--rollback', '--out', to]);
    child.kill('SIGCONT');
    expect([back.status, back.stderr.includes('PUBLISH_BUSY')]).toEqual([1, true]);
    expect(await done).toBe(0);
    wholeVersion(to);
  });
});

describe('a folder that cannot be published into', () => {
  test('is a file, or lies below one', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, 'not a folder');
    for (const to of [file, join(file, 'below')]) {
      const run = await runPublish(argumentsOf(ledgers[0]!, to));
      expect([run.status, run.stderr.includes('PUBLISH_FOLDER_INVALID')]).toEqual([1, true]);
    }
    expect(readFileSync(file, 'utf8')).toBe('not a folder');
  });

  /** Disks of this machine's memory can be made by its administrator only. */
  const canMount = ((): boolean => {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
    const place = mkdtempSync(join(tmpdir(), 'wuse-mount-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', place], { stdio: 'ignore' });
      execFileSync('umount', [place]);
      return true;
    } catch {
      return false;
    } finally {
      rmSync(place, { recursive: true, force: true });
    }
  })();

  async function withDisk(size: string, work: (disk: string) => Promise<void>): Promise<void> {
    const disk = mkdtempSync(join(folder, 'disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk]);
    try {
      await work(disk);
    } finally {
      execFileSync('umount', ['-l', disk]);
    }
  }

  test.runIf(canMount)(
    'is on a full disk, wherever in the publication it becomes full',
    async () => {
      await withDisk('64m', async (disk) => {
        const to = join(disk, 'bundle');
        copyTo(to);
        const before = wholeVersion(to);
        const used = readdirSync(to).length;
        const filler = join(disk, 'filler');
        const codes = new Set<string>();
        for (const kilobytes of [0, 8, 300, 1200, 2500]) {
          rmSync(filler, { force: true });
          const free = Number(execFileSync('stat', ['-f', '-c', '%a', disk], { encoding: 'utf8' }).trim());
          execFileSync('fallocate', ['-l', String((free - Math.ceil(kilobytes / 4)) * 4096), filler]);
          const run = await runPublish(argumentsOf(ledgers[1]!, to));
          if (run.status === 0) break;
          codes.add(/PUBLISH_\w+/.exec(run.stderr)?.[0] ?? run.stderr);
          expect([kilobytes, run.status, wholeVersion(to)]).toEqual([kilobytes, 1, before]);
          expect([kilobytes, leftovers(to), readdirSync(to).length <= used + 1]).toEqual([
            kilobytes,
            [],
            true,
          ]);
        }
        expect([...codes]).toEqual(['PUBLISH_DISK_FULL']);
        rmSync(filler, { force: true });
        expect((await runPublish(argumentsOf(ledgers[1]!, to))).status).toBe(0);
        expect(wholeVersion(to)).not.toBe(before);
      });
    },
    600_000,
  );

  test.runIf(canMount)('is on a disk that is read-only', async () => {
    await withDisk('32m', async (disk) => {
      const to = join(disk, 'bundle');
      mkdirSync(to);
      copyTo(to);
      execFileSync('mount', ['-o', 'remount,ro', disk]);
      const run = await runPublish(argumentsOf(ledgers[1]!, to));
      expect([run.status, /PUBLISH_\w+/.exec(run.stderr)?.[0]]).toEqual([1, 'PUBLISH_FOLDER_UNWRITABLE']);
      wholeVersion(to);
      const back = await runPublish(['--rollback', '--out', to]);
      expect([back.status, /PUBLISH_\w+/.exec(back.stderr)?.[0]]).toEqual([1, 'PUBLISH_FOLDER_UNWRITABLE']);
    });
  });
});
