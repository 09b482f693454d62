import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QueryError, type SqlValue } from '../../../src/lib/core/engine.ts';
import { rowText } from '../../../src/lib/core/row-text.ts';
import { type NodeEngine, openDuckDbNode } from '../../../src/lib/engine/duckdb-node.ts';
import { ENGINE_CASES } from '../../browser/engine-cases.ts';

let engine: NodeEngine;
beforeEach(async () => {
  engine = await openDuckDbNode({ threads: 1 });
});
afterEach(() => engine.close());

const rowsOf = async (sql: string) => (await engine.query({ sql, parameters: [] })).rows;

describe('values that Node’s engine returns', () => {
  it.each(ENGINE_CASES)('$name', async ({ sql, parameters = [], columns, rows }) => {
    const result = await engine.query({ sql, parameters });
    expect(result.rows).toEqual(rows);
    if (columns) expect(result.columns).toEqual(columns);
    const last = result.columns.length - 1;
    expect(Array.from(result.column(last))).toEqual(rows.map((row) => row[last]));
  });

  it('refuses a type that has no plain value', async () => {
    await expect(rowsOf('SELECT [1, 2]')).rejects.toThrow(QueryError);
  });
});

describe('stage', () => {
  const COLUMNS = [
    { name: 'name', type: 'varchar' },
    { name: 'day', type: 'date' },
    { name: 'seen', type: 'timestamp' },
    { name: 'n', type: 'integer' },
    { name: 'yes', type: 'boolean' },
  ] as const;

  async function staged(rows: readonly (readonly SqlValue[])[]): Promise<readonly (readonly SqlValue[])[]> {
    const stage = await engine.stage('rows', COLUMNS);
    try {
      for (const row of rows) await stage.add(rowText(row));
      return await rowsOf(`SELECT * FROM ${await stage.end()}`);
    } finally {
      await stage.drop();
    }
  }

  it('takes text, numbers, dates, moments, truth values and nothing', async () => {
    const rows = [
      ['王庙镇', '2022-02-17', '2022-02-17T18:00:00', 1, true],
      [null, null, null, null, null],
      ['', '2021-07-05', '2021-07-05T00:00:00', -7, false],
      ['"他,说" \'好\'\t;\\|', null, null, null, null],
    ];
    expect(await staged(rows)).toEqual(rows);
  });

  it.each([
    ['a day that does not exist', ['x', '2022-02-30', null, 1, null]],
    ['a word in a column of numbers', ['x', null, null, '七', null]],
  ])('refuses %s', async (_, bad) => {
    await expect(staged([['x', null, null, 1, null], bad])).rejects.toThrow(QueryError);
  });

  it('takes more rows than one vector holds, and a very long one', async () => {
    const rows = Array.from({ length: 5000 }, (_, n) => [`第${n}行`, null, null, n, null]);
    const long = ['长'.repeat(900_000), null, null, 5000, null];
    const read = await staged([...rows, long]);
    expect(read.length).toBe(5001);
    expect(read[5000]).toEqual(long);
  });

  it('leaves no file behind', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'wuse-stage-'));
    const own = await openDuckDbNode({ scratch: join(folder, 'rows') });
    const stage = await own.stage('few', COLUMNS);
    await stage.add(rowText(['x', null, null, 1, null]));
    expect(readdirSync(folder)).toHaveLength(1);
    await stage.drop();
    expect(readdirSync(folder)).toEqual([]);
    await own.close();
    rmSync(folder, { recursive: true });
  });
});

describe('errors and aborts', () => {
  it('rejects a bad statement with its SQL', async () => {
    const failure = await engine
      .query({ sql: 'SELECT nope', parameters: [] })
      .catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(QueryError);
    expect((failure as QueryError).sql).toBe('SELECT nope');
  });

  it('rejects with the signal’s reason, before and while it runs', async () => {
    const statement = { sql: 'SELECT count(*) FROM range(3000000)', parameters: [] };
    await expect(engine.query(statement, AbortSignal.abort('stale'))).rejects.toBe('stale');
    const controller = new AbortController();
    const running = engine.query(statement, controller.signal);
    controller.abort('newer');
    await expect(running).rejects.toBe('newer');
    expect(await rowsOf('SELECT 1')).toEqual([[1]]);
  });

  it('does not load extensions by itself', async () => {
    const settings = `SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%known_extensions' ORDER BY name`;
    expect(await rowsOf(settings)).toEqual([
      ['autoinstall_known_extensions', 'false'],
      ['autoload_known_extensions', 'false'],
    ]);
  });

  it('rejects a path that is no database', async () => {
    await expect(openDuckDbNode({ path: 'package.json', readOnly: true })).rejects.toThrow(QueryError);
  });
});
