import { SATISFACTION_KEYS } from '../filters/url.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';

/** Columns that are read of every record: those of a list that nobody changed, and what rows are drawn with. */
export const BASE_COLUMNS = [
  'issue_id',
  'town',
  'village',
  'reporter_name',
  'problem',
  'category',
  'ledger_class',
  'dept_lead',
  'reported_at',
  'due_at',
  'resolved_at',
  'state',
  'due_state',
  'satisfaction',
  'revisit_state',
] as const;
export type BaseColumn = (typeof BASE_COLUMNS)[number];

/** Columns that a list may show and be sorted by; contacts are not among them. */
export const LIST_COLUMNS = [
  ...BASE_COLUMNS,
  'seq_no',
  'campaign_phase',
  'colour_recorded',
  'colour_initial',
  'disposition',
  'dept_co',
  'owner_name',
  'status_recorded',
  'assigned_at',
  'resolved_note',
  'resolution_days',
  'explained_at',
  'result_text',
  'solution_plan',
  'revisit_at',
  'revisit_mode',
  'revisit_by',
  'dup_group',
  'remark',
  'src_file',
  'src_sheet',
  'src_row',
] as const;
export type ListColumn = (typeof LIST_COLUMNS)[number];

/**
 * Texts that a search looks into. Not among them: what the ledger has a fixed set of words for (a filter finds
 * those), and where a row comes from.
 */
export const TEXT_COLUMNS = [
  'issue_id',
  'problem',
  'category',
  'town',
  'village',
  'reporter_name',
  'dept_lead',
  'result_text',
  'solution_plan',
  'remark',
  'owner_name',
  'dept_co',
  'resolved_note',
  'revisit_by',
  'phone',
  'owner_phone',
  'seq_no',
  'campaign_phase',
  'dup_group',
] as const;
export type TextColumn = (typeof TEXT_COLUMNS)[number];

/** True for a column that a list may show and be sorted by. */
export function isListColumn(text: string): text is ListColumn {
  return (LIST_COLUMNS as readonly string[]).includes(text);
}

function ranked(expression: string, keys: readonly string[]): string {
  const ranks = keys.map((key, rank) => `when '${key}' then ${rank}`);
  return `case ${expression} ${ranks.join(' ')} end`;
}

const URGENCY = `case when due_state = 'overdue' then 0 when due_state = 'due_today' then 1 when state = 'open' then 2 when state = 'other' then 3 when state = 'explained' then 4 when ledger_class = 'onsite' then 6 else 5 end`;
const DUE_STATES = ['overdue', 'due_today', 'not_due', 'late', 'undated', 'on_time'];

/** Columns whose values have an order of their own; the others sort by value. */
export const COLUMN_ORDERS: Partial<Record<ListColumn, string>> = {
  ledger_class: ranked('ledger_class', LEDGER_CLASSES),
  colour_initial: ranked('colour_initial', LEDGER_CLASSES),
  state: URGENCY,
  due_state: ranked('due_state', DUE_STATES),
  satisfaction: ranked('coalesce(satisfaction, revisit_state)', SATISFACTION_KEYS),
};
