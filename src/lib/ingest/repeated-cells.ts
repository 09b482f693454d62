import type { ContentFilter } from './zip-repack.ts';

/** A row or a cell. The library makes an object of every repetition of a cell that is not closed at once. */
const TAG = /<(?:[\w-]+:)?(?:(table-row)|table-cell)(?=[\s/>])((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/g;
const ROWS = /number-rows-repeated\s*=\s*["']([^"']*)/;
const COLUMNS = /number-columns-repeated\s*=\s*["']([^"']*)/;
/** Bytes that are looked at in one step, and those of them that a tag may need behind its beginning. */
const STEP = 1024 ** 2;
const AHEAD = 65_536;
const NOTHING = new Uint8Array();

/**
 * Counts, as the content of an ods file is unpacked, the cells that it does not state but repeats. Those that are closed
 * at once count nothing: they are empty, and every program repeats them down to the last row.
 */
export class RepeatedCells {
  count = 0;
  #rows = 1;
  #rest = '';
  readonly #decoder = new TextDecoder('latin1');

  /** Lets everything pass. */
  readonly filter: ContentFilter = (piece) => {
    for (let at = 0; piece !== null && at < piece.length; at += STEP) {
      this.#read(this.#rest + this.#decoder.decode(piece.subarray(at, at + STEP)), AHEAD);
    }
    if (piece === null) this.#read(this.#rest, 0);
    return piece ?? NOTHING;
  };

  #read(text: string, ahead: number): void {
    const end = Math.max(0, text.length - ahead);
    let done = end;
    for (const { 0: tag, 1: row, 2: attributes = '', index } of text.matchAll(TAG)) {
      if (index >= end) break;
      done = Math.max(end, index + tag.length);
      if (row !== undefined) this.#rows = repetitions(ROWS, attributes);
      else if (!attributes.endsWith('/')) this.count += this.#rows * repetitions(COLUMNS, attributes) - 1;
    }
    this.#rest = text.slice(done);
  }
}

function repetitions(pattern: RegExp, attributes: string): number {
  return Number(pattern.exec(attributes)?.[1] ?? 1) || 1;
}
