/** A value that may be bound to a `?` placeholder. Dates travel as ISO text and are cast in SQL. */
export type SqlParameter = string | number | boolean | null;

/** A statement and its parameters, in placeholder order. */
export interface Statement {
  readonly sql: string;
  readonly parameters: readonly SqlParameter[];
}

/** A cell as every engine returns it: integers and decimals as numbers, dates and timestamps as ISO text. */
export type SqlValue = string | number | boolean | null;

/** Rows in columns order; `rows[i][j]` belongs to `columns[j]`. */
export interface SqlResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly SqlValue[])[];
  /** The values of `columns[place]`; for results of thousands of rows faster than `rows`. */
  column(place: number): ArrayLike<SqlValue>;
}

/** SQL dialects that statements are written for; see `sql/dialect.ts`. */
export type DialectName = 'duckdb';

/**
 * What the query layer knows of a database. `query` rejects with a {@link QueryError}; an aborted query
 * rejects with the signal's reason and its result is dropped.
 */
export interface QueryEngine {
  readonly dialect: DialectName;
  query(statement: Statement, signal?: AbortSignal): Promise<SqlResult>;
  close(): Promise<void>;
}

/** An engine that readers write statements for: it also tells how it reads them. */
export interface ConsoleEngine extends QueryEngine {
  /** The words of a text as the engine splits it: names, values and signs without blanks and comments. */
  words(text: string): Promise<readonly string[]>;
}

/** A statement that the engine refused; carries the SQL (which holds no parameter values). */
export class QueryError extends Error {
  override readonly name = 'QueryError';
  readonly sql: string;

  constructor(message: string, sql: string, cause?: unknown) {
    super(message, { cause });
    this.sql = sql;
  }
}

/** A column that rows of text are read as. */
export interface StagedColumn {
  readonly name: string;
  readonly type: 'varchar' | 'integer' | 'date' | 'timestamp' | 'boolean';
}

/** A relation that is filled with rows of text; see `row-text.ts`. Its methods reject with {@link QueryError}. */
export interface RowStage {
  /** Adds whole rows. */
  add(text: string | Uint8Array): Promise<void>;
  /** After the last row: a FROM clause for the statements that follow. */
  end(): Promise<string>;
  /** Forgets the rows. */
  drop(): Promise<void>;
}

/** An engine that a ledger can be loaded into: a new database file, or memory. */
export interface WritableEngine extends QueryEngine {
  /** Runs statements without result, in order. */
  execute(sql: string): Promise<void>;
  /** Starts a relation; a value that its column cannot hold fails the statement that reads it. */
  stage(name: string, columns: readonly StagedColumn[]): Promise<RowStage>;
}
