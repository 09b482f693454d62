import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dropStaleCopies } from '../../../tools/static-site.mjs';

it('a built site holds no packed copy of what the next publication replaces', () => {
  const site = mkdtempSync(join(tmpdir(), 'wuse-static-'));
  mkdirSync(join(site, 'ledger'));
  const kept = ['figures-0123456789abcdef.json', 'figures-0123456789abcdef.json.gz', 'manifest.json'];
  const stale = [
    'manifest.json.br',
    'manifest.json.gz',
    'summary.json.br',
    'summary.json.gz',
    'history.json.gz',
  ];
  for (const name of [...kept, ...stale]) writeFileSync(join(site, 'ledger', name), name);
  dropStaleCopies(site);
  expect(readdirSync(join(site, 'ledger')).sort()).toEqual(kept);
  rmSync(site, { recursive: true });
});
