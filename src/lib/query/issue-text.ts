import type { StagedColumn } from '../core/engine.ts';
import { FIELD_END, fieldText, ROW_END } from '../core/row-text.ts';
import { residentFound } from '../ingest/resident-found.ts';
import type { IssueRow } from '../ingest/types.ts';
import { isResident, repeatsName, repeatsPhone, repeatsResident } from '../privacy/own-leak.ts';
import { maskOf, type Mask } from '../privacy/policy.ts';
import { ISSUE_TABLE } from '../schema/ddl.ts';

/** Where a row stands: file and sheet are told by the sheet's number. */
const PLACE = ['src_file', 'src_sheet'];

/** Columns of a problem that its row of text holds, behind the sheet's number. */
export const TEXT_FACTS = ISSUE_TABLE.filter(
  ({ name, origin }) => origin === 'fact' && !PLACE.includes(name),
);
const NAMES = TEXT_FACTS.map(({ name }) => name as keyof IssueRow);

/** What rows of problems are read back as. */
export const ISSUE_TEXT_COLUMNS: readonly StagedColumn[] = [
  { name: 'sheet', type: 'integer' },
  ...TEXT_FACTS,
];

const AS_IT_IS: readonly (Mask | null)[] = NAMES.map(() => null);
const MASKED: readonly (Mask | null)[] = NAMES.map(maskOf);

/** Columns of text; dates and numbers cannot be a name, and are no telephone. */
const IS_TEXT = TEXT_FACTS.map(({ name, type }) => type === 'varchar' && name !== 'household_key');
/** Texts whose words may be the resident's name by chance. */
const TOWN = NAMES.indexOf('town');
const VILLAGE = NAMES.indexOf('village');

/** Problems as rows of text, as they are. `sheet` counts the sheets of an import from 0. */
export function issueText(issues: readonly IssueRow[], sheet: number): string {
  return rowsOfText(issues, sheet, AS_IT_IS, null);
}

/**
 * Problems as rows of text that may be stored and shown: masked. Throws `PUBLISH_RESIDENT_FOUND` for a row that still
 * says its own resident's name or telephone in any column: later, nobody knows them.
 */
export function maskedText(issues: readonly IssueRow[], sheet: number): string {
  return rowsOfText(issues, sheet, MASKED, refuseOwn);
}

/** One array is filled again for every row, and strings are joined once: a million rows are taken through here. */
function rowsOfText(
  issues: readonly IssueRow[],
  sheet: number,
  masks: readonly (Mask | null)[],
  check: ((issue: IssueRow, fields: readonly string[], line: string) => void) | null,
): string {
  const fields: string[] = [String(sheet)];
  const lines = issues.map((issue) => {
    for (let index = 0; index < NAMES.length; index += 1) {
      const value = issue[NAMES[index]!];
      const mask = masks[index];
      fields[index + 1] = fieldText(mask && typeof value === 'string' ? mask(value, issue) : value);
    }
    const line = fields.join(FIELD_END);
    check?.(issue, fields, line);
    return line;
  });
  return lines.length === 0 ? '' : lines.join(ROW_END) + ROW_END;
}

function refuseOwn(issue: IssueRow, fields: readonly string[], line: string): void {
  if (issue.reporter_name === null && issue.phone === null) return;
  // The usual row is settled by one look at all of it for the name, and by a quick one at each text for the number.
  const { reporter_name: name, phone } = issue;
  const isNamed = name !== null && repeatsName(line, name);
  if (
    !isNamed &&
    (phone === null || !fields.some((text, at) => IS_TEXT[at - 1] && repeatsPhone(text, phone)))
  )
    return;
  const index = NAMES.findIndex((_, at) => {
    const text = fields[at + 1]!;
    if (!IS_TEXT[at]) return false;
    if (at !== TOWN && at !== VILLAGE) return repeatsResident(text, issue);
    return isResident(text, issue) || (phone !== null && repeatsPhone(text, phone));
  });
  if (index === -1) return;
  throw residentFound({
    file: issue.src_file,
    sheet: issue.src_sheet,
    row: issue.src_row,
    column: String(NAMES[index]),
  });
}
