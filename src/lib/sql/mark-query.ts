import type { Filter } from '../filters/filter.ts';
import {
  coloursOf,
  isMove,
  MARKS,
  MOVES,
  unitsOf,
  type MarkId,
  type Pass,
  type PlainMark,
} from '../metrics/marks.ts';
import type { AsOf } from './metric-query.ts';
import { listsPredicate, periodPredicate } from './predicate.ts';
import { timestamp } from './state.ts';
import { join, raw, sql, type Fragment } from './sql.ts';
import { passesRelation, pathsRelation } from './transition-query.ts';

const TO_ASSIGN = `ledger_class in ('yellow', 'red', 'white')`;
const PLAN = 'solution_plan is not null';
const LEDGER = `ledger_class <> 'onsite'`;
const TOLD = 'coalesce(is_told, false)';
const HANDED_OVER = `${LEDGER} and coalesce(is_assigned, false)`;

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
  // The current colour is one of the path as long as no later move led to it.
  ever_yellow: () =>
    raw(
      `${LEDGER} and (coalesce(colour_initial = 'yellow', false) or (ledger_class = 'yellow' and not coalesce(moves_later, false)) or (${TOLD} and was_yellow))`,
    ),
  repeated: () => raw('dup_group is not null'),
  handed_over: () => raw(HANDED_OVER),
  handed_again: () => raw(`${HANDED_OVER} and hands > 1`),
};

const bitOf = (index: number): number => 2 ** index;

/** True for a mark that only {@link markedRelation} tells. */
export function needsPaths(mark: MarkId | Pass): boolean {
  return isMove(mark) || ['ever_yellow', 'handed_over', 'handed_again'].includes(mark);
}

/** `issues` with what the events tell of each problem. */
export function markedRelation(issues: Fragment, { moment }: AsOf): Fragment {
  const bits = MOVES.map((move, index) => [coloursOf(move).join('_'), bitOf(index)] as const);
  return sql`(select * from ${issues} left join (${pathsRelation(moment, bits)}) as paths using (issue_id)) as issues`;
}

/** The rows of `issues`, with their state as of the moment and marked where that is needed, that a mark stands for. */
export function markPredicate(mark: MarkId | Pass, asOf: AsOf): Fragment {
  const units = unitsOf(mark);
  if (units !== null) {
    const [from, to] = units;
    return sql`${raw(LEDGER)} and issue_id in (select issue_id from (${passesRelation(asOf.moment)}) as passes where passed_from = ${from} and passed_to = ${to})`;
  }
  if (!isMove(mark)) return PREDICATES[mark as PlainMark](asOf);
  const [from, to] = coloursOf(mark);
  return raw(
    `${LEDGER} and case when ${TOLD} then (moves & ${bitOf(MOVES.indexOf(mark))}) <> 0 else colour_initial = '${from}' and ledger_class = '${to}' end`,
  );
}

/** The filter's records of `issues`. */
function scoped(issues: Fragment, filter: Filter): Fragment {
  const period = periodPredicate(filter, 'reported_at') ?? raw('true');
  return sql`${issues} where ${listsPredicate(filter)} and ${period}`;
}

/**
 * How many records each mark has, in the order of `MARKS`; behind them how many are repeated beyond the first of
 * their group, how many tell a first colour or a move, and how many events there are at all. `issues` is the relation of
 * all records as of the moment.
 */
export function marksQuery(issues: Fragment, asOf: AsOf, filter: Filter): Fragment {
  const counts = MARKS.map(
    (mark) => sql`cast(count(*) filter (where ${markPredicate(mark, asOf)}) as integer) as ${raw(mark)}`,
  );
  const beyond = raw('cast(count(dup_group) - count(distinct dup_group) as integer) as repeats');
  const told = raw(`cast(count(*) filter (where colour_initial is not null or ${TOLD}) as integer) as told`);
  const events = raw('(select cast(count(*) as integer) from transitions) as events');
  return sql`select ${join([...counts, beyond, told, events], ', ')} from ${scoped(markedRelation(issues, asOf), filter)}`;
}

/** Departments that handed problems on, beyond the first time: from, to, how often, how many problems; most problems first. */
export function passesQuery(issues: Fragment, asOf: AsOf, filter: Filter): Fragment {
  const own = sql`select issue_id from ${scoped(issues, filter)} and ${raw(LEDGER)}`;
  return sql`select passed_from, passed_to, cast(count(*) as integer) as times, cast(count(distinct issue_id) as integer) as problems from (${passesRelation(asOf.moment)}) as passes join (${own}) as own using (issue_id) group by all order by problems desc, times desc, passed_from, passed_to`;
}
