import type { RowKeys } from './identity.ts';

/** What the events of an import must know of the ledger's rows: which there are, and whose names notes may hold. */
export class EventRows {
  readonly #wanted: ReadonlySet<string>;
  readonly #rows = new Map<string, { readonly name: string | null; readonly isRepeated: boolean }>();

  /** `wanted` are the problem numbers that the events name. */
  constructor(wanted: ReadonlySet<string>) {
    this.#wanted = wanted;
  }

  /** Whether any row matters; names are needed then. */
  get isAsked(): boolean {
    return this.#wanted.size > 0;
  }

  /** Takes the rows of a part, but for those at the places `replaced`. */
  add({ ids, names }: RowKeys, replaced: ReadonlySet<number>): void {
    if (!this.isAsked) return;
    ids.forEach((id, index) => {
      if (replaced.has(index) || !this.#wanted.has(id)) return;
      this.#rows.set(id, { name: names?.[index] ?? null, isRepeated: this.#rows.has(id) });
    });
  }

  /** How many rows have the number. */
  find(id: string): 'none' | 'one' | 'several' {
    const row = this.#rows.get(id);
    if (!row) return 'none';
    return row.isRepeated ? 'several' : 'one';
  }

  /** The resident of the row with the number, as written. */
  nameOf(id: string): string | null {
    return this.#rows.get(id)?.name ?? null;
  }
}
