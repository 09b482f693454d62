import type { QueryEngine } from '../core/engine.ts';
import { WuseError } from '../core/errors.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import { missingFeatures, type LedgerSource } from '../engine/engine-files.ts';
import { editionWithoutRows, type BundleFile, type Manifest } from '../query/bundle-documents.ts';
import { partMissing, localLedgerLost } from './page-errors.ts';
import { RestartingEngine } from './restarting-engine.ts';

export type LedgerStatus = 'idle' | 'starting' | 'ready' | 'failed';

/** Name of the attached ledger in statements. */
const LEDGER = 'ledger';

/** Where the browser finds things; absolute URLs with a slash at the end. */
export interface Places {
  readonly engine: string;
  readonly ledger: string;
}

function asWuseError(cause: unknown): WuseError {
  if (cause instanceof WuseError) return cause;
  return new WuseError(
    'ENGINE_FAILED',
    { zh: '查询引擎没有启动', en: 'the query engine did not start' },
    { zh: '请重试；仍不行时换用较新的浏览器', en: 'try again; if it keeps failing use a newer browser' },
    {},
    cause,
  );
}

/** The part of the program that starts the engine; PAGE_PART_MISSING where the server does not give it. */
function engineModule() {
  return import('../engine/duckdb-wasm.ts').catch((cause: unknown) => {
    throw partMissing(cause);
  });
}

/** The query engine with the published ledger attached, started once, on demand; or one with a local ledger. */
export class LedgerEngine {
  status: LedgerStatus = $state('idle');
  failure: WuseError | null = $state.raw(null);
  /** Share of the engine that is there, 0 … 1; null while unknown. */
  progress: number | null = $state(null);
  #engine: RestartingEngine | null = null;
  /** Holds a ledger of this computer and answers in the published one's place. */
  #local: WasmEngine | null = null;
  #answering: RestartingEngine | null = null;
  /** The ledger file that the engine has attached, or is about to, as it is sent: packed anew it is another one. */
  #file = '';
  /** True after a start that failed: what the browser keeps of the engine's files may be why. */
  #failed = false;
  readonly #places: () => Places;
  readonly #manifest: () => Promise<Manifest>;
  readonly #recheck: () => Promise<void>;

  /**
   * `manifest` is what the server has now; a page may have been built with an older one. `recheck` asks the server for
   * it again: for a ledger file that is not there, or not the one that the manifest lists.
   */
  constructor(places: () => Places, manifest: () => Promise<Manifest>, recheck: () => Promise<void>) {
    this.#places = places;
    this.#manifest = manifest;
    this.#recheck = recheck;
  }

  /**
   * The engine with the current version attached; it starts anew by itself when it breaks. Rejects with `WuseError`; a
   * later call tries again.
   */
  async engine(): Promise<QueryEngine> {
    if (this.#answering !== null) return this.#answering;
    const engine = await this.#current();
    try {
      await engine.ready();
      return engine;
    } catch (failure) {
      if (!(failure as WuseError).code?.startsWith('DATA_')) throw failure;
      // Published again meanwhile: the same data may lie in another file by now.
      await this.#recheck();
      const again = await this.#current();
      if (again === engine) throw failure;
      await again.ready();
      return again;
    }
  }

  async #current(): Promise<RestartingEngine> {
    const manifest = await this.#manifest();
    const file = JSON.stringify(ledgerSource(this.#places().ledger, manifest));
    if (this.#engine !== null && this.#file !== file) await this.stop();
    this.#file = file;
    this.#engine ??= new RestartingEngine(() => this.#start(manifest));
    return this.#engine;
  }

  /** What this browser lacks for an engine; empty where one can start. */
  get lacks(): readonly string[] {
    return missingFeatures(window);
  }

  /** The engine that was adopted; null while the published ledger answers. */
  get local(): WasmEngine | null {
    return this.#local;
  }

  /** Ends the engine; the next query starts a new one. */
  async stop(): Promise<void> {
    const engine = this.#engine;
    this.#engine = null;
    this.status = 'idle';
    await engine?.close();
  }

  /** Starts an engine without a ledger beside the one that answers. Rejects with `WuseError`. */
  async startEmpty(signal: AbortSignal): Promise<WasmEngine> {
    const { startDuckDbWasm } = await engineModule();
    return startDuckDbWasm({ engineBase: this.#places().engine, signal });
  }

  /**
   * Starts an engine beside the one that answers, with a copy of its ledger attached read-only as `ledger`: what is
   * done to it, or however it ends, the pages' figures go on. Rejects with `WuseError`, or with the signal's reason.
   */
  async startBeside(signal: AbortSignal): Promise<WasmEngine> {
    if (this.#local !== null) {
      const bytes = await this.#local.save(signal);
      const engine = await this.startEmpty(signal);
      await engine.attach(LEDGER, bytes);
      return engine;
    }
    const manifest = await this.#manifest();
    const { startDuckDbWasm } = await engineModule();
    const { engine, ledger } = this.#places();
    const source = ledgerSource(ledger, manifest);
    return startDuckDbWasm({ engineBase: engine, signal, ledger: { name: LEDGER, source } });
  }

  /** From now on `engine` answers, until it is released; the earlier one ends. */
  adopt(engine: WasmEngine): void {
    this.release();
    void this.stop();
    this.#local = engine;
    let isThere = true;
    // Its tables are in no file: once it is gone, only the reader has them.
    this.#answering = new RestartingEngine(async () => {
      if (!isThere) throw localLedgerLost();
      isThere = false;
      return engine;
    }, false);
    this.status = 'ready';
    this.failure = null;
  }

  /** Ends the engine that was adopted; the next query is the published ledger's. */
  release(): void {
    void this.#local?.close();
    void this.#answering?.close();
    [this.#local, this.#answering] = [null, null];
    this.status = 'idle';
  }

  async #start(manifest: Manifest): Promise<WasmEngine> {
    this.status = 'starting';
    this.failure = null;
    try {
      const { startDuckDbWasm } = await engineModule();
      const places = this.#places();
      const engine = await startDuckDbWasm({
        engineBase: places.engine,
        fresh: this.#failed,
        onProgress: (progress) =>
          (this.progress = progress.total > 0 ? progress.loaded / progress.total : null),
        ledger: { name: LEDGER, source: ledgerSource(places.ledger, manifest) },
      });
      this.status = 'ready';
      this.#failed = false;
      return engine;
    } catch (cause) {
      const failure = asWuseError(cause);
      this.#failed = true;
      if (this.#local === null) [this.status, this.failure] = ['failed', failure];
      throw failure;
    }
  }
}

/** The database of a publication. Throws `EDITION_WITHOUT_ROWS` for a public one. */
function ledgerFile({ files }: Manifest): BundleFile {
  const file = files.find(({ role }) => role === 'ledger');
  if (file !== undefined) return file;
  throw editionWithoutRows();
}

function ledgerSource(base: string, manifest: Manifest): LedgerSource {
  const plain = ledgerFile(manifest);
  const packed = manifest.files.find((file) => file.role === 'ledger_compressed');
  const sent = packed ?? plain;
  return {
    url: base + sent.name,
    packed: packed !== undefined,
    length: plain.bytes,
    bytes: sent.bytes,
    sha256: { sent: sent.sha256, unpacked: plain.sha256 },
  };
}
