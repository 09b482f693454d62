import type { StagedColumn } from '../core/engine.ts';
import { rowText } from '../core/row-text.ts';
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

/** Problems as rows of text, as they are. `sheet` counts the sheets of an import from 0. */
export function issueText(issues: readonly IssueRow[], sheet: number): string {
  let text = '';
  for (const issue of issues) text += rowText([sheet, ...NAMES.map((name) => issue[name])]);
  return text;
}

/** Problems as rows of text that may be stored and shown: masked. */
export function maskedText(issues: readonly IssueRow[], sheet: number): string {
  return issueText(issues.map(maskIssue), sheet);
}
