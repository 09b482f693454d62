import { importFailed } from './local-errors.ts';
import type { FilePreview, FromPreview, PreviewRequest } from './preview-messages.ts';
import { hearWorker } from './worker-task.ts';

interface Waiting {
  readonly resolve: (files: readonly FilePreview[]) => void;
  readonly reject: (cause: unknown) => void;
}

/** The worker that looks at chosen files; one asks it as often as one likes, it answers in order. */
export class PreviewLink {
  readonly #worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting: Waiting[] = [];

  constructor() {
    hearWorker<FromPreview>(
      this.#worker,
      (message) => {
        const next = this.#waiting.shift();
        if (message.kind === 'done') next?.resolve(message.files);
        else next?.reject(importFailed(message.kind));
      },
      (detail) => {
        for (const { reject } of this.#waiting.splice(0)) reject(importFailed(detail));
      },
    );
  }

  /** Rejects with `WuseError` when the worker fails; nothing comes of it after {@link stop}. */
  ask(request: PreviewRequest): Promise<readonly FilePreview[]> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#worker.postMessage(request);
    });
  }

  stop(): void {
    this.#worker.terminate();
    this.#waiting.length = 0;
  }
}
