import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConsoleEngine } from '../../src/lib/core/engine.ts';
import { sqlString } from '../../src/lib/core/sql-string.ts';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { METRICS } from '../../src/lib/metrics/registry.ts';
import type { ConsoleError } from '../../src/lib/query/console-errors.ts';
import { MOST_ROWS, openConsole, runConsole } from '../../src/lib/query/run-console.ts';
import { CONSOLE_EXAMPLES } from '../../src/lib/sql/console-examples.ts';
import { CONSOLE_COLUMNS, CONSOLE_TABLES } from '../../src/lib/sql/console-tables.ts';
import { computeOracle } from '../oracle/oracle.ts';
import { EXPORT_CUTOFF, sampleExport } from '../support/exports.ts';
import { FINGERPRINT, HOSTILE } from '../support/hostile-statements.ts';
import { openExport } from '../support/node-ledger.ts';

const texts = sampleExport();
const path = join(tmpdir(), `wuse-console-${process.pid}.duckdb`);
let native: NodeEngine;
let engine: ConsoleEngine;

/** Splits as the browser's engine does, well enough for these statements. */
const words = async (text: string): Promise<readonly string[]> =>
  text.replace(/\/\*[^]*?\*\/|--.*/g, ' ').match(/"[^"]*"|'[^']*'?|\w+|[^\s]/g) ?? [];

beforeAll(async () => {
  const { engine: loaded } = await openExport(texts);
  await loaded.execute(`attach ${sqlString(path)} as saved`);
  await loaded.execute('copy from database memory to saved');
  await loaded.execute('detach saved');
  await loaded.close();
  native = await openDuckDbNode();
  await native.execute(`attach ${sqlString(path)} as ledger (read_only)`);
  await native.execute('use ledger');
  engine = Object.assign(native, { words });
  await openConsole(engine, { cutoff: EXPORT_CUTOFF, dataVersion: 'abc' });
});
afterAll(async () => {
  await native.close();
  await rm(path, { force: true });
});

const failureOf = async (sql: string): Promise<ConsoleError> =>
  runConsole(engine, sql).then(
    () => Promise.reject(new Error(`it was run: ${sql}`)),
    (error: ConsoleError) => error,
  );
const rowsOf = async (sql: string) => (await runConsole(engine, sql)).rows;

describe('what is no query of the tables', () => {
  it('is refused with a code and a hint in both languages, and changes nothing', async () => {
    const before = await rowsOf(FINGERPRINT);
    const told: [string, string][] = [];
    for (const [sql] of HOSTILE) {
      const { code, text, hint } = await failureOf(sql);
      told.push([sql, code]);
      expect([text.zh, text.en, hint.zh, hint.en].every((words) => words.length > 3)).toBe(true);
    }
    expect(told).toEqual(HOSTILE);
    expect(await rowsOf(FINGERPRINT)).toEqual(before);
    expect(before[0]![0]).toBe('2941');
  });

  it('is refused by the engine itself as well, settings included', async () => {
    for (const sql of [
      `copy ledger.main.issues to 'x.csv'`,
      `select * from read_text('/etc/hostname')`,
      'set enable_external_access = true',
      'reset memory_limit',
      'delete from ledger.main.issues',
    ])
      await expect(native.query({ sql, parameters: [] })).rejects.toThrow();
  });
});

describe('one query', () => {
  it('may take any form', async () => {
    expect(await rowsOf('values (1), (2)')).toEqual([['1'], ['2']]);
    expect(await rowsOf("with a as (select '恩城' as town) select town from a; -- end")).toEqual([['恩城']]);
    expect(await rowsOf('from (values (3)) as t(n)')).toEqual([['3']]);
    expect((await rowsOf('describe visits'))[0]!.slice(0, 2)).toEqual(['src_file', 'VARCHAR']);
    expect((await rowsOf('summarize coverage')).map(([name]) => name)).toEqual([
      'town',
      'village',
      'hh_due',
      'hh_visited',
      'hh_inhome',
      'hh_phone',
      'hh_wechat',
      'hh_absent',
      'problems_found',
    ]);
    expect(
      (await rowsOf("pivot problems on ledger_class in ('green') using sum(open)")).length,
    ).toBeGreaterThan(0);
  });

  it('is explained without being run', async () => {
    const { isPlan, rows } = await runConsole(engine, '/* why */ EXPLAIN\nselect town from issues');
    expect(isPlan).toBe(true);
    expect(rows[0]![1]).toMatch(/town/);
  });

  it('gives every value exactly, and says what each column holds', async () => {
    const { columns, rows } = await runConsole(
      engine,
      `select 9007199254740993 as a, 170141183460469231731687303715884105727::hugeint as b, 0.1::decimal(20,18) as c,
        0.1::double as d, date '2022-02-17' as e, timestamp '2022-02-17 18:00' as f, null as g, [1, null] as h,
        {'x': 1} as i, true as j, 1 as a`,
    );
    expect(rows).toEqual([
      [
        '9007199254740993',
        '170141183460469231731687303715884105727',
        '0.100000000000000000',
        '0.1',
        '2022-02-17',
        '2022-02-17 18:00:00',
        null,
        '[1, NULL]',
        "{'x': 1}",
        'true',
        '1',
      ],
    ]);
    expect(columns.map(({ kind }) => kind)).toEqual([
      'number',
      'number',
      'number',
      'number',
      'date',
      'moment',
      'number',
      'text',
      'text',
      'text',
      'number',
    ]);
    expect(columns[10]!.name).not.toBe('a');
  });

  it('keeps its order and at most so many rows', async () => {
    const { rows, isCut } = await runConsole(
      engine,
      `select range as n from range(${MOST_ROWS + 5}) order by n desc`,
    );
    expect([rows.length, rows[0], isCut]).toEqual([MOST_ROWS, [String(MOST_ROWS + 4)], true]);
    expect((await runConsole(engine, `from range(${MOST_ROWS})`)).isCut).toBe(false);
  });
});

describe('an error', () => {
  it.each([
    ["select '恩城',\n  nope from issues", 'SQL_UNKNOWN', 'nope'],
    ["select '恩城', a frm b", 'SQL_SYNTAX', 'b'],
    ["select '恩城' from nix", 'SQL_UNKNOWN', 'nix'],
    ["explain select '恩城', nope from issues", 'SQL_UNKNOWN', 'nope'],
    ['select 1 +', 'SQL_SYNTAX', ''],
  ])('of %s has its place', async (sql, code, there) => {
    const error = await failureOf(sql);
    expect(error.code).toBe(code);
    expect(sql.slice(error.at!)).toMatch(there === '' ? /^$/ : new RegExp(`^${there}`));
  });

  it('never holds a value of a cell', async () => {
    for (const sql of [
      'select cast(town as integer) from issues',
      'select cast(problem as date) from issues',
      "select strptime(problem, '%Y') from issues",
      'select cast(owner_name as double) from issues where owner_name is not null',
      'select error(problem) from issues',
    ]) {
      const { code, text, original } = await failureOf(sql);
      expect([sql, code]).toEqual([sql, 'SQL_FAILED']);
      expect(text.en).not.toMatch(/[㐀-鿿]/);
      expect(original).not.toMatch(/[㐀-鿿]/);
      expect(text.zh).toMatch(/^运行中出错(?:：有的文字不(?:能换算成所要的类型|是能识别的日期))?$/);
    }
    const phone = await failureOf("select cast('1' || '3800001111' || 'x' as integer) from issues");
    expect(phone.text.zh + phone.original!).not.toMatch(/\d{3}/);
  });
});

describe('the tables', () => {
  it('have exactly the columns that are listed beside them, as far as they are for readers', async () => {
    for (const table of CONSOLE_TABLES) {
      const columns = new Map((await rowsOf(`describe ${table}`)).map(([name, type]) => [name, type]));
      for (const { name, type, label } of CONSOLE_COLUMNS[table]) {
        expect([table, name, columns.get(name)?.toLowerCase()]).toEqual([table, name, type]);
        expect([table, name, label.zh]).not.toEqual([table, name, name]);
      }
    }
  });

  it('add up to the figures of the pages: every count of the oracle', async () => {
    const { metrics } = computeOracle({ ledger: texts.ledger, visits: texts.visits, cutoff: EXPORT_CUTOFF });
    const ids = Object.entries(METRICS).flatMap(([id, { kind }]) =>
      kind === 'count' && id !== 'colour_count' ? [id as keyof typeof metrics] : [],
    );
    const [sums] = await rowsOf(`select ${ids.map((id) => `sum(${id})`).join(', ')} from problems`);
    expect(ids.map((id, index) => [id, Number(sums![index])])).toEqual(
      ids.map((id) => [id, metrics[id].value]),
    );
  });
});

describe('the examples', () => {
  it.each(CONSOLE_EXAMPLES.map(({ id, sql }) => [id, sql]))('%s has an answer', async (_, sql) => {
    const { rows, columns } = await runConsole(engine, sql!);
    expect(rows.length).toBeGreaterThan(0);
    expect(columns.some(({ kind }) => kind === 'number' || kind === 'moment')).toBe(true);
  });

  it('count what the oracle counts', async () => {
    const of = (id: string) => CONSOLE_EXAMPLES.find((example) => example.id === id)!.sql;
    const town = computeOracle({
      ledger: texts.ledger,
      visits: texts.visits,
      cutoff: EXPORT_CUTOFF,
      filter: { town: ['恩城镇'] },
    }).metrics;
    const rates = (await rowsOf(of('town-rates'))).find(([name]) => name === '恩城镇')!;
    expect(rates.slice(1, 3)).toEqual([String(town.resolved_total.value), String(town.not_white.value)]);
    const county = computeOracle({
      ledger: texts.ledger,
      visits: texts.visits,
      cutoff: EXPORT_CUTOFF,
    }).metrics;
    const overdue = await rowsOf(of('overdue-departments'));
    expect(overdue.reduce((sum, row) => sum + Number(row[1]), 0)).toBe(county.overdue_open.value);
  });
});
