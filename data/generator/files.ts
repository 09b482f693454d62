import { BOM, csvLine } from './csv.ts';
import { ledgerCells, LEDGER_HEADERS, type LedgerRow } from './ledger-row.ts';
import { VISIT_HEADERS, visitCells, type VisitTally } from './visits.ts';

/** The ledger as CSV text: byte order mark, headers, one line per row. */
export function ledgerCsv(rows: readonly LedgerRow[]): string {
  return BOM + csvLine(LEDGER_HEADERS) + rows.map((row) => csvLine(ledgerCells(row))).join('');
}

/** The visits as CSV text: byte order mark, headers, one line per village. */
export function visitsCsv(visits: readonly VisitTally[]): string {
  return BOM + csvLine(VISIT_HEADERS) + visits.map((visit) => csvLine(visitCells(visit))).join('');
}
