import type { IssueRow } from '../../src/lib/ingest/types.ts';
import { maskOf } from '../../src/lib/privacy/policy.ts';

/** The row as the internal edition may hold it. */
export function maskIssue<Row extends Pick<IssueRow, 'reporter_name' | 'phone'>>(row: Row): Row {
  const members = Object.entries(row).map(([member, value]) => [
    member,
    typeof value === 'string' ? (maskOf(member)?.(value, row) ?? value) : (value as unknown),
  ]);
  return Object.fromEntries(members) as Row;
}
