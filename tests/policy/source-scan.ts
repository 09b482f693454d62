import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parser } from 'typescript-eslint';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Folders that hold nothing anyone wrote. */
const GENERATED = new Set([
  '.git',
  'node_modules',
  '.svelte-kit',
  'build',
  'build-server',
  'coverage',
  'static/ledger',
  'static/engine',
  'tests/.tmp',
]);

/** Files below a folder of the repository, as paths from its root with forward slashes, sorted. */
export function listFiles(folder = ''): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (GENERATED.has(path)) return [];
      return entry.isDirectory() ? listFiles(path) : [path];
    })
    .sort();
}

/** A file's text, by its path from the repository's root. */
export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** An import as written, type-only and dynamic ones and `new URL('…', import.meta.url)` included. */
export interface ImportEdge {
  readonly specifier: string;
  readonly line: number;
}

/** A use of something that the language does not declare in the file: a global. */
export interface GlobalUse {
  /** `document`, `Date.now`, `new Date()` … */
  readonly name: string;
  readonly line: number;
}

export interface SourceScan {
  readonly imports: readonly ImportEdge[];
  readonly globals: readonly GlobalUse[];
}

interface Node {
  readonly type: string;
  readonly loc: { readonly start: { readonly line: number } };
  readonly [key: string]: unknown;
}

interface Reference {
  readonly identifier: { readonly name: string };
  readonly resolved: { readonly defs: readonly unknown[] } | null;
}

interface Parsed {
  readonly ast: Node;
  readonly scopeManager: { readonly scopes: readonly { readonly references: readonly Reference[] }[] };
  readonly visitorKeys: Record<string, readonly string[]>;
}

/** The parser that eslint uses; its package types only what eslint itself needs. */
const parse = parser.parseForESLint as unknown as (code: string, options: object) => Parsed;

/** The scripts of a Svelte component, every other character replaced by a blank so that lines stay. */
function scriptsOf(component: string): string {
  const keep = /(<script\b[^>]*>)([\s\S]*?)(<\/script>)/g;
  let scripts = '';
  let end = 0;
  for (const match of component.matchAll(keep)) {
    const start = match.index + match[1]!.length;
    scripts += blank(component.slice(end, start)) + match[2]!;
    end = start + match[2]!.length;
  }
  return scripts + blank(component.slice(end));
}

function blank(text: string): string {
  return text.replace(/[^\n]/g, ' ');
}

/** Reads what a TypeScript file or a component imports, and which globals it uses; throws when it does not parse. */
export function scanSource(path: string, text: string): SourceScan {
  const code = path.endsWith('.svelte') ? scriptsOf(text) : text;
  const { ast, scopeManager, visitorKeys } = parse(code, { sourceType: 'module', loc: true, range: true });
  const globals = new Set(
    scopeManager.scopes
      .flatMap((scope) => scope.references)
      .filter(({ resolved }) => resolved === null || resolved.defs.length === 0)
      .map(({ identifier }): unknown => identifier),
  );
  const scan = { imports: [] as ImportEdge[], globals: [] as GlobalUse[] };
  walk(ast, visitorKeys, (node) => {
    const line = node.loc.start.line;
    const specifier = specifierOf(node);
    if (specifier !== undefined) scan.imports.push({ specifier, line });
    if (globals.has(node)) scan.globals.push({ name: node['name'] as string, line });
    const clock = clockOf(node, globals);
    if (clock !== undefined) scan.globals.push({ name: clock, line });
  });
  return scan;
}

function walk(node: Node, keys: Record<string, readonly string[]>, visit: (node: Node) => void): void {
  visit(node);
  for (const key of keys[node.type] ?? []) {
    const child = node[key];
    for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) walk(each, keys, visit);
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

const IMPORTING = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

function specifierOf(node: Node): string | undefined {
  if (IMPORTING.has(node.type)) return literalOf(node['source']);
  if (node.type === 'TSExternalModuleReference') return literalOf(node['expression']);
  const args = node['arguments'] as readonly Node[] | undefined;
  if (node.type === 'NewExpression' && isNamed(node['callee'], 'URL') && isImportMetaUrl(args?.[1])) {
    return literalOf(args?.[0]);
  }
  if (node.type === 'CallExpression' && isNamed(node['callee'], 'require')) return literalOf(args?.[0]);
  return undefined;
}

function literalOf(node: unknown): string | undefined {
  return isNode(node) && node.type === 'Literal' && typeof node['value'] === 'string'
    ? node['value']
    : undefined;
}

function isNamed(node: unknown, name: string): boolean {
  return isNode(node) && node.type === 'Identifier' && node['name'] === name;
}

function isImportMetaUrl(node: unknown): boolean {
  if (!isNode(node) || node.type !== 'MemberExpression' || !isNamed(node['property'], 'url')) return false;
  return isNode(node['object']) && node['object'].type === 'MetaProperty';
}

/** `Date.now`, `performance.now`, `new Date()` and `Date()` without arguments: readings of the clock. */
function clockOf(node: Node, globals: ReadonlySet<unknown>): string | undefined {
  const callee = node['callee'];
  const isGlobalDate = globals.has(callee) && isNamed(callee, 'Date');
  if (node.type === 'NewExpression' && isGlobalDate && (node['arguments'] as unknown[]).length === 0) {
    return 'new Date()';
  }
  if (node.type === 'CallExpression' && isGlobalDate) return 'Date()';
  const object = node['object'];
  if (node.type !== 'MemberExpression' || !globals.has(object) || !isNamed(node['property'], 'now')) {
    return undefined;
  }
  if (isNamed(object, 'Date')) return 'Date.now';
  return isNamed(object, 'performance') ? 'performance.now' : undefined;
}
