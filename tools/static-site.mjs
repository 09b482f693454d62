/** How a build becomes plain files: adapter-static, with what a publication replaces left unpacked. */
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';
import { writeServerFiles } from './server-files.mjs';

/** Where the site goes; `WUSE_SITE` names another folder, beside one that is being served. */
const SITE = process.env['WUSE_SITE'] ?? 'build';
/** What a publication replaces under the same name in the site's folder. */
const REPLACED = ['ledger/manifest.json', 'ledger/summary.json', 'ledger/history.json'];

/**
 * Removes the packed copies of what a publication replaces: servers that prefer a packed copy would go on
 * sending the one that was built.
 * @param {string} site the site's folder
 */
export function dropStaleCopies(site) {
  for (const file of REPLACED)
    for (const packed of ['.br', '.gz']) rmSync(join(site, file + packed), { force: true });
}

/**
 * Puts the bundle that the pages were built with into the site, and none other: what lies in `static` may be of
 * another edition.
 * @param {string} site the site's folder
 * @param {string | undefined} bundle the bundle's folder; that of `static` when left out
 */
export function placeBundle(site, bundle) {
  if (bundle === undefined) return;
  rmSync(join(site, 'ledger'), { recursive: true, force: true });
  cpSync(bundle, join(site, 'ledger'), { recursive: true });
}

/** @returns {import('@sveltejs/kit').Adapter} */
export function staticSite() {
  const inner = adapter({ pages: SITE, strict: true, precompress: true });
  return {
    ...inner,
    adapt: async (builder) => {
      await inner.adapt(builder);
      placeBundle(SITE, process.env['WUSE_BUNDLE']);
      dropStaleCopies(SITE);
      writeServerFiles(SITE);
    },
  };
}
