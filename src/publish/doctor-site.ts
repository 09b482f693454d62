import {
  addressOf,
  readManifest,
  readSiteList,
  versionOf,
  type SiteAnswer,
  type SiteList,
} from '../lib/report/site/answer.ts';
import { isText } from '../lib/report/site/expected.ts';
import {
  describeManifest,
  judgeCache,
  judgeClock,
  judgeCompression,
  judgeFile,
  judgeServing,
  judgeType,
  judgeVersions,
} from '../lib/report/site/judge.ts';
import type { Observation } from '../lib/report/site/observation.ts';
import type { Ask } from '../lib/report/site/probes.ts';
import { probe } from './doctor-probes.ts';
import { sha256 } from './hash.ts';

/** Requests that are under way at once. */
const AT_ONCE = 6;
const ENCODINGS = ['gzip', 'br'] as const;

/** Asks a server, following nothing; `base` is the site's address with a slash. Rejects when it cannot be reached. */
function askerOf(base: URL): Ask {
  return async (path, headers = {}) => {
    const response = await fetch(new URL(path, base), {
      redirect: 'manual',
      headers: { 'accept-encoding': 'identity', ...headers },
    });
    const body = new Uint8Array(await response.arrayBuffer());
    return { path, status: response.status, header: (name) => response.headers.get(name), body };
  };
}

async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<readonly Observation[]>) {
  const found: Observation[][] = items.map(() => []);
  let next = 0;
  const run = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      found[index] = [...(await work(items[index]!))];
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, run));
  return found.flat();
}

/** How a file travels packed, and packed copies that do not say the same. */
async function examinePacking(ask: Ask, path: string, plain: SiteAnswer): Promise<Observation[]> {
  const observations: Observation[] = [];
  if (!isText(path) && !path.endsWith('.bin')) return observations;
  for (const encoding of ENCODINGS) {
    const packed = await ask(path, { 'accept-encoding': encoding }).catch(() => null);
    const isSame = packed !== null && Buffer.compare(packed.body, plain.body) === 0;
    observations.push({
      code: 'SITE_COPIES',
      verdict: isSame ? 'ok' : 'failure',
      place: path,
      ...(!isSame && { seen: encoding }),
    });
    if (packed !== null && encoding === 'gzip') observations.push(...judgeCompression(packed));
  }
  return observations;
}

async function examineProgram(ask: Ask, { files, scripts }: SiteList, pages: Map<string, string>) {
  return inTurns(files, async (file) => {
    const path = addressOf(file.path);
    const answer = await ask(path);
    const whole = judgeFile('SITE_FILES', file, answer, sha256(answer.body));
    if (answer.status !== 200) return [whole];
    const version = file.path.endsWith('.html') ? versionOf(answer) : null;
    if (version !== null) pages.set(file.path, version);
    return [whole, ...judgeServing(answer, scripts), ...(await examinePacking(ask, path, answer))];
  });
}

/** How a file of the bundle is served. */
async function examineData(ask: Ask, path: string, got: SiteAnswer): Promise<Observation[]> {
  return [...judgeType(got), judgeCache(got), ...(await examinePacking(ask, path, got))];
}

/** The published ledger: its manifest, and every file that it names. */
async function examineBundle(
  ask: Ask,
  pages: ReadonlyMap<string, string>,
  now: number,
): Promise<Observation[]> {
  const answer = await ask('ledger/manifest.json');
  const manifest = readManifest(answer);
  const clock = judgeClock(now, answer.header('date'), manifest?.cutoff ?? null);
  if (manifest === null) {
    return [
      { code: 'SITE_MANIFEST', verdict: 'failure', place: answer.path, seen: String(answer.status) },
      clock,
    ];
  }
  const named = await inTurns(manifest.files, async (file) => {
    const path = `ledger/${file.name}`;
    const got = await ask(path);
    const whole = judgeFile('SITE_BUNDLE', file, got, sha256(got.body));
    return got.status === 200 ? [whole, ...(await examineData(ask, path, got))] : [whole];
  });
  const fixed = await inTurns(['manifest', 'summary', 'history'], async (name) => {
    const path = `ledger/${name}.json`;
    const got = await ask(path);
    return got.status === 200 ? examineData(ask, path, got) : [];
  });
  return [describeManifest(manifest), ...named, ...fixed, ...judgeVersions(pages, manifest), clock];
}

/** Everything that can be seen of a served site from outside; `now` is this clock in milliseconds since 1970. */
export async function examineSite(base: URL, now: number): Promise<Observation[]> {
  const ask = askerOf(base);
  const first = await ask('').catch((cause: unknown) => String((cause as Error).cause ?? cause));
  if (typeof first === 'string' || first.status !== 200 || versionOf(first) === null) {
    const seen = typeof first === 'string' ? first : String(first.status);
    return [{ code: 'SITE_REACHABLE', verdict: 'failure', place: base.pathname, seen }];
  }
  const pages = new Map<string, string>();
  const list = readSiteList(await ask('site.json'));
  const program =
    list === null
      ? [{ code: 'SITE_LIST', verdict: 'failure', place: 'site.json' } as const]
      : [
          { code: 'SITE_LIST', verdict: 'ok', seen: String(list.files.length) } as const,
          ...(await examineProgram(ask, list, pages)),
        ];
  const bundle = await examineBundle(ask, pages, now);
  const probes = await probe(ask, base, list);
  return [{ code: 'SITE_REACHABLE', verdict: 'ok' }, ...program, ...bundle, ...probes];
}
