import { abortReason } from './abort.ts';
import { engineError } from './engine-errors.ts';
import {
  type EngineFiles,
  type EngineVariant,
  type FromWorker,
  type LedgerSource,
  type StartMarks,
  type ToWorker,
} from './engine-files.ts';

const BOOT_PATIENCE_MS = 5_000;

/** How far the engine's download is, in bytes on the wire. */
export interface EngineProgress {
  readonly loaded: number;
  readonly total: number;
}

/** What the link needs to start a worker and to watch over it. */
export interface LinkOptions {
  readonly base: string;
  readonly files: EngineFiles;
  readonly variant?: EngineVariant;
  /** Fetches every file from the server, also where the browser has it. */
  readonly fresh: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: EngineProgress) => void;
  /** Longest silence in milliseconds before the start counts as failed. */
  readonly timeoutMs: number;
  /** Longest silence in milliseconds while an answer is waited for, once the engine runs. */
  readonly answerMs: number;
}

type Loading = readonly [resolve: (buffer: ArrayBuffer) => void, reject: (error: unknown) => void];

/** The page's end of the worker: starts it, watches for failures and silence, fetches ledgers in it. */
export class WorkerLink {
  readonly worker: Worker;
  /** Settles when DuckDB's own script listens in the worker; the build that was chosen. */
  readonly ready: Promise<EngineVariant>;
  /** Never resolves; rejects with the error that ended the worker. */
  readonly broken: Promise<never>;
  /** When each step of the start was done. */
  marks: StartMarks = {};
  readonly #options: LinkOptions;
  readonly #loading = new Map<number, Loading>();
  #fail: (error: unknown) => void = () => undefined;
  #becomeReady: (variant: EngineVariant) => void = () => undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #watching = true;
  #waiting = 0;
  #answered = false;

  /** Throws WuseError ENGINE_UNSUPPORTED when the browser has no workers or refuses this one. */
  constructor(options: LinkOptions) {
    this.#options = options;
    this.ready = new Promise((resolve) => (this.#becomeReady = resolve));
    this.broken = new Promise((_, reject) => (this.#fail = reject));
    this.broken.catch(() => this.stop());
    this.worker = createWorker(bootUrl(options));
    this.worker.addEventListener('message', this.#onMessage);
    this.worker.addEventListener('error', this.#onError);
    options.signal?.addEventListener('abort', this.#onAbort, { once: true });
    const { base, files, variant, fresh } = options;
    this.#post({ wuse: 'start', base, files, variant, fresh });
    this.touch();
  }

  /** Restarts the watch: something was heard of the worker, or asked of it. */
  touch(): void {
    clearTimeout(this.#timer);
    if (!this.#watching && this.#waiting === 0) return;
    const { timeoutMs, answerMs } = this.#options;
    const [code, silence] = this.#watching
      ? (['ENGINE_TIMEOUT', timeoutMs] as const)
      : (['ENGINE_SILENT', answerMs] as const);
    this.#timer = setTimeout(() => this.#fail(engineError(code, `silent for ${silence} ms`)), silence);
  }

  /** Ends the watch over the start, and aborts: the engine runs. */
  endWatch(): void {
    this.#watching = false;
    this.touch();
    this.#options.signal?.removeEventListener('abort', this.#onAbort);
  }

  /**
   * What the running engine answers. A worker that died without a word is known by its silence only: it is then ended,
   * and this rejects with ENGINE_SILENT.
   */
  async answer<T>(work: Promise<T>): Promise<T> {
    this.#waiting += 1;
    if (this.#waiting === 1) this.touch();
    const done = (): void => {
      this.#waiting -= 1;
      this.touch();
    };
    work.then(done, done);
    return Promise.race([work, this.broken]);
  }

  /** The ledger's bytes, fetched and unpacked in the worker; rejects with DATA_MISSING or DATA_DAMAGED. */
  load(source: LedgerSource): Promise<ArrayBuffer> {
    const id = this.#loading.size + 1;
    return new Promise((resolve, reject) => {
      this.#loading.set(id, [resolve, reject]);
      this.#post({ wuse: 'load', id, source });
    });
  }

  /** Ends the worker, whatever it does; what still waits for it rejects. */
  stop(): void {
    this.endWatch();
    clearTimeout(this.#timer);
    this.#fail(new Error('the engine was closed'));
    this.worker.terminate();
  }

  #post(message: ToWorker): void {
    this.worker.postMessage(message);
  }

  readonly #onAbort = (): void => this.#fail(abortReason(this.#options.signal!));

  /** An error event without a message means that the script itself did not load. */
  readonly #onError = (event: ErrorEvent): void => {
    event.preventDefault();
    // DuckDB's own listener only writes to the console.
    event.stopImmediatePropagation();
    if (!this.#watching) return this.#fail(engineError('ENGINE_STOPPED', event.message));
    const missing = !this.#answered && !event.message;
    this.#fail(
      engineError(missing ? 'ENGINE_MISSING' : 'ENGINE_DAMAGED', event.message, this.#options.files.boot),
    );
  };

  readonly #onMessage = (event: MessageEvent<FromWorker>): void => {
    this.#answered = true;
    this.touch();
    if (event.data?.wuse === undefined) return;
    event.stopImmediatePropagation();
    this.#take(event.data);
  };

  #take(message: FromWorker): void {
    switch (message.wuse) {
      case 'progress':
        return this.#options.onProgress?.({ loaded: message.loaded, total: message.total });
      case 'ready':
        return this.#becomeReady(message.variant);
      case 'started':
        this.marks = message.marks;
        return;
      case 'failed':
        return this.#fail(engineError(message.code, message.detail));
      case 'loaded':
        return this.#loading.get(message.id)?.[0](message.buffer);
      case 'load-failed':
        return this.#loading.get(message.id)?.[1](engineError(message.code, message.detail));
    }
  }
}

function bootUrl({ files, base }: Pick<LinkOptions, 'files' | 'base'>): URL {
  return new URL(files.boot, base);
}

/** Has the browser take the first script from the server once more; a start that follows reports what is wrong. */
export async function refetchBoot(files: EngineFiles, base: string): Promise<void> {
  const asked = fetch(bootUrl({ files, base }).href, { cache: 'reload' }).then((answer) =>
    answer.arrayBuffer(),
  );
  const patience = new Promise((resolve) => setTimeout(resolve, BOOT_PATIENCE_MS));
  await Promise.race([asked, patience]).catch(() => undefined);
}

function createWorker(url: URL): Worker {
  if (typeof Worker === 'undefined') throw engineError('ENGINE_UNSUPPORTED', 'no Worker');
  try {
    return new Worker(url);
  } catch (cause) {
    throw engineError('ENGINE_UNSUPPORTED', cause);
  }
}
