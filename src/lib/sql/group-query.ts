import type { Filter } from '../filters/filter.ts';
import { DIMENSIONS, NONE_KEY, type Dimension } from '../metrics/types.ts';
import { DIALECTS } from './dialect.ts';
import { factsRelation, type AsOf } from './metric-query.ts';
import { DIMENSION_KEYS, listsPredicate, periodPredicate } from './predicate.ts';
import { raw, sql, type Fragment } from './sql.ts';

/** What problems may be grouped by: the dimensions, and what only tables and charts ask for. */
export const GROUP_KEYS = [
  ...DIMENSIONS,
  'status',
  'satisfaction',
  'owner',
  'age',
  'due',
  'resolution_days',
  'registered_day',
  'registered_week',
  'registered_month',
  'resolved_week',
] as const;
export type GroupKey = (typeof GROUP_KEYS)[number];

function isDimension(key: GroupKey): key is Dimension {
  return (DIMENSIONS as readonly string[]).includes(key);
}

const dated = (expression: string): string =>
  `coalesce(cast(cast(${expression} as date) as varchar), '${NONE_KEY}')`;

/** The expression whose values are a key's groups; days by their date, weeks and months by their first day. */
function keyExpression(key: GroupKey): string {
  if (isDimension(key)) return DIMENSION_KEYS[key];
  const { week, month } = DIALECTS.duckdb;
  switch (key) {
    case 'status':
      return 'state';
    case 'satisfaction':
      return `coalesce(satisfaction, nullif(revisit_state, 'none'), '${NONE_KEY}')`;
    case 'owner':
      return `coalesce(owner_name, '${NONE_KEY}')`;
    case 'age':
    case 'due':
      return `coalesce(${key}, '${NONE_KEY}')`;
    case 'resolution_days':
      return `coalesce(cast(resolution_days as varchar), '${NONE_KEY}')`;
    case 'registered_day':
      return dated('reported_at');
    case 'registered_week':
      return dated(week('reported_at'));
    case 'registered_month':
      return dated(month('reported_at'));
    case 'resolved_week':
      return dated(week('resolved_at'));
  }
}

/**
 * Problems (weights) by pattern of flags within each set of keys (none: in total), all of one scan. Columns: the
 * set's place in `sets`, a column for every key that any set has (null where the row's set has it not) in the order
 * of {@link keysOfSets}, pattern, problems.
 */
export function groupQuery(asOf: AsOf, filter: Filter, sets: readonly (readonly GroupKey[])[]): Fragment {
  const keys = keysOfSets(sets);
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  const named = keys.map((key) => `${keyExpression(key)} as ${key}_key`);
  const scoped = sql`select ${raw([...named, 'flags', 'weight'].join(', '))} from ${factsRelation(asOf)} where ${listsPredicate(filter)} and ${period}`;
  const columns = [...keys.map((key) => `${key}_key`), 'flags'];
  const grouped = sets.map((set) => `(${[...set.map((key) => `${key}_key`), 'flags'].join(', ')})`);
  // grouping() has a bit for each column that a row's set leaves out, the last column's lowest.
  const masks = sets.map((set, place) => {
    const mask = keys.reduce((bits, key) => bits * 2 + (set.includes(key) ? 0 : 1), 0) * 2;
    return `when ${mask} then ${place}`;
  });
  return sql`select case grouping(${raw(columns.join(', '))}) ${raw(masks.join(' '))} end as key_set, ${raw(columns.join(', '))}, cast(sum(weight) as integer) as problems from (${scoped}) as scoped group by grouping sets (${raw(grouped.join(', '))})`;
}

/** Every key of the sets once, in the registry's order. */
export function keysOfSets(sets: readonly (readonly GroupKey[])[]): GroupKey[] {
  return GROUP_KEYS.filter((key) => sets.some((set) => set.includes(key)));
}
