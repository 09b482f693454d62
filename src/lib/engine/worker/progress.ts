import { type FromWorker } from '../engine-files.ts';

const EVERY_BYTES = 1 << 18;
const EVERY_MS = 500;

/**
 * Tells the page how much of all files is there: every 256 KiB, and as long as anything arrives at all twice a second,
 * so that a slow line is not taken for a dead one.
 */
export class DownloadProgress {
  #loaded = 0;
  #total = 0;
  #told = 0;
  #toldAt = 0;
  readonly #post: (message: FromWorker) => void;

  constructor(post: (message: FromWorker) => void) {
    this.#post = post;
  }

  /** A file of so many bytes will arrive. */
  expect(bytes: number): void {
    this.#total += bytes;
  }

  /** So many bytes arrived; 0 for those of a file that was not announced. */
  add(bytes: number): void {
    this.#loaded += bytes;
    const isTime = performance.now() - this.#toldAt >= EVERY_MS;
    const isMuch = this.#loaded - this.#told >= EVERY_BYTES || this.#loaded === this.#total;
    if (!isTime && !isMuch) return;
    [this.#told, this.#toldAt] = [this.#loaded, performance.now()];
    this.#post({ wuse: 'progress', loaded: this.#loaded, total: this.#total });
  }
}
