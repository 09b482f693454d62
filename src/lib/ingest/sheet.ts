import type { FindingCode } from './codes.ts';
import type { FillColour } from './fill-colour.ts';

/** A row that has at least one visible character. */
export interface SheetRow {
  /** 1-based, as the spreadsheet shows it. */
  readonly number: number;
  /** Cell texts as written; a true date cell is ISO text (`YYYY-MM-DD` or `YYYY-MM-DDTHH:mm:ss`). */
  readonly cells: readonly string[];
  readonly hidden: boolean;
  /** What the fills of the cells say; absent where none says anything. */
  readonly fills?: readonly (FillColour | undefined)[];
}

/** Cells merged downwards; columns and rows are inclusive, columns 0-based, rows 1-based. */
export interface VerticalMerge {
  readonly firstRow: number;
  readonly lastRow: number;
  readonly firstColumn: number;
  readonly lastColumn: number;
}

/** Something about a sheet that is seen while its file is read; `n` fills the finding's count. */
export interface SheetNote {
  readonly code: FindingCode;
  readonly n: number;
}

/** One table of rows, before anything is understood. */
export interface Sheet {
  readonly file: string;
  /** Empty for delimited text. */
  readonly name: string;
  readonly rows: readonly SheetRow[];
  readonly merges: readonly VerticalMerge[];
  readonly date1904: boolean;
  /** Delimited text: a row with another number of cells than the header is worth a finding. */
  readonly delimited: boolean;
  readonly notes?: readonly SheetNote[];
}

const VISIBLE = /[^\s\u0000-\u001f\u007f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/;

/** True when any cell has a visible character. */
export function hasContent(cells: readonly string[]): boolean {
  return cells.some((cell) => VISIBLE.test(cell));
}
