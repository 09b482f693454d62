import { contentsOf, countedRow, ownId, type RowKeys } from './identity.ts';
import { hashText, KeySet } from './key-set.ts';
import type { MappedSheet } from './open-sheet.ts';

/** What the rows of some files are found again by. */
class FoundBy {
  /** Number and town, and the number alone. */
  readonly ids = new KeySet();
  readonly contents = new KeySet();
  /** Contents of the rows without number. */
  readonly unnumbered = new KeySet();

  add(id: string | null, town: string | null, contents: readonly [number, number] | null): void {
    if (id !== null) {
      this.ids.add(withTown(id, town));
      this.ids.add(id);
    }
    if (contents === null) return;
    this.contents.addHash(...contents);
    if (id === null) this.unnumbered.addHash(...contents);
  }

  /**
   * The same number is the same problem unless two towns are named: each town may number its own rows from 1. Where
   * one of the two rows has no number, town, village, problem and contact tell.
   */
  has(id: string | null, town: string | null, contents: readonly [number, number] | null): boolean {
    const sameContents = id === null ? this.contents : this.unnumbered;
    if (contents !== null && sameContents.hasHash(...contents)) return true;
    if (id === null) return false;
    if (town === null) return this.ids.hasHash(...hashText(id));
    return (
      this.ids.hasHash(...hashText(withTown(id, town))) || this.ids.hasHash(...hashText(withTown(id, null)))
    );
  }

  addAll(other: FoundBy): void {
    this.ids.addAll(other.ids);
    this.contents.addAll(other.contents);
    this.unnumbered.addAll(other.unnumbered);
  }
}

const withTown = (id: string, town: string | null): string => `${id}\n${town ?? ''}`;

/** Tells, of files that are read from the last to the first, which rows a later file has too. */
export class LaterRows {
  readonly #later = new FoundBy();
  #own = new FoundBy();

  /** Goes on to the file before; within one file no row replaces another. */
  startFile(): void {
    this.#later.addAll(this.#own);
    this.#own = new FoundBy();
  }

  /** Places of the part's rows that a later file replaces. */
  find(keys: RowKeys, mapped: MappedSheet): Set<number> {
    const found = new Set<number>();
    keys.rows.forEach((_, index) => {
      const id = ownId(keys, index, mapped);
      const { town } = countedRow(keys, index);
      const contents = contentsOf(keys, index);
      this.#own.add(id, town, contents);
      if (this.#later.has(id, town, contents)) found.add(index);
    });
    return found;
  }
}
