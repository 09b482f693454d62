import { cleanText, isPlaceholder } from '../core/text.ts';
import type { FindingLog } from './finding-log.ts';
import { isFormulaError } from './formula-error.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import { printedNumbers } from './row-kind.ts';
import type { SheetRow } from './sheet.ts';
import type { TownList, TownMatch } from './towns.ts';
import type { PrintedTotal } from './types.ts';

const SAMPLE = 200;

/** Town of a sheet without town column: sheet name, then 填表单位 line, then file name (D17). */
export function townOfSheet(mapped: MappedSheet, towns: TownList): TownMatch | null {
  const { sheet, metadata } = mapped;
  for (const text of [sheet.name, metadata.unit ?? '', sheet.file]) {
    const match = text === '' ? null : towns.fromName(text);
    if (match) return match;
  }
  return null;
}

/** A total row as the check I4 wants it. */
export function printedTotal(mapped: MappedSheet, row: SheetRow): PrintedTotal {
  const label = row.cells.find((cell) => /[合总小共]\s*计/.test(cell)) ?? '';
  return {
    place: placeOf(mapped, row.number),
    label: cleanText(label).replace(/\s+/g, '').slice(0, 12),
    values: printedNumbers(row, mapped.headers),
  };
}

/** Names columns that hold values beside the records but have a blank or broken header. */
export function noteUntitledColumns(mapped: MappedSheet, mainColumn: number, log: FindingLog): void {
  const { sheet, header, rows } = mapped;
  const width = rows.slice(0, SAMPLE).reduce((most, row) => Math.max(most, row.cells.length), 0);
  const end = sheet.delimited ? header.texts.length : width;
  for (let column = 0; column < end; column += 1) {
    const text = (header.texts[column] ?? '').trim();
    if (text !== '' && !isFormulaError(text)) continue;
    const isUsed = rows.some(
      ({ cells }) => !isPlaceholder(cells[mainColumn] ?? '') && !isPlaceholder(cells[column] ?? ''),
    );
    if (!isUsed) continue;
    const place = { file: sheet.file, sheet: sheet.name, row: sheet.rows[header.index]!.number };
    log.add('INGEST_COLUMN_WITHOUT_HEADER', { ...place, column: columnLetters(column) });
  }
}

/** A, B … Z, AA as spreadsheets show them. */
function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
