import type { FindingLog } from './finding-log.ts';
import { contentsOf, countedRow, ownId, type RowKeys } from './identity.ts';
import { hashText, KeySet } from './key-set.ts';
import type { MappedSheet } from './open-sheet.ts';

interface FileRows {
  readonly file: string;
  readonly keys: KeySet;
  /** Rows that each of the files before it has too. */
  readonly shared: number[];
}

/** Counts the rows that files have in common: by number and town, without a number by what they say. */
export class SharedRows {
  readonly #files: FileRows[] = [];
  readonly #all = new KeySet();

  startFile(file: string): void {
    this.#files.push({ file, keys: new KeySet(), shared: this.#files.map(() => 0) });
  }

  add(keys: RowKeys, mapped: MappedSheet): void {
    const own = this.#files[this.#files.length - 1]!;
    keys.rows.forEach((_, index) => {
      const id = ownId(keys, index, mapped);
      const key =
        id === null ? contentsOf(keys, index) : hashText(`${id}\n${countedRow(keys, index).town ?? ''}`);
      if (key === null || !own.keys.addHash(...key) || this.#all.addHash(...key)) return;
      own.shared.forEach((rows, at) => {
        if (this.#files[at]!.keys.hasHash(...key)) own.shared[at] = rows + 1;
      });
    });
  }

  /** Names each file that has half of its rows, or half of the rows of one before it, in common with that one. */
  report(log: FindingLog): void {
    for (const { file, keys, shared } of this.#files) {
      const many = shared.filter((rows, at) => rows * 2 >= Math.min(keys.size, this.#files[at]!.keys.size));
      const most = Math.max(0, ...many);
      if (most > 0) log.add('INGEST_LOOKS_LIKE_SAME_LEDGER', { file }, null, most);
    }
  }
}
