import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sqlName, sqlString } from '../../src/lib/core/sql-string.ts';
import { openDuckDbNode, type NodeEngine } from '../../src/lib/engine/duckdb-node.ts';
import { attackText, brokenByQuoting } from '../support/quoting-attack.ts';

let engine: NodeEngine;
beforeAll(async () => {
  engine = await openDuckDbNode();
});
afterAll(() => engine.close());

describe('texts and names in SQL', () => {
  it('come back as they went in, whatever they hold', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(attackText, { minLength: 1, maxLength: 6 }), async (texts) => {
        expect(await brokenByQuoting(engine, texts)).toEqual([]);
      }),
      { numRuns: 300, seed: 17 },
    );
  });

  it('are names of tables and columns that are found by them', async () => {
    await fc.assert(
      fc.asyncProperty(attackText, async (text) => {
        const [table, column] = [sqlName(`t${text}`), sqlName(`c${text}`)];
        await engine.execute(`create or replace temp table ${table} (${column} varchar)`);
        await engine.execute(`insert into ${table} values (${sqlString(text)})`);
        const sql = `select ${column} from ${table} where ${column} = ?`;
        expect((await engine.query({ sql, parameters: [text] })).rows).toEqual([[text]]);
        await engine.execute(`drop table ${table}`);
      }),
      { numRuns: 60, seed: 18 },
    );
  });

  it('are refused with a NUL, behind which some engines read nothing', () => {
    expect(() => sqlString("a\0' or 1=1")).toThrow(RangeError);
    expect(() => sqlName('a\0b')).toThrow(RangeError);
  });
});
