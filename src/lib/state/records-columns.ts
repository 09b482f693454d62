import type { Bilingual } from '../core/errors.ts';
import type { SortKey } from '../filters/url.ts';
import { ISSUE_COLUMNS, type IssueColumnId } from '../schema/columns.ts';
import { isListColumn, type ListColumn } from '../sql/record-columns.ts';

const REGISTERED = new Map<string, (typeof ISSUE_COLUMNS)[number]>(
  ISSUE_COLUMNS.map((each) => [each.id, each]),
);

/** The label of a ledger column, from the column registry. */
export function columnLabel(id: IssueColumnId): Bilingual {
  return REGISTERED.get(id)!.label;
}

/** The columns of a list that nobody changed. */
export const DEFAULT_COLUMNS: readonly ListColumn[] = [
  'issue_id',
  'town',
  'reporter_name',
  'problem',
  'category',
  'ledger_class',
  'dept_lead',
  'reported_at',
  'due_at',
  'resolved_at',
  'state',
  'satisfaction',
];

/** Ledger columns that a column of the list comes from, where they are not the one of its name. */
const SOURCES: Partial<Record<ListColumn, readonly IssueColumnId[]>> = {
  status_recorded: ['status'],
  colour_initial: ['colour_initial', 'colour_recorded'],
  explained_at: ['explained_at', 'resolved_at'],
  resolved_note: ['resolved_at'],
  resolution_days: ['resolved_at'],
  due_state: ['due_at'],
  ledger_class: [],
  state: [],
  src_file: [],
  src_sheet: [],
  src_row: [],
};

/** In the order in which the menu offers them. */
const OFFERED: readonly ListColumn[] = [
  ...DEFAULT_COLUMNS,
  'village',
  'seq_no',
  'campaign_phase',
  'colour_recorded',
  'colour_initial',
  'disposition',
  'dept_co',
  'owner_name',
  'assigned_at',
  'status_recorded',
  'due_state',
  'resolution_days',
  'resolved_note',
  'explained_at',
  'result_text',
  'solution_plan',
  'revisit_at',
  'revisit_mode',
  'revisit_by',
  'revisit_state',
  'dup_group',
  'remark',
  'src_file',
  'src_sheet',
  'src_row',
];

/** What decides which columns there are: those of the export, and who may read it. */
export interface ColumnSource {
  readonly columns: ReadonlySet<string>;
  readonly manifest: { readonly edition: string };
}

/** Columns that can be shown: the usual ones, and what else the export has; officials only in the internal edition. */
export function offeredColumns(published: ColumnSource): readonly ListColumn[] {
  return OFFERED.filter((name) => {
    if (published.manifest.edition !== 'internal' && REGISTERED.get(name)?.pii === 'P1') return false;
    if (DEFAULT_COLUMNS.includes(name)) return true;
    const sources = SOURCES[name] ?? [name as IssueColumnId];
    return sources.length === 0 || sources.some((source) => published.columns.has(source));
  });
}

/** The columns that a link names, in its order, or the usual ones; and whether all its names were understood. */
export function chosenColumns(
  named: readonly string[],
  offered: readonly ListColumn[],
): { readonly columns: readonly ListColumn[]; readonly valid: boolean } {
  const known = [...new Set(named)].filter((name) => (offered as readonly string[]).includes(name));
  const columns = known.length > 0 ? (known as ListColumn[]) : DEFAULT_COLUMNS;
  return { columns, valid: named.every((name) => known.includes(name)) };
}

/** What a link says for a choice of columns: nothing for the usual one. */
export function columnsForLink(columns: readonly ListColumn[]): readonly string[] {
  return columns.join() === DEFAULT_COLUMNS.join() ? [] : columns;
}

/** The choice with a column more, behind the others, or less; the last one stays. */
export function toggledColumn(columns: readonly ListColumn[], name: ListColumn): readonly ListColumn[] {
  if (!columns.includes(name)) return [...columns, name];
  return columns.length === 1 ? columns : columns.filter((each) => each !== name);
}

/** The choice with a column moved by `steps`; unchanged at the ends. */
export function movedColumn(
  columns: readonly ListColumn[],
  name: ListColumn,
  steps: number,
): readonly ListColumn[] {
  const [from, rest] = [columns.indexOf(name), columns.filter((each) => each !== name)];
  const to = Math.min(columns.length - 1, Math.max(0, from + steps));
  return [...rest.slice(0, to), name, ...rest.slice(to)];
}

/** Newest first. */
const DEFAULT_SORT: readonly SortKey[] = [{ column: 'reported_at', descending: true }];

/** What waits is listed with the longest first: the overdue by the day on which they were due. */
const WAITING: Readonly<Record<string, ListColumn>> = { open: 'reported_at', overdue_open: 'due_at' };

/** The order of the records behind a figure that counts what waits; null, the page's own order, for any other. */
export function longestFirst(metric: string): readonly SortKey[] | null {
  const column = WAITING[metric];
  return column === undefined ? null : [{ column, descending: false }];
}

/** The link's order without the columns that are none, or the default where nothing is left of it. */
export function sortInForce(sort: readonly SortKey[] | null): readonly SortKey[] {
  const known = (sort ?? []).filter(({ column }) => isListColumn(column));
  return known.length > 0 ? known : DEFAULT_SORT;
}

const isDate = (name: string): boolean => name.endsWith('_at');

/**
 * The order after a click on a column's head: by this column alone, turned round if it was so already. With
 * `adding` the other keys stay: a new key comes last, one of them is turned round. Dates start with the newest;
 * null is the default.
 */
export function sortAfterClick(
  sort: readonly SortKey[] | null,
  name: ListColumn,
  adding = false,
): readonly SortKey[] | null {
  const now = sortInForce(sort);
  const turned = (key: SortKey): SortKey => ({ ...key, descending: !key.descending });
  const fresh: SortKey = { column: name, descending: isDate(name) };
  const known = now.some(({ column }) => column === name);
  const alone = now.length === 1 && known ? turned(now[0]!) : fresh;
  const several = known ? now.map((key) => (key.column === name ? turned(key) : key)) : [...now, fresh];
  const next = adding ? several : [alone];
  const isDefault = next.length === 1 && next[0]!.column === 'reported_at' && next[0]!.descending;
  return isDefault ? null : next;
}
