import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { RowStage, SqlResult, StagedColumn, Statement, WritableEngine } from '../core/engine.ts';
import { sqlString } from '../core/sql-string.ts';
import { abortReason, orAborted } from './abort.ts';
import { toQueryError } from './engine-errors.ts';
import { startFileStage } from './file-stage.ts';
import { nodeRows } from './node-rows.ts';

/** Where the database lies and how it is opened; without a path it lives in memory. */
export interface NodeStart {
  readonly path?: string;
  readonly readOnly?: boolean;
  readonly threads?: number;
  /** What the names of files with staged rows begin with; in the system's folder for temporary files unless given. */
  readonly scratch?: string;
  /** Memory that the engine may take, such as `800MB`; what needs more is put aside beside the staged rows. */
  readonly memory?: string;
}

/** DuckDB inside Node: the publisher's and the tests' engine. */
export type NodeEngine = WritableEngine;

/** Opens a database so that it behaves as the browser's does: no extension is loaded by itself, UTC. */
export async function openDuckDbNode(options: NodeStart = {}): Promise<NodeEngine> {
  const settings: Record<string, string> = {
    autoload_known_extensions: 'false',
    autoinstall_known_extensions: 'false',
  };
  if (options.readOnly) settings['access_mode'] = 'READ_ONLY';
  if (options.threads !== undefined) settings['threads'] = String(options.threads);
  const path = options.path ?? ':memory:';
  try {
    const instance = await DuckDBInstance.create(path, settings);
    const connection = await instance.connect();
    await connection.run("SET TimeZone='UTC'");
    const scratch = options.scratch ?? join(tmpdir(), `wuse-${randomUUID()}`);
    if (options.memory !== undefined) {
      const aside = `${scratch}-aside`;
      await connection.run(`SET memory_limit=${sqlString(options.memory)}`);
      await connection.run(`SET temp_directory=${sqlString(aside)}`);
    }
    return new DuckDbNodeEngine(instance, connection, scratch);
  } catch (cause) {
    throw toQueryError(cause, '');
  }
}

class DuckDbNodeEngine implements NodeEngine {
  readonly dialect = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  readonly #scratch: string;
  #last: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, connection: DuckDBConnection, scratch: string) {
    this.#instance = instance;
    this.#connection = connection;
    this.#scratch = scratch;
  }

  async query(statement: Statement, signal?: AbortSignal): Promise<SqlResult> {
    if (signal?.aborted) throw abortReason(signal);
    return orAborted(this.#run(statement), signal);
  }

  async execute(sql: string): Promise<void> {
    await this.#connection.run(sql).catch((cause: unknown) => {
      throw toQueryError(cause, sql);
    });
  }

  async stage(name: string, columns: readonly StagedColumn[]): Promise<RowStage> {
    return startFileStage(`${this.#scratch}-${name}.rows`, columns);
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** A connection runs one statement at a time: prepared statements that overlap on it fail. */
  #run(statement: Statement): Promise<SqlResult> {
    const result = this.#last.then(() => this.#runAlone(statement));
    this.#last = result.catch(() => undefined);
    return result;
  }

  async #runAlone({ sql, parameters }: Statement): Promise<SqlResult> {
    try {
      return nodeRows(await this.#connection.runAndReadAll(sql, [...parameters]));
    } catch (cause) {
      throw toQueryError(cause, sql);
    }
  }
}
