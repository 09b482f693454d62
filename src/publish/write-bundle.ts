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
 */
export function replaceBundle(
  directory: string,
  files: ReadonlyMap<string, Uint8Array | string>,
  manifest: Manifest,
): void {
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
  removeOthers(directory, manifest, next);
}

/** Makes a manifest whose files are there the one that rules. */
function putInPlace(directory: string, manifest: Manifest): void {
  const summary = manifest.files.find((file) => file.role === 'summary');
  writeAtomically(directory, 'manifest.json', JSON.stringify(manifest));
  // The copy under a fixed name is for other programs; the site reads the one that the manifest names.
  if (summary) writeAtomically(directory, 'summary.json', readFileSync(join(directory, summary.name)));
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
  putInPlace(directory, restored);
  writeAtomically(directory, HISTORY_FILE, JSON.stringify(next));
  removeOthers(directory, restored, next);
  return { withdrawn, restored };
}

/** Removes files of bundles that neither the manifest nor the history keeps, and what a crash left. */
function removeOthers(directory: string, manifest: Manifest, { versions }: HistoryDocument): void {
  const kept = versions.flatMap((version) => version.manifest ?? []);
  const whole = [manifest, ...kept.flatMap((name) => readManifest(directory, name) ?? [])];
  const named = new Set([
    ...kept,
    ...versions.map(({ figures }) => figures.name),
    ...whole.flatMap(({ files }) => files.map(({ name }) => name)),
  ]);
  for (const file of readdirSync(directory)) {
    // A built site has packed copies beside them, which must not outlive what they are copies of.
    const name = file.replace(/\.(br|gz)$/, '');
    const ours = BUNDLE_FILE.test(name) || name.endsWith(TEMPORARY) || name.startsWith('ledger-building-');
    if (ours && !named.has(name)) rmSync(join(directory, file), { force: true, recursive: true });
  }
}
