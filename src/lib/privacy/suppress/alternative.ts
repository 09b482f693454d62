import { sumIn, WIDTH, type CellSum, type CountTable, type PlaceSum } from './count-table.ts';
import type { IntegerProgram, ProgramColumn, ProgramRow } from './program.ts';

/** How far an atom of other data may exceed the true one; reaching 3 is always enough. */
const REACH = 60;

type Terms = ProgramRow['terms'];

/** A number that other data must bring to `bound` at least (`sign` 1) or at most (−1). */
export interface Aim {
  readonly sum: PlaceSum;
  readonly sign: 1 | -1;
  readonly bound: number;
}

/** A program whose answers are other data, and how to read them. */
export interface AlternativeProgram {
  readonly program: IntegerProgram;
  /** Counts of other data from the columns' values. */
  readonly read: (values: readonly number[]) => readonly number[];
}

/** Programs over the data that a reader must think possible; columns are differences from the true counts. */
export class AlternativeBuilder {
  readonly #table: CountTable;
  readonly #columns: ProgramColumn[] = [];
  readonly #rows: ProgramRow[] = [];
  /** Column of each atom; undefined where a printed 0 says that there is none. */
  readonly #atoms: readonly (number | undefined)[];

  constructor(table: CountTable) {
    this.#table = table;
    const empty = new Set(
      table.cells
        .filter(({ value }) => value === 0)
        .flatMap(({ place, classes }) => classes.map((index) => table.starts[place]! + index)),
    );
    this.#atoms = table.counts.map((count, index) => (empty.has(index) ? undefined : this.#atom(count)));
    this.#balance();
  }

  #column(column: ProgramColumn): number {
    return this.#columns.push(column) - 1;
  }

  /** Two columns, more and fewer: at 0 both leave the true count, which is where a solver starts. */
  #atom(count: number): number {
    const more = this.#column({ cost: 0, lower: 0, upper: REACH, isWhole: true });
    this.#column({ cost: 0, lower: 0, upper: count, isWhole: true });
    return more;
  }

  #row(terms: Terms, lower: number, upper: number): void {
    if (terms.length > 0) this.#rows.push({ terms, lower, upper });
  }

  #termsOf({ place, classes }: Pick<PlaceSum, 'place' | 'classes'>, factor = 1): Terms {
    return classes.flatMap((index) => {
      const column = this.#atoms[this.#table.starts[place]! + index];
      return column === undefined ? [] : [[column, factor] as const, [column + 1, -factor] as const];
    });
  }

  /** Every dimension holds the same members. */
  #balance(): void {
    for (const { places, classes } of this.#table.partitions) {
      for (const [index, members] of classes.entries()) {
        const parts = places.flatMap((place) => this.#termsOf({ place, classes: [index] }));
        this.#row([...parts, ...this.#termsOf({ place: 0, classes: members }, -1)], 0, 0);
      }
    }
  }

  /** A hidden count is 1 or more. */
  hide(cell: CellSum): void {
    this.#row(this.#termsOf(cell), 1 - cell.value, Infinity);
  }

  /** A printed count is what it is. */
  print(cell: CellSum): void {
    this.#row(this.#termsOf(cell), 0, 0);
  }

  /** A printed count may differ at a cost, which is that of hiding it. */
  offer(cell: CellSum): void {
    const { cost } = cell;
    const up = this.#column({ cost, lower: 0, upper: REACH, isWhole: false });
    const down = this.#column({ cost, lower: 0, upper: cell.value - 1, isWhole: false });
    this.#row([...this.#termsOf(cell), [up, -1], [down, 1]], 0, 0);
  }

  /** Other data must reach this. */
  demand({ sum, sign, bound }: Aim): void {
    const distance = bound - sum.value;
    this.#row(this.#termsOf(sum), sign === 1 ? distance : -Infinity, sign === 1 ? Infinity : distance);
  }

  /** Other data should come as near to this as they can. */
  wish({ sum, sign, bound }: Aim): void {
    const got = this.#column({ cost: -1, lower: 0, upper: WIDTH, isWhole: false });
    const start = sign * (bound - sum.value) - WIDTH;
    this.#row([...this.#termsOf(sum, sign), [got, -1]], start, Infinity);
  }

  /** The program as it stands. */
  build(): AlternativeProgram {
    const { counts } = this.#table;
    return {
      program: { columns: this.#columns, rows: this.#rows },
      read: (values) =>
        counts.map((count, index) => {
          const column = this.#atoms[index];
          return column === undefined
            ? count
            : count + Math.round(values[column]!) - Math.round(values[column + 1]!);
        }),
    };
  }
}

/**
 * True for data that a reader must think possible: whole numbers, the same members in every dimension, 0 where 0 is
 * printed, no printed count of 1 or more at 0. Counts that differ from the true ones must be hidden with it.
 */
export function isPossible(
  { counts, starts, partitions, cells }: CountTable,
  other: readonly number[],
): boolean {
  return (
    other.length === counts.length &&
    other.every((count) => Number.isSafeInteger(count) && count >= 0) &&
    partitions.every(({ places, classes }) =>
      classes.every((members, index) => {
        const parts = places.map((place) => sumIn(other, { place, classes: [index] }, starts));
        const whole = sumIn(other, { place: 0, classes: members }, starts);
        return parts.reduce((sum, part) => sum + part, 0) === whole;
      }),
    ) &&
    cells.every((cell) => sumIn(other, cell, starts) > 0 === cell.value > 0)
  );
}
