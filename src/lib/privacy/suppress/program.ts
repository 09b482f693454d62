/** A number to be chosen, whole or real: its cost per unit and its finite bounds. */
export interface ProgramColumn {
  readonly cost: number;
  readonly lower: number;
  readonly upper: number;
  readonly isWhole: boolean;
}

/** Bounds (infinite where there is none) for a sum of columns, each times its factor. */
export interface ProgramRow {
  readonly terms: readonly (readonly [column: number, factor: number])[];
  readonly lower: number;
  readonly upper: number;
}

/** A mixed integer program: the columns' least total cost within all bounds. */
export interface IntegerProgram {
  readonly columns: readonly ProgramColumn[];
  readonly rows: readonly ProgramRow[];
}

/**
 * Gives each column's value, or null when nothing is within the bounds. The answer needs to be good, not the best:
 * what is made of it is checked. The same program must have the same answer. Rejects when it finds out neither.
 */
export type IntegerSolver = (program: IntegerProgram) => Promise<readonly number[] | null>;
