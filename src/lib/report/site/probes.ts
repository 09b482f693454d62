import type { SiteAnswer, SiteList } from './answer.ts';
import type { Observation } from './observation.ts';

/** Asks for a path of the site; whoever asks decides whether redirects are followed. */
export type Ask = (path: string, headers?: Readonly<Record<string, string>>) => Promise<SiteAnswer>;

const NOWHERE = 'wuse-doctor-not-there/';

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

async function probeMaps(ask: Ask, paths: readonly string[]): Promise<Observation[]> {
  const answers: SiteAnswer[] = [];
  for (const path of paths) answers.push(await ask(`${path}.map`));
  return answers.map(({ path, status }) => ({
    code: 'SITE_SOURCE_MAPS',
    verdict: status === 200 ? 'warning' : 'ok',
    place: path,
  }));
}

/** Whether ranges are sent; the site asks for none. */
export async function probeRanges(
  ask: Ask,
  { path, bytes }: { readonly path: string; readonly bytes: number },
): Promise<Observation> {
  const { status, body } = await ask(path, { range: 'bytes=0-15' });
  const isRight = status === 206 ? body.length === 16 : status === 200 && body.length === bytes;
  return { code: 'SITE_RANGES', verdict: isRight ? 'ok' : 'warning', place: path, seen: String(status) };
}

/** How the server answers what is no file of the site: paths that are not there, folders, source maps. */
export async function probeStrangers(ask: Ask, list: SiteList | null): Promise<Observation[]> {
  const paths = list?.files.map(({ path }) => path) ?? [];
  const engine = paths.find((path) => /^engine\/.*\.bin$/.test(path));
  const scripts = paths.filter((path) => /^(_app\/immutable\/entry|engine)\/.*\.js$/.test(path));
  const notFound = await probeNotFound(ask);
  return [
    notFound,
    await probeListing(ask, 'ledger/', 'manifest.json'),
    ...(engine === undefined ? [] : [await probeListing(ask, 'engine/', engine.slice('engine/'.length))]),
    // A server that has an answer for everything has one for these too.
    ...(notFound.verdict === 'ok' ? await probeMaps(ask, scripts) : []),
  ];
}
