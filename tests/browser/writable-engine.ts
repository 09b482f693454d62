import type { SqlParameter, SqlValue, WritableEngine } from '../../src/lib/core/engine.ts';
import type { WasmEngine } from '../../src/lib/engine/duckdb-wasm.ts';

const ROWS_AT_ONCE = 50;

/** The browser's engine as one that a ledger can be loaded into, by plain SQL inserts. */
export function writable(engine: WasmEngine): WritableEngine {
  const insert = async (
    table: string,
    columns: readonly string[],
    rows: readonly (readonly SqlValue[])[],
  ) => {
    const marks = `(${columns.map(() => '?').join(', ')})`;
    const sql = `insert into ${table} (${columns.join(', ')}) values ${rows.map(() => marks).join(', ')}`;
    await engine.query({ sql, parameters: rows.flat() as SqlParameter[] });
  };
  return {
    dialect: engine.dialect,
    query: (statement, signal) => engine.query(statement, signal),
    close: () => engine.close(),
    execute: async (sql) => void (await engine.query({ sql, parameters: [] })),
    append: async (table, columns, rows) => {
      const all = [...rows];
      for (let start = 0; start < all.length; start += ROWS_AT_ONCE)
        await insert(table, columns, all.slice(start, start + ROWS_AT_ONCE));
    },
  };
}
