import { importFailed } from './import-errors.ts';
import type { FilePreview, FromPreview, PreviewRequest } from './preview-messages.ts';

interface Waiting {
  readonly resolve: (files: readonly FilePreview[]) => void;
  readonly reject: (cause: unknown) => void;
}

/** The worker that looks at chosen files; one asks it as often as one likes, it answers in order. */
export class PreviewLink {
  readonly #worker = new Worker(new URL('./preview-worker.ts', import.meta.url), { type: 'module' });
  readonly #waiting: Waiting[] = [];

  constructor() {
    this.#worker.addEventListener('message', ({ data }: MessageEvent<FromPreview>) => {
      const next = this.#waiting.shift();
      if (data.kind === 'done') next?.resolve(data.files);
      else next?.reject(importFailed(data.kind));
    });
    this.#worker.addEventListener('error', (event) => {
      event.preventDefault();
      for (const { reject } of this.#waiting.splice(0)) reject(importFailed(event.message));
    });
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
