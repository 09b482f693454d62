/** Installs Debian's packages for the tests, where this account may. */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian asks this file whether an installed service may be started. */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Where a program stands on PATH, or undefined.
 * @param {string} file
 */
export function onPath(file) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, file)).find((path) => existsSync(path));
}

function isAptUsable() {
  return process.getuid?.() === 0 && onPath('apt-get') !== undefined;
}

/**
 * Installs packages without starting a service of theirs; false where this account may not, or apt-get failed.
 * @param {string[]} packages
 */
export function installWithApt(packages) {
  if (!isAptUsable()) return false;
  console.log(`› Installing what the tests need (apt-get install ${packages.join(' ')})`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    return [['update'], ['install', '-y', '--no-install-recommends', ...packages]].every(
      (args) => spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env }).status === 0,
    );
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}
