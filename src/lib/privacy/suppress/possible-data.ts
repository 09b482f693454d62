import { isSmall, sumIn, WIDTH, type CountTable, type PlaceSum } from './count-table.ts';

/** A number that readers could still narrow down too far. */
export interface OpenNumber {
  readonly index: number;
  readonly sum: PlaceSum;
  /** Least and greatest value in the data found so far. */
  readonly low: number;
  readonly high: number;
}

/**
 * Data that a reader of what is printed must all think possible, the true ones among them. What is hidden grows with
 * each that is added, so that those before stay possible.
 */
export class PossibleData {
  /** Indices of cells. */
  readonly hidden: Set<number>;
  readonly #table: CountTable;
  readonly #sums: readonly PlaceSum[];
  /** Of each sum, its value in each of the data. */
  readonly #values: number[][];

  constructor(table: CountTable) {
    this.#table = table;
    this.#sums = [...table.cells, ...table.unprinted];
    this.#values = this.#sums.map(({ value }) => [value]);
    this.hidden = new Set([...table.cells.keys()].filter((index) => isSmall(table.cells[index]!.value)));
  }

  /** Adds data and hides every printed count that differs in them. */
  add(counts: readonly number[]): void {
    for (const [index, sum] of this.#sums.entries()) {
      const value = sumIn(counts, sum, this.#table.starts);
      this.#values[index]!.push(value);
      if (index < this.#table.cells.length && value !== sum.value) this.hidden.add(index);
    }
  }

  /** The sensitive numbers whose range in the data is narrower than “1 to 4”. */
  open(): readonly OpenNumber[] {
    return this.#watched().flatMap((index) => {
      const low = Math.min(...this.#values[index]!);
      const high = Math.max(...this.#values[index]!);
      return high - low < WIDTH ? [{ index, sum: this.#sums[index]!, low, high }] : [];
    });
  }

  /** Prints again, the dearest first, what need not be hidden after all: the data without it prove enough. */
  reprint(): void {
    const { cells } = this.#table;
    const dearest = [...this.hidden]
      .filter((index) => !isSmall(cells[index]!.value))
      .sort((a, b) => cells[b]!.cost - cells[a]!.cost || a - b);
    for (const index of dearest) {
      const kept = this.#values[index]!.map((value) => value === cells[index]!.value);
      this.hidden.delete(index);
      if (this.#watched().every((watched) => this.#isWideIn(watched, kept))) this.#keep(kept);
      else this.hidden.add(index);
    }
  }

  #watched(): readonly number[] {
    const { length } = this.#table.cells;
    return [...this.#sums.keys()].filter((index) => index >= length || this.hidden.has(index));
  }

  #isWideIn(index: number, kept: readonly boolean[]): boolean {
    const values = this.#values[index]!.filter((_, at) => kept[at]);
    return Math.max(...values) - Math.min(...values) >= WIDTH;
  }

  #keep(kept: readonly boolean[]): void {
    for (const [index, values] of this.#values.entries()) {
      this.#values[index] = values.filter((_, at) => kept[at]);
    }
  }
}
