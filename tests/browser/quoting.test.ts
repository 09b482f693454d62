import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startDuckDbWasm, type WasmEngine } from '../../src/lib/engine/duckdb-wasm.ts';
import { attackText, brokenByQuoting } from '../support/quoting-attack.ts';

let engine: WasmEngine;
beforeAll(async () => {
  engine = await startDuckDbWasm({ engineBase: new URL('/engine/', location.href).href });
});
afterAll(() => engine.close());

it('texts and names come back from the browser’s engine as they went in, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(attackText, { minLength: 1, maxLength: 6 }), async (texts) => {
      expect(await brokenByQuoting(engine, texts)).toEqual([]);
    }),
    { numRuns: 150, seed: 19 },
  );
});

it('loads no extension, neither asked for nor by itself', async () => {
  for (const sql of [
    'load httpfs',
    'load spatial',
    'select st_point(1, 2)',
    "select * from read_json('a.json')",
    "select * from 'https://x.example/a.parquet'",
    "attach 'https://x.example/a.duckdb'",
  ])
    await expect(engine.query({ sql, parameters: [] }), sql).rejects.toThrow();
  const { rows } = await engine.query({
    sql: "select count(*) from duckdb_extensions() where loaded and extension_name in ('httpfs', 'spatial', 'json', 'parquet')",
    parameters: [],
  });
  expect(rows).toEqual([[0]]);
});
