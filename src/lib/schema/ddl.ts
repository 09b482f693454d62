import type { StagedColumn } from '../core/engine.ts';

/** A column of a published table. `fact` columns come from the ledger, `state` columns are computed as of the cut-off,
 * `index` columns hold the same once more in the form that figures are summed from. */
export interface TableColumn extends StagedColumn {
  readonly origin: 'fact' | 'state' | 'index';
}

const fact = (type: TableColumn['type'], ...names: readonly string[]): TableColumn[] =>
  names.map((name) => ({ name, type, origin: 'fact' }));
const state = (type: TableColumn['type'], ...names: readonly string[]): TableColumn[] =>
  names.map((name) => ({ name, type, origin: 'state' }));

/** Version of the published tables and documents; readers refuse others. */
export const SCHEMA_VERSION = 10;

/** One row = one problem, masked. Dictionary §4.1 plus its state as of the cut-off. */
export const ISSUE_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'issue_id', 'src_file', 'src_sheet'),
  ...fact('integer', 'src_row'),
  ...fact('varchar', 'seq_no', 'campaign_phase', 'town', 'village', 'household_key'),
  ...fact('varchar', 'reporter_name', 'phone'),
  ...fact('timestamp', 'reported_at'),
  ...fact(
    'varchar',
    'problem',
    'category',
    'colour_recorded',
    'colour_initial',
    'colour_current',
    'disposition',
  ),
  ...fact('varchar', 'dept_lead', 'dept_co', 'owner_name', 'owner_phone', 'status_recorded', 'outcome'),
  ...fact('timestamp', 'assigned_at'),
  ...fact('date', 'due_at'),
  ...fact('timestamp', 'resolved_at'),
  ...fact('varchar', 'resolved_note', 'result_text', 'solution_plan'),
  ...fact('timestamp', 'explained_at', 'revisit_at'),
  ...fact('varchar', 'revisit_mode', 'revisit_by', 'revisit_state', 'satisfaction', 'dup_group', 'remark'),
  ...state('varchar', 'ledger_class', 'state', 'due_state'),
  ...state('boolean', 'is_revisited'),
  ...state('integer', 'resolution_days'),
  { name: 'age', type: 'varchar', origin: 'index' },
  { name: 'due', type: 'varchar', origin: 'index' },
  { name: 'flags', type: 'integer', origin: 'index' },
  { name: 'flags_week_before', type: 'integer', origin: 'index' },
];

/** Columns of a visit that hold a count, in the order of the table. */
export const VISIT_COUNTS = [
  'hh_due',
  'hh_visited',
  'hh_inhome',
  'hh_phone',
  'hh_wechat',
  'hh_absent',
  'people_met',
  'problems_found',
  'onsite_resolved',
  'ledgered',
] as const;
export type VisitCount = (typeof VISIT_COUNTS)[number];

/** One row = one village's visits as a file reports them. Dictionary §4.2. */
export const VISIT_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'src_file', 'src_sheet'),
  ...fact('integer', 'src_row'),
  ...fact('date', 'visit_date'),
  ...fact('varchar', 'kind', 'town', 'village'),
  ...fact('integer', ...VISIT_COUNTS),
];

/** One row = one event of a problem, masked. Dictionary §4.3; its `at` is a word of SQL. */
export const TRANSITION_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'issue_id'),
  ...fact('integer', 'seq'),
  ...fact('timestamp', 'happened_at'),
  ...fact('varchar', 'event', 'colour_from', 'colour_to', 'unit_from', 'unit_to', 'actor', 'note'),
  ...fact('varchar', 'src_file', 'src_sheet'),
  ...fact('integer', 'src_row'),
];

/** On-site problems known only from the visit tally, per place (D2). */
export const TALLY_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'town', 'village'),
  ...fact('integer', 'weight'),
];

/** Findings of the import; `sample` is masked. */
export const FINDING_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'code', 'severity', 'src_file', 'src_sheet'),
  ...fact('integer', 'src_row'),
  ...fact('varchar', 'src_column', 'message_zh', 'message_en', 'hint_zh', 'hint_en', 'sample'),
  ...fact('boolean', 'set_aside'),
];

/** `create table` for a list of columns; a temporary one is not part of the database file. */
export function createTable(
  name: string,
  columns: readonly TableColumn[],
  { temporary = false }: { readonly temporary?: boolean } = {},
): string {
  return `create ${temporary ? 'temporary ' : ''}table ${name} (${columns.map((column) => `${column.name} ${column.type}`).join(', ')})`;
}

/** Counts of a visit that are added up over villages. */
export const COVERAGE_COUNTS = [
  'hh_due',
  'hh_visited',
  'hh_inhome',
  'hh_phone',
  'hh_wechat',
  'hh_absent',
  'problems_found',
] as const satisfies readonly VisitCount[];

/** Households by village as of the cut-off: what remains of `visits` after D12. */
export const COVERAGE_TABLE: readonly TableColumn[] = [
  ...fact('varchar', 'town', 'village'),
  ...fact('integer', ...COVERAGE_COUNTS),
];
