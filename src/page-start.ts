import { isDeepStrictEqual } from 'node:util';

/**
 * How a page starts, in scripts whose text never changes: what differs from page to page travels as JSON beside them.
 * So a content security policy names them by their hashes, in every page and in a server's settings alike.
 */

/** The start that SvelteKit writes: a global with the site's base, two modules, and a call. */
const KIT_START =
  /<script>\s*\{\s*(__sveltekit_\w+) = \{\s*base: new URL\("([^"]*)", location\)\.pathname\.slice\(0, -1\)\s*\};\s*const element = document\.currentScript\.parentElement;\s*Promise\.all\(\[\s*import\("([^"]+)"\),\s*import\("([^"]+)"\)\s*\]\)\.then\(\(\[kit, app\]\) => \{\s*kit\.start\(app, element, ([\s\S]*)\);\s*\}\);\s*\}\s*<\/script>/;

/**
 * The same start for every page; `wuseAfterPaint` of app.html holds the scripts back until the numbers are painted. The
 * page's own parts are fetched before SvelteKit starts: where one is missing, it would put an error in the page's place.
 */
const START_SCRIPT = `{
  const block = document.currentScript.previousElementSibling;
  const { global, base, entries, options } = JSON.parse(block.textContent);
  window[global] = { base: new URL(base, location).pathname.slice(0, -1) };
  wuseAfterPaint(
    () =>
      Promise.all(entries.map((entry) => import(entry))).then((modules) =>
        Promise.all((options.node_ids || []).map((id) => modules[1].nodes[id]())).then(() => modules),
      ),
    ([kit, app]) => kit.start(app, block.parentElement, options),
  );
}`;

/** JSON that no text in it can end or open a tag with. */
function embeddedJson(value: unknown): string {
  return JSON.stringify(value).replace(/</g, '\\u003c');
}

/** The value of the expression that SvelteKit wrote; throws where JSON cannot hold it. */
function plainValue(expression: string): unknown {
  // Runs where the site is built, on what SvelteKit has just written.
  const value: unknown = new Function(`return (${expression})`)();
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
    throw new Error("page-start.ts: the page's data are nothing that JSON can hold");
  return value;
}

/**
 * The page with its start as data and a script that is the same everywhere. Throws where SvelteKit writes its start in
 * another way, so that a build with a newer one does not go by without it.
 */
export function startAsData(html: string): string {
  const started = html.replace(
    KIT_START,
    (_, global: string, base: string, kit: string, app: string, options: string) => {
      const start = { global, base, entries: [kit, app], options: plainValue(options) };
      return `<script type="application/json">${embeddedJson(start)}</script><script>${START_SCRIPT}</script>`;
    },
  );
  if (started.includes('kit.start(app, element,'))
    throw new Error('page-start.ts does not know the way in which SvelteKit starts a page');
  return started.replace(/ rel="modulepreload"/g, ' data-later="modulepreload"');
}
