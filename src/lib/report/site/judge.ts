import type { LocalMoment } from '../../core/period.ts';
import { policySources } from '../../core/policy-sources.ts';
import type { BundleFile, Manifest } from '../../query/bundle-documents.ts';
import type { ListedFile, SiteAnswer } from './answer.ts';
import {
  documentPolicy,
  FOREVER,
  isDocument,
  isHashed,
  isText,
  isWorker,
  typeOf,
  WORKER_POLICY,
} from './expected.ts';
import type { Observation, Verdict } from './observation.ts';
import type { SiteCode } from './site-checks.ts';

function observe(code: SiteCode, verdict: Verdict, place: string, seen?: string | null): Observation {
  const value = seen ?? undefined;
  return { code, verdict, place: place || 'index.html', ...(value !== undefined && { seen: value }) };
}

/** Whether a file is there with its size and hash; `sha256` is the hexadecimal hash of the body. */
export function judgeFile(
  code: 'SITE_FILES' | 'SITE_BUNDLE',
  file: ListedFile | BundleFile,
  answer: SiteAnswer,
  sha256: string,
): Observation {
  const isThere = answer.status === 200;
  const isLong = answer.body.length === file.bytes;
  const isWhole = isThere && isLong && sha256 === file.sha256;
  const seen = !isThere
    ? String(answer.status)
    : isLong
      ? `SHA-256 ${sha256.slice(0, 8)}… ≠ ${file.sha256.slice(0, 8)}…`
      : `${answer.body.length} ≠ ${file.bytes} B`;
  return observe(code, isWhole ? 'ok' : 'failure', answer.path, isWhole ? undefined : seen);
}

/**
 * Whether the type is one that a browser takes: a wrong one stops scripts, styles and pages. Pages name their own
 * characters, which a server may leave out and must not contradict.
 */
export function judgeType(answer: SiteAnswer): Observation[] {
  const wanted = typeOf(answer.path);
  if (wanted === null) return [];
  const type = answer.header('content-type') ?? '';
  const needed = wanted.test(type);
  const charset = /;\s*charset="?([\w-]+)/i.exec(type)?.[1];
  const isRight = needed && (charset === undefined || /^utf-?8$/i.test(charset));
  const stops = needed ? isDocument(answer.path) : /(^|\/|\.(html|js|css))$/.test(answer.path);
  const verdict = isRight ? 'ok' : stops ? 'failure' : 'warning';
  return [observe('SITE_TYPES', verdict, answer.path, verdict === 'ok' ? undefined : type || '–')];
}

/** Whether a page is asked for again, and a file with a hash is kept. */
export function judgeCache(answer: SiteAnswer): Observation {
  const control = answer.header('cache-control') ?? '';
  const age = Number(/(?:^|[\s,])max-age=(\d+)/.exec(control)?.[1] ?? NaN);
  const isAsked = /no-cache|no-store/.test(control) || age === 0;
  if (isHashed(answer.path)) {
    const isKept = control.replace(/\s/g, '') === FOREVER.replace(/\s/g, '') || age >= 2_592_000;
    return observe('SITE_CACHE', isKept ? 'ok' : 'warning', answer.path, isKept ? undefined : control || '–');
  }
  const verdict = isAsked ? 'ok' : age > 0 ? 'failure' : 'warning';
  return observe('SITE_CACHE', verdict, answer.path, verdict === 'ok' ? undefined : control || '–');
}

/** Whether texts travel packed and packed files as they are; the request must have allowed gzip. */
export function judgeCompression(answer: SiteAnswer): Observation[] {
  const encoding = answer.header('content-encoding');
  if (/\.bin$/.test(answer.path))
    return [observe('SITE_COMPRESSION', encoding === null ? 'ok' : 'warning', answer.path, encoding)];
  if (!isText(answer.path) || answer.body.length < 4096) return [];
  return [observe('SITE_COMPRESSION', encoding === null ? 'warning' : 'ok', answer.path, encoding ?? '–')];
}

const SECURITY_HEADERS: readonly (readonly [name: string, value: RegExp])[] = [
  ['x-content-type-options', /^nosniff$/i],
  ['x-frame-options', /^(SAMEORIGIN|DENY)$/i],
  ['referrer-policy', /^(no-referrer|same-origin)$/i],
];

/** Whether a page is guarded by headers, and the server keeps its version to itself. */
export function judgeHeaders(answer: SiteAnswer): Observation[] {
  const server = ['server', 'x-powered-by']
    .map((name) => answer.header(name) ?? '')
    .find((text) => /\d/.test(text));
  return [
    ...SECURITY_HEADERS.map(([name, value]) => {
      const isSet = value.test(answer.header(name) ?? '');
      return observe('SITE_HEADERS', isSet ? 'ok' : 'warning', answer.path, isSet ? undefined : name);
    }),
    observe('SITE_SERVER_NAME', server === undefined ? 'ok' : 'warning', answer.path, server),
  ];
}

const plain = (policy: string): string => policy.replace(/\s*;\s*/g, ';').replace(/;$/, '');

/** Whether a worker with this policy could not run the engine: its own scripts, WebAssembly, files of the site. */
function stopsEngine(policy: string): boolean {
  const fallback = policySources(policy, 'default-src');
  const scripts = policySources(policy, 'script-src') ?? fallback ?? "'self' 'wasm-unsafe-eval'";
  const connections = policySources(policy, 'connect-src') ?? fallback ?? "'self'";
  return !(/'self'/.test(scripts) && /'(wasm-)?unsafe-eval'/.test(scripts) && /'self'/.test(connections));
}

/** Whether a page or worker has its policy; `scripts` are the hashes of the program's version. */
export function judgePolicy(answer: SiteAnswer, scripts: readonly string[]): Observation[] {
  const policy = answer.header('content-security-policy');
  if (isWorker(answer.path)) {
    const isSame = policy !== null && plain(policy) === plain(WORKER_POLICY);
    const verdict = isSame ? 'ok' : stopsEngine(policy ?? '') ? 'failure' : 'warning';
    return [observe('SITE_WORKER_POLICY', verdict, answer.path, isSame ? undefined : (policy ?? '–'))];
  }
  if (!isDocument(answer.path)) return [];
  if (policy === null) return [observe('SITE_POLICY', 'warning', answer.path, '–')];
  const lacks =
    /(?:script|default)-src/.test(policy) && scripts.some((hash) => !policy.includes(`'${hash}'`));
  const isOpen = /'unsafe-inline'/.test(policySources(policy, 'script-src') ?? '');
  const isSame = plain(policy) === plain(documentPolicy(scripts));
  const verdict = isSame ? 'ok' : lacks && !isOpen ? 'failure' : 'warning';
  return [observe('SITE_POLICY', verdict, answer.path, isSame ? undefined : policy)];
}

/** Whether the pages show the version that the manifest names. */
export function judgeVersions(pages: ReadonlyMap<string, string>, manifest: Manifest): Observation[] {
  return [...pages].map(([path, version]) => {
    const isSame = version === manifest.dataVersion;
    return observe('SITE_VERSION', isSame ? 'ok' : 'warning', path, version.slice(0, 12));
  });
}

/** How a file of the program is served, and guarded where it is a page or a worker. */
export function judgeServing(answer: SiteAnswer, scripts: readonly string[]): Observation[] {
  const headers = isDocument(answer.path) ? judgeHeaders(answer) : [];
  return [...judgeType(answer), judgeCache(answer), ...judgePolicy(answer, scripts), ...headers];
}

/** What the manifest says of the publication. */
export function describeManifest({ dataVersion, edition, cutoff }: Manifest): Observation {
  return {
    code: 'SITE_MANIFEST',
    verdict: 'ok',
    seen: `${dataVersion.slice(0, 12)} · ${edition} · ${cutoff}`,
  };
}

/** Milliseconds by which two clocks may differ. */
const CLOCK_TOLERANCE = 10 * 60_000;
const DAY = 86_400_000;

/**
 * Whether this clock (milliseconds since 1970) agrees with the server's Date header, and does not lie before the
 * cut-off, whose time zone nobody knows: a day is left.
 */
export function judgeClock(now: number, date: string | null, cutoff: LocalMoment | null): Observation {
  const server = date === null ? NaN : Date.parse(date);
  const differs = Number.isFinite(server) && Math.abs(now - server) > CLOCK_TOLERANCE;
  const isBefore = cutoff !== null && now < Date.parse(`${cutoff}Z`) - DAY;
  const minutes = Math.round((now - server) / 60_000);
  const seen = Number.isFinite(minutes) ? `${minutes > 0 ? '+' : ''}${minutes} min` : undefined;
  return observe('SITE_CLOCK', differs || isBefore ? 'warning' : 'ok', 'Date', seen);
}
