import { csvFormatRow } from 'd3';
import type { ExportCell, ExportTable } from './table.ts';

/** A text that a spreadsheet would run as a formula (dictionary §3, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

function cellText(cell: ExportCell): string {
  if (typeof cell === 'string') return FORMULA.test(cell) ? `'${cell}` : cell;
  return cell === null ? '' : String(cell);
}

/**
 * The table as CSV for WPS and Excel: UTF-8 with BOM, CRLF; texts that begin like a formula get a leading
 * apostrophe, numbers stay numbers.
 */
export function csvBytes({ headers, rows }: ExportTable): Uint8Array {
  const lines = [headers, ...rows].map((row) => csvFormatRow(row.map(cellText)));
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}
