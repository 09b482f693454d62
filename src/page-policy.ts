import { createHash } from 'node:crypto';

/** A script that stands in the page and runs: neither a file's nor data. */
const INLINE_SCRIPT = /<script>([\s\S]*?)<\/script>/g;
const CHARSET = '<meta charset="utf-8" />';

/**
 * What a page may load and run, but for its own scripts: files of its own host. Styles stand in the page too (widths of
 * bars), pictures are made of it (`blob:`, `data:`). No WebAssembly: all of it runs in workers, whose policy is their own.
 */
const RULES = [
  "default-src 'none'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** Hashes of the scripts that stand in a page, as a policy names them; the order of the page. */
function scriptHashes(html: string): string[] {
  return [...html.matchAll(INLINE_SCRIPT)].map(
    ([, script]) => `'sha256-${createHash('sha256').update(script!).digest('base64')}'`,
  );
}

/** The content security policy of a page: nothing from elsewhere, no script beside its files and the ones named by hash. */
export function pagePolicy(html: string): string {
  const [rest, ...rules] = RULES;
  return [rest, ["script-src 'self'", ...scriptHashes(html)].join(' '), ...rules].join('; ');
}

/** The page with its policy before anything that it could rule. Throws where the page does not begin as app.html does. */
export function withPolicy(html: string): string {
  if (!html.includes(CHARSET)) throw new Error(`page-policy.ts: a page without ${CHARSET}`);
  const policy = pagePolicy(html).replace(/"/g, '&quot;');
  return html.replace(
    CHARSET,
    `${CHARSET}\n    <meta http-equiv="content-security-policy" content="${policy}" />`,
  );
}
