import { LIST_FILTERS, type ListFilter } from '../filters/filter.ts';
import type { MessageKey, Translator } from '../i18n/messages.ts';

const WORDS: Readonly<Record<string, MessageKey>> = {
  from: 'filter.period',
  to: 'filter.period',
  cutoff: 'moment.label',
  compare: 'moment.compare',
  days: 'moment.days',
  metric: 'explore.metric',
  part: 'explore.metric',
  sort: 'records.sortBy',
  order: 'records.sortBy',
  columns: 'records.columns',
  rows: 'explore.rows',
  show: 'explore.metric',
  as: 'explore.form',
  change: 'explore.change',
  of: 'rank.of',
  by: 'rank.by',
  kind: 'bulletin.kind',
  section: 'bulletin.parts',
};

const isList = (name: string): name is ListFilter => (LIST_FILTERS as readonly string[]).includes(name);

/** What parameters of a link that were not understood stand for, each once; a name without words is told as it is. */
export function parameterWords(t: Translator, names: readonly string[]): string {
  const words = names.map((name) => {
    const key = isList(name) ? (`filter.${name}` as const) : WORDS[name];
    return key === undefined ? name : t(key);
  });
  return [...new Set(words)].join(t.language === 'zh' ? '、' : ', ');
}
