/** What a build says of itself (`site.json`), and the web servers' files filled in with what only the build knows. */
import { createHash } from 'node:crypto';
import { cpSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TEMPLATES = fileURLToPath(new URL('../docs/servers', import.meta.url));
/** Stands in the templates for the hashes of the scripts that stand in the pages. */
const PLACEHOLDER = "'sha256-SCRIPT-HASH'";
const SITE_LIST = 'site.json';
/** What a publication replaces is listed in its own manifest, and a packed copy follows from its file. */
const UNLISTED = /^ledger\/|\.(br|gz)$/;
const INLINE_SCRIPT = /<script(?![^>]*\s(?:src=|type="application\/json"))[^>]*>([\s\S]*?)<\/script>/g;

/** @param {string} folder files below it, as paths with forward slashes, sorted */
function filesOf(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .map((path) => path.replaceAll('\\', '/'))
    .sort();
}

/**
 * Hashes of the scripts that stand in a page, as a content security policy names them.
 * @param {string} html
 */
export function inlineScripts(html) {
  return [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script = '']) => `sha256-${createHash('sha256').update(script).digest('base64')}`,
  );
}

/**
 * The files of a built site with sizes and SHA-256, and the hashes of the scripts in its pages.
 * @param {string} site the site's folder
 */
function listSite(site) {
  /** @type {Set<string>} */
  const scripts = new Set();
  const files = filesOf(site)
    .filter((path) => !UNLISTED.test(path) && path !== SITE_LIST)
    .map((path) => {
      const content = readFileSync(join(site, path));
      if (path.endsWith('.html')) for (const hash of inlineScripts(content.toString())) scripts.add(hash);
      return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
    });
  return { scripts: [...scripts].sort(), files };
}

/**
 * Writes the site's list into it, and the filled-in files of the web servers into a folder beside it, which is not
 * served: `build-server` for `build`.
 * @param {string} site the site's folder
 */
export function writeServerFiles(site) {
  const list = listSite(site);
  writeFileSync(join(site, SITE_LIST), JSON.stringify(list));
  const target = `${site}-server`;
  rmSync(target, { recursive: true, force: true });
  cpSync(TEMPLATES, target, { recursive: true });
  const hashes = list.scripts.map((hash) => `'${hash}'`).join(' ');
  for (const file of filesOf(target)) {
    const path = join(target, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(PLACEHOLDER, hashes));
  }
}
