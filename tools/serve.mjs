/**
 * A static web server for the built site: `npm start`, `npm run preview` and the tests use it.
 * `node tools/serve.mjs [DIR] [--base /gov/ledger/] [--plain]`; PORT and HOST come from the environment.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

export const DEFAULT_PORT = 4173;
export const DEFAULT_HOST = '127.0.0.1';
const FOREVER = 'public,max-age=31536000,immutable';
const HASHED = [/^\/_app\/immutable\//, /-[0-9a-f]{8,}\.[a-z0-9.]+$/];

/**
 * @typedef {object} ServeOptions
 * @property {string} root folder with the built site
 * @property {string} [host] default 127.0.0.1
 * @property {number} [port] 0 (the default) takes a free one
 * @property {string} [base] path under which the site is mounted, e.g. /gov/ledger/; default /
 * @property {boolean} [plain] behave like the dumbest server: no compression, no ranges, no known type for wasm, no
 *   policies
 *
 * @typedef {object} RunningServer
 * @property {string} url address of the site's first page, ends with a slash
 * @property {number} port
 * @property {string} base starts and ends with a slash
 * @property {() => Promise<void>} close
 */

/**
 * PORT and HOST as the environment gives them; throws RangeError when PORT is no port.
 * @param {NodeJS.ProcessEnv} [env]
 */
export function addressFrom(env = process.env) {
  const text = env.PORT?.trim() || String(DEFAULT_PORT);
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new RangeError(`PORT=${text} is not a port (0 to 65535).`);
  return { host: env.HOST?.trim() || DEFAULT_HOST, port };
}

/**
 * What to tell a person whose port cannot be used.
 * @param {unknown} error as `listen` reports it
 * @param {{ host: string, port: number }} address
 */
export function explainListenError(error, { host, port }) {
  const code = /** @type {NodeJS.ErrnoException} */ (error).code;
  const other = `Choose another port: PORT=${port + 1 > 65535 ? DEFAULT_PORT : port + 1} npm start`;
  if (code === 'EADDRINUSE') return `Port ${port} on ${host} is in use by another program. ${other}`;
  if (code === 'EACCES') return `This account may not listen on port ${port}. ${other}`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST=${host} is not an address of this machine.`;
  return undefined;
}

/** @param {string} base */
function normaliseBase(base) {
  const inner = base.replace(/^\/+|\/+$/g, '');
  return inner === '' ? '/' : `/${inner}/`;
}

/** @param {string} path inside the site, starts with a slash */
function cacheControl(path) {
  return HASHED.some((pattern) => pattern.test(path)) ? FOREVER : 'no-cache';
}

/**
 * What a real server should say of each file, as `docs/servers` has it: the policies of pages and workers, and what
 * guards every answer. The pages' policy names their scripts, which the site's own list has; none where there is no list.
 * @param {string} root
 * @returns {Promise<(path: string) => Record<string, string>>}
 */
async function guards(root) {
  const { tsImport } = await import('tsx/esm/api');
  /** @type {typeof import('../src/lib/report/site/expected.ts')} */
  const { documentPolicy, isDocument, isWorker, WORKER_POLICY } = await tsImport(
    '../src/lib/report/site/expected.ts',
    import.meta.url,
  );
  const list = join(root, 'site.json');
  let seen = -1;
  /** @type {string | undefined} */
  let pages;
  const policyOf = (/** @type {string} */ path) => {
    if (isWorker(path)) return WORKER_POLICY;
    if (!isDocument(path)) return undefined;
    // The site may be built again while the server runs.
    const { mtimeMs } = statSync(list, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
    if (mtimeMs !== seen)
      pages = mtimeMs > 0 ? documentPolicy(JSON.parse(readFileSync(list, 'utf8')).scripts) : undefined;
    seen = mtimeMs;
    return pages;
  };
  return (path) => {
    const policy = policyOf(path.slice(1));
    return {
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Referrer-Policy': 'no-referrer',
      ...(policy === undefined ? {} : { 'Content-Security-Policy': policy }),
    };
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 * @param {boolean} plain
 */
function setHeaders(response, path, plain) {
  response.setHeader('Cache-Control', cacheControl(path));
  const isPacked = /\.(br|gz)$/.test(path);
  if (isPacked || path.endsWith('.duckdb') || (plain && path.endsWith('.wasm'))) {
    response.setHeader('Content-Type', 'application/octet-stream');
  }
  // Asked for by its own name, a packed file is what the page unpacks itself; sirv would have it unpacked on the way.
  if (isPacked) response.setHeader('Content-Encoding', 'identity');
  if (!plain) response.setHeader('Accept-Ranges', 'bytes');
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {string} text
 * @param {Record<string, string>} [headers]
 */
function answer(response, status, text, headers = {}) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers });
  response.end(text);
}

/**
 * @param {string} root
 * @param {import('node:http').ServerResponse} response
 */
function answerNotFound(root, response) {
  const page = join(root, '404.html');
  if (!existsSync(page)) return answer(response, 404, 'Not found\n');
  response.writeHead(404, { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-cache' });
  response.end(readFileSync(page));
}

/**
 * The path inside the site and the query, or undefined when the request lies outside the base.
 * @param {string} target as it stands in the request line
 * @param {string} base
 */
function splitTarget(target, base) {
  const [path = '/', ...rest] = target.split('?');
  if (!path.startsWith(base)) return undefined;
  return { path: path.slice(base.length - 1), query: rest.length === 0 ? '' : `?${rest.join('?')}` };
}

/**
 * True for a folder asked for without its slash: relative addresses in its page would point elsewhere.
 * @param {string} root
 * @param {string} path
 */
function lacksSlash(root, path) {
  if (path.endsWith('/')) return false;
  try {
    const file = resolve(root, `.${decodeURIComponent(path)}`);
    return file.startsWith(root) && statSync(file).isDirectory();
  } catch {
    return false;
  }
}

/**
 * @param {Required<Pick<ServeOptions, 'root' | 'base' | 'plain'>>} options
 * @returns {Promise<import('node:http').RequestListener>}
 */
async function createListener({ root, base, plain }) {
  const { default: sirv } = await import('sirv');
  const guarding = plain ? undefined : await guards(root);
  const files = sirv(root, {
    dev: true, // looks at the disk for each request: a bundle may be replaced while the server runs
    etag: true,
    gzip: !plain,
    brotli: !plain,
    setHeaders: (response, path) => {
      setHeaders(response, path, plain);
      for (const [name, value] of Object.entries(guarding?.(path) ?? {})) response.setHeader(name, value);
    },
  });
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return answer(response, 405, 'Only GET and HEAD\n', { Allow: 'GET, HEAD' });
    }
    const target = splitTarget(request.url ?? '/', base);
    if (target === undefined) return answer(response, 404, `The site is mounted at ${base}\n`);
    if (lacksSlash(root, target.path)) {
      const location = `${base}${target.path.slice(1)}/${target.query}`;
      return answer(response, 301, `${location}\n`, { Location: location });
    }
    if (plain) delete request.headers.range;
    request.url = target.path + target.query;
    files(request, response, () => answerNotFound(root, response));
  };
}

/**
 * Serves a folder; resolves when the server listens, rejects with the error of `listen`.
 * @param {ServeOptions} options
 * @returns {Promise<RunningServer>}
 */
export async function startServer({ root, host = DEFAULT_HOST, port = 0, base = '/', plain = false }) {
  const mount = normaliseBase(base);
  const server = createServer(await createListener({ root: resolve(root), base: mount, plain }));
  await new Promise((done, failed) => {
    server.once('error', failed);
    server.listen(port, host, () => done(undefined));
  });
  const taken = /** @type {import('node:net').AddressInfo} */ (server.address()).port;
  const name = host.includes(':') ? `[${host}]` : host;
  return {
    url: `http://${name}:${taken}${mount}`,
    port: taken,
    base: mount,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/**
 * Serves until Ctrl-C, having seen the first page answer; exits 1 with a plain message when it cannot.
 * @param {Omit<ServeOptions, 'host' | 'port'>} options
 */
export async function serveUntilStopped(options) {
  const address = addressFrom();
  let server;
  try {
    server = await startServer({ ...options, ...address });
  } catch (error) {
    console.error(explainListenError(error, address) ?? error);
    process.exit(1);
  }
  const stop = () => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  const reachable = server.url.replace('//0.0.0.0:', '//127.0.0.1:').replace('//[::]:', '//[::1]:');
  const response = await fetch(reachable);
  await response.arrayBuffer();
  if (!response.ok)
    console.error(`The site answers with status ${response.status}: is ${options.root} complete?`);
  console.log(`\nServing on ${server.url}  (Ctrl-C stops it)`);
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { base: { type: 'string' }, plain: { type: 'boolean' } },
  });
  const root = positionals[0] ?? 'build';
  if (!existsSync(root)) {
    console.error(`There is no folder ${root}. Run: npm run build`);
    process.exit(1);
  }
  await serveUntilStopped({ root, ...values });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
