import type { SiteAnswer, SiteList } from '../lib/report/site/answer.ts';
import type { Observation } from '../lib/report/site/observation.ts';
import type { Ask } from './doctor-site.ts';

/** A page that every edition has. */
const PAGE = 'methodology';
const NOWHERE = 'wuse-doctor-not-there/';
const REDIRECTS = [301, 302, 307, 308];

/** An address without its slash leads to the page, on the same host, port, scheme and path. */
async function probeRedirect(ask: Ask, base: URL): Promise<Observation> {
  const { status, header } = await ask(PAGE);
  const to = header('location');
  const isRight =
    REDIRECTS.includes(status) && to !== null && new URL(to, base).href === new URL(`${PAGE}/`, base).href;
  return {
    code: 'SITE_REDIRECT',
    verdict: isRight ? 'ok' : 'failure',
    place: PAGE,
    ...(!isRight && { seen: to ?? String(status) }),
  };
}

async function probeNotFound(ask: Ask): Promise<Observation> {
  const { status } = await ask(NOWHERE);
  const isRight = status === 404 || status === 410;
  return {
    code: 'SITE_NOT_FOUND',
    verdict: isRight ? 'ok' : 'failure',
    place: NOWHERE,
    seen: String(status),
  };
}

/** A folder without a page of its own; what it lists names files that it holds. */
async function probeListing(ask: Ask, path: string, holds: string): Promise<Observation> {
  const { status, body } = await ask(path);
  const isListed = status === 200 && new TextDecoder().decode(body).includes(holds);
  return { code: 'SITE_LISTING', verdict: isListed ? 'warning' : 'ok', place: path };
}

async function probeRevalidation(ask: Ask): Promise<Observation> {
  const path = 'ledger/manifest.json';
  const first = await ask(path, { 'accept-encoding': 'gzip' });
  const [etag, modified] = [first.header('etag'), first.header('last-modified')];
  const known: Record<string, string> = {
    ...(etag !== null && { 'if-none-match': etag }),
    ...(etag === null && modified !== null && { 'if-modified-since': modified }),
  };
  const again = await ask(path, { 'accept-encoding': 'gzip', ...known });
  return { code: 'SITE_REVALIDATION', verdict: again.status === 304 ? 'ok' : 'warning', place: path };
}

/** Whether ranges are sent; the site asks for none. */
async function probeRanges(
  ask: Ask,
  { path, bytes }: { readonly path: string; readonly bytes: number },
): Promise<Observation> {
  const { status, body } = await ask(path, { range: 'bytes=0-15' });
  const isRight = status === 206 ? body.length === 16 : status === 200 && body.length === bytes;
  return { code: 'SITE_RANGES', verdict: isRight ? 'ok' : 'warning', place: path, seen: String(status) };
}

async function probeMaps(ask: Ask, paths: readonly string[]): Promise<Observation[]> {
  const answers: SiteAnswer[] = [];
  for (const path of paths) answers.push(await ask(`${path}.map`));
  return answers.map(({ path, status }) => ({
    code: 'SITE_SOURCE_MAPS',
    verdict: status === 200 ? 'warning' : 'ok',
    place: path,
  }));
}

/** How the server answers what is no file of the site. */
export async function probe(ask: Ask, base: URL, list: SiteList | null): Promise<Observation[]> {
  const paths = list?.files.map(({ path }) => path) ?? [];
  const engine = list?.files.find(({ path }) => /^engine\/.*\.bin$/.test(path));
  const scripts = paths.filter((path) => /^(_app\/immutable\/entry|engine)\/.*\.js$/.test(path));
  return [
    await probeRedirect(ask, base),
    await probeNotFound(ask),
    await probeRevalidation(ask),
    await probeListing(ask, 'ledger/', 'manifest.json'),
    ...(engine === undefined
      ? []
      : [
          await probeListing(ask, 'engine/', engine.path.slice('engine/'.length)),
          await probeRanges(ask, engine),
        ]),
    ...(await probeMaps(ask, scripts)),
  ];
}
