import { addMonths } from '../core/comparison.ts';
import { addDays, isLocalDate, type LocalDate } from '../core/period.ts';
import { LIST_FILTERS, type Filter, type ListFilter } from '../filters/filter.ts';
import type { GroupKey } from './group-query.ts';
import { ONSITE_KEY } from './predicate.ts';

/** The days that a group by registration stands for; null for other keys and for problems without date. */
function registeredDays(key: GroupKey, value: string): { from: LocalDate; to: LocalDate } | null {
  if (!isLocalDate(value)) return null;
  switch (key) {
    case 'registered_day':
      return { from: value, to: value };
    case 'registered_week':
      return { from: value, to: addDays(value, 6) };
    case 'registered_month':
      return { from: value, to: addDays(addMonths(value, 1), -1) };
    default:
      return null;
  }
}

function oneOf(filter: Filter, name: ListFilter, value: string): Filter | null {
  const chosen: readonly string[] = filter[name];
  return chosen.length > 0 && !chosen.includes(value) ? null : { ...filter, [name]: [value] };
}

/**
 * The filter that selects exactly the problems which `filter` selects and which are in the group `value` of `key`;
 * null when no filter can say that (undated problems, persons, a group that the filter leaves out).
 */
export function narrowFilter(filter: Filter, key: GroupKey, value: string): Filter | null {
  if (key === 'department' && value === ONSITE_KEY) return oneOf(filter, 'colour', 'onsite');
  if ((LIST_FILTERS as readonly string[]).includes(key)) return oneOf(filter, key as ListFilter, value);
  const days = registeredDays(key, value);
  if (days === null) return null;
  return {
    ...filter,
    from: filter.from !== null && filter.from > days.from ? filter.from : days.from,
    to: filter.to !== null && filter.to < days.to ? filter.to : days.to,
  };
}
