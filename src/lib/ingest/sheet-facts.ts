import { cleanText } from '../core/text.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import { printedNumbers } from './row-kind.ts';
import type { SheetRow } from './sheet.ts';
import type { TownList, TownMatch } from './towns.ts';
import type { PrintedTotal } from './types.ts';

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
