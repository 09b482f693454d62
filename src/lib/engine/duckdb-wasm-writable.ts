import { Bool, Float64, Table, tableToIPC, Utf8, type Vector, vectorFromArray } from 'apache-arrow';
import type { SqlValue, WritableEngine } from '../core/engine.ts';
import type { WasmEngine } from './duckdb-wasm.ts';

/** Few enough that the page does not notice one round. */
const ROWS_AT_ONCE = 4000;
const STAGED = 'wuse_staged_rows';

type Row = readonly SqlValue[];

/**
 * The browser's engine as one that a ledger can be loaded into, in memory. Every column of a round travels as
 * text, numbers or truth values, and becomes what the table's column is. Appending is not all or none.
 */
export function writable(engine: WasmEngine): WritableEngine {
  const run = async (sql: string) => void (await engine.query({ sql, parameters: [] }));
  const insert = async (table: string, columns: readonly string[], rows: readonly Row[]) => {
    await engine.insertArrow(STAGED, arrowStream(columns, rows));
    const names = columns.join(', ');
    await run(`insert into ${table} (${names}) select ${names} from ${STAGED}`);
    await run(`drop table ${STAGED}`);
  };
  return {
    dialect: engine.dialect,
    query: (statement, signal) => engine.query(statement, signal),
    close: () => engine.close(),
    execute: run,
    append: async (table, columns, rows) => {
      let round: Row[] = [];
      for (const row of rows) {
        if (round.push(row) < ROWS_AT_ONCE) continue;
        await insert(table, columns, round);
        round = [];
      }
      if (round.length > 0) await insert(table, columns, round);
    },
  };
}

function arrowStream(columns: readonly string[], rows: readonly Row[]): Uint8Array {
  const vectors = columns.map((name, place): [string, Vector] => [
    name,
    columnVector(rows.map((row) => row[place] ?? null)),
  ]);
  return tableToIPC(new Table(Object.fromEntries(vectors)), 'stream');
}

function columnVector(values: readonly SqlValue[]): Vector {
  const known = values.find((value) => value !== null);
  if (typeof known === 'number') return vectorFromArray(values, new Float64());
  if (typeof known === 'boolean') return vectorFromArray(values, new Bool());
  return vectorFromArray(values, new Utf8());
}
