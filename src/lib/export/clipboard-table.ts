import { harmlessText } from './csv.ts';
import type { ExportCell } from './table.ts';

/** Rows as spreadsheets take them from the clipboard: cells with a line break or a quote in quotes. */
export function clipboardText(rows: readonly (readonly ExportCell[])[]): string {
  const quoted = (text: string): string => (/["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  return rows.map((row) => row.map((cell) => quoted(harmlessText(cell))).join('\t')).join('\r\n');
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\n': '<br>' };

/** Rows as a table for word processors; the first row is the head. */
export function clipboardHtml(rows: readonly (readonly ExportCell[])[]): string {
  const lines = rows.map((row, index) => {
    const tag = index === 0 ? 'th' : 'td';
    const cells = row.map((cell) => harmlessText(cell).replace(/[&<>\n]/g, (sign) => ENTITIES[sign]!));
    return `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  });
  return `<meta charset="utf-8"><table>${lines.join('')}</table>`;
}
