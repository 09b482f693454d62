import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { QueryError } from '../../../src/lib/core/engine.ts';
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

describe('append', () => {
  const TABLE = `CREATE TABLE t (name VARCHAR, day DATE, seen TIMESTAMP, n INTEGER, x DOUBLE, kind VARCHAR DEFAULT 'k')`;

  it('takes text, numbers, dates, moments and nothing, in any order of columns', async () => {
    await engine.execute(TABLE);
    await engine.append(
      't',
      ['n', 'name', 'seen', 'day', 'x'],
      [
        [1, '王庙镇', '2022-02-17T18:00:00', '2022-02-17', 0.5],
        [null, null, null, null, null],
      ],
    );
    expect(await rowsOf('SELECT * FROM t ORDER BY n NULLS LAST')).toEqual([
      ['王庙镇', '2022-02-17', '2022-02-17T18:00:00', 1, 0.5, 'k'],
      [null, null, null, null, null, 'k'],
    ]);
  });

  it.each([
    ['a day that does not exist', ['day'], ['2022-02-30']],
    ['a fraction in a column of whole numbers', ['n'], [1.5]],
    ['a column that does not exist', ['nowhere'], ['x']],
  ])('refuses %s and keeps no row', async (_, columns, bad) => {
    await engine.execute(TABLE);
    const good = columns[0] === 'n' ? [1] : [null];
    await expect(engine.append('t', columns, [good, bad])).rejects.toThrow(QueryError);
    expect(await rowsOf('SELECT count(*) FROM t')).toEqual([[0]]);
  });

  it('takes more rows than one vector holds', async () => {
    await engine.execute('CREATE TABLE many (n INTEGER, s VARCHAR)');
    const rows = Array.from({ length: 5000 }, (_, n) => [n, `第${n}行`] as const);
    await engine.append('many', ['n', 's'], rows);
    expect(await rowsOf('SELECT count(*), sum(n), max(s) FROM many')).toEqual([[5000, 12497500, '第9行']]);
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
