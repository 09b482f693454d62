import { untrack } from 'svelte';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import { ConsoleError, outOfTime } from '../query/console-errors.ts';
import { openConsole, runConsole, type ConsoleAnswer } from '../query/run-console.ts';
import { consoleFragment, consoleLinkOf, type ConsoleLink } from './console-fragment.ts';
import type { LedgerEngine } from './ledger.svelte.ts';
import type { Published } from './published.svelte.ts';

/** Longest time that a statement may run. */
export const LIMIT_S = 10;

/** Errors after which the engine is ended. */
const ENDING: ReadonlySet<string> = new Set(['SQL_TIMEOUT', 'SQL_ENGINE_STOPPED', 'SQL_MEMORY']);

/** An answer and what it answers. */
export interface Answered {
  readonly sql: string;
  readonly answer: ConsoleAnswer;
  readonly seconds: number;
}

const EMPTY: ConsoleLink = { sql: '', chart: null, x: '', y: '' };

/**
 * Statements that a reader writes, in an engine of their own: it is ended when one is stopped or takes too long, and
 * the next one starts another. A link fills the editor and runs nothing.
 */
export class SqlConsole {
  /** What stands in the editor. */
  text = $state('');
  status: 'idle' | 'starting' | 'running' = $state('idle');
  answered: Answered | null = $state.raw(null);
  error: unknown = $state.raw(null);
  /** True after the reader stopped a statement. */
  isStopped = $state(false);
  readonly link: ConsoleLink = $derived.by(() => {
    const hash = this.#hash();
    return hash === null ? EMPTY : consoleLinkOf(hash);
  });
  readonly #sql = $derived.by(() => this.link.sql);
  readonly #hash: () => string | null;
  readonly #write: (fragment: string, isNew: boolean) => void;
  readonly #ledger: LedgerEngine;
  readonly #published: Published;
  #engine: WasmEngine | null = null;
  #running: AbortController | null = null;
  #sent = '';

  /** Must be called while a component is set up. `hash` is null while the address may not be read. */
  constructor(
    ledger: LedgerEngine,
    published: Published,
    hash: () => string | null,
    write: (fragment: string, isNew: boolean) => void,
  ) {
    this.#ledger = ledger;
    this.#published = published;
    this.#hash = hash;
    this.#write = write;
    $effect(() => {
      const sql = this.#sql;
      untrack(() => this.#follow(sql));
    });
    $effect(() => () => this.#end());
  }

  get isBusy(): boolean {
    return this.status !== 'idle';
  }

  /** Runs what stands in the editor, and puts it into the address; nothing while another runs. */
  async run(): Promise<void> {
    if (this.isBusy) return;
    const running = new AbortController();
    this.#running = running;
    const sql = this.text;
    [this.status, this.error, this.isStopped] = ['starting', null, false];
    this.#remember(sql);
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const engine = await this.#start(running.signal);
      if (running.signal.aborted) return;
      this.status = 'running';
      const began = performance.now();
      timer = setTimeout(() => running.abort(outOfTime(LIMIT_S)), LIMIT_S * 1000);
      const answer = await runConsole(engine, sql, running.signal);
      this.answered = { sql, answer, seconds: (performance.now() - began) / 1000 };
    } catch (cause) {
      if (this.#running === running) this.#fail(cause);
    } finally {
      clearTimeout(timer);
      if (this.#running === running) [this.#running, this.status] = [null, 'idle'];
    }
  }

  /** Ends what runs, at once. */
  stop(): void {
    if (!this.isBusy) return;
    this.#end();
    [this.#running, this.status, this.isStopped] = [null, 'idle', true];
  }

  /** Shows the answer another way. */
  choose(patch: Partial<Pick<ConsoleLink, 'chart' | 'x' | 'y'>>): void {
    const sql = this.answered?.sql ?? this.link.sql;
    this.#sent = sql;
    this.#write(consoleFragment({ ...this.link, ...patch, sql }), false);
  }

  /** An engine with the tables, closed to everything else; kept from one statement to the next. */
  async #start(signal: AbortSignal): Promise<WasmEngine> {
    if (this.#engine !== null) return this.#engine;
    const engine = await this.#ledger.startBeside(signal);
    if (signal.aborted) {
      await engine.close();
      return engine;
    }
    this.#engine = engine;
    const { cutoff, dataVersion } = this.#published.manifest;
    await openConsole(engine, { cutoff, dataVersion });
    return engine;
  }

  /**
   * An engine whose work was not its own to end is not used again; nor is one that filled its memory, which a module
   * never gives back.
   */
  #fail(cause: unknown): void {
    const isWhole = cause instanceof ConsoleError && !ENDING.has(cause.code);
    if (!isWhole) this.#end();
    this.error = cause;
  }

  #end(): void {
    this.#running?.abort();
    void this.#engine?.close();
    this.#engine = null;
  }

  #remember(sql: string): void {
    if (sql === this.#sql) return;
    this.#sent = sql;
    // Another statement has other columns.
    this.#write(consoleFragment({ ...this.link, sql, x: '', y: '' }), true);
  }

  /** The address changed by itself (back, forward, a link): the editor follows, and nothing is run. */
  #follow(sql: string): void {
    if (sql === this.#sent) return;
    this.#sent = sql;
    this.text = sql;
  }
}
