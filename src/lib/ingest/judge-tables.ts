import type { FindingCode } from './codes.ts';
import type { FindingLog } from './finding-log.ts';
import { openSheet, type OpenSheet } from './open-sheet.ts';
import { findSavedTable, type SavedTableMatch } from './saved-tables.ts';
import { isSummaryName } from './sheet-role.ts';
import type { Sheet } from './sheet.ts';
import { splitTables } from './split-tables.ts';
import type { IndexedKind } from './table-kinds.ts';
import type { TableKindName } from './table-mapping.ts';

/** A table of a workbook and what becomes of it. */
export interface JudgedTable {
  readonly sheet: Sheet;
  /** The kind that it is read as; `skipped` when it is not read. */
  readonly role: TableKindName | 'skipped';
  /** Set where the table is of the kind that was looked for; one of another kind is opened by its own index. */
  readonly open: OpenSheet | null;
  /** Set where the header tells another kind. */
  readonly beside: OpenSheet | null;
  /** Why it is skipped; null when it is not. */
  readonly code: FindingCode | null;
  /** A mapping made by hand decides. */
  readonly isSaved: boolean;
}

/** A table of a sheet; without `open` when it has no header of the kind. */
export interface OpenTable {
  readonly sheet: Sheet;
  readonly open: OpenSheet | null;
  /** The table as the kind that may stand beside, where it is not of the kind. */
  readonly beside: OpenSheet | null;
  /** A mapping made by hand that is for its header. */
  readonly saved: SavedTableMatch | null;
}

/** The tables of a sheet, with their headers. */
export function openTables(sheet: Sheet, kind: IndexedKind, log: FindingLog): OpenTable[] {
  return splitTables(sheet, kind.index, kind, log).map((table) => {
    const open = openSheet(table, kind.index, kind.required, kind.needed);
    const saved = findSavedTable(table, kind.index.tables);
    const other = open === null && saved === null ? kind.beside : null;
    const beside = other && openSheet(table, other.index, other.required, other.needed);
    return { sheet: table, open, beside, saved };
  });
}

/** Decides which of a workbook's tables are read; a 汇总 beside others would count twice. */
export function judgeTables(opened: readonly OpenTable[], kind: IndexedKind): JudgedTable[] {
  const hasOwnData = opened.some(({ sheet, open }) => open !== null && !isSummaryName(sheet.name));
  return opened.map(({ sheet, open, beside, saved }) => {
    const isSaved = saved !== null;
    const none = { sheet, open: null, beside: null, isSaved };
    const skip = (code: FindingCode): JudgedTable => ({ ...none, role: 'skipped', code });
    if (saved?.role === 'skip') return skip('INGEST_SHEET_LEFT_OUT');
    if (saved !== null && saved.role !== kind.role) {
      return { ...none, role: saved.role, code: null };
    }
    if (sheet.rows.length === 0) return skip('INGEST_SHEET_EMPTY');
    if (hasOwnData && isSummaryName(sheet.name) && saved?.isNamed !== true) {
      return skip('QC_SUMMARY_SHEET_SKIPPED');
    }
    if (beside !== null) return { ...none, role: kind.beside!.role, beside, code: null };
    if (open === null) return skip('INGEST_SHEET_WITHOUT_HEADER');
    return { ...none, role: kind.role, open, code: null };
  });
}
