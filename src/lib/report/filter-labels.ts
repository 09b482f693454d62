import type { ListFilter } from '../filters/filter.ts';
import type { MessageKey, Translator } from '../i18n/messages.ts';
import { bucketLabel } from '../metrics/buckets.ts';
import { keyLabel } from '../metrics/labels.ts';
import { spacedKey } from '../format/household-key.ts';
import { NONE_KEY, type Dimension } from '../metrics/types.ts';

/** A value of a filter's list in words. */
export function filterLabel(t: Translator, name: ListFilter, key: string): string {
  if (name === 'age' || name === 'due') return t.pick(bucketLabel(key));
  if (name === 'household') return key === NONE_KEY ? t('household.unknown') : spacedKey(key);
  if (name === 'status') return t(`status.${key}` as MessageKey);
  if (name === 'satisfaction')
    return key === NONE_KEY ? t('satisfaction.none') : t(`satisfaction.${key}` as MessageKey);
  return t.pick(keyLabel(name as Dimension, key));
}
