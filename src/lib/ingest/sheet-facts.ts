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

/** Columns that hold values beside the records but have a blank or broken header and are not mapped. */
export class UntitledColumns {
  readonly #mapped: MappedSheet;
  readonly #mainColumn: number;
  /** Columns without header in which no value was seen yet. */
  readonly #open: Set<number>;
  readonly #used: number[] = [];

  constructor(mapped: MappedSheet, mainColumn: number) {
    const { sheet, header, mapping, rows } = mapped;
    const known = new Set(mapping.columns.values());
    const width = rows.slice(0, SAMPLE).reduce((most, row) => Math.max(most, row.cells.length), 0);
    const columns = Array.from(
      { length: sheet.delimited ? header.texts.length : width },
      (_, column) => column,
    );
    const texts = columns.map((column) => (header.texts[column] ?? '').trim());
    this.#mapped = mapped;
    this.#mainColumn = mainColumn;
    this.#open = new Set(
      columns.filter(
        (column) => !known.has(column) && (texts[column] === '' || isFormulaError(texts[column]!)),
      ),
    );
  }

  add({ cells }: SheetRow): void {
    if (this.#open.size === 0 || isPlaceholder(cells[this.#mainColumn] ?? '')) return;
    for (const column of this.#open) {
      if (isPlaceholder(cells[column] ?? '')) continue;
      this.#open.delete(column);
      this.#used.push(column);
    }
  }

  /** Names those that hold values. */
  report(log: FindingLog): void {
    const { sheet, header } = this.#mapped;
    for (const column of this.#used.sort((a, b) => a - b)) {
      const place = { file: sheet.file, sheet: sheet.name, row: sheet.rows[header.index]!.number };
      log.add('INGEST_COLUMN_WITHOUT_HEADER', { ...place, column: columnLetters(column) });
    }
  }
}

/** A, B … Z, AA as spreadsheets show them. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}
