import { formatCount, formatStored } from '../format/format.ts';
import type { MessageKey, Translator } from '../i18n/messages.ts';
import { keyLabel } from '../metrics/labels.ts';
import type { FullRecord } from '../query/run-records.ts';
import { ISSUE_COLUMNS, type IssueColumnId } from '../schema/columns.ts';
import { LEDGER_CLASS_INFO, type LedgerColour } from '../schema/colours.ts';
import type { LedgerClass } from '../schema/colours.ts';
import { columnLabel } from './records-columns.ts';

/** Fields that the ledger has no column for: where a row comes from, and what the cut-off makes of it. */
const OWN_FIELDS = [
  'src_file',
  'src_sheet',
  'src_row',
  'ledger_class',
  'state',
  'due_state',
  'resolution_days',
  'resolved_note',
  'revisit_state',
] as const;
type OwnField = (typeof OWN_FIELDS)[number];

/** The registry names this column after the file's header. */
const STATUS = 'status_recorded';
type FieldName = IssueColumnId | OwnField | typeof STATUS;

const GROUPS = {
  problem: [
    'town',
    'village',
    'category',
    'reported_at',
    'ledger_class',
    'colour_recorded',
    'colour_initial',
    'disposition',
    'campaign_phase',
    'dup_group',
    'remark',
  ],
  person: ['reporter_name', 'phone'],
  handling: [
    'dept_lead',
    'dept_co',
    'owner_name',
    'owner_phone',
    'assigned_at',
    'due_at',
    'due_state',
    'state',
    STATUS,
    'resolved_at',
    'resolved_note',
    'resolution_days',
    'explained_at',
    'result_text',
    'solution_plan',
  ],
  revisit: ['revisit_at', 'revisit_mode', 'revisit_by', 'revisit_state', 'satisfaction'],
  source: ['src_file', 'src_sheet', 'src_row', 'seq_no'],
} as const satisfies Record<string, readonly FieldName[]>;

export type FieldGroupName = keyof typeof GROUPS;

export interface RecordField {
  readonly name: string;
  readonly label: string;
  /** Null when the file says nothing. */
  readonly text: string | null;
}

export interface FieldGroup {
  readonly name: FieldGroupName;
  readonly fields: readonly RecordField[];
}

const WORDS: Partial<Record<FieldName, Readonly<Record<string, MessageKey>>>> = {
  disposition: { onsite: 'record.yes', ledger: 'record.no' },
  state: {
    resolved: 'status.resolved',
    explained: 'status.explained',
    open: 'status.open',
    other: 'status.other',
  },
  [STATUS]: {
    received: 'record.status.received',
    registered: 'record.status.registered',
    assigned: 'record.status.assigned',
    in_progress: 'record.status.in_progress',
    resolved: 'status.resolved',
    explained: 'status.explained',
    closed: 'record.status.closed',
    returned: 'record.status.returned',
    suspended: 'record.status.suspended',
  },
  due_state: {
    on_time: 'due.on_time',
    late: 'due.late',
    overdue: 'due.overdue',
    due_today: 'due.due_today',
    undated: 'due.undated',
    not_due: 'due.not_due',
  },
  revisit_state: {
    rated: 'record.rated',
    unrated: 'satisfaction.unrated',
    unreachable: 'satisfaction.unreachable',
    none: 'satisfaction.none',
  },
  satisfaction: {
    very: 'satisfaction.very',
    satisfied: 'satisfaction.satisfied',
    basic: 'satisfaction.basic',
    neutral: 'satisfaction.neutral',
    dissatisfied: 'satisfaction.dissatisfied',
    very_dis: 'satisfaction.very_dis',
  },
};

/** The name of a field. */
export function fieldLabel(name: FieldName, t: Translator): string {
  if (name === STATUS) return t.pick(columnLabel('status'));
  return (OWN_FIELDS as readonly string[]).includes(name)
    ? t(`record.field.${name as OwnField}`)
    : t.pick(columnLabel(name as IssueColumnId));
}

/** Solved on site and not rated: nobody was expected to be revisited, so that nothing is missing (D24). */
export function isUnasked(record: Readonly<Record<string, unknown>>): boolean {
  return record['ledger_class'] === 'onsite' && (record['revisit_state'] ?? 'none') === 'none';
}

/** What a field says, in words; null when it says nothing. */
export function fieldText(
  name: FieldName,
  value: FullRecord[string] | undefined,
  t: Translator,
): string | null {
  if (value === null || value === undefined || value === '') return null;
  const text = String(value);
  if (name.endsWith('_at')) return formatStored(text, t.language);
  if (name === 'resolution_days') return t('record.days', { days: Number(value) });
  if (name === 'src_row') return formatCount(Number(value));
  if (name === 'ledger_class') return t.pick(keyLabel('colour', text as LedgerClass));
  if (name === 'colour_initial') return t.pick(LEDGER_CLASS_INFO[text as LedgerColour].name);
  const words = WORDS[name];
  if (!words) return text;
  const key = words[text];
  return key === undefined ? null : t(key);
}

/** A field is shown when it has something to say, or when the export has a column that says nothing here. */
function isShown(name: FieldName, text: string | null, columns: ReadonlySet<string>): boolean {
  if (text !== null) return true;
  const column = name === STATUS ? 'status' : name;
  return columns.has(column) && ISSUE_COLUMNS.some(({ id }) => id === column);
}

/** Everything published of a problem, by what it is about; `columns` are those that the export has. */
export function fieldGroups(
  record: FullRecord,
  columns: ReadonlySet<string>,
  t: Translator,
): readonly FieldGroup[] {
  return (Object.keys(GROUPS) as FieldGroupName[]).map((name) => {
    const fields = (GROUPS[name] as readonly FieldName[]).map((field) => {
      const text =
        field === 'revisit_state' && isUnasked(record)
          ? t('record.onsiteUnasked')
          : fieldText(field, record[field], t);
      return { name: field, label: fieldLabel(field, t), text };
    });
    return { name, fields: fields.filter((field) => isShown(field.name, field.text, columns)) };
  });
}
