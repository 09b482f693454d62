import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { SITE_CHECKS, type SiteCheck } from '../../../src/lib/report/site/site-checks.ts';

const documented = readFileSync(
  fileURLToPath(new URL('../../../docs/error-codes.md', import.meta.url)),
  'utf8',
);
const rows = new Map(
  [...documented.matchAll(/^\| `(SITE_\w+)` .*$/gm)].map(([line, code]) => [code!, line] as const),
);

it('every check is documented with what it means and what to do, and no other', () => {
  expect([...rows.keys()]).toEqual(Object.keys(SITE_CHECKS));
  for (const [code, check] of Object.entries<SiteCheck>(SITE_CHECKS))
    for (const { zh, en } of [check.title, check.wrong, check.fix])
      for (const text of [zh, en]) expect(rows.get(code)).toContain(text);
});
