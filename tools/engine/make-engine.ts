import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { type EngineFiles } from '../../src/lib/engine/engine-files.ts';
import { withLock } from './lock.ts';
import {
  PACKAGE_FILES,
  type PackedEngine,
  QUALITY,
  type Say,
  TARGET,
  hashedName,
  packEngine,
} from './pack.ts';

const BOOT = 'src/lib/engine/worker/boot.ts';
const INDEX = 'files.json';
/** What decides how the packed files look; a change packs them anew. */
const RECIPE = ['pack.ts', 'wasm-bytes.ts', 'wasm-calls.ts', 'wasm-shrink.ts'];

/**
 * Puts the engine's files into static/engine and returns their names and sizes. The results
 * of packing are kept in node_modules/.cache/wuse-engine until a package or the recipe changes.
 */
export async function makeEngine(root: string, say: Say = () => undefined): Promise<EngineFiles> {
  const caches = join(root, 'node_modules', '.cache', 'wuse-engine');
  await mkdir(caches, { recursive: true });
  return withLock(join(caches, 'lock'), () => makeLocked(root, caches, say));
}

async function makeLocked(root: string, caches: string, say: Say): Promise<EngineFiles> {
  const cache = join(caches, await recipeHash());
  const packed = (await readIndex(cache)) ?? (await packInto(cache, say));
  const target = join(root, 'static', 'engine');
  await mkdir(target, { recursive: true });
  const names = (await readdir(cache)).filter((name) => name !== INDEX);
  for (const name of names) await copyIfMissing(join(cache, name), join(target, name));
  const boot = await makeBoot(root, target);
  await removeOthers(target, new Set([...names, boot]));
  return { boot, ...packed };
}

async function recipeHash(): Promise<string> {
  const hash = createHash('sha256').update(String(QUALITY));
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = [...RECIPE.map((name) => join(folder, name)), ...PACKAGE_FILES];
  for (const file of files) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 16);
}

async function readIndex(cache: string): Promise<PackedEngine | undefined> {
  const text = await readFile(join(cache, INDEX), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : (JSON.parse(text) as PackedEngine);
}

/** Packs beside the cache and moves the folder there whole, so that a crash leaves no half of one. */
async function packInto(cache: string, say: Say): Promise<PackedEngine> {
  const folder = await mkdtemp(`${cache}-`);
  const packed = await packEngine(folder, say);
  await writeFile(join(folder, INDEX), JSON.stringify(packed));
  await rename(folder, cache);
  return packed;
}

async function copyIfMissing(from: string, to: string): Promise<void> {
  const [source, copy] = await Promise.all([stat(from), stat(to).catch(() => undefined)]);
  if (copy?.size === source.size) return;
  await copyFile(from, `${to}.part`);
  await rename(`${to}.part`, to);
}

async function makeBoot(root: string, target: string): Promise<string> {
  const output = await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: TARGET,
      lib: { entry: join(root, BOOT), formats: ['iife'], name: 'wuseBoot', fileName: 'boot' },
    },
  });
  const chunks = (Array.isArray(output) ? output : [output]).flatMap((one) =>
    'output' in one ? one.output : [],
  );
  const chunk = chunks.find((one) => one.type === 'chunk');
  if (!chunk) throw new Error('the boot script was not built');
  const code = new TextEncoder().encode(chunk.code);
  const name = hashedName('boot', 'js', code);
  await writeFile(join(target, name), code);
  return name;
}

async function removeOthers(folder: string, wanted: ReadonlySet<string>): Promise<void> {
  const others = (await readdir(folder)).filter((name) => !wanted.has(name) && !name.endsWith('.part'));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}
