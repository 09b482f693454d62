import type { ListRecord, RecordCounts } from '../query/run-records.ts';
import { BLOCK_ROWS, RowBlocks } from './records-blocks.ts';

/** Reads rows `offset` … `offset + BLOCK_ROWS`. */
export type ReadBlock = (offset: number) => Promise<readonly ListRecord[]>;

/**
 * The records of one query, of which only the blocks that were looked at are here. One block is read at a
 * time, and of those that were passed by while it was, none.
 */
export class RecordWindow {
  /** Identifies the query: equal keys have equal rows. */
  readonly key: string;
  /** The columns that were read. */
  readonly wanted: string;
  readonly counts: RecordCounts;
  readonly search: string;
  failure: unknown = $state.raw(null);
  readonly #read: ReadBlock;
  readonly #blocks: RowBlocks;
  #arrivals = $state(0);
  #wanted: readonly number[] = [];
  #isReading = false;

  constructor(
    about: { key: string; wanted: string; counts: RecordCounts; search: string },
    read: ReadBlock,
    first: readonly ListRecord[],
  ) {
    this.key = about.key;
    this.wanted = about.wanted;
    this.counts = about.counts;
    this.search = about.search;
    this.#read = read;
    this.#blocks = new RowBlocks(first);
  }

  /** A record by its place in the order; null while it is not here. */
  row(index: number): ListRecord | null {
    void this.#arrivals;
    return this.#blocks.row(index);
  }

  /** The first block's rows. */
  get firstRows(): readonly ListRecord[] {
    return this.#blocks.first;
  }

  /** Says which rows are looked at now; what is missing of them is read. */
  want(first: number, last: number): void {
    const blocks: number[] = [];
    for (let block = Math.floor(first / BLOCK_ROWS); block * BLOCK_ROWS <= last; block++) blocks.push(block);
    this.#wanted = blocks;
    void this.#readWanted();
  }

  /** Reads what is missing again, after a failure. */
  retry(): void {
    void this.#readWanted();
  }

  async #readWanted(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    this.failure = null;
    try {
      for (let block = this.#missing(); block !== undefined; block = this.#missing()) {
        const rows = await this.#read(block * BLOCK_ROWS);
        this.#blocks.keep(block, rows, this.#wanted);
        this.#arrivals += 1;
      }
    } catch (failure) {
      this.failure = failure;
    } finally {
      this.#isReading = false;
    }
  }

  #missing(): number | undefined {
    return this.#wanted.find((block) => !this.#blocks.has(block));
  }
}
