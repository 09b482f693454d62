import type { WuseError } from '../core/errors.ts';
import { abortReason, orAborted } from '../engine/abort.ts';

/** What a message of a worker may bring about: another message to it, or the end of its task. */
export interface TaskTurn<To, Result> {
  post(message: To): void;
  resolve(result: Result): void;
  reject(cause: unknown): void;
}

/** One request to a worker of its own. */
export interface WorkerTask<To, From, Result> {
  /** Bundlers find a worker's script where `new Worker(new URL(…))` is written, so that nobody else can write it. */
  readonly start: () => Worker;
  readonly request: To;
  /** Handed over with the request. */
  readonly transfer?: Transferable[];
  readonly onMessage: (message: From, turn: TaskTurn<To, Result>) => void;
  /** The error of a worker that does not start, or breaks. */
  readonly failed: (cause: unknown) => WuseError;
}

/** Hears a worker's messages, and what breaks it; the browser's console hears nothing of that. */
export function hearWorker<From>(
  worker: Worker,
  onMessage: (message: From) => void,
  onBroken: (detail: string) => void,
): void {
  worker.addEventListener('message', ({ data }: MessageEvent<From>) => onMessage(data));
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    onBroken(event.message);
  });
}

function startWorker({ start, failed }: Pick<WorkerTask<never, never, never>, 'start' | 'failed'>): Worker {
  try {
    return start();
  } catch (cause) {
    throw failed(cause);
  }
}

/**
 * Runs a task in its worker until a message settles it; the worker is ended in any case. Rejects with what `onMessage`
 * rejects with, with what `failed` makes of a broken worker, or with the signal's reason as soon as it is aborted.
 */
export async function runInWorker<To, From, Result>(
  task: WorkerTask<To, From, Result>,
  signal: AbortSignal,
): Promise<Result> {
  if (signal.aborted) throw abortReason(signal);
  const worker = startWorker(task);
  try {
    const settled = new Promise<Result>((resolve, reject) => {
      const turn = { post: (message: To) => worker.postMessage(message), resolve, reject };
      hearWorker<From>(
        worker,
        (message) => task.onMessage(message, turn),
        (detail) => reject(task.failed(detail)),
      );
      worker.postMessage(task.request, task.transfer ?? []);
    });
    return await orAborted(settled, signal);
  } finally {
    worker.terminate();
  }
}
