import { ownPhoneIn } from '../privacy/own-phone.ts';
import { MASKED_TEXTS } from '../privacy/policy.ts';
import { findIdentifiers } from '../privacy/scan.ts';
import type { FindingLog } from './finding-log.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import { cellOf } from './sheet-cells.ts';
import type { SheetRow } from './sheet.ts';
import type { IssueRow } from './types.ts';

/** Characters of the longest text that holds no number, plate or account. */
const TOO_SHORT = 6;
/** Columns of the ledger whose text comes from a cell of another one. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  town: ['town', 'area'],
  village: ['village', 'town', 'area'],
  resolved_note: ['resolved_at'],
  dept_co: ['dept_co', 'dept_lead'],
};

/** True where a text holds a number, plate, address or account that is masked in it, whoever it belongs to. */
export function holdsNumber(text: string | null, phone: string | null = null): boolean {
  if (text === null || text.length <= TOO_SHORT) return false;
  return findIdentifiers(text).length > 0 || (phone !== null && ownPhoneIn(text, phone).length > 0);
}

/** Says of every text of a problem in which something is masked where it stands; never what it is. */
export function inspectTexts(issue: IssueRow, row: SheetRow, mapped: MappedSheet, log: FindingLog): void {
  for (const member of MASKED_TEXTS) {
    const text = issue[member as keyof IssueRow];
    if (typeof text !== 'string') continue;
    // Names of towns are masked where they are read.
    const written = member === 'town' && text.includes('*') ? cellOf(row, mapped, 'town') : text;
    if (!holdsNumber(written, issue.phone)) continue;
    const column = SOURCES[member]?.find((id) => holdsNumber(cellOf(row, mapped, id), issue.phone)) ?? member;
    log.add('QC_TEXT_IDENTIFIER', placeOf(mapped, row.number, column));
  }
}
