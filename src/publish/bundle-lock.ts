import { randomBytes } from 'node:crypto';
import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { busyFolder, lostFolder } from './folder-errors.ts';
import { sha256 } from './hash.ts';

/** Name of the file that a publication holds in the bundle's folder while it runs. */
export const LOCK_FILE = 'publishing.lock';
/** The holder touches its lock so often; one that was not touched for so much longer has no holder any more. */
const TOUCH_MS = 30_000;
const ABANDONED_MS = 15 * 60_000;
/** A lock that names no holder is one whose maker died before it wrote its name, which takes no time. */
const UNSIGNED_MS = 10_000;

/** Who holds a lock. A lock may be copied to a server, so that the machine's name is a hash. */
interface Holder {
  readonly token: string;
  readonly machine: string;
  readonly pid: number;
  /** When the process began, in the machine's own measure; null where that is not known. */
  readonly began: string | null;
}

/** A folder that nobody else publishes into. */
export interface BundleLock {
  /** Throws `PUBLISH_LOCK_LOST` where somebody has taken the folder meanwhile; asked before anything is replaced. */
  readonly assertHeld: () => void;
  readonly release: () => void;
}

/** Processes that share a machine's name but not its process numbers (containers) count as other machines. */
function thisMachine(): string {
  let space = '';
  try {
    space = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has it.
  }
  return sha256(`${hostname()} ${space}`).slice(0, 16);
}

/** The 22nd field of Linux's own record: a number that comes again is another process. */
function beginningOf(pid: number): string | null {
  try {
    const record = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return record.slice(record.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function readHolder(path: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(path, 'utf8')) as Holder;
    return typeof holder?.token === 'string' ? holder : null;
  } catch {
    return null;
  }
}

/** How long ago a lock was touched, in milliseconds by the clock of the disk that it lies on; 0 once it is gone. */
function ageOf(directory: string, path: string): number {
  const probe = join(directory, `${LOCK_FILE}-${randomBytes(8).toString('hex')}.tmp`);
  try {
    closeSync(openSync(probe, 'wx'));
    return statSync(probe).mtimeMs - statSync(path).mtimeMs;
  } catch {
    return 0;
  } finally {
    rmSync(probe, { force: true });
  }
}

function isAbandoned(directory: string, path: string, holder: Holder | null): boolean {
  if (holder?.machine === thisMachine()) {
    if (!isRunning(holder.pid)) return true;
    const began = beginningOf(holder.pid);
    if (began !== null && holder.began !== null && began !== holder.began) return true;
  }
  return ageOf(directory, path) > (holder === null ? UNSIGNED_MS : ABANDONED_MS);
}

/** Makes a file that must not be there yet, with what it holds. Throws what the disk says (`EEXIST`, `ENOSPC`, …). */
function writeNew(path: string, text: string): void {
  const file = openSync(path, 'wx');
  try {
    writeSync(file, text);
  } catch (cause) {
    // A full disk: a lock without a holder would keep the next publication waiting.
    rmSync(path, { force: true });
    throw cause;
  } finally {
    closeSync(file);
  }
}

/**
 * Makes the lock, together with its holder: a process can die between any two steps, and a lock that does not say whose
 * it is could not be told from one that is held. False where there is one.
 */
function make(path: string, holder: Holder): boolean {
  const whole = `${path}-${holder.token}.tmp`;
  const text = JSON.stringify(holder);
  writeNew(whole, text);
  try {
    linkSync(whole, path);
    return true;
  } catch (cause) {
    if (isThere(cause)) return false;
  } finally {
    rmSync(whole, { force: true });
  }
  // Disks without links (FAT, some shares): in two steps, and what lies between them is over after `UNSIGNED_MS`.
  try {
    writeNew(path, text);
    return true;
  } catch (cause) {
    if (isThere(cause)) return false;
    throw cause;
  }
}

const isThere = (cause: unknown): boolean => (cause as NodeJS.ErrnoException).code === 'EEXIST';

/** Takes an abandoned lock away; one that somebody made in the meantime is put back. */
function clear(path: string, abandoned: Holder | null, token: string): void {
  const aside = `${path}-${token}.tmp`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  if (readHolder(aside)?.token === abandoned?.token) rmSync(aside, { force: true });
  else renameSync(aside, path);
}

/**
 * Takes a bundle's folder for one publication. Throws `PUBLISH_BUSY` while another one runs, on this machine or another
 * that shares the folder. The lock of a process that died does not count, nor one that nobody touched for 15 minutes.
 */
export function lockBundle(directory: string): BundleLock {
  const path = join(directory, LOCK_FILE);
  const token = randomBytes(16).toString('hex');
  const holder = { token, machine: thisMachine(), pid: process.pid, began: beginningOf(process.pid) };
  if (!make(path, holder)) {
    const other = readHolder(path);
    if (!isAbandoned(directory, path, other)) throw busyFolder();
    clear(path, other, token);
    if (!make(path, holder)) throw busyFolder();
  }
  const isHeld = (): boolean => readHolder(path)?.token === token;
  const touch = (): void => {
    const now = new Date();
    if (isHeld()) utimesSync(path, now, now);
  };
  const timer = setInterval(() => {
    try {
      touch();
    } catch {
      // The folder may be gone for a moment; the next touch or the end tells.
    }
  }, TOUCH_MS);
  timer.unref();
  return {
    assertHeld: () => {
      if (!isHeld()) throw lostFolder();
    },
    release: () => {
      clearInterval(timer);
      if (isHeld()) rmSync(path, { force: true });
    },
  };
}
