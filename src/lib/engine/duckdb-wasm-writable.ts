import type { RowStage, StagedColumn, WritableEngine } from '../core/engine.ts';
import type { WasmEngine } from './duckdb-wasm.ts';
import { longestRow, readStaged } from './staged-text.ts';

/** Rows of text that the engine reads at a time, in bytes. */
const BYTES_AT_ONCE = 4 * 1024 * 1024;

/** The browser's engine as one that a ledger can be loaded into, in memory. */
export function writable(engine: WasmEngine): WritableEngine {
  const execute = async (sql: string) => void (await engine.query({ sql, parameters: [] }));
  return {
    dialect: engine.dialect,
    query: (statement, signal) => engine.query(statement, signal),
    close: () => engine.close(),
    execute,
    stage: async (name, columns) => {
      const types = columns.map((column) => `${column.name} ${column.type}`);
      await execute(`create table ${name} (${types.join(', ')})`);
      return new TableStage(engine, name, columns);
    },
  };
}

/** Rows of text that become a table piece by piece. */
class TableStage implements RowStage {
  readonly #engine: WasmEngine;
  readonly #name: string;
  readonly #columns: readonly StagedColumn[];
  #waiting: Uint8Array[] = [];
  #size = 0;

  constructor(engine: WasmEngine, name: string, columns: readonly StagedColumn[]) {
    this.#engine = engine;
    this.#name = name;
    this.#columns = columns;
  }

  async add(text: string | Uint8Array): Promise<void> {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    this.#waiting.push(bytes);
    this.#size += bytes.length;
    if (this.#size >= BYTES_AT_ONCE) await this.#flush();
  }

  async end(): Promise<string> {
    await this.#flush();
    return this.#name;
  }

  async drop(): Promise<void> {
    this.#waiting = [];
    await this.#engine.query({ sql: `drop table ${this.#name}`, parameters: [] });
  }

  async #flush(): Promise<void> {
    if (this.#size === 0) return;
    const all = new Uint8Array(this.#size);
    let at = 0;
    for (const bytes of this.#waiting) {
      all.set(bytes, at);
      at += bytes.length;
    }
    this.#waiting = [];
    this.#size = 0;
    const longest = longestRow(all);
    await this.#engine.readBytes(
      all,
      (file) => `insert into ${this.#name} select * from ${readStaged(file, this.#columns, longest)}`,
    );
  }
}
