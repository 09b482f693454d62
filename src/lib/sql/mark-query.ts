import type { Filter } from '../filters/filter.ts';
import { coloursOf, MARKS, type MarkId, type Move, type PlainMark } from '../metrics/marks.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import { timestamp } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';

const TO_ASSIGN = `ledger_class in ('yellow', 'red', 'white')`;
const PLAN = 'solution_plan is not null';

/** Assigned by its date where it has one, else by its department (M14). Never null. */
function assignedBy(asOf: AsOf): Fragment {
  return sql`(case when assigned_at is null then dept_lead is not null else assigned_at <= ${timestamp(asOf.moment)} end)`;
}

const PREDICATES: Readonly<Record<PlainMark, (asOf: AsOf) => Fragment>> = {
  to_assign: () => raw(TO_ASSIGN),
  assigned: (asOf) => sql`${raw(TO_ASSIGN)} and ${assignedBy(asOf)}`,
  unassigned: (asOf) => sql`${raw(TO_ASSIGN)} and not ${assignedBy(asOf)}`,
  red: () => raw(`ledger_class = 'red'`),
  red_with_plan: () => raw(`ledger_class = 'red' and ${PLAN}`),
  red_without_plan: () => raw(`ledger_class = 'red' and not (${PLAN})`),
  ever_yellow: () => raw(`ledger_class <> 'onsite' and 'yellow' in (ledger_class, colour_initial)`),
  repeated: () => raw('dup_group is not null'),
};

/** The rows of `issues`, with their state as of the moment, that a mark stands for. */
export function markPredicate(mark: MarkId, asOf: AsOf): Fragment {
  if (mark in PREDICATES) return PREDICATES[mark as PlainMark](asOf);
  const [from, to] = coloursOf(mark as Move);
  return raw(`colour_initial = '${from}' and ledger_class = '${to}'`);
}

/**
 * How many records each mark has, in the order of `MARKS`; behind them how many are repeated beyond the first of
 * their group, and how many tell a first colour. `issues` is the relation of all records as of the moment.
 */
export function marksQuery(issues: Fragment, asOf: AsOf, filter: Filter): Fragment {
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  const counts = MARKS.map(
    (mark) => sql`cast(count(*) filter (where ${markPredicate(mark, asOf)}) as integer) as ${raw(mark)}`,
  );
  const beyond = raw('cast(count(dup_group) - count(distinct dup_group) as integer) as repeats');
  const told = raw('cast(count(colour_initial) as integer) as told');
  return sql`select ${join([...counts, beyond, told], ', ')} from ${issues} where ${listsPredicate(filter)} and ${period}`;
}
