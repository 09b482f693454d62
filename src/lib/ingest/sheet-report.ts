import { headerText, type MappedSheet } from './open-sheet.ts';
import type { TableKindName } from './table-mapping.ts';
import type { SheetReport } from './types.ts';

/** The report of a sheet that was read; `skipped` counts titles, header and rows that are no records. */
export function sheetReport(
  mapped: MappedSheet,
  role: TableKindName,
  counts: { readonly read: number; readonly kept: number; readonly setAside: number },
): SheetReport {
  const { read, kept, setAside } = counts;
  const { sheet, header, mapping } = mapped;
  const used = new Set(mapping.columns.values());
  const unmapped = header.texts.flatMap((text, column) =>
    text.trim() === '' || used.has(column) ? [] : [headerText(mapped, column)],
  );
  return {
    file: sheet.file,
    sheet: sheet.name,
    role,
    headerRow: sheet.rows[header.index]!.number,
    mapping: Object.fromEntries([...mapping.columns].map(([id, column]) => [id, headerText(mapped, column)])),
    unmapped,
    read,
    kept,
    setAside,
    skipped: read - kept - setAside,
  };
}
