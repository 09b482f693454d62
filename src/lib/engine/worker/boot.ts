/**
 * The worker's first script: it fetches the packed engine and DuckDB's own worker script, unpacks both
 * while they arrive, compiles the engine as it is unpacked, and then hands the channel over to DuckDB.
 */
import '../../core/polyfills.ts';
import { policySources } from '../../core/policy-sources.ts';
import {
  type EngineFiles,
  type EngineVariant,
  type FromWorker,
  type ToWorker,
  type VariantFiles,
  missingFeatures,
} from '../engine-files.ts';
import {
  ENGINE_CODES,
  WorkerFailure,
  fetchFile,
  fetchFresh,
  loadDecoder,
  unpackAll,
  unpackStream,
} from './fetch-file.ts';
import { loadLedger } from './ledger.ts';
import { DownloadProgress } from './progress.ts';

interface WorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Partial<ToWorker>>) => void): void;
  importScripts(url: string): void;
}

const scope = self as unknown as WorkerScope;
const progress = new DownloadProgress((message) => scope.postMessage(message));
/** A module of one function with a `try` block: valid only where WebAssembly exceptions exist. */
const EXCEPTION_PROBE = Uint8Array.of(
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11,
); // prettier-ignore

const marks: Record<string, number> = {};
let decoder: Promise<WebAssembly.Module> | undefined;

function mark(name: string): void {
  marks[name] = Math.round(performance.now());
}

function codeOf(cause: unknown) {
  return cause instanceof WorkerFailure
    ? { code: cause.code, detail: cause.message }
    : { code: ENGINE_CODES.damaged, detail: String(cause) };
}

function checkSupport(): void {
  const missing = missingFeatures(self);
  if (missing.length > 0) throw new WorkerFailure('ENGINE_UNSUPPORTED', missing.join(', '));
}

function chooseVariant(): EngineVariant {
  return WebAssembly.validate(EXCEPTION_PROBE) ? 'eh' : 'mvp';
}

async function compileEngine(
  { wasm }: VariantFiles,
  base: string,
  decoding: Promise<WebAssembly.Module>,
): Promise<WebAssembly.Module> {
  const response = await fetchFile(new URL(wasm.name, base).href, ENGINE_CODES);
  mark('engine answered');
  let loaded = 0;
  let failure: WorkerFailure | undefined;
  const bytes = unpackStream(response.body!, await decoding, {
    codes: ENGINE_CODES,
    length: wasm.length,
    onFailure: (cause) => (failure = cause),
    onBytes: (count) => {
      loaded += count;
      if (loaded === wasm.bytes) mark('engine unpacked');
      progress.add(count);
    },
  });
  const typed = new Response(bytes, { headers: { 'content-type': 'application/wasm' } });
  const module = await WebAssembly.compileStreaming(typed).catch((cause: unknown) => {
    throw failure ?? new WorkerFailure(ENGINE_CODES.damaged, String(cause));
  });
  mark('engine compiled');
  return module;
}

/**
 * True when scripts from memory would be refused: by the server's policy, which covers this worker as well, or by the
 * page's, which Chromium 86 lets its workers inherit.
 */
function forbidsMemoryScripts(response: Response): boolean {
  const policy = response.headers.get('content-security-policy') ?? '';
  const scripts = policySources(policy, 'script-src') ?? policySources(policy, 'default-src');
  if (scripts !== undefined && !/\bblob:/.test(scripts)) return true;
  try {
    runFromMemory('');
    return false;
  } catch {
    return true;
  }
}

/** Throws what `importScripts` throws. */
function runFromMemory(code: BlobPart): void {
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }));
  try {
    scope.importScripts(url);
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function runScript(
  { script, plainScript }: VariantFiles,
  base: string,
  decoding: Promise<WebAssembly.Module>,
): Promise<void> {
  const response = await fetchFile(new URL(script.name, base).href, ENGINE_CODES);
  if (forbidsMemoryScripts(response)) {
    void response.body?.cancel();
    importEngineScript(() => scope.importScripts(new URL(plainScript, base).href));
    return;
  }
  const options = { codes: ENGINE_CODES, length: script.length, onBytes: () => progress.add(0) };
  const code = await unpackAll(response.body!, await decoding, options);
  importEngineScript(() => runFromMemory(code));
  mark('script ran');
}

function importEngineScript(run: () => void): void {
  try {
    run();
  } catch (cause) {
    const code = cause instanceof DOMException ? ENGINE_CODES.missing : ENGINE_CODES.damaged;
    throw new WorkerFailure(code, String(cause));
  }
}

/**
 * DuckDB's script calls some of the module's functions (`_setThrew`, `___cxa_can_catch`…) as if they were
 * global, but 1.32.0 defines them nowhere: without this, any error inside the mvp engine is a ReferenceError.
 */
function defineMissingFunctions(exports: WebAssembly.Exports): void {
  const globals = self as unknown as Record<string, unknown>;
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value === 'function') globals[`_${name}`] ??= value;
  }
}

/** DuckDB's script fetches and instantiates the engine itself: give it ours instead. */
function offerModule(module: Promise<WebAssembly.Module>): void {
  const fetchFromServer = self.fetch.bind(self);
  self.fetch = () => {
    self.fetch = fetchFromServer;
    return Promise.resolve(new Response(new Uint8Array(0)));
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    // DuckDB handles no rejection here. `start` tells the page of it, which then ends this worker.
    const compiled = await module.catch(() => new Promise<never>(() => undefined));
    mark('instantiate begins');
    const instance = await WebAssembly.instantiate(compiled, imports);
    mark('instantiated');
    defineMissingFunctions(instance.exports);
    setTimeout(() => scope.postMessage({ wuse: 'started', marks }));
    return { module: compiled, instance };
  };
}

async function start(base: string, files: EngineFiles, variant = chooseVariant()): Promise<void> {
  mark('start');
  progress.expect(files[variant].wasm.bytes);
  const decoding = loadDecoder(files.decoder, base);
  decoding.catch(() => undefined); // told by whoever awaits it, which may be later
  decoder = decoding;
  const module = compileEngine(files[variant], base, decoding);
  const script = runScript(files[variant], base, decoding);
  module.catch(() => undefined); // told by whoever awaits it
  await Promise.race([script, module.then(() => script)]);
  offerModule(module);
  scope.postMessage({ wuse: 'ready', variant });
  await module;
}

function take(event: MessageEvent<Partial<ToWorker>>): void {
  const message = event.data as ToWorker;
  if (message?.wuse === undefined) return;
  event.stopImmediatePropagation();
  if (message.wuse === 'start') {
    if (message.fresh) fetchFresh();
    Promise.resolve()
      .then(checkSupport)
      .then(() => start(message.base, message.files, message.variant))
      .catch((cause: unknown) => scope.postMessage({ wuse: 'failed', ...codeOf(cause) }));
    return;
  }
  const { id, source } = message;
  const decoding = decoder ?? Promise.reject(new WorkerFailure(ENGINE_CODES.missing, 'not started'));
  progress.expect(source.bytes ?? 0);
  loadLedger(source, decoding, (count) => progress.add(source.bytes === undefined ? 0 : count)).then(
    (buffer) => scope.postMessage({ wuse: 'loaded', id, buffer }, [buffer]),
    (cause: unknown) => scope.postMessage({ wuse: 'load-failed', id, ...codeOf(cause) }),
  );
}

scope.addEventListener('message', take);
