import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { scanSource } from './source-scan.ts';

/** From the ground up; what stands in one list is side by side and may not import each other. */
const LAYERS: readonly (readonly string[])[] = [
  ['core'],
  ['format', 'i18n'],
  ['schema'],
  ['privacy'],
  ['ingest'],
  ['metrics'],
  ['filters'],
  ['sql'],
  ['query'],
  ['report', 'charts', 'export'],
  ['state'],
  ['components'],
  ['routes'],
];
const HEIGHT = new Map(LAYERS.flatMap((names, height) => names.map((name) => [name, height] as const)));
const STATE = HEIGHT.get('state')!;

/** Modules that only a page or Node has; nothing below `state` may ask for them. */
const PLATFORM_MODULE = /^(svelte|\$app|\$env|\$service-worker|\.svelte-kit|@sveltejs)(\/|$)/;
const PLATFORM_GLOBALS = new Set([
  'document',
  'window',
  'self',
  'globalThis',
  'navigator',
  'location',
  'history',
  'localStorage',
  'sessionStorage',
  'indexedDB',
  'fetch',
  'process',
  'Buffer',
  'require',
  '__dirname',
  '__filename',
  'Date.now',
  'new Date()',
  'Date()',
  'performance.now',
]);

/** The layer of a file under src, by its path from the repository's root; undefined outside src. */
export function layerOf(path: string): string | undefined {
  const [top, second, third, ...rest] = path.split('/');
  if (top !== 'src' || second === undefined) return undefined;
  if (second === 'publish' && third !== undefined) return 'publish';
  if (second !== 'lib') return 'routes';
  return rest.length === 0 ? 'lib' : third;
}

/** The repository path that an import of a file under src points to; undefined for a package. */
function resolveImport(from: string, specifier: string): string | undefined {
  const plain = specifier.replace(/\?.*$/, '');
  if (plain === '$lib' || plain.startsWith('$lib/')) return posix.normalize(plain.replace('$lib', 'src/lib'));
  if (plain.startsWith('.')) return posix.normalize(posix.join(posix.dirname(from), plain));
  return undefined;
}

function isPlain(layer: string): boolean {
  return (HEIGHT.get(layer) ?? STATE) < STATE;
}

/** Why `from` may not import `to`, or undefined when it may. `path` tells the pages' server part from the rest. */
function refusal(path: string, from: string, to: string | undefined): string | undefined {
  if (to === undefined) return 'reaches outside src';
  if (from === to) return undefined;
  if (to === 'publish') {
    const isPrerendering = from === 'routes' && /\.server\.ts$/.test(path);
    return isPrerendering ? undefined : 'only tools, tests and prerendering (*.server.ts) import publish';
  }
  if (from === 'engine') return to === 'core' ? undefined : 'engine imports only core';
  if (to === 'engine') {
    const mayCompose =
      from === 'state' || from === 'publish' || (from === 'routes' && path.endsWith('.server.ts'));
    return mayCompose ? undefined : 'engine is imported only where things are composed';
  }
  const target = HEIGHT.get(to);
  if (target === undefined) return `${to} is no layer`;
  if (from === 'publish') return target < STATE ? undefined : 'publish composes what lies below state';
  const own = HEIGHT.get(from);
  if (own === undefined) return `${from} is no layer`;
  return target < own ? undefined : target === own ? 'sideways' : 'upwards';
}

function packageRefusal(layer: string, specifier: string): string | undefined {
  if (!isPlain(layer)) return undefined;
  if (isBuiltin(specifier)) return 'a Node module below state';
  return PLATFORM_MODULE.test(specifier) ? 'a framework module below state' : undefined;
}

/** Every breach of the layer rules in one file, as `path:line: what (why)`. */
export function findBreaches(path: string, text: string): string[] {
  const layer = layerOf(path);
  if (layer === undefined) return [];
  if (layer !== 'engine' && layer !== 'publish' && !HEIGHT.has(layer)) {
    return [`${path}: lies in no layer (${layer})`];
  }
  const { imports, globals } = scanSource(path, text);
  const edges = imports.flatMap(({ specifier, line }) => {
    const target = resolveImport(path, specifier);
    const why =
      target === undefined ? packageRefusal(layer, specifier) : refusal(path, layer, layerOf(target));
    return why === undefined ? [] : [`${path}:${line}: imports ${specifier} (${why})`];
  });
  const uses = isPlain(layer)
    ? globals
        .filter(({ name }) => PLATFORM_GLOBALS.has(name))
        .map(({ name, line }) => `${path}:${line}: uses ${name} (plain TypeScript below state)`)
    : [];
  return [...edges, ...uses];
}
