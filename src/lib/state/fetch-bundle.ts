import { type WuseError } from '../core/errors.ts';
import {
  bundleDamaged,
  isCurrentSchema,
  type FiguresDocument,
  type Manifest,
} from '../query/bundle-documents.ts';
import { bundleOfOtherSchema, bundleUnreachable, partMissing } from './page-errors.ts';

/** Longest wait for a document, in milliseconds; the largest is some hundred kilobytes. */
const LONGEST_WAIT_MS = 20_000;
const MANIFEST = 'manifest.json';

const HINT = {
  zh: '请重新发布，或把发布目录完整复制到服务器',
  en: 'Publish again, or copy the whole bundle folder to the server.',
};
const damaged = (file: string, cause?: unknown): WuseError => bundleDamaged(file, HINT, cause);

/** The body and whether it is a success; rejects with BUNDLE_UNREACHABLE when none comes, or none in time. */
async function answerOf(
  asked: Promise<Response>,
): Promise<{ readonly ok: boolean; readonly bytes: Uint8Array }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), LONGEST_WAIT_MS);
  });
  try {
    const read = asked.then(async (response) => ({
      ok: response.ok,
      bytes: new Uint8Array(await response.arrayBuffer()),
    }));
    return await Promise.race([read, late]);
  } catch (cause) {
    throw bundleUnreachable(cause);
  } finally {
    clearTimeout(timer);
  }
}

function parse<T>(bytes: Uint8Array, file: string): T {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as T;
  } catch (cause) {
    throw damaged(file, cause);
  }
}

/**
 * What the server has published now; `asked` is an answer that is on its way. Rejects with BUNDLE_UNREACHABLE,
 * BUNDLE_DAMAGED or BUNDLE_OTHER_SCHEMA.
 */
export async function fetchManifest(base: string, asked?: Promise<Response>): Promise<Manifest> {
  const { ok, bytes } = await answerOf(asked ?? fetch(base + MANIFEST, { cache: 'no-cache' }));
  if (!ok) throw damaged(MANIFEST);
  const manifest = parse<Manifest | null>(bytes, MANIFEST);
  if (typeof manifest?.schemaVersion !== 'number' || !Array.isArray(manifest.files)) throw damaged(MANIFEST);
  if (!isCurrentSchema(manifest)) throw bundleOfOtherSchema();
  return manifest;
}

/** The figures of a manifest, byte for byte what it lists. Rejects as {@link fetchManifest} does. */
export async function fetchFigures(base: string, manifest: Manifest): Promise<FiguresDocument> {
  const file = manifest.files.find(({ role }) => role === 'figures');
  if (!file) throw damaged(MANIFEST);
  // Only where the ledger is newer than the page: no other page pays for it.
  const [{ ok, bytes }, hash] = await Promise.all([
    answerOf(fetch(base + file.name)),
    import('./sha256.ts').catch((cause: unknown) => {
      throw partMissing(cause);
    }),
  ]);
  if (!ok) throw damaged(file.name);
  const document = parse<FiguresDocument | null>(bytes, file.name);
  if (document?.dataVersion !== manifest.dataVersion) throw damaged(file.name);
  if (hash.sha256Hex(bytes) !== file.sha256) throw damaged(file.name, 'another SHA-256 than listed');
  return document;
}
