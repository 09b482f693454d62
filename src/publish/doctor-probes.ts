import type { SiteList } from '../lib/report/site/answer.ts';
import type { Observation } from '../lib/report/site/observation.ts';
import { probeRanges, probeStrangers, type Ask } from '../lib/report/site/probes.ts';

/** A page that every edition has. */
const PAGE = 'methodology';
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

/** What a server can be asked besides the site's files. */
export async function probe(ask: Ask, base: URL, list: SiteList | null): Promise<Observation[]> {
  const engine = list?.files.find(({ path }) => /^engine\/.*\.bin$/.test(path));
  return [
    await probeRedirect(ask, base),
    await probeRevalidation(ask),
    ...(engine === undefined ? [] : [await probeRanges(ask, engine)]),
    ...(await probeStrangers(ask, list)),
  ];
}
