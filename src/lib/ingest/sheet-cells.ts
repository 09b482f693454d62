import type { FindingLog } from './finding-log.ts';
import { isFormulaError } from './formula-error.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { SheetRow } from './sheet.ts';

/** The text of a row's cell by column id; empty without the column and for a formula error. */
export function cellOf(row: SheetRow, mapped: MappedSheet, id: string): string {
  const column = mapped.mapping.columns.get(id);
  const text = column === undefined ? '' : (row.cells[column] ?? '');
  return isFormulaError(text) ? '' : text;
}

/** Reports the mapped cells of a row that hold a formula error. */
export function reportFormulaErrors(row: SheetRow, mapped: MappedSheet, log: FindingLog): void {
  for (const [id, column] of mapped.mapping.columns) {
    if (isFormulaError(row.cells[column] ?? '')) log.add('QC_FORMULA_ERROR', placeOf(mapped, row.number, id));
  }
}
