import { building } from '$app/environment';
import type { Handle } from '@sveltejs/kit';
import { withPolicy } from './page-policy';
import { startAsData } from './page-start';

/** The data version that a page is made of; empty for a page without one. */
function versionOf(html: string): string {
  return /data-version="([^"]*)"/.exec(html)?.[1] ?? '';
}

/**
 * Sets what prerendering cannot know from the template: language, data version, the scripts' start, and the policy of
 * the built page (while developing, modules are replaced by scripts that none would allow).
 */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) => {
      const started = startAsData(
        html
          .replace('%lang%', event.params.language === 'en' ? 'en' : 'zh-CN')
          .replace('%built%', versionOf(html)),
      );
      return building ? withPolicy(started) : started;
    },
  });
