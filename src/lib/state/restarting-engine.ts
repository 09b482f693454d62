import { QueryError, type QueryEngine, type SqlResult, type Statement } from '../core/engine.ts';
import { WuseError } from '../core/errors.ts';
import { abortReason } from '../engine/abort.ts';
import { engineError } from '../engine/engine-errors.ts';
import { reportType } from '../query/engine-report.ts';

/** Reports of an engine that cannot be asked anything afterwards. */
const FATAL: ReadonlySet<string> = new Set(['FATAL', 'Fatal', 'INTERNAL', 'Internal']);

/** What broke the engine under a statement; null where the statement itself was refused and the engine goes on. */
export function engineFault(cause: unknown): WuseError | null {
  if (cause instanceof WuseError) return cause;
  if (!(cause instanceof QueryError)) return null;
  const type = reportType(cause);
  if (type === 'Out of Memory') return engineError('ENGINE_MEMORY', cause.message);
  // No report at all is an abort of the module itself: its memory may be in any state.
  if (type === null || FATAL.has(type)) return engineError('ENGINE_STOPPED', cause.message);
  return null;
}

/**
 * An engine that is started anew when it breaks. Answers that were under way are asked for once more, silently; what
 * breaks the second one too is told, and the next question has a third. One file for its whole life: what is kept per
 * engine stays true.
 */
export class RestartingEngine implements QueryEngine {
  readonly dialect = 'duckdb';
  readonly #start: () => Promise<QueryEngine>;
  readonly #isReplaceable: boolean;
  #engine: Promise<QueryEngine> | null = null;
  #isClosed = false;
  /** What ended the engine before. */
  #fault: WuseError | null = null;

  /**
   * `start` makes an engine with the same tables each time; its rejections are the answers' own. An engine that is not
   * replaceable is kept where it goes on: one that ran out of memory for a statement.
   */
  constructor(start: () => Promise<QueryEngine>, isReplaceable = true) {
    this.#start = start;
    this.#isReplaceable = isReplaceable;
  }

  /** Starts where nothing runs. */
  async ready(): Promise<void> {
    await this.#current();
  }

  /** Rejects with `QueryError` for a refused statement, with `WuseError` where the engine broke twice or did not start. */
  async query(statement: Statement, signal?: AbortSignal): Promise<SqlResult> {
    try {
      return await this.#ask(statement, signal);
    } catch (cause) {
      // Silence is not waited for twice.
      if (!(cause instanceof BrokenEngine) || cause.fault.code === 'ENGINE_SILENT') throw faultOf(cause);
      if (signal?.aborted) throw abortReason(signal);
      return this.#ask(statement, signal).catch((again: unknown) => {
        throw faultOf(again);
      });
    }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    const engine = this.#engine;
    this.#engine = null;
    await engine?.then((started) => started.close()).catch(() => undefined);
  }

  async #ask(statement: Statement, signal?: AbortSignal): Promise<SqlResult> {
    const current = this.#current();
    const engine = await current;
    try {
      return await engine.query(statement, signal);
    } catch (cause) {
      if (signal?.aborted || this.#isClosed) throw cause;
      // One question broke the engine, and the others that were under way were ended with it.
      const fault = engineFault(cause) ?? (this.#engine === current ? null : this.#fault);
      if (fault === null) throw cause;
      if (fault.code === 'ENGINE_MEMORY' && !this.#isReplaceable) throw fault;
      if (this.#engine === current) [this.#engine, this.#fault] = [null, fault];
      void engine.close();
      throw new BrokenEngine(fault);
    }
  }

  #current(): Promise<QueryEngine> {
    if (this.#engine === null) {
      const starting = this.#start();
      this.#engine = starting;
      starting.catch(() => {
        if (this.#engine === starting) this.#engine = null;
      });
    }
    return this.#engine;
  }
}

/** Marks faults of a running engine: those of a start are not tried again by themselves. */
class BrokenEngine extends Error {
  readonly fault: WuseError;

  constructor(fault: WuseError) {
    super(fault.message);
    this.fault = fault;
  }
}

function faultOf(cause: unknown): unknown {
  return cause instanceof BrokenEngine ? cause.fault : cause;
}
