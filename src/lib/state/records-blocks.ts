import type { ListRecord } from '../query/run-records.ts';

/** Rows that are read at once; the first block also is what is printed. */
export const BLOCK_ROWS = 200;
const KEPT_BLOCKS = 60;

/** Blocks of a list's rows, by number. The first one stays, of the others the latest. */
export class RowBlocks {
  readonly #blocks = new Map<number, readonly ListRecord[]>();

  constructor(first: readonly ListRecord[]) {
    this.#blocks.set(0, first);
  }

  get first(): readonly ListRecord[] {
    return this.#blocks.get(0)!;
  }

  has(block: number): boolean {
    return this.#blocks.has(block);
  }

  /** A row by its place in the list; null while its block is not here. */
  row(index: number): ListRecord | null {
    return this.#blocks.get(Math.floor(index / BLOCK_ROWS))?.[index % BLOCK_ROWS] ?? null;
  }

  /** Adds a block; lets go of the oldest ones that are not `wanted`. */
  keep(block: number, rows: readonly ListRecord[], wanted: readonly number[]): void {
    this.#blocks.set(block, rows);
    for (const old of this.#blocks.keys()) {
      if (this.#blocks.size <= KEPT_BLOCKS) break;
      if (old !== 0 && !wanted.includes(old)) this.#blocks.delete(old);
    }
  }
}
