/** What the built files ask of a browser, against what Chromium 86 has: found in their text, without such a browser. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { POLYFILLS } from '../../src/lib/core/polyfills.ts';

const BUILD = fileURLToPath(new URL('../../build', import.meta.url));
const filesOf = (pattern: RegExp): readonly (readonly [name: string, text: string])[] =>
  (readdirSync(BUILD, { recursive: true }) as string[])
    .filter((name) => pattern.test(name))
    .map((name) => [name, readFileSync(join(BUILD, name), 'utf8')]);

const scripts = filesOf(/^(_app|engine)\b.*\.js$/);
const styles = filesOf(/^_app\b.*\.css$/);
const pages = filesOf(/(^|[\\/])index\.html$/);

/** Members of these names are nothing else: they are what newer browsers have. */
const NEW_METHODS =
  /[.?](at|findLast|findLastIndex|toSorted|toReversed|toSpliced|throwIfAborted|isWellFormed|toWellFormed|checkVisibility|showPopover|hidePopover|togglePopover|toHex|toBase64|setFromHex|setFromBase64)\(/g;
const NEW_FUNCTIONS =
  /\b(Object\.(?:hasOwn|groupBy)|Map\.groupBy|Array\.fromAsync|Promise\.(?:withResolvers|try)|AbortSignal\.(?:any|timeout)|URL\.(?:canParse|parse)|RegExp\.escape|Uint8Array\.(?:fromHex|fromBase64)|Intl\.(?:Segmenter|DurationFormat)|crypto\.randomUUID|structuredClone(?=\())/g;
/**
 * Selectors in scripts: `matches` and `querySelector` throw at what they do not know. Plot's own style text
 * (`:where(.${name})`) is not meant: PlotFigure.svelte gives the size that it would.
 */
const NEW_SELECTORS = /:(?:is|where|has)\((?=[.#[:*>\s])(?!\.\$\{)|:not\([^()]*[ ,>+~][^()]*\)/g;

/** What libraries use only after looking whether it is there. */
const GUARDED: Readonly<Record<string, RegExp>> = {
  checkVisibility: /[`"']checkVisibility[`"']in /,
  toHex: /typeof Uint8Array\.from\(\[\]\)\.toHex==/,
  'Uint8Array.fromHex': /typeof Uint8Array\.from\(\[\]\)\.toHex==/,
  'Uint8Array.fromBase64': /typeof Uint8Array\.fromBase64==/,
};
const polyfilled = new Set(
  POLYFILLS.flatMap(([owner, methods]) =>
    Object.keys(methods).map((name) => (owner === Object ? `Object.${name}` : name)),
  ),
);

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Syntax of a script that Chromium 86 cannot read, wherever it stands. */
function newSyntax(node: unknown, inFunction = false): string[] {
  if (Array.isArray(node)) return node.flatMap((each) => newSyntax(each, inFunction));
  if (node === null || typeof node !== 'object') return [];
  const { type } = node as Node;
  if (type === undefined) return [];
  const { operator, left, regex } = node as unknown as {
    operator?: string;
    left?: Node;
    regex?: { flags: string };
  };
  const found =
    (type === 'StaticBlock' && 'static block') ||
    (type === 'AwaitExpression' && !inFunction && 'await outside a function') ||
    (operator === 'in' && left?.type === 'PrivateIdentifier' && '#name in object') ||
    (regex !== undefined && /[dv]/.test(regex.flags) && `/…/${regex.flags}`);
  const isInside = inFunction || /Function|PropertyDefinition/.test(type);
  return [...(found ? [found] : []), ...Object.values(node).flatMap((value) => newSyntax(value, isInside))];
}

describe('the built scripts', () => {
  it('are looked at', () => {
    expect([scripts.length > 50, styles.length > 10, pages.length]).toEqual([true, true, 30]);
  });

  it('have no syntax that Chromium 86 cannot read', () => {
    const found = scripts.flatMap(([name, text]) =>
      newSyntax(parseAst(text)).map((what) => `${name}: ${what}`),
    );
    expect(found).toEqual([]);
  });

  it('call nothing that it lacks, unless a polyfill brings it or the library looks first', () => {
    const found = scripts.flatMap(([name, text]) =>
      [...text.matchAll(NEW_METHODS), ...text.matchAll(NEW_FUNCTIONS)]
        .map(([, what]) => what!)
        .filter((what) => !polyfilled.has(what) && !(GUARDED[what]?.test(text) ?? false))
        .map((what) => `${name}: ${what}`),
    );
    expect([...new Set(found)]).toEqual([]);
  });

  it('ask for no element by a selector that it does not know', () => {
    const found = scripts.flatMap(([name, text]) =>
      [...text.matchAll(NEW_SELECTORS)].map(({ index }) => `${name}: ${text.slice(index - 30, index + 40)}`),
    );
    expect(found).toEqual([]);
  });
});

describe('the built styles', () => {
  it('use nothing that Chromium 86 drops', () => {
    const unknown =
      /:(?:is|where|has)\([^{]*|(?<=[;{])(?:inset|aspect-ratio|accent-color|container)[\w-]*:|@(?:layer|container)|\b(?:color-mix|oklch|oklab|lch|lab)\(|[\d.](?:[dsl]v[hw]|cqw)\b/g;
    /** Where it is only the better for being known: printed cards with tables, and the hue of a bar. */
    const allowed = /^:has\(table\)$|^accent-color:$/;
    const found = styles.flatMap(([name, text]) =>
      [...text.matchAll(unknown)].filter(([what]) => !allowed.test(what)).map(([what]) => `${name}: ${what}`),
    );
    expect(found).toEqual([]);
  });
});

describe('a browser that cannot run the scripts', () => {
  /** The first script of a page, which prepares it. */
  const firstScript = (html: string): string => /<script>([\s\S]*?)<\/script>/.exec(html)![1]!;

  it('reads the first of them all the same, whatever its age', () => {
    const linter = new Linter();
    const wrong = [...new Set(pages.map(([, html]) => firstScript(html)))].flatMap((script) =>
      linter.verify(script, { languageOptions: { ecmaVersion: 5, sourceType: 'script' } }),
    );
    expect(wrong).toEqual([]);
  });

  it('finds the line that says so on every page, in its language', () => {
    const without = pages.filter(([name, html]) => {
      const words = /^en\b/.test(name) ? 'Chrome or Edge 86' : '需要 Chrome、Edge 86';
      return !html.includes(words);
    });
    expect(without.map(([name]) => name)).toEqual([]);
  });
});
