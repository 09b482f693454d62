import { describe, expect, it } from 'vitest';
import type { SiteAnswer } from '../../../src/lib/report/site/answer.ts';
import { probeStrangers, type Ask } from '../../../src/lib/report/site/probes.ts';

const LIST = {
  scripts: [],
  files: ['_app/immutable/entry/start.js', 'engine/engine-eh-0123456789ab.bin'].map((path) => ({
    path,
    bytes: 1,
    sha256: '',
  })),
};
const answering =
  (answer: (path: string) => readonly [status: number, body?: string]): Ask =>
  async (path): Promise<SiteAnswer> => {
    const [status, body = ''] = answer(path);
    return { path, status, header: () => null, body: new TextEncoder().encode(body) };
  };
const verdicts = async (ask: Ask) =>
  (await probeStrangers(ask, LIST)).map(({ code, verdict, place }) => `${code} ${verdict} ${place}`);

describe('what is no file of the site', () => {
  it('is not there', async () => {
    expect(await verdicts(answering(() => [404]))).toEqual([
      'SITE_NOT_FOUND ok wuse-doctor-not-there/',
      'SITE_LISTING ok ledger/',
      'SITE_LISTING ok engine/',
      'SITE_SOURCE_MAPS ok _app/immutable/entry/start.js.map',
    ]);
  });

  it('is told where a server answers with its first page, which is neither a list nor a source map', async () => {
    expect(await verdicts(answering(() => [200, '<!doctype html>']))).toEqual([
      'SITE_NOT_FOUND failure wuse-doctor-not-there/',
      'SITE_LISTING ok ledger/',
      'SITE_LISTING ok engine/',
    ]);
  });

  it('is told where folders are listed and source maps are there', async () => {
    const listing = answering((path) =>
      path.endsWith('.map') ? [200, '{}'] : path === 'ledger/' ? [200, '<a>manifest.json</a>'] : [404],
    );
    expect(await verdicts(listing)).toEqual([
      'SITE_NOT_FOUND ok wuse-doctor-not-there/',
      'SITE_LISTING warning ledger/',
      'SITE_LISTING ok engine/',
      'SITE_SOURCE_MAPS warning _app/immutable/entry/start.js.map',
    ]);
  });
});
