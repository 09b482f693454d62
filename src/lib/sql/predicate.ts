import type { SqlParameter } from '../core/engine.ts';
import { addDays } from '../core/period.ts';
import { NONE_KEY, type Dimension } from '../metrics/types.ts';
import { LIST_FILTERS, type Filter, type ListFilter } from '../filters/filter.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

const REVISIT_KEYS: readonly string[] = ['unrated', 'unreachable'];

/** Column that each list filter selects on; satisfaction has marks of its own for revisits without a rating. */
const FILTER_COLUMNS: Readonly<Record<ListFilter, string>> = {
  town: 'town',
  village: 'village',
  colour: 'ledger_class',
  department: 'dept_lead',
  category: 'category',
  status: 'state',
  satisfaction: 'satisfaction',
  age: 'age',
  due: 'due',
  household: 'household_key',
};

/** Key of the on-site rows by department: they have none and are no "unassigned" either (I3). */
export const ONSITE_KEY = '__onsite__';

/** Expressions whose values are a dimension's keys; a missing value is `__none__`. */
export const DIMENSION_KEYS: Readonly<Record<Dimension, string>> = {
  colour: 'ledger_class',
  town: `coalesce(town, '${NONE_KEY}')`,
  village: `coalesce(village, '${NONE_KEY}')`,
  department: `case when ledger_class = 'onsite' then '${ONSITE_KEY}' else coalesce(dept_lead, '${NONE_KEY}') end`,
  category: `coalesce(category, '${NONE_KEY}')`,
};

function oneOf(expression: string, values: readonly string[]): Fragment {
  return sql`${raw(expression)} in (${join(
    values.map((value): Fragment => ({ text: '?', parameters: [value] })),
    ', ',
  )})`;
}

function listPredicate(name: ListFilter, values: readonly string[]): Fragment {
  if (name === 'satisfaction') return satisfactionPredicate(values);
  const named = values.filter((value) => value !== NONE_KEY);
  const parts: Fragment[] = named.length > 0 ? [oneOf(FILTER_COLUMNS[name], named)] : [];
  if (named.length < values.length) parts.push(noneOf(name));
  const any = sql`(${join(parts, ' or ')})`;
  // On-site problems have no department in this sense, whatever their row says (I3).
  return name === 'department' ? sql`(${any} and ledger_class <> 'onsite')` : any;
}

function noneOf(name: ListFilter): Fragment {
  return raw(`${FILTER_COLUMNS[name]} is null`);
}

function satisfactionPredicate(values: readonly string[]): Fragment {
  const rated = values.filter((value) => value !== NONE_KEY && !REVISIT_KEYS.includes(value));
  const revisits = values.filter((value) => REVISIT_KEYS.includes(value));
  const parts: Fragment[] = [];
  if (rated.length > 0) parts.push(oneOf('satisfaction', rated));
  if (revisits.length > 0) parts.push(oneOf('revisit_state', revisits));
  if (values.includes(NONE_KEY)) parts.push(raw(`revisit_state = 'none'`));
  return sql`(${join(parts, ' or ')})`;
}

/** The filter's lists as a predicate over the state relation; `true` when there are none. */
export function listsPredicate(filter: Filter): Fragment {
  const parts = LIST_FILTERS.filter((name) => filter[name].length > 0).map((name) =>
    listPredicate(name, filter[name]),
  );
  return parts.length === 0 ? raw('true') : join(parts, ' and ');
}

/** True for rows whose `column` falls in the filter's period, both days included; null without a period. */
export function periodPredicate(filter: Filter, column: string): Fragment | null {
  const parts: Fragment[] = [];
  const bound = (value: SqlParameter): Fragment => sql`cast(${value} as timestamp)`;
  if (filter.from !== null) parts.push(sql`${raw(column)} >= ${bound(filter.from)}`);
  if (filter.to !== null) parts.push(sql`${raw(column)} < ${bound(addDays(filter.to, 1))}`);
  return parts.length === 0 ? null : join(parts, ' and ');
}
