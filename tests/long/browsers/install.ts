import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliDecompressSync } from 'node:zlib';
import { withLock } from '../../../tools/engine/lock.ts';
import { ROOT, npmCi } from '../../../tools/steps.mjs';

/** Versions of Chromium that a package carries whole: the oldest on the county's terminals, and one a little newer. */
export const OLD_CHROMIUMS = ['86', '88'] as const;
export type OldChromium = (typeof OLD_CHROMIUMS)[number];

const LISTS = fileURLToPath(new URL('packages', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'wuse-browsers');

/** Path of an old Chromium's program in the folder that `installBrowsers` returns. */
export function programOf(folder: string, version: OldChromium): string {
  return join(folder, `chromium-${version}`, 'chromium');
}

/**
 * Installs the old browsers and what drives them beside the other caches, once for a lock; the folder they are in.
 * Throws where they cannot run: they are built for Linux on x64.
 */
export async function installBrowsers(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error('The old browsers are programs for Linux on x64; run npm run test:long there.');
  const lock = readFileSync(join(LISTS, 'package-lock.json'));
  const folder = join(CACHE, createHash('sha256').update(lock).digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  await withLock(join(CACHE, 'lock'), async () => {
    if (OLD_CHROMIUMS.every((version) => existsSync(programOf(folder, version)))) return;
    for (const name of ['package.json', 'package-lock.json', '.npmrc'])
      copyFileSync(join(LISTS, name), join(folder, name));
    await npmCi(folder);
    for (const version of OLD_CHROMIUMS) unpack(folder, version);
  });
  return folder;
}

/** The program, and the library that draws without a graphics card; the program last, since it says that all is there. */
function unpack(folder: string, version: OldChromium): void {
  const read = (name: string): Buffer =>
    brotliDecompressSync(readFileSync(join(folder, 'node_modules', `chromium-${version}`, 'bin', name)));
  const program = programOf(folder, version);
  const target = join(program, '..');
  mkdirSync(target, { recursive: true });
  const { status } = spawnSync('tar', ['-x', '-C', target], { input: read('swiftshader.tar.br') });
  if (status !== 0) throw new Error(`tar ended with ${status}`);
  writeFileSync(`${program}.part`, read('chromium.br'), { mode: 0o755 });
  renameSync(`${program}.part`, program);
}
