import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueryError } from '../../src/lib/core/engine.ts';
import { type WasmEngine, startDuckDbWasm } from '../../src/lib/engine/duckdb-wasm.ts';
import { ENGINE_CASES } from './engine-cases.ts';

const engineBase = new URL('/engine/', location.href).href;

describe.each(['eh', 'mvp'] as const)('values that the %s engine returns', (variant) => {
  let engine: WasmEngine;
  beforeAll(async () => {
    engine = await startDuckDbWasm({ engineBase, variant });
  });
  afterAll(() => engine.close());

  it('is the build that was asked for', () => {
    expect(engine.variant).toBe(variant);
  });

  it.each(ENGINE_CASES)('$name', async ({ sql, parameters = [], columns, rows }) => {
    const result = await engine.query({ sql, parameters });
    expect(result.rows).toEqual(rows);
    if (columns) expect(result.columns).toEqual(columns);
    const last = result.columns.length - 1;
    expect(Array.from(result.column(last))).toEqual(rows.map((row) => row[last]));
  });

  it('refuses a type that has no plain value', async () => {
    await expect(engine.query({ sql: 'SELECT [1, 2]', parameters: [] })).rejects.toThrow(QueryError);
  });

  it('rejects a bad statement with its SQL and goes on', async () => {
    const failure = await engine
      .query({ sql: 'SELECT nope', parameters: [] })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QueryError);
    expect((failure as QueryError).sql).toBe('SELECT nope');
    expect((await engine.query({ sql: 'SELECT 1', parameters: [] })).rows).toEqual([[1]]);
  });

  it('throws and catches inside the engine', async () => {
    const sql = `SELECT try_cast('x' AS INTEGER), coalesce(try(CAST('y' AS DATE)), DATE '2022-01-01')`;
    expect((await engine.query({ sql, parameters: [] })).rows).toEqual([[null, '2022-01-01']]);
  });

  it('does not load extensions by itself', async () => {
    const sql = `SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions' ORDER BY name`;
    expect((await engine.query({ sql, parameters: [] })).rows).toEqual([
      ['autoinstall_known_extensions', 'false'],
      ['autoload_known_extensions', 'false'],
    ]);
    await expect(engine.query({ sql: `SELECT json('{}')`, parameters: [] })).rejects.toThrow(QueryError);
  });
});
