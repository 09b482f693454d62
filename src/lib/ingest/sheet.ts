import type { ByteSource } from './bytes.ts';
import type { FindingCode } from './codes.ts';
import type { RowNote } from './csv.ts';
import type { FillColour } from './fill-colour.ts';
import type { TextLayout } from './text-parts.ts';

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

/** Rows of a long table that are in memory at the same time. */
export interface RowPart {
  readonly rows: readonly SheetRow[];
  /** Share of the table that is read with it, 0 to 1. */
  readonly share: number;
  /** What is said of its rows. */
  readonly notes: readonly RowNote[];
  /** Where it lies in a long text; absent for rows in memory. */
  readonly span?: TextSpan;
}

/** Where a part of a long text lies. */
export interface TextSpan {
  /** Bytes from `start` up to `end`. */
  readonly start: number;
  readonly end: number;
  /** 1-based number of its first record. */
  readonly firstRow: number;
}

/** A table that is read in parts, because it is too long for memory. */
export interface LongRows {
  readonly bytes: ByteSource;
  readonly layout: TextLayout;
  /** Reads all rows, from the first one each time it is called. */
  readonly parts: () => AsyncIterable<RowPart>;
}

/** One table of rows, before anything is understood. */
export interface Sheet {
  readonly file: string;
  /** SHA-256 of the file: two files may have one name. Absent until the file is opened for an import. */
  readonly source?: string;
  /** Empty for delimited text. */
  readonly name: string;
  /** All rows; of a long table, enough of the first ones to find its header and sort out its columns. */
  readonly rows: readonly SheetRow[];
  readonly long?: LongRows;
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
