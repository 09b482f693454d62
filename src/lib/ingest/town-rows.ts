import type { IssueRow } from './types.ts';

/** Problems per town that have rows: solved on site, and all others. Rows without town belong to none. */
export interface TownRows {
  readonly onsite: ReadonlyMap<string, number>;
  readonly ledger: ReadonlyMap<string, number>;
}

/** What a row is counted by. */
export type CountedRow = Pick<IssueRow, 'town' | 'disposition'>;

/** Counts rows per town as they come. */
export class TownRowCounts implements TownRows {
  readonly onsite = new Map<string, number>();
  readonly ledger = new Map<string, number>();

  add(row: CountedRow): void {
    this.#count(row, 1);
  }

  /** Takes back a row that was counted and is left out after all. */
  leaveOut(row: CountedRow): void {
    this.#count(row, -1);
  }

  /** Adds what was counted elsewhere. */
  take(other: TownRows): void {
    for (const name of ['onsite', 'ledger'] as const) {
      for (const [town, rows] of other[name]) this[name].set(town, (this[name].get(town) ?? 0) + rows);
    }
  }

  #count({ town, disposition }: CountedRow, change: 1 | -1): void {
    if (town === null) return;
    const counts = disposition === 'onsite' ? this.onsite : this.ledger;
    counts.set(town, (counts.get(town) ?? 0) + change);
  }
}
