import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { WuseError } from '../lib/core/errors.ts';
import type { LocalMoment } from '../lib/core/period.ts';
import type { BundleFile, Manifest } from '../lib/query/bundle-documents.ts';
import {
  HISTORY_FILE,
  historyWith,
  historyWithout,
  isHistory,
  KEPT_BUNDLES,
  NO_HISTORY,
  type HistoryDocument,
} from '../lib/query/history.ts';
import { folderFault, leftoverFault } from './folder-errors.ts';
import { sha256 } from './hash.ts';

/** Names that a publication gives: with a hash of the content in them. */
export const BUNDLE_FILE =
  /^(ledger-[0-9a-f]{16}\.duckdb(\.bin)?|(summary|figures|manifest)-[0-9a-f]{16}\.json)$/;
const TEMPORARY = '.tmp';

function syncPath(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Read and write, of whom the manifest in place allows it: who set that up wants the next one served as well. */
function keepMode(directory: string, path: string): void {
  const manifest = join(directory, 'manifest.json');
  if (existsSync(manifest)) chmodSync(path, statSync(manifest).mode & 0o666);
}

/** Writes a file beside its name and flushes it; {@link place} needs no room on the disk any more. */
function stage(directory: string, name: string, content: Uint8Array | string): void {
  const temporary = join(directory, `${name}${TEMPORARY}`);
  writeFileSync(temporary, content);
  keepMode(directory, temporary);
  syncPath(temporary);
}

function place(directory: string, name: string): void {
  renameSync(join(directory, `${name}${TEMPORARY}`), join(directory, name));
  syncPath(directory);
}

/**
 * Writes a file so that readers see the old content or the new one, never a part: temporary name, flush to
 * disk, rename.
 */
export function writeAtomically(directory: string, name: string, content: Uint8Array | string): void {
  stage(directory, name, content);
  place(directory, name);
}

/** The manifest of a bundle folder, or one that is kept of an earlier publication; null where none can be read. */
export function readManifest(directory: string, name = 'manifest.json'): Manifest | null {
  const path = join(directory, name);
  if (name === '' || !existsSync(path)) return null;
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Manifest;
  } catch {
    return null;
  }
}

/** The list of earlier publications of a bundle folder; an empty one where there is none that can be read. */
export function readHistory(directory: string): HistoryDocument {
  try {
    const document: unknown = JSON.parse(readFileSync(join(directory, HISTORY_FILE), 'utf8'));
    return isHistory(document) ? document : NO_HISTORY;
  } catch {
    return NO_HISTORY;
  }
}

/**
 * Puts a new bundle in place. Files with a hash in their name come first, then the list of earlier publications, the
 * manifest that rules last: a crash at any moment leaves a manifest whose files are all there. The version before stays
 * whole for pages that are open and to be put back; of older ones the aggregates stay. Of another edition nothing does.
 * Throws `WuseError` where the disk refuses; what was written until then is removed, as far as it lets us.
 */
export function replaceBundle(
  directory: string,
  files: ReadonlyMap<string, Uint8Array | string>,
  manifest: Manifest,
): void {
  const before = new Set(readdirSync(directory));
  let next: HistoryDocument;
  try {
    next = writeBundle(directory, files, manifest);
  } catch (cause) {
    removeUnfinished(
      directory,
      [...files.keys()].filter((name) => !before.has(name)),
    );
    throw folderFault(cause);
  }
  removeOthers(directory, manifest, next);
}

/** What a publication wrote that the disk then refused; the next one removes what cannot be removed now. */
function removeUnfinished(directory: string, added: readonly string[]): void {
  try {
    const current = readManifest(directory);
    const temporary = readdirSync(directory).filter((name) => name.endsWith(TEMPORARY));
    // A manifest that cannot be read may name anything.
    const isKnown = current !== null || !existsSync(join(directory, 'manifest.json'));
    const named = current?.files.map(({ name }) => name) ?? [];
    const unused = isKnown ? added.filter((name) => !named.includes(name)) : [];
    for (const name of [...temporary, ...unused]) rmSync(join(directory, name), { force: true });
  } catch {
    // Nobody waits for it.
  }
}

function writeBundle(
  directory: string,
  files: ReadonlyMap<string, Uint8Array | string>,
  manifest: Manifest,
): HistoryDocument {
  const previous = readManifest(directory);
  const history = readHistory(directory);
  for (const [name, content] of files) writeAtomically(directory, name, content);
  let next = previous === null ? NO_HISTORY : history;
  if (previous !== null) {
    const text = JSON.stringify(previous);
    const name = `manifest-${sha256(text).slice(0, 16)}.json`;
    next = historyWith(history, previous, name, manifest);
    if (next.versions.some((version) => version.manifest === name)) writeAtomically(directory, name, text);
  }
  writeAtomically(directory, HISTORY_FILE, JSON.stringify(next));
  putInPlace(directory, manifest);
  return next;
}

/** Makes a manifest whose files are there the one that rules; a full disk refuses before anything is replaced. */
function putInPlace(directory: string, manifest: Manifest): void {
  // The copy under a fixed name is for other programs; the site reads the one that the manifest names.
  const summary = manifest.files.find((file) => file.role === 'summary');
  stage(directory, 'manifest.json', JSON.stringify(manifest));
  if (summary) stage(directory, 'summary.json', readFileSync(join(directory, summary.name)));
  place(directory, 'manifest.json');
  if (summary) place(directory, 'summary.json');
}

/** True when a file is there as it was published. */
function isWhole(directory: string, { name, sha256: hash }: BundleFile): boolean {
  const path = join(directory, name);
  return existsSync(path) && sha256(readFileSync(path)) === hash;
}

/**
 * Puts the publication before the current one back in its place, and removes what the current one consists of. Returns
 * both manifests. Throws `PUBLISH_ROLLBACK_NONE` where none is kept, or not whole; nothing is changed then.
 */
export function rollBackBundle(
  directory: string,
  now: LocalMoment,
): { readonly withdrawn: Manifest; readonly restored: Manifest } {
  const withdrawn = readManifest(directory);
  const history = readHistory(directory);
  const last = history.versions.find(({ dataVersion }) => dataVersion !== withdrawn?.dataVersion);
  const restored = readManifest(directory, last?.manifest ?? '');
  if (withdrawn === null || restored === null || !restored.files.every((file) => isWhole(directory, file))) {
    throw new WuseError(
      'PUBLISH_ROLLBACK_NONE',
      { zh: '没有可以退回的上一次发布', en: 'there is no earlier publication to go back to' },
      {
        zh: `最近${KEPT_BUNDLES}次发布完整保留在发布目录里；更早的请用当时的原表重新发布`,
        en: `the last ${KEPT_BUNDLES} publications are kept whole in the bundle folder; publish older exports again`,
      },
    );
  }
  const next = historyWithout(history, withdrawn, restored.dataVersion, now);
  try {
    putInPlace(directory, restored);
    writeAtomically(directory, HISTORY_FILE, JSON.stringify(next));
  } catch (cause) {
    throw folderFault(cause);
  }
  removeOthers(directory, restored, next);
  return { withdrawn, restored };
}

/**
 * Removes files of bundles that neither the manifest nor the history keeps, and what a crash left. Throws
 * `PUBLISH_LEFTOVERS` where one cannot be removed, after the others: it may be of an internal edition.
 */
function removeOthers(directory: string, manifest: Manifest, { versions }: HistoryDocument): void {
  const kept = versions.flatMap((version) => version.manifest ?? []);
  const whole = [manifest, ...kept.flatMap((name) => readManifest(directory, name) ?? [])];
  const named = new Set([
    ...kept,
    ...versions.map(({ figures }) => figures.name),
    ...whole.flatMap(({ files }) => files.map(({ name }) => name)),
  ]);
  const failures: { readonly name: string; readonly cause: unknown }[] = [];
  for (const file of readdirSync(directory)) {
    // A built site has packed copies beside them, which must not outlive what they are copies of.
    const name = file.replace(/\.(br|gz)$/, '');
    const ours = BUNDLE_FILE.test(name) || name.endsWith(TEMPORARY) || name.startsWith('ledger-building-');
    if (!ours || named.has(name)) continue;
    try {
      rmSync(join(directory, file), { force: true, recursive: true });
    } catch (cause) {
      failures.push({ name: file, cause });
    }
  }
  const [first] = failures;
  if (first !== undefined) throw leftoverFault(first.name, first.cause);
}
