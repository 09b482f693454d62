export type QueryStatus = 'idle' | 'running' | 'done' | 'failed';

/** Longer than this and the reader is told that what is shown is the last answer. */
const SLOW_MS = 150;

/**
 * Runs an asynchronous question again whenever what it reads (before its first await) changes. The previous
 * run is aborted, late answers are dropped, the last good answer stays until the next one.
 */
export class Query<Answer> {
  answer: Answer | null = $state.raw(null);
  status: QueryStatus = $state('idle');
  error: unknown = $state.raw(null);
  /** True while an answer takes noticeably long; quick ones change nothing on the page but the answer. */
  slow = $state(false);
  #attempt = $state(0);

  /** Must be called while a component is set up. */
  constructor(ask: (signal: AbortSignal) => Promise<Answer>) {
    $effect(() => {
      void this.#attempt;
      const controller = new AbortController();
      this.status = 'running';
      const timer = setTimeout(() => (this.slow = this.status === 'running'), SLOW_MS);
      ask(controller.signal).then(
        (answer) => this.#finish(controller.signal, () => (this.answer = answer), 'done'),
        (error: unknown) => this.#finish(controller.signal, () => (this.error = error), 'failed'),
      );
      return () => {
        clearTimeout(timer);
        controller.abort();
      };
    });
  }

  /** Asks again. */
  retry(): void {
    this.#attempt += 1;
  }

  #finish(signal: AbortSignal, store: () => void, status: QueryStatus): void {
    if (signal.aborted) return;
    store();
    this.status = status;
    this.slow = false;
  }
}
