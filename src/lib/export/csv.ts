import { csvFormatRow } from 'd3';
import type { ExportCell, ExportTable } from './table.ts';

/**
 * A text that a spreadsheet would run as a formula (dictionary §3, CSV injection): its first sign begins one, in half or
 * full width, behind anything that programs drop in front of a cell's text: blanks, line ends, what cannot be seen.
 */
const FORMULA =
  /^(?:[\t\r\n]|[\s\u0000-\u001f\u007f-\u00a0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff]*[=+\-@＝＋－＠﹢﹣﹦﹫])/;

/** A cell as text that no spreadsheet runs: one that begins like a formula gets a leading apostrophe. */
export function harmlessText(cell: ExportCell): string {
  if (typeof cell === 'string') return FORMULA.test(cell) ? `'${cell}` : cell;
  if (cell === null) return '';
  return typeof cell === 'object' ? cell.moment : String(cell);
}

/** Byte order mark: WPS and Excel take a file for UTF-8 by it. */
export const CSV_START = '\ufeff';

/** Texts as a line of a CSV file, ended with CRLF, as they are: only for texts that are known to be harmless. */
export function csvLine(texts: readonly string[]): string {
  return `${csvFormatRow([...texts])}\r\n`;
}

/** Rows as lines of a CSV file, each ended with CRLF. */
export function csvLines(rows: readonly (readonly ExportCell[])[]): string {
  return rows.map((row) => csvLine(row.map(harmlessText))).join('');
}

/**
 * The table as CSV for WPS and Excel: UTF-8 with BOM, CRLF; texts that begin like a formula get a leading
 * apostrophe, numbers stay numbers.
 */
export function csvBytes({ headers, rows }: ExportTable): Uint8Array {
  return new TextEncoder().encode(CSV_START + csvLines([headers, ...rows]));
}
