import { error } from '@sveltejs/kit';
import { readPublishedBundle } from '$lib/state/read-bundle.server';
import type { LayoutServerLoad } from './$types';

export const prerender = true;
export const trailingSlash = 'always';

/** The bundle as it is when the site is built; pages with scripts check it against the manifest again. */
export const load: LayoutServerLoad = () => {
  const bundle = readPublishedBundle();
  if (bundle === null) error(503, 'BUNDLE_NONE: publish a ledger first (npm run publish)');
  return bundle;
};
