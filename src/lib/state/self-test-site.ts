import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { Manifest } from '../query/bundle-documents.ts';
import {
  addressOf,
  readManifest,
  readSiteList,
  versionOf,
  type SiteAnswer,
  type SiteList,
} from '../report/site/answer.ts';
import {
  describeManifest,
  judgeCache,
  judgeClock,
  judgeCompression,
  judgeFile,
  judgeServing,
  judgeType,
  judgeVersions,
} from '../report/site/judge.ts';
import type { Observation } from '../report/site/observation.ts';
import { probeRanges, probeStrangers, type Ask } from '../report/site/probes.ts';

/** Told how many files were looked at, of how many. */
type OnProgress = (done: number, total: number) => void;

/** Asks the server, even for what the browser keeps. Status 0 where it does not answer. */
function askerOf(base: string): Ask {
  return async (path, headers = {}) => {
    try {
      const response = await fetch(base + path, { cache: 'no-cache', headers });
      const body = new Uint8Array(await response.arrayBuffer());
      return { path, status: response.status, header: (name) => response.headers.get(name), body };
    } catch {
      return { path, status: 0, header: () => null, body: new Uint8Array(0) };
    }
  };
}

const hashOf = ({ body }: SiteAnswer): string => bytesToHex(sha256(body));

async function examineProgram(ask: Ask, list: SiteList, manifest: Manifest | null, onFile: () => void) {
  const seen: Observation[] = [{ code: 'SITE_LIST', verdict: 'ok', seen: String(list.files.length) }];
  const pages = new Map([['–', document.documentElement.dataset['built'] ?? '']]);
  for (const file of list.files) {
    const answer = await ask(addressOf(file.path));
    seen.push(judgeFile('SITE_FILES', file, answer, hashOf(answer)));
    if (answer.status === 200) seen.push(...judgeServing(answer, list.scripts), ...judgeCompression(answer));
    const version = file.path.endsWith('.html') ? versionOf(answer) : null;
    if (version !== null) pages.set(file.path, version);
    onFile();
  }
  return manifest === null ? seen : [...seen, ...judgeVersions(pages, manifest)];
}

async function examineBundle(ask: Ask, manifest: Manifest, onFile: () => void) {
  const seen: Observation[] = [describeManifest(manifest)];
  for (const file of manifest.files) {
    const got = await ask(`ledger/${file.name}`);
    seen.push(judgeFile('SITE_BUNDLE', file, got, hashOf(got)));
    if (got.status === 200) seen.push(...judgeType(got), judgeCache(got), ...judgeCompression(got));
    onFile();
  }
  const [file] = manifest.files;
  return file === undefined
    ? seen
    : [...seen, await probeRanges(ask, { path: `ledger/${file.name}`, bytes: file.bytes })];
}

/** Whether an address without its slash leads to its page. */
async function examineRedirect(base: string): Promise<Observation> {
  const wanted = `${base}methodology/`;
  const response = await fetch(wanted.slice(0, -1)).catch(() => null);
  const isRight = response?.ok === true && response.url === wanted;
  return { code: 'SITE_REDIRECT', verdict: isRight ? 'ok' : 'failure', place: 'methodology' };
}

/** What the server sends: every file of the program and of the bundle; `base` is the site's address with its slash. */
export async function examineServer(base: string, onProgress: OnProgress): Promise<Observation[]> {
  const ask = askerOf(base);
  const answer = await ask('ledger/manifest.json');
  const manifest = readManifest(answer);
  const list = readSiteList(await ask('site.json'));
  const total = (list?.files.length ?? 0) + (manifest?.files.length ?? 0);
  let done = 0;
  const onFile = (): void => onProgress(++done, total);
  const missing = { place: answer.path, seen: String(answer.status) };
  return [
    ...(list === null
      ? [{ code: 'SITE_LIST', verdict: 'failure', place: 'site.json' } as const]
      : await examineProgram(ask, list, manifest, onFile)),
    ...(manifest === null
      ? [{ code: 'SITE_MANIFEST', verdict: 'failure', ...missing } as const]
      : [judgeCache(answer), ...(await examineBundle(ask, manifest, onFile))]),
    judgeClock(Date.now(), answer.header('date'), manifest?.cutoff ?? null),
    await examineRedirect(base),
    ...(await probeStrangers(ask, list)),
  ];
}

/** What whoever helps needs to know first: address without parameters, browser, time and the page's version. */
export function reportHead(base: string, dataVersion: string): string {
  return [base, navigator.userAgent, new Date().toISOString(), dataVersion].join('\n');
}
