import { formatDate } from '../format/format.ts';
import type { MessageKey, Translator } from '../i18n/messages.ts';
import { keyLabel } from '../metrics/labels.ts';
import { NONE_KEY, type Dimension } from '../metrics/types.ts';
import type { GroupKey } from '../sql/group-query.ts';
import { ONSITE_KEY } from '../sql/predicate.ts';

const TIMES: readonly string[] = [
  'registered_day',
  'registered_week',
  'registered_month',
  'resolved_week',
] satisfies GroupKey[];

function timeLabel(t: Translator, key: GroupKey, value: string): string {
  if (value === NONE_KEY) return t('explore.undated');
  if (key === 'registered_day') return formatDate(value, t.language);
  if (key === 'registered_month')
    return t('explore.month', { year: value.slice(0, 4), month: Number(value.slice(5, 7)) });
  return t('explore.week', { day: formatDate(value, t.language) });
}

/** What a group of problems is called: the dimensions' own words, states and ratings as on the records page. */
export function groupLabel(t: Translator, key: GroupKey, value: string): string {
  if (TIMES.includes(key)) return timeLabel(t, key, value);
  switch (key) {
    case 'status':
      return t(`status.${value}` as MessageKey);
    case 'satisfaction':
      return t(value === NONE_KEY ? 'satisfaction.none' : (`satisfaction.${value}` as MessageKey));
    case 'owner':
      return value === NONE_KEY ? t('explore.noOwner') : value;
    case 'department':
      return value === ONSITE_KEY ? t('explore.onsite') : t.pick(keyLabel(key, value));
    default:
      return t.pick(keyLabel(key as Dimension, value));
  }
}
