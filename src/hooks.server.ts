import type { Handle } from '@sveltejs/kit';

/** Sets the document's language, which prerendering cannot know from the template. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, {
    transformPageChunk: ({ html }) => html.replace('%lang%', event.params.language === 'en' ? 'en' : 'zh-CN'),
  });
