import type { ExploreKey } from '../filters/explore-url.ts';
import { LIST_FILTERS, type Filter, type ListFilter } from '../filters/filter.ts';
import { formatDate } from '../format/format.ts';
import type { MessageKey, Translator } from '../i18n/messages.ts';
import { filterLabel } from '../report/filter-labels.ts';

/** What problems are grouped by, in words. */
export function keyName(t: Translator, key: ExploreKey): string {
  const isFilter = (LIST_FILTERS as readonly string[]).includes(key);
  return isFilter ? t(`filter.${key as ListFilter}`) : t(`explore.key.${key}` as MessageKey);
}

/** The filter in words: 镇街：恩城镇、三唐乡；时间：… */
export function filterText(t: Translator, filter: Filter): string {
  const zh = t.language === 'zh';
  const [comma, colon, stop] = zh ? ['、', '：', '；'] : [', ', ': ', '; '];
  const lists = LIST_FILTERS.filter((name) => filter[name].length > 0).map(
    (name) => t(`filter.${name}`) + colon + filter[name].map((key) => filterLabel(t, name, key)).join(comma),
  );
  const days = [filter.from, filter.to].map((day) => (day === null ? '' : formatDate(day, t.language)));
  const period = days.every((day) => day === '') ? [] : [t('filter.period') + colon + days.join('–')];
  const all = [...lists, ...period];
  return all.length === 0 ? t('scope.county') : all.join(stop);
}
