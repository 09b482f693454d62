import type { SortKey } from '../filters/url.ts';
import { ISSUE_COLUMNS, type IssueColumnId } from '../schema/columns.ts';
import { isListColumn, type ListColumn } from '../sql/record-query.ts';
import type { Bilingual } from '../core/errors.ts';

const LABELS = new Map<string, Bilingual>(ISSUE_COLUMNS.map(({ id, label }) => [id, label]));

/** The label of a ledger column, from the column registry. */
export function columnLabel(id: IssueColumnId): Bilingual {
  return LABELS.get(id)!;
}

/** A column of the records table: what it sorts by, and the ledger column that it is named after. */
export interface RecordColumn {
  readonly name: ListColumn;
  readonly label: Bilingual;
}

const column = (name: ListColumn, label: IssueColumnId): RecordColumn => ({
  name,
  label: columnLabel(label),
});

export const RECORD_COLUMNS: readonly RecordColumn[] = [
  column('issue_id', 'issue_id'),
  column('town', 'town'),
  column('reporter_name', 'reporter_name'),
  column('problem', 'problem'),
  column('category', 'category'),
  column('ledger_class', 'colour_recorded'),
  column('dept_lead', 'dept_lead'),
  column('reported_at', 'reported_at'),
  column('due_at', 'due_at'),
  column('resolved_at', 'resolved_at'),
  column('state', 'status'),
  column('satisfaction', 'satisfaction'),
];

/** Newest first. */
const DEFAULT_SORT = { column: 'reported_at', descending: true } as const satisfies SortKey;

/** The link's sort, or the default where the link names none or a column that is none. */
export function sortInForce(sort: SortKey | null): SortKey {
  return sort !== null && isListColumn(sort.column) ? sort : DEFAULT_SORT;
}

/** The sort after a click on a column's head: dates start with the newest; null is the default. */
export function sortAfterClick(sort: SortKey | null, name: ListColumn): SortKey | null {
  const now = sortInForce(sort);
  const descending = now.column === name ? !now.descending : name.endsWith('_at');
  return name === DEFAULT_SORT.column && descending ? null : { column: name, descending };
}
