import { findIdentifiers } from '../privacy/scan.ts';
import type { Draft } from './assemble.ts';
import type { FindingLog } from './finding-log.ts';
import { placeOf } from './open-sheet.ts';

/** Gives each row an id that is unique in the import; rows with a missing, repeated or personal one get a hash. */
export function assignIds(drafts: readonly Draft[], log: FindingLog): void {
  const taken = new Set<string>();
  for (const { row, mapped } of drafts) {
    const code = idProblem(row.issue_id, taken, mapped.mapping.columns.has('issue_id'));
    if (code) log.add(code, placeOf(mapped, row.src_row, 'issue_id'));
    if (row.issue_id === '' || code) row.issue_id = freeHash(row, taken);
    taken.add(row.issue_id);
  }
}

function idProblem(id: string, taken: ReadonlySet<string>, hasColumn: boolean) {
  if (id === '') return hasColumn ? 'QC_MISSING_ID' : null;
  if (taken.has(id)) return 'QC_DUPLICATE_ID';
  const isPersonal =
    /^\d{11}/.test(id) && findIdentifiers(id).some(({ kind }) => kind === 'mobile' || kind === 'id_number');
  return isPersonal ? 'QC_ID_PERSONAL' : null;
}

function freeHash(row: Draft['row'], taken: ReadonlySet<string>): string {
  const source = `${row.src_file}\n${row.src_sheet}\n${row.src_row}`;
  let id = hashId(source);
  for (let salt = 1; taken.has(id); salt += 1) id = hashId(`${source}\n${salt}`);
  return id;
}

/** A stable id of twelve letters; without digits, so that it never looks like a phone or ID number. */
export function hashId(text: string): string {
  let high = 0xdeadbeef;
  let low = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return `r-${letters(high >>> 0)}${letters(low >>> 0)}`;
}

function letters(value: number): string {
  let text = '';
  for (let rest = value, index = 0; index < 7; index += 1, rest = Math.floor(rest / 26)) {
    text += String.fromCharCode(97 + (rest % 26));
  }
  return text;
}

/** Reports rows with the town, problem and contact of an earlier one; they still count (QC-18). */
export function reportDuplicates(drafts: readonly Draft[], log: FindingLog): void {
  const seen = new Set<string>();
  for (const { row, mapped } of drafts) {
    const contact = row.phone ?? row.reporter_name;
    if (contact === null) continue;
    const key = `${row.town}\n${row.village}\n${contact}\n${row.problem}`;
    if (seen.has(key)) log.add('QC_DUPLICATE_ROW', placeOf(mapped, row.src_row));
    seen.add(key);
  }
}
