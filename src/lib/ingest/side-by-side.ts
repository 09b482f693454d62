import type { FindingLog } from './finding-log.ts';
import { findHeader, type HeaderIndex, type HeaderMatch } from './header.ts';
import { normaliseHeader } from './header-text.ts';
import { hasContent, type Sheet } from './sheet.ts';

/** What makes a header: the columns that it must have and how many known ones it needs. */
interface Wanted {
  readonly required: readonly string[];
  readonly needed: number;
}

/**
 * The tables of a sheet that stand side by side, each as a sheet of its own with the lines above the header;
 * the sheet itself when it holds one table. A table begins where the header starts anew or after a column
 * without header; every one must have a header of its own.
 */
export function splitTables(sheet: Sheet, index: HeaderIndex, wanted: Wanted, log: FindingLog): Sheet[] {
  const header = findHeader(sheet, index, wanted.required, wanted.needed);
  if (!header || !repeatsRequired(header, wanted.required)) return [sheet];
  for (const starts of [restarts(header), gaps(header)]) {
    const blocks = starts.map((start, at) => cut(sheet, header, start, starts[at + 1] ?? Infinity));
    const isTable = (block: Sheet) =>
      findHeader(block, index, wanted.required, wanted.needed)?.index === header.index;
    if (blocks.length < 2 || !blocks.every(isTable)) continue;
    const place = { file: sheet.file, sheet: sheet.name, row: sheet.rows[header.index]!.number };
    log.add('INGEST_TABLES_SIDE_BY_SIDE', place, null, blocks.length);
    return blocks;
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
    return hasContent(cells) ? [{ ...row, cells }] : [];
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
