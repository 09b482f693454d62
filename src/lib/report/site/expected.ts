/** What a web server should answer for each file of the site; the files in `docs/servers` say the same. */

/** Cache-Control of a file with a hash of its content in its name; everything else has `no-cache`. */
export const FOREVER = 'public, max-age=31536000, immutable';

/**
 * Policy of a worker's script: WebAssembly, own files, and the engine's script, which is unpacked in memory (`blob:`).
 * Chromium 86 and 88 do not know `'wasm-unsafe-eval'` and run WebAssembly in workers all the same.
 */
export const WORKER_POLICY =
  "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; connect-src 'self'";

/**
 * Policy of a page whose own scripts have these hashes (`sha256-…`): the one that the page carries itself, and
 * `frame-ancestors`, which only a header can say.
 */
export function documentPolicy(scripts: readonly string[]): string {
  const hashes = scripts.map((hash) => ` '${hash}'`).join('');
  return (
    `default-src 'none'; script-src 'self'${hashes}; style-src 'self' 'unsafe-inline'; ` +
    `img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; ` +
    `base-uri 'none'; form-action 'none'; frame-ancestors 'self'`
  );
}

const HASHED =
  /^(_app\/immutable\/.+|engine\/[a-z-]+-[0-9a-f]{12}\.(js|bin)|ledger\/(ledger|figures|summary|manifest)-[0-9a-f]{16}\.(duckdb|duckdb\.bin|json))$/;
const WORKER = /^(engine\/(boot|script)-[^/]+|_app\/immutable\/workers\/.+)\.js$/;
const TYPES: readonly (readonly [ending: RegExp, type: RegExp])[] = [
  [/(^|\/|\.html)$/, /^text\/html\b/],
  [/\.js$/, /^(text|application)\/javascript\b/],
  [/\.css$/, /^text\/css\b/],
  [/\.json$/, /^application\/json\b/],
  [/\.svg$/, /^image\/svg\+xml\b/],
];

/** True for a file whose name has a hash of its content; `path` is relative to the site. */
export function isHashed(path: string): boolean {
  return HASHED.test(path);
}

/** True for a page: a folder, or a file that ends in `.html`. */
export function isDocument(path: string): boolean {
  return /(^|\/|\.html)$/.test(path);
}

/** True for the first script of a worker. */
export function isWorker(path: string): boolean {
  return WORKER.test(path);
}

/** True for a file that is worth packing on its way. */
export function isText(path: string): boolean {
  return TYPES.some(([ending]) => ending.test(path));
}

/** The Content-Type that a file needs; null where any does. */
export function typeOf(path: string): RegExp | null {
  return TYPES.find(([ending]) => ending.test(path))?.[1] ?? null;
}
