import type { FindingLog } from './finding-log.ts';
import { findHeader, lookUpHeader, type HeaderIndex, type HeaderMatch } from './header.ts';
import { normaliseHeader } from './header-text.ts';
import { isTotalCell } from './row-kind.ts';
import { hasContent, type Sheet, type SheetRow } from './sheet.ts';

/** What makes a header: the columns that it must have and how many known ones it needs. */
export interface Wanted {
  readonly required: readonly string[];
  readonly needed: number;
}

/** Header texts are shorter; bounds what is looked up in every row. */
const LONGEST_HEADER = 16;

/**
 * The tables of a sheet, side by side or one below the other, each as a sheet of its own; the sheet itself when
 * it holds one table. A header that only repeats the first one is a page break, no table.
 */
export function splitTables(sheet: Sheet, index: HeaderIndex, wanted: Wanted, log: FindingLog): Sheet[] {
  const tables = below(sheet, index, wanted).flatMap((part) => beside(part, index, wanted));
  if (tables.length > 1) {
    log.add('INGEST_SEVERAL_TABLES', { file: sheet.file, sheet: sheet.name }, null, tables.length);
  }
  return tables;
}

/** Splits where another header follows; lines with one cell just above it are its titles. */
function below(sheet: Sheet, index: HeaderIndex, wanted: Wanted): Sheet[] {
  const header = headerOf(sheet, index, wanted);
  if (!header) return [sheet];
  const isOther = otherHeader(sheet, header, index, wanted);
  const starts = [0];
  for (let at = header.index + header.height; at < sheet.rows.length; at += 1) {
    if (isOther(sheet.rows[at]!, sheet.rows[at + 1])) starts.push(titleAbove(sheet.rows, at));
  }
  if (starts.length === 1) return [sheet];
  return starts.map((start, at) => ({ ...sheet, rows: sheet.rows.slice(start, starts[at + 1]) }));
}

/** Tells, with the row below it, whether a row is the header of another table than the sheet's first. */
export function otherHeader(
  sheet: Sheet,
  header: HeaderMatch,
  index: HeaderIndex,
  wanted: Wanted,
): (row: SheetRow, next?: SheetRow) => boolean {
  const first = header.texts.map(normaliseHeader);
  return (row, next) => {
    if (!namesRequired(row.cells, index, wanted.required) || repeats(row.cells, first)) return false;
    const rows = next ? [row, next] : [row];
    return headerOf({ ...sheet, rows }, index, wanted)?.index === 0;
  };
}

function headerOf(sheet: Sheet, index: HeaderIndex, { required, needed }: Wanted): HeaderMatch | null {
  return findHeader(sheet, index, required, needed);
}

function namesRequired(cells: readonly string[], index: HeaderIndex, required: readonly string[]): boolean {
  for (const cell of cells) {
    const start = cell.charCodeAt(0);
    if (cell.length > LONGEST_HEADER || (start >= 48 && start <= 57)) return false;
  }
  return required.every((id) => cells.some((cell) => lookUpHeader(index, cell).includes(id)));
}

function repeats(cells: readonly string[], header: readonly string[]): boolean {
  return cells.every((cell, column) => cell.trim() === '' || normaliseHeader(cell) === header[column]);
}

function titleAbove(rows: readonly SheetRow[], at: number): number {
  const isTitle = ({ cells }: SheetRow) =>
    cells.filter((cell) => cell.trim() !== '').length === 1 && !cells.some(isTotalCell);
  let start = at;
  while (start > 1 && isTitle(rows[start - 1]!)) start -= 1;
  return start;
}

/** Splits where the header starts anew or after a column without header; the lines above belong to each part. */
function beside(sheet: Sheet, index: HeaderIndex, wanted: Wanted): Sheet[] {
  const header = headerOf(sheet, index, wanted);
  if (!header || !repeatsRequired(header, wanted.required)) return [sheet];
  const isTable = (block: Sheet) => headerOf(block, index, wanted)?.index === header.index;
  const blocks = (starts: readonly number[]) =>
    starts.map((start, at) => cut(sheet, header, start, starts[at + 1] ?? Infinity));
  for (const starts of [restarts(header), gaps(header)]) {
    const pieces = blocks(starts);
    const tables = blocks(starts.filter((_, at) => at === 0 || isTable(pieces[at]!)));
    if (tables.length > 1 && tables.every(isTable)) return tables;
  }
  return [sheet];
}

function repeatsRequired({ candidates }: HeaderMatch, required: readonly string[]): boolean {
  return required.every((id) => candidates.filter((ids) => ids.includes(id)).length > 1);
}

/** Columns with the header text of the first column that has one. */
function restarts({ texts }: HeaderMatch): number[] {
  const plain = texts.map(normaliseHeader);
  const first = plain.find((text) => text !== '');
  return plain.flatMap((text, column) => (text === first ? [column] : []));
}

/** The first column, and the columns after one without header text. */
function gaps({ texts }: HeaderMatch): number[] {
  const isBlank = (column: number) => (texts[column] ?? '').trim() === '';
  return texts.flatMap((_, column) =>
    !isBlank(column) && (column === 0 || isBlank(column - 1)) ? [column] : [],
  );
}

function cut(sheet: Sheet, header: HeaderMatch, from: number, to: number): Sheet {
  const rows = sheet.rows.flatMap((row, at) => {
    if (at < header.index) return [row];
    const cells = row.cells.slice(from, to);
    const fills = row.fills?.slice(from, to);
    return hasContent(cells) ? [{ ...row, cells, ...(fills && { fills }) }] : [];
  });
  const merges = sheet.merges
    .filter(({ firstColumn, lastColumn }) => lastColumn >= from && firstColumn < to)
    .map((merge) => ({
      ...merge,
      firstColumn: Math.max(merge.firstColumn, from) - from,
      lastColumn: Math.min(merge.lastColumn, to - 1) - from,
    }));
  return { ...sheet, rows, merges };
}
