import { tsvFormatRow } from 'd3';
import { harmlessText } from './csv.ts';
import type { ExportTable } from './table.ts';

/** The table as text that spreadsheets take from the clipboard: cells between tabs, formulas made harmless. */
export function tableText({ headers, rows }: ExportTable): string {
  return [headers, ...rows].map((row) => tsvFormatRow(row.map(harmlessText))).join('\n');
}
