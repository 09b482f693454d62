import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Manifest } from '../lib/query/bundle-documents.ts';

const BUNDLE_FILE = /^(ledger-[0-9a-f]{16}\.duckdb(\.bin)?|(summary|figures)-[0-9a-f]{16}\.json)$/;
const TEMPORARY = '.tmp';

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * Writes a file so that readers see the old content or the new one, never a part: temporary name, flush to
 * disk, rename.
 */
export function writeAtomically(directory: string, name: string, content: Uint8Array | string): void {
  const temporary = join(directory, `${name}${TEMPORARY}`);
  writeFileSync(temporary, content);
  syncPath(temporary);
  renameSync(temporary, join(directory, name));
  syncPath(directory);
}

/** The manifest of a bundle folder, or null where there is none that can be read. */
export function readManifest(directory: string): Manifest | null {
  const path = join(directory, 'manifest.json');
  if (!existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

/**
 * Puts a new bundle in place. Files with a hash in their name come first, the manifest that names them last:
 * a crash at any moment leaves a manifest whose files are all there. Files of the previous version stay for
 * pages that are open; older ones and leftovers of a crash are removed.
 */
export function replaceBundle(
  directory: string,
  files: ReadonlyMap<string, Uint8Array | string>,
  manifest: Manifest,
): void {
  const previous = readManifest(directory);
  for (const [name, content] of files) writeAtomically(directory, name, content);
  const summary = manifest.files.find((file) => file.role === 'summary');
  writeAtomically(directory, 'manifest.json', JSON.stringify(manifest));
  // The copy under a fixed name is for other programs; the site reads the one that the manifest names.
  if (summary) writeAtomically(directory, 'summary.json', files.get(summary.name)!);
  removeOthers(directory, [manifest, previous]);
}

function removeOthers(directory: string, manifests: readonly (Manifest | null)[]): void {
  const named = new Set(manifests.flatMap((manifest) => (manifest?.files ?? []).map((file) => file.name)));
  for (const name of readdirSync(directory)) {
    const ours = BUNDLE_FILE.test(name) || name.endsWith(TEMPORARY) || name.startsWith('ledger-building-');
    if (ours && !named.has(name)) rmSync(join(directory, name), { force: true, recursive: true });
  }
}
