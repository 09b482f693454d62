import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dropStaleCopies, placeBundle } from '../../../tools/static-site.mjs';

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

it('a site holds the bundle that it was built with, and nothing of what lies in static', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wuse-static-'));
  const [site, bundle] = [join(folder, 'site'), join(folder, 'bundle')];
  for (const path of [join(site, 'ledger'), bundle]) mkdirSync(path, { recursive: true });
  writeFileSync(join(site, 'ledger', 'ledger-0123456789abcdef.duckdb'), 'rows');
  writeFileSync(join(bundle, 'manifest.json'), '{}');
  placeBundle(site, undefined);
  expect(readdirSync(join(site, 'ledger'))).toEqual(['ledger-0123456789abcdef.duckdb']);
  placeBundle(site, bundle);
  expect(readdirSync(join(site, 'ledger'))).toEqual(['manifest.json']);
  rmSync(folder, { recursive: true });
});
