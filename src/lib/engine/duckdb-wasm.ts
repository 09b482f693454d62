import { AsyncDuckDB, type AsyncDuckDBConnection, VoidLogger } from '@duckdb/duckdb-wasm';
import { engineFiles } from 'virtual:wuse-engine';
import { type ConsoleEngine, type SqlResult, type Statement } from '../core/engine.ts';
import { sqlName, sqlString } from '../core/sql-string.ts';
import { abortReason, orAborted } from './abort.ts';
import { arrowRows } from './arrow-rows.ts';
import { isWholeDuckDbFile } from './duckdb-file.ts';
import { engineError, toQueryError } from './engine-errors.ts';
import { type EngineFiles, type EngineVariant, type LedgerSource, type StartMarks } from './engine-files.ts';
import { inlineParameters } from './inline-parameters.ts';
import { splitWords } from './split-words.ts';
import { type EngineProgress, refetchBoot, WorkerLink } from './worker-link.ts';

/** How to start the engine in the browser. */
export interface WasmStart {
  /** Absolute URL of the folder that holds the engine's files, with a slash at its end. */
  readonly engineBase: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
  /** Longest silence of the worker during the start, in milliseconds. */
  readonly timeoutMs?: number;
  /** Longest silence of the running engine while something is asked of it, in milliseconds. */
  readonly answerMs?: number;
  /** Fetches every file from the server, also where the browser has it: after a start that failed. */
  readonly fresh?: boolean;
  /** A ledger to fetch while the engine starts, and to attach at once. */
  readonly ledger?: { readonly name: string; readonly source: LedgerSource };
  /** Overrides the build that the browser's abilities choose. */
  readonly variant?: EngineVariant;
  /** Overrides the files that the build made. */
  readonly files?: EngineFiles;
}

/** DuckDB in a worker of the page. */
export interface WasmEngine extends ConsoleEngine {
  readonly variant: EngineVariant;
  /** When each step of the start was done, in milliseconds since the worker began. */
  readonly marks: StartMarks;
  /**
   * Attaches a DuckDB file read-only as `name`, in place of an earlier one, and makes its tables the ones
   * that statements see. Bytes are copied. Rejects with DATA_MISSING or DATA_DAMAGED.
   */
  attach(name: string, source: Uint8Array | LedgerSource): Promise<void>;
  /** Runs a statement that reads `bytes` as a file; the bytes are handed over. Rejects with QueryError. */
  readBytes(bytes: Uint8Array, sqlOf: (file: string) => string): Promise<void>;
  /**
   * The tables in memory, in the order of their rows, as the bytes of a DuckDB file of storage version 1.4.0.
   * Rejects with QueryError, or with the signal's reason; nothing of the file stays in the engine either way.
   */
  save(signal?: AbortSignal): Promise<Uint8Array>;
}

const SILENCE_MS = 30_000;
/** Statements take seconds at most; a worker that is dead says nothing either. */
const ANSWER_MS = 180_000;
const SETTINGS = 'SET autoload_known_extensions=false; SET autoinstall_known_extensions=false;';

/**
 * Starts DuckDB in a worker. Rejects with ENGINE_MISSING, ENGINE_DAMAGED, ENGINE_TIMEOUT or
 * ENGINE_UNSUPPORTED (and, for a `ledger`, DATA_MISSING, DATA_DAMAGED or DATA_OTHER), or with the signal's reason;
 * nothing is left running then and a new start may be tried.
 */
export async function startDuckDbWasm(options: WasmStart): Promise<WasmEngine> {
  const {
    engineBase: base,
    files = engineFiles,
    timeoutMs = SILENCE_MS,
    answerMs = ANSWER_MS,
    fresh = false,
    ledger,
  } = options;
  if (fresh) await refetchBoot(files, base);
  if (options.signal?.aborted) throw abortReason(options.signal);
  const link = new WorkerLink({ ...options, base, files, timeoutMs, answerMs, fresh });
  const ledgerBytes = ledger && link.load(ledger.source);
  ledgerBytes?.catch(() => undefined);
  try {
    const start = async () => {
      const engine = await openEngine(link);
      if (ledger) await engine.attach(ledger.name, new Uint8Array(await ledgerBytes!));
      return engine;
    };
    return await Promise.race([start(), link.broken]);
  } catch (error) {
    link.stop();
    throw error;
  } finally {
    link.endWatch();
  }
}

async function openEngine(link: WorkerLink): Promise<DuckDbWasmEngine> {
  const variant = await link.ready;
  const database = new AsyncDuckDB(new VoidLogger(), link.worker);
  await database.instantiate('about:blank');
  // No database.open(): connecting opens the database in memory, and open() would then make it a second time.
  const connection = await database.connect();
  await connection.query(SETTINGS);
  return new DuckDbWasmEngine(link, database, connection, variant);
}

class DuckDbWasmEngine implements WasmEngine {
  readonly dialect = 'duckdb';
  readonly variant: EngineVariant;
  readonly #link: WorkerLink;
  readonly #database: AsyncDuckDB;
  readonly #connection: AsyncDuckDBConnection;
  readonly #attached = new Set<string>();
  #files = 0;

  constructor(
    link: WorkerLink,
    database: AsyncDuckDB,
    connection: AsyncDuckDBConnection,
    variant: EngineVariant,
  ) {
    this.#link = link;
    this.#database = database;
    this.#connection = connection;
    this.variant = variant;
  }

  get marks(): StartMarks {
    return this.#link.marks;
  }

  async attach(name: string, source: Uint8Array | LedgerSource): Promise<void> {
    const bytes =
      source instanceof Uint8Array ? source.slice() : new Uint8Array(await this.#link.load(source));
    if (!isWholeDuckDbFile(bytes)) throw engineError('DATA_DAMAGED', 'not a whole DuckDB file');
    if (this.#attached.delete(name)) {
      await this.#connection.query(`USE memory; DETACH ${sqlName(name)};`);
      await this.#database.dropFile(fileOf(name));
    }
    await this.#database.registerFileBuffer(fileOf(name), bytes);
    const sql = `ATTACH ${sqlString(fileOf(name))} AS ${sqlName(name)} (READ_ONLY); USE ${sqlName(name)};`;
    await this.#connection.query(sql).catch((cause: unknown) => {
      throw engineError('DATA_DAMAGED', cause);
    });
    this.#attached.add(name);
  }

  async readBytes(bytes: Uint8Array, sqlOf: (file: string) => string): Promise<void> {
    // A name of its own: the engine may hold on to the last one for a moment.
    const file = `wuse_read_${++this.#files}`;
    try {
      await this.#link.answer(this.#database.registerFileBuffer(file, bytes));
      await this.query({ sql: sqlOf(file), parameters: [] });
    } finally {
      void this.#database.dropFile(file).catch(() => undefined);
    }
  }

  async save(signal?: AbortSignal): Promise<Uint8Array> {
    // A name of its own: one that was aborted may still be under way.
    const name = `wuse_saved_${++this.#files}`;
    const run = (sql: string) => this.query({ sql, parameters: [] }, signal);
    try {
      await this.#bypassPages(fileOf(name));
      await run(`ATTACH ${sqlString(fileOf(name))} AS ${name} (STORAGE_VERSION 'v1.4.0')`);
      await run(`COPY FROM DATABASE memory TO ${name}`);
      await run(`CHECKPOINT ${name}`);
      await run(`DETACH ${name}`);
      const bytes = this.#link.answer(this.#database.copyFileToBuffer(fileOf(name)));
      return await orAborted(bytes, signal);
    } finally {
      // Nobody waits for this: an engine that was closed does not answer.
      void this.#forget(name);
    }
  }

  async query(statement: Statement, signal?: AbortSignal): Promise<SqlResult> {
    if (signal?.aborted) throw abortReason(signal);
    return orAborted(this.#link.answer(this.#run(statement)), signal);
  }

  async words(text: string): Promise<readonly string[]> {
    const { offsets } = await this.#link.answer(this.#database.tokenize(text));
    return splitWords(text, offsets);
  }

  async close(): Promise<void> {
    this.#link.stop();
  }

  /**
   * A file that DuckDB writes through its page buffer stays locked when it is detached, and cannot be read. One
   * that was registered once goes by the buffer, also after it was dropped.
   */
  async #bypassPages(file: string): Promise<void> {
    await this.#database.registerFileBuffer(file, new Uint8Array(0));
    await this.#database.dropFile(file);
  }

  async #forget(name: string): Promise<void> {
    await this.#connection.query(`DETACH DATABASE IF EXISTS ${name}`).catch(() => undefined);
    for (const file of [fileOf(name), `${fileOf(name)}.wal`])
      await this.#database.dropFile(file).catch(() => undefined);
  }

  async #run(statement: Statement): Promise<SqlResult> {
    try {
      return arrowRows(await this.#connection.query(inlineParameters(statement)));
    } catch (cause) {
      throw toQueryError(cause, statement.sql);
    }
  }
}

function fileOf(name: string): string {
  return `${name}.duckdb`;
}
