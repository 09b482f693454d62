import type { StagedColumn } from '../core/engine.ts';
import { FIELD_END, fieldText, ROW_END } from '../core/row-text.ts';
import type { IssueRow } from '../ingest/types.ts';
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

/** Problems as rows of text, as they are. `sheet` counts the sheets of an import from 0. */
export function issueText(issues: readonly IssueRow[], sheet: number): string {
  return rowsOfText(issues, sheet, AS_IT_IS);
}

/** Problems as rows of text that may be stored and shown: masked. */
export function maskedText(issues: readonly IssueRow[], sheet: number): string {
  return rowsOfText(issues, sheet, MASKED);
}

/** One array is filled again for every row, and strings are joined once: a million rows are taken through here. */
function rowsOfText(issues: readonly IssueRow[], sheet: number, masks: readonly (Mask | null)[]): string {
  const fields: string[] = [String(sheet)];
  const lines = issues.map((issue) => {
    for (let index = 0; index < NAMES.length; index += 1) {
      const value = issue[NAMES[index]!];
      const mask = masks[index];
      fields[index + 1] = fieldText(
        mask && typeof value === 'string' ? mask(value, issue.reporter_name) : value,
      );
    }
    return fields.join(FIELD_END);
  });
  return lines.length === 0 ? '' : lines.join(ROW_END) + ROW_END;
}
