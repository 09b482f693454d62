import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import {
  readManifest,
  readSiteList,
  versionOf,
  type SiteAnswer,
  type SiteList,
} from '../lib/report/site/answer.ts';
import { describeManifest, judgeFile, judgeVersions } from '../lib/report/site/judge.ts';
import type { Observation } from '../lib/report/site/observation.ts';
import { findIdentifiers } from '../lib/privacy/scan.ts';
import type { Manifest } from '../lib/query/bundle-documents.ts';
import { sha256 } from './hash.ts';
import { BUNDLE_FILE, readHistory } from './write-bundle.ts';

/** What a server's own configuration adds to the folder. */
const OF_SERVERS = /^(web\.config|\.htaccess|(WEB-INF|META-INF)\/.*)$/;
const FIXED = ['site.json', 'ledger/manifest.json', 'ledger/summary.json', 'ledger/history.json'];
const PACKED = /\.(gz|br)$/;
/** Hashes, versions and long fractions hold digits that look like numbers of people. */
const NO_NUMBERS = /\b(?=\w*[a-f])[0-9a-f]{12,64}\b|\b\d+\.\d{5,}|"version":"\d+"/g;

/** Between two cells or values: what stands beside each other is no one number. */
const BETWEEN = /<[^>]*>|[",[\]{}]/;
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replace(/\\/g, '/'))
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort();
}

/** A file as if it were served. */
function answerOf(folder: string, path: string): SiteAnswer {
  const full = join(folder, path);
  const body = existsSync(full) ? readFileSync(full) : null;
  return { path, status: body === null ? 404 : 200, header: () => null, body: body ?? new Uint8Array(0) };
}

function unpacked(folder: string, path: string): Uint8Array | null {
  const bytes = readFileSync(join(folder, path));
  try {
    return path.endsWith('.br') ? brotliDecompressSync(bytes) : gunzipSync(bytes);
  } catch {
    return null;
  }
}

function examineCopy(folder: string, path: string): Observation {
  const plain = answerOf(folder, path.replace(PACKED, ''));
  const content = plain.status === 200 ? unpacked(folder, path) : null;
  const isSame = content !== null && Buffer.compare(content, plain.body) === 0;
  return { code: 'SITE_COPIES', verdict: isSame ? 'ok' : 'failure', place: path };
}

/** Names of the bundle folder that the manifest or its history keeps. */
function keptNames(folder: string, manifest: Manifest): Set<string> {
  const { versions } = readHistory(join(folder, 'ledger'));
  const kept = versions.flatMap((version) => version.manifest ?? []);
  const whole = kept.flatMap((name) => readManifest(answerOf(folder, `ledger/${name}`)) ?? []);
  const files = [manifest, ...whole].flatMap((each) => each.files.map(({ name }) => name));
  return new Set([...files, ...kept, ...versions.map(({ figures }) => figures.name)]);
}

/**
 * Whether a file belongs there. Bundle files that the manifest does not name may stay from an earlier publication, but
 * not beside a public edition: they may be internal.
 */
function examineExtra(path: string, known: ReadonlySet<string>, manifest: Manifest | null): Observation {
  const plain = path.replace(PACKED, '');
  const name = /^ledger\/(.*)$/.exec(plain)?.[1];
  const isEarlier = name !== undefined && BUNDLE_FILE.test(name);
  if (known.has(plain) || OF_SERVERS.test(path)) return { code: 'SITE_EXTRA', verdict: 'ok' };
  if (isEarlier && manifest?.edition !== 'public') return { code: 'SITE_EXTRA', verdict: 'ok' };
  return { code: 'SITE_EXTRA', verdict: isEarlier ? 'failure' : 'warning', place: path };
}

function examineText({ path, body }: SiteAnswer): Observation {
  const pieces = new TextDecoder().decode(body).replace(NO_NUMBERS, '□').split(BETWEEN);
  const kinds = [...new Set(pieces.flatMap((piece) => findIdentifiers(piece).map(({ kind }) => kind)))];
  return {
    code: 'SITE_PERSONAL_DATA',
    verdict: kinds.length === 0 ? 'ok' : 'failure',
    place: path,
    ...(kinds.length > 0 && { seen: kinds.join(', ') }),
  };
}

function examineBundle(folder: string, manifest: Manifest | null): Observation[] {
  if (manifest === null)
    return [{ code: 'SITE_MANIFEST', verdict: 'failure', place: 'ledger/manifest.json' }];
  return [
    describeManifest(manifest),
    ...manifest.files.map((file) => {
      const answer = answerOf(folder, `ledger/${file.name}`);
      return judgeFile('SITE_BUNDLE', file, answer, sha256(answer.body));
    }),
  ];
}

function examineProgram(folder: string, list: SiteList | null): Observation[] {
  if (list === null) return [{ code: 'SITE_LIST', verdict: 'failure', place: 'site.json' }];
  return [
    { code: 'SITE_LIST', verdict: 'ok', seen: String(list.files.length) },
    ...list.files.map((file) => {
      const answer = answerOf(folder, file.path);
      return judgeFile('SITE_FILES', file, answer, sha256(answer.body));
    }),
  ];
}

/** Everything that can be seen of a site in its folder, before anybody serves it. */
export function examineFolder(folder: string): Observation[] {
  const list = readSiteList(answerOf(folder, 'site.json'));
  const manifest = readManifest(answerOf(folder, 'ledger/manifest.json'));
  const paths = filesOf(folder);
  const pages = paths.filter((path) => path.endsWith('.html'));
  const versions = new Map(pages.map((path) => [path, versionOf(answerOf(folder, path)) ?? '']));
  const bundle = manifest === null ? [] : [...keptNames(folder, manifest)].map((name) => `ledger/${name}`);
  const known = new Set([...FIXED, ...bundle, ...(list?.files.map(({ path }) => path) ?? [])]);
  const texts = paths.filter((path) => path.endsWith('.html') || /^ledger\/.*\.json$/.test(path));
  return [
    ...examineProgram(folder, list),
    ...examineBundle(folder, manifest),
    ...(manifest === null ? [] : judgeVersions(versions, manifest)),
    ...(list === null ? [] : paths.map((path) => examineExtra(path, known, manifest))),
    ...paths.map((path): Observation => ({
      code: 'SITE_SOURCE_MAPS',
      verdict: path.endsWith('.map') ? 'warning' : 'ok',
      place: path,
    })),
    ...paths.filter((path) => PACKED.test(path)).map((path) => examineCopy(folder, path)),
    ...texts.map((path) => examineText(answerOf(folder, path))),
  ];
}
