/** Byte order mark: without it office programs read a UTF-8 file in the local code page. */
export const BOM = '\uFEFF';

/** One CSV line with CRLF; cells with a comma, a quote or a line break are quoted. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoteCell).join(',')}\r\n`;
}

function quoteCell(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
