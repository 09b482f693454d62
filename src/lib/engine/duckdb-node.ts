import { type DuckDBAppender, type DuckDBConnection, DuckDBInstance, DuckDBTypeId } from '@duckdb/node-api';
import { type QueryEngine, type SqlResult, type SqlValue, type Statement } from '../core/engine.ts';
import { abortReason, orAborted } from './abort.ts';
import { toQueryError } from './engine-errors.ts';
import { nodeRows } from './node-rows.ts';

/** Where the database lies and how it is opened; without a path it lives in memory. */
export interface NodeStart {
  readonly path?: string;
  readonly readOnly?: boolean;
  readonly threads?: number;
}

/** DuckDB inside Node: the publisher's and the tests' engine. */
export interface NodeEngine extends QueryEngine {
  /** Runs statements that give no rows (DDL, settings, transactions). Rejects with QueryError. */
  execute(sql: string): Promise<void>;
  /**
   * Appends rows to `columns` of a table, all or none; other columns take their default. Moments and dates
   * are ISO text. Rejects with QueryError at a value that its column cannot hold. Not inside a transaction.
   */
  append(table: string, columns: readonly string[], rows: Iterable<readonly SqlValue[]>): Promise<void>;
}

const INTEGER_TYPES = new Set([
  DuckDBTypeId.TINYINT,
  DuckDBTypeId.SMALLINT,
  DuckDBTypeId.INTEGER,
  DuckDBTypeId.BIGINT,
  DuckDBTypeId.HUGEINT,
  DuckDBTypeId.UTINYINT,
  DuckDBTypeId.USMALLINT,
  DuckDBTypeId.UINTEGER,
  DuckDBTypeId.UBIGINT,
]);

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
    return new DuckDbNodeEngine(instance, connection);
  } catch (cause) {
    throw toQueryError(cause, '');
  }
}

class DuckDbNodeEngine implements NodeEngine {
  readonly dialect = 'duckdb';
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  #last: Promise<unknown> = Promise.resolve();

  constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
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

  async append(
    table: string,
    columns: readonly string[],
    rows: Iterable<readonly SqlValue[]>,
  ): Promise<void> {
    const order = await this.#sourceOrder(table, columns);
    await this.execute('BEGIN');
    try {
      const appender = await this.#connection.createAppender(table);
      for (const row of rows) appendRow(appender, order, row);
      appender.closeSync();
      await this.execute('COMMIT');
    } catch (cause) {
      await this.execute('ROLLBACK');
      throw toQueryError(cause, `append to ${table}`);
    }
  }

  async close(): Promise<void> {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** For each column of the table, where its value stands in an appended row; -1 for its default. */
  async #sourceOrder(table: string, columns: readonly string[]): Promise<number[]> {
    const sql = `SELECT * FROM "${table.replace(/"/g, '""')}" LIMIT 0`;
    const { columns: present } = await this.query({ sql, parameters: [] });
    const unknown = columns.find((name) => !present.includes(name));
    if (unknown !== undefined) throw toQueryError(`no column ${unknown} in ${table}`, sql);
    return present.map((name) => columns.indexOf(name));
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

function appendRow(appender: DuckDBAppender, order: readonly number[], row: readonly SqlValue[]): void {
  order.forEach((source, column) => {
    if (source < 0) appender.appendDefault();
    else appendValue(appender, column, row[source] ?? null);
  });
  appender.endRow();
}

function appendValue(appender: DuckDBAppender, column: number, value: SqlValue): void {
  if (value === null) appender.appendNull();
  else if (typeof value === 'string') appender.appendVarchar(value);
  else if (typeof value === 'boolean') appender.appendBoolean(value);
  else if (Number.isInteger(value) || !INTEGER_TYPES.has(appender.columnType(column).typeId)) {
    appender.appendDouble(value);
  } else throw new RangeError(`column ${column + 1} holds whole numbers only`);
}
