import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startServer } from '../../../tools/serve.mjs';

/** The plain-http name under which tests open the site, as an office's server would be named. */
export const SITE_HOST = 'ledger.test';
const BUILD = fileURLToPath(new URL('../../../build', import.meta.url));

/** Console errors about what the self-test asks for to see that it is not there. */
export const ASKED_IN_VAIN = /404.*(wuse-doctor-not-there|ledger\/|engine\/|\.map)/;

export interface Site {
  /** First page as the browser opens it, e.g. `http://ledger.test:4321/`; ends with a slash. */
  readonly url: string;
  /** The same page as this process reaches it, by number. */
  readonly localUrl: string;
  /** Absolute address of a path inside the site: `at('records/?town=…')`. */
  at(path: string): string;
  close(): Promise<void>;
}

export interface SiteOptions {
  /** Folder to serve; the built site when left out. */
  readonly root?: string;
  /** Path the site is mounted at, e.g. `/gov/ledger/`. */
  readonly base?: string;
  /** No compression, no ranges, octet-stream for wasm. */
  readonly plain?: boolean;
}

/** Serves the built site on a free port; throws when it has not been built. */
export async function serveSite({
  root = BUILD,
  base = '/',
  plain = false,
}: SiteOptions = {}): Promise<Site> {
  if (!existsSync(root)) throw new Error(`There is no ${root}: run npm test, or npm run build`);
  const server = await startServer({ root, base, plain });
  const url = `http://${SITE_HOST}:${server.port}${server.base}`;
  return {
    url,
    localUrl: server.url,
    at: (path) => new URL(path.replace(/^\//, ''), url).href,
    close: server.close,
  };
}
