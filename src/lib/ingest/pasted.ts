import { WuseError } from '../core/errors.ts';
import { parseCsv } from './csv.ts';
import { refusal } from './findings.ts';
import { readHtml } from './html-table.ts';
import type { SheetRow } from './sheet.ts';
import type { SourceFile } from './types.ts';

/** What a spreadsheet program puts on the clipboard, in the forms `text/html` and `text/plain`; empty where absent. */
export interface ClipboardTable {
  readonly html: string;
  readonly text: string;
}

/** A pasted table as a file that the importer reads, and how much of it there is. */
export interface PastedTable {
  readonly file: SourceFile;
  /** Rows that hold anything, the header's among them. */
  readonly rows: number;
  /** Columns up to the last one that holds anything. */
  readonly columns: number;
}

const STEM = '粘贴的表格';
const PAGE = ['<!doctype html><html><head><meta charset="utf-8"></head><body>', '</body></html>'] as const;

/**
 * Takes a table from the clipboard: its markup, which tells merged cells, or else text with tabs. The file has a name
 * that none of `taken` has in either form. Refuses what is no table.
 */
export async function pastedTable(
  clipboard: ClipboardTable,
  taken: readonly string[] = [],
): Promise<PastedTable> {
  const stem = freeStem(taken);
  return (await fromMarkup(clipboard.html, `${stem}.html`)) ?? fromText(clipboard.text, `${stem}.tsv`);
}

function freeStem(taken: readonly string[]): string {
  const stems = new Set(taken.map((name) => name.replace(/\.(?:html|tsv)$/, '')));
  let stem = STEM;
  for (let n = 2; stems.has(stem); n += 1) stem = `${STEM}${n}`;
  return stem;
}

/** Null when the markup holds no table. What surrounds the tables goes: its encoding is not that of the file. */
async function fromMarkup(html: string, name: string): Promise<PastedTable | null> {
  const start = html.search(/<table\b/i);
  if (start === -1) return null;
  const file = sourceFile(name, PAGE.join(html.slice(start)));
  try {
    const sheets = await readHtml(file);
    return { file, ...sizeOf(sheets.flatMap(({ rows }) => rows)) };
  } catch (error) {
    if (error instanceof WuseError && error.code === 'INGEST_PAGE_WITHOUT_TABLE') return null;
    throw error;
  }
}

function fromText(text: string, name: string): PastedTable {
  const rows = parseCsv(text, '\t').rows.filter((cells) => filled(cells) > 0);
  if (!rows.some((cells) => filled(cells) > 1)) throw refusal('INGEST_PASTE_WITHOUT_TABLE');
  return { file: sourceFile(name, text), ...sizeOf(rows.map((cells) => ({ cells }))) };
}

function filled(cells: readonly string[]): number {
  return cells.filter((cell) => cell.trim() !== '').length;
}

function sizeOf(rows: readonly Pick<SheetRow, 'cells'>[]): { rows: number; columns: number } {
  const columns = rows.reduce((most, { cells }) => Math.max(most, lastFilled(cells)), 0);
  return { rows: rows.length, columns };
}

/** The number of the last cell that holds anything, counted from 1; 0 without one. */
function lastFilled(cells: readonly string[]): number {
  let end = cells.length;
  while (end > 0 && cells[end - 1]!.trim() === '') end -= 1;
  return end;
}

function sourceFile(name: string, content: string): SourceFile {
  return { name, bytes: new TextEncoder().encode(content) };
}
