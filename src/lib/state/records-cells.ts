import type { MessageKey, Translator } from '../i18n/messages.ts';
import { formatDate } from '../format/format.ts';
import type { ListRecord } from '../query/run-records.ts';
import type { ListColumn } from '../sql/record-columns.ts';
import { columnLabel } from './records-columns.ts';
import { fieldLabel, fieldText } from './records-fields.ts';

/** The head of a column, named after the ledger's own; what the file said beside what counts is told apart. */
export function columnTitle(name: ListColumn, t: Translator): string {
  if (name === 'ledger_class') return t.pick(columnLabel('colour_recorded'));
  if (name === 'state') return t.pick(columnLabel('status'));
  if (name === 'colour_recorded' || name === 'status_recorded') return t(`records.column.${name}`);
  return fieldLabel(name, t);
}

/** How a problem stands, in a word. */
export function statusWord(record: Readonly<Record<string, unknown>>, t: Translator): string {
  const onsite = record['ledger_class'] === 'onsite';
  return t(onsite ? 'status.onsite' : (`status.${String(record['state'])}` as MessageKey));
}

const UNRATED = new Set(['unrated', 'unreachable']);

/** What a cell says; null where the ledger says nothing. Moments are told by their day. */
export function cellText(record: ListRecord, name: ListColumn, t: Translator): string | null {
  const value = record[name] ?? null;
  if (name === 'town') return [record.town, record.village].filter((part) => part !== null).join(' ') || null;
  if (name === 'state')
    return statusWord(record, t) + (record.due_state === 'overdue' ? ` ${t('col.overdue')}` : '');
  if (name === 'satisfaction' && value === null)
    return UNRATED.has(record.revisit_state ?? '')
      ? fieldText('revisit_state', record.revisit_state, t)
      : null;
  if (name.endsWith('_at') && value !== null) return formatDate(String(value), t.language);
  return fieldText(name, value, t);
}
