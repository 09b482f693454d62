import { describe, expect, it } from 'vitest';
import { findBreaches, layerOf } from './layers.ts';
import { listFiles, readText } from './source-scan.ts';

const SOURCES = listFiles('src').filter((path) => /\.(ts|js|svelte)$/.test(path) && !path.endsWith('.d.ts'));

describe('layers of src', () => {
  it('finds the sources', () => {
    expect(SOURCES).toContain('src/lib/core/errors.ts');
  });

  it('imports only downwards, and keeps what lies below state plain', () => {
    expect(SOURCES.flatMap((path) => findBreaches(path, readText(path)))).toEqual([]);
  });
});

describe('the layer check itself', () => {
  const breaches = (path: string, text: string) => findBreaches(path, text).length;

  it.each([
    ['static', "import { x } from '../schema/columns.ts';"],
    ['type-only', "import type { X } from '../schema/columns.ts';"],
    ['inline type', "type X = import('../schema/columns.ts').X;"],
    ['dynamic', "export const load = () => import('../schema/columns.ts');"],
    ['re-export', "export { x } from '../schema/columns.ts';"],
    ['re-export of all', "export * from '../schema/columns.ts';"],
    ['side effect', "import '../schema/columns.ts';"],
    ['alias', "import { x } from '$lib/schema/columns';"],
    ['worker', "new Worker(new URL('../schema/worker.ts', import.meta.url));"],
    ['with a query', "import url from '../schema/columns.ts?url';"],
    ['sideways', "import { x } from '../i18n/messages.ts';"],
    ['out of src', "import { x } from '../../../tools/serve.mjs';"],
    ['publish', "import { x } from '../../publish/bundle.ts';"],
    ['engine', "import { x } from '../engine/duckdb-node.ts';"],
    ['Node', "import { readFileSync } from 'node:fs';"],
    ['Node without its prefix', "import { readFileSync } from 'fs';"],
    ['svelte', "import { onMount } from 'svelte';"],
    ['svelte store', "import { writable } from 'svelte/store';"],
    ['$app', "import { page } from '$app/state';"],
    ['document', 'export const title = () => document.title;'],
    ['window', 'export const width = window.innerWidth;'],
    ['the clock', 'export const now = () => Date.now();'],
    ['the clock, handed on', 'export const clock = Date.now;'],
    ['a date of now', 'export const now = () => new Date();'],
    ['a date of now in words', 'export const now = () => Date();'],
  ])('reports %s', (_, text) => {
    expect(breaches('src/lib/format/probe.ts', text)).toBe(1);
  });

  it('allows what goes down, and names that only look like globals', () => {
    const text = `
      import { x } from '../core/errors.ts';
      import { format } from 'd3';
      export const year = (document: { window: number }, at: number) => document.window + new Date(at).getTime() + x;
      export const list = [{ document: 1 }].map(({ document }) => document) satisfies number[] as typeof format[];`;
    expect(findBreaches('src/lib/format/probe.ts', text)).toEqual([]);
  });

  it.each([
    ['src/lib/engine/duckdb-node.ts', "import { x } from '../schema/ddl.ts';", 1],
    [
      'src/lib/engine/duckdb-node.ts',
      "import { x } from '../core/engine.ts'; document.title; Date.now();",
      0,
    ],
    ['src/lib/query/run.ts', "import { x } from '../engine/duckdb-node.ts';", 1],
    ['src/lib/state/ledger.svelte.ts', "import { x } from '../engine/duckdb-wasm.ts';", 0],
    ['src/publish/bundle.ts', "import { x } from '../lib/engine/duckdb-node.ts';", 0],
    ['src/publish/bundle.ts', "import { x } from '../lib/state/context.ts';", 1],
    ['src/lib/report/model.ts', "import { x } from '../charts/bars.ts';", 1],
    ['src/lib/ingest/ingest.ts', "import { x } from '../privacy/mask.ts';", 0],
    ['src/lib/schema/ddl.ts', "import { x } from '../core/text.ts';", 0],
    [
      'src/lib/components/Figure.svelte',
      "<p>a</p><script lang='ts'>import x from '../../routes/a.ts'</script>",
      1,
    ],
    [
      'src/routes/+page.svelte',
      "<script lang='ts'>import Figure from '$lib/components/Figure.svelte'</script>",
      0,
    ],
    ['src/routes/+page.ts', "import { x } from '../publish/summary.ts';", 1],
    ['src/routes/+page.server.ts', "import { x } from '../publish/summary.ts';", 0],
    ['src/lib/utils.ts', 'export {};', 1],
    ['src/lib/stuff/a.ts', 'export {};', 1],
  ])('%s: %s → %i', (path, text, count) => {
    expect(findBreaches(path, text)).toHaveLength(count);
  });

  it('counts lines in a component as its file does', () => {
    const [breach] = findBreaches(
      'src/lib/components/A.svelte',
      "<p>\n</p>\n<script>\nimport '../../routes/a.ts';\n</script>",
    );
    expect(breach).toMatch(/A\.svelte:4:/);
  });

  it('knows the layer of a path', () => {
    expect(layerOf('src/lib/ingest/coerce/date.ts')).toBe('ingest');
    expect(layerOf('src/hooks.ts')).toBe('routes');
    expect(layerOf('tests/unit/a.test.ts')).toBeUndefined();
  });
});
