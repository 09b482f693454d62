import type { StagedColumn } from '../core/engine.ts';
import { FIELD_END, fieldText, ROW_END } from '../core/row-text.ts';
import type { IssueRow } from '../ingest/types.ts';
import { maskIssue } from '../privacy/policy.ts';
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

/**
 * Problems as rows of text, as they are. `sheet` counts the sheets of an import from 0. One array is filled again
 * for every row, and strings are joined once: a million rows are taken through here.
 */
export function issueText(issues: readonly IssueRow[], sheet: number): string {
  const fields: string[] = [String(sheet)];
  const lines = issues.map((issue) => {
    for (let index = 0; index < NAMES.length; index += 1) fields[index + 1] = fieldText(issue[NAMES[index]!]);
    return fields.join(FIELD_END);
  });
  return lines.length === 0 ? '' : lines.join(ROW_END) + ROW_END;
}

/** Problems as rows of text that may be stored and shown: masked. */
export function maskedText(issues: readonly IssueRow[], sheet: number): string {
  return issueText(issues.map(maskIssue), sheet);
}
