/** A file that is shipped packed; `bytes` is its size on the wire, `length` its size when unpacked. */
export interface PackedFile {
  /** File name, or an absolute URL. */
  readonly name: string;
  readonly bytes: number;
  readonly length: number;
}

/** The two builds of the engine: `eh` needs WebAssembly exceptions (Chrome 95), `mvp` runs anywhere. */
export type EngineVariant = 'eh' | 'mvp';

/** One build: DuckDB's module and the worker script that drives it. */
export interface VariantFiles {
  readonly wasm: PackedFile;
  readonly script: PackedFile;
  /** The same script unpacked, for servers whose content security policy forbids scripts from memory. */
  readonly plainScript: string;
}

/** Globals without which the engine cannot start; all are there in Chromium 86 and Firefox 113. */
const ENGINE_NEEDS = ['WebAssembly', 'ReadableStream', 'DecompressionStream', 'BigInt64Array'];

/** What a page or a worker (its global object) lacks for the engine; empty where it can start. */
export function missingFeatures(scope: object): readonly string[] {
  return ENGINE_NEEDS.filter((name) => !(name in scope));
}

/** What `tools/engine` put into `static/engine`, as the page and the worker look it up. */
export interface EngineFiles extends Readonly<Record<EngineVariant, VariantFiles>> {
  readonly boot: string;
  readonly decoder: PackedFile;
}

/** A DuckDB file on the server; `packed` ones are brotli or gzip, `length` is the unpacked size in bytes. */
export interface LedgerSource {
  readonly url: string;
  readonly packed?: boolean;
  readonly length?: number;
  /** Size on the wire in bytes, for progress. */
  readonly bytes?: number;
  /** What must arrive, as hexadecimal SHA-256: of the file at the URL, and of what a server that unpacks it sends. */
  readonly sha256?: { readonly sent: string; readonly unpacked: string };
}

/** What the page asks of the worker; everything else on the channel is DuckDB's own protocol. */
export type ToWorker =
  | {
      readonly wuse: 'start';
      readonly base: string;
      readonly files: EngineFiles;
      readonly variant?: EngineVariant;
      /** Past what the browser keeps: a damaged file may lie there for a year. */
      readonly fresh: boolean;
    }
  | { readonly wuse: 'load'; readonly id: number; readonly source: LedgerSource };

/** Codes of what may go wrong while the engine starts, fetches a ledger or answers; see `engine-errors.ts`. */
export type EngineFailure =
  | 'ENGINE_MISSING'
  | 'ENGINE_DAMAGED'
  | 'ENGINE_TIMEOUT'
  | 'ENGINE_UNSUPPORTED'
  | 'ENGINE_STOPPED'
  | 'ENGINE_SILENT'
  | 'ENGINE_MEMORY'
  | 'DATA_MISSING'
  | 'DATA_DAMAGED'
  | 'DATA_OTHER';

/** Moments of the start in milliseconds since the worker's script began. */
export type StartMarks = Readonly<Record<string, number>>;

/** What the worker tells the page. */
export type FromWorker =
  | { readonly wuse: 'progress'; readonly loaded: number; readonly total: number }
  | { readonly wuse: 'ready'; readonly variant: EngineVariant }
  | { readonly wuse: 'started'; readonly marks: StartMarks }
  | { readonly wuse: 'failed'; readonly code: EngineFailure; readonly detail: string }
  | { readonly wuse: 'loaded'; readonly id: number; readonly buffer: ArrayBuffer }
  | {
      readonly wuse: 'load-failed';
      readonly id: number;
      readonly code: EngineFailure;
      readonly detail: string;
    };
