import type { QueryEngine } from '../core/engine.ts';
import { WuseError } from '../core/errors.ts';
import type { WasmEngine } from '../engine/duckdb-wasm.ts';
import { missingFeatures, type LedgerSource } from '../engine/engine-files.ts';
import { editionWithoutRows, type BundleFile, type Manifest } from '../query/bundle-documents.ts';

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

/** The query engine with the published ledger attached, started once, on demand; or one with a local ledger. */
export class LedgerEngine {
  status: LedgerStatus = $state('idle');
  failure: WuseError | null = $state.raw(null);
  /** Share of the engine that is there, 0 … 1; null while unknown. */
  progress: number | null = $state(null);
  #engine: Promise<WasmEngine> | null = null;
  /** Holds a ledger of this computer and answers in the published one's place. */
  #local: WasmEngine | null = null;
  /** The ledger file that the engine has attached, or is about to. */
  #file = '';
  readonly #places: () => Places;
  readonly #manifest: () => Promise<Manifest>;

  /** `manifest` is what the server has now; a page may have been built with an older one. */
  constructor(places: () => Places, manifest: () => Promise<Manifest>) {
    this.#places = places;
    this.#manifest = manifest;
  }

  /** The engine with the current version attached. Rejects with `WuseError`; a later call tries again. */
  async engine(): Promise<QueryEngine> {
    if (this.#local !== null) return this.#local;
    const manifest = await this.#manifest();
    const { name: file } = ledgerFile(manifest);
    if (this.#engine !== null && this.#file !== file) await this.stop();
    this.#file = file;
    this.#engine ??= this.#start(manifest);
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
    await engine?.then((started) => started.close()).catch(() => undefined);
  }

  /** Starts an engine without a ledger beside the one that answers. Rejects with `WuseError`. */
  async startEmpty(signal: AbortSignal): Promise<WasmEngine> {
    const { startDuckDbWasm } = await import('../engine/duckdb-wasm.ts');
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
    const { startDuckDbWasm } = await import('../engine/duckdb-wasm.ts');
    const { engine, ledger } = this.#places();
    const source = ledgerSource(ledger, manifest);
    return startDuckDbWasm({ engineBase: engine, signal, ledger: { name: LEDGER, source } });
  }

  /** From now on `engine` answers, until it is released; the earlier one ends. */
  adopt(engine: WasmEngine): void {
    this.release();
    void this.stop();
    this.#local = engine;
    this.status = 'ready';
    this.failure = null;
  }

  /** Ends the engine that was adopted; the next query is the published ledger's. */
  release(): void {
    void this.#local?.close();
    this.#local = null;
    this.status = 'idle';
  }

  async #start(manifest: Manifest): Promise<WasmEngine> {
    this.status = 'starting';
    this.failure = null;
    try {
      const { startDuckDbWasm } = await import('../engine/duckdb-wasm.ts');
      const places = this.#places();
      const engine = await startDuckDbWasm({
        engineBase: places.engine,
        onProgress: (progress) =>
          (this.progress = progress.total > 0 ? progress.loaded / progress.total : null),
        ledger: { name: LEDGER, source: ledgerSource(places.ledger, manifest) },
      });
      this.status = 'ready';
      return engine;
    } catch (cause) {
      this.#engine = null;
      const failure = asWuseError(cause);
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
  return { url: base + (packed ?? plain).name, packed: packed !== undefined, length: plain.bytes };
}
