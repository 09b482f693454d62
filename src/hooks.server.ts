import type { Handle } from '@sveltejs/kit';

/** SvelteKit's start, as it writes it: two imports, then a call. */
const START =
  /Promise\.all\((\[\s*import\([^\]]*\])\)\.then\((\(\[kit, app\]\) => \{[\s\S]*?\n\t+\})\);\n\t+\}\n\t+<\/script>/;

/**
 * Holds the page's scripts back until its numbers are painted: `wuseAfterPaint` of app.html asks for them.
 * Throws where SvelteKit writes its start in another way, so that a build with a newer one does not go by
 * without it.
 */
function startAfterPaint(html: string): string {
  const later = html
    .replace(
      START,
      (_, imports: string, start: string) =>
        `wuseAfterPaint(() => Promise.all(${imports}), ${start});\n}</script>`,
    )
    .replace(/ rel="modulepreload"/g, ' data-later="modulepreload"');
  if (html.includes('kit.start(') && !later.includes('wuseAfterPaint(()'))
    throw new Error('hooks.server.ts does not know the way in which SvelteKit starts a page');
  return later;
}

/** The data version that a page is made of; empty for a page without one. */
function versionOf(html: string): string {
  return /data-version="([^"]*)"/.exec(html)?.[1] ?? '';
}

/** Sets what prerendering cannot know from the template: language, data version, and the scripts' start. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) =>
      startAfterPaint(
        html
          .replace('%lang%', event.params.language === 'en' ? 'en' : 'zh-CN')
          .replace('%built%', versionOf(html)),
      ),
  });
