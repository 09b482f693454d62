import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDuckDbWasm, type WasmEngine } from '../../src/lib/engine/duckdb-wasm.ts';
import type { ConsoleError } from '../../src/lib/query/console-errors.ts';
import { openConsole, runConsole } from '../../src/lib/query/run-console.ts';
import { createTable, FINDING_TABLE, ISSUE_TABLE, VISIT_TABLE } from '../../src/lib/schema/ddl.ts';
import { FINGERPRINT, HOSTILE } from '../support/hostile-statements.ts';

const engineBase = new URL('/engine/', location.href).href;
let engine: WasmEngine;

beforeAll(async () => {
  const writer = await startDuckDbWasm({ engineBase });
  const tables = [
    createTable('issues', ISSUE_TABLE),
    createTable('visits', VISIT_TABLE),
    createTable('findings', FINDING_TABLE),
    `insert into issues (issue_id, town, problem, flags) values ('1', '恩城镇', '路灯不亮', 1), ('2', '王庙镇', '井盖', 1)`,
    'create table facts as select *, 1 as weight from issues',
  ];
  for (const sql of tables) await writer.query({ sql, parameters: [] });
  const bytes = await writer.save();
  await writer.close();
  engine = await startDuckDbWasm({ engineBase });
  await engine.attach('ledger', bytes);
  // A file beside it, as an engine that opens files would hold.
  await engine.readBytes(
    new TextEncoder().encode('a,b\n1,2\n'),
    (file) => `select count(*) from read_csv('${file}')`,
  );
  await openConsole(engine, { cutoff: '2022-02-17T18:00', dataVersion: 'abc' });
});
afterAll(() => engine.close());

const codeOf = (sql: string): Promise<unknown> =>
  runConsole(engine, sql).then(
    () => 'no error',
    ({ code }: ConsoleError) => code,
  );

describe('the console’s engine in the browser', () => {
  it('refuses what is no query of the tables, and keeps them as they are', async () => {
    const before = (await runConsole(engine, FINGERPRINT)).rows;
    const told = [];
    for (const [sql] of HOSTILE) told.push([sql, await codeOf(sql)]);
    expect(told).toEqual(HOSTILE);
    expect((await runConsole(engine, FINGERPRINT)).rows).toEqual(before);
    expect(before[0]![0]).toBe('2');
  });

  it('splits words as its parser does: comments, quotes and names', async () => {
    expect(await engine.words(`select "read_csv" /* ( */ ('恩''x'), a.b -- c;\n;`)).toEqual([
      'select',
      '"read_csv"',
      '(',
      `'恩''x'`,
      ')',
      ',',
      'a',
      '.',
      'b',
      ';',
    ]);
  });

  it('is closed also to what is asked of it directly', async () => {
    for (const sql of [
      `attach 'other.duckdb'`,
      `copy ledger.main.issues to 'x.csv'`,
      `select * from read_csv('wuse_read_1')`,
      'set threads = 1',
      'insert into ledger.main.issues (issue_id) values (3)',
      'load json',
    ])
      await expect(engine.query({ sql, parameters: [] })).rejects.toThrow();
  });

  it('gives exact values, and the place of an error in a text with Chinese', async () => {
    const { rows } = await runConsole(
      engine,
      `select 9007199254740993 as a, 0.1::decimal(20,18) as b, [1, null] as c, timestamp '2022-02-17 18:00' as d,
        interval 1 day as e, '\\x41'::blob as f, town, problems_total from problems order by town`,
    );
    expect(rows[0]).toEqual([
      '9007199254740993',
      '0.100000000000000000',
      '[1, NULL]',
      '2022-02-17 18:00:00',
      '1 day',
      'A',
      '恩城镇',
      '1',
    ]);
    const sql = "select '恩城', 恩城镇, nope from issues";
    const error = await runConsole(engine, sql).catch((cause: ConsoleError) => cause);
    expect((error as ConsoleError).code).toBe('SQL_UNKNOWN');
    expect(sql.slice((error as ConsoleError).at!)).toMatch(/^恩城镇/);
  });

  it('is gone at once when it is closed in the middle of endless work', async () => {
    const other = await startDuckDbWasm({ engineBase });
    const endless = other.query({
      sql: 'select count(*) from range(1000000) a, range(1000000) b where a.range + b.range = 7',
      parameters: [],
    });
    await other.close();
    await expect(endless).rejects.toThrow('closed');
  });
});
