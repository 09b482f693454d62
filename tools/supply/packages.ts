import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A package whose code is in the build. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier or expression. */
  readonly license: string;
  readonly author: string | null;
  /** Its licence and notice as it brings them; empty when it brings none. */
  readonly texts: readonly string[];
  /** SHA-512 of the archive that was installed, in hexadecimal; null where the lock does not know it. */
  readonly sha512: string | null;
  /** What is compiled into its files. */
  readonly embeds: readonly EmbeddedPart[];
}

/** A part of a package's compiled files; of some no version is known. */
export interface EmbeddedPart {
  readonly name: string;
  readonly version?: string;
  readonly license: string;
  readonly url: string;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** Code that these write into the bundle under names of their own. */
const WRITTEN_BY: Readonly<Record<string, string>> = { '\0rolldown': 'rolldown', '\0vite': 'vite' };
/** Packages whose files the engine is made of (tools/engine): no module of the bundle. */
export const ENGINE_PACKAGES = ['@duckdb/duckdb-wasm', 'brotli-dec-wasm'] as const;
/** The licence that a package declares in words only, read by hand. */
const DECLARED_ELSEWHERE: Readonly<Record<string, string>> = { 'svelte-toolbelt': 'MIT' };
const TEXT_FILE = /^(?:licen[cs]e|copying|notice|copyrightnotice)(?:[.-].*)?$/i;

/** Folder of the package that a module of the bundle is from, relative to the repository; null for own code. */
export function packageFolder(moduleId: string): string | null {
  const id = moduleId.replaceAll('\\', '/');
  const [, folder] = /(?:^|\/)(node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+)\//.exec(id) ?? [];
  if (folder !== undefined) return folder;
  const writer = Object.keys(WRITTEN_BY).find((start) => id.startsWith(start));
  return writer === undefined ? null : `node_modules/${WRITTEN_BY[writer]}`;
}

function readJson<T>(...path: string[]): T {
  return JSON.parse(readFileSync(join(...path), 'utf8')) as T;
}

/**
 * The packages in these folders, in the order of their names, each version once. Throws where one says nothing of its
 * licence: what ships must be known.
 */
export function shippedPackages(root: string, folders: Iterable<string>): ShippedPackage[] {
  const lock = readJson<{ packages: Record<string, { integrity?: string }> }>(root, 'package-lock.json');
  const embedded = readJson<Record<string, EmbeddedPart[]>>(root, 'tools', 'supply', 'embedded.json');
  const found = new Map<string, ShippedPackage>();
  for (const folder of folders) {
    const { name, version, license, author } = readJson<Manifest>(root, folder, 'package.json');
    const known = license ?? DECLARED_ELSEWHERE[name];
    if (known === undefined) throw new Error(`${name} is in the build and declares no licence`);
    const integrity = /^sha512-(.+)$/.exec(lock.packages[folder]?.integrity ?? '')?.[1];
    found.set(`${name}@${version}`, {
      name,
      version,
      license: known,
      author: (typeof author === 'string' ? author : author?.name) ?? null,
      texts: textsIn(join(root, folder)),
      sha512: integrity === undefined ? null : Buffer.from(integrity, 'base64').toString('hex'),
      embeds: embedded[name] ?? [],
    });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}

function textsIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => TEXT_FILE.test(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8').replace(/\r\n?/g, '\n').trim());
}
