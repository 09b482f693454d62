import { FLAGS, type Flag } from '../metrics/types.ts';

const LEDGER = `ledger_class <> 'onsite'`;
const RESOLVED_LEDGER = `${LEDGER} and state = 'resolved'`;
const ANSWERED = `(${RESOLVED_LEDGER} or state = 'explained')`;
const RATED = `state = 'resolved' and is_revisited and satisfaction is not null`;

/** One predicate over the state columns for each flag of the metric vocabulary; none depends on the moment. */
export const FLAG_PREDICATES: Readonly<Record<Flag, string>> = {
  counted: 'true',
  onsite: `ledger_class = 'onsite'`,
  ledger: LEDGER,
  self_solvable: `ledger_class in ('green', 'blue')`,
  white: `ledger_class = 'white'`,
  not_white: `ledger_class <> 'white'`,
  ledger_not_white: `ledger_class not in ('onsite', 'white')`,
  resolved: `state = 'resolved'`,
  resolved_ledger: RESOLVED_LEDGER,
  explained: `state = 'explained'`,
  closed: `state in ('resolved', 'explained')`,
  answered: ANSWERED,
  open: `state = 'open' and ledger_class <> 'white'`,
  open_white: `state = 'open' and ledger_class = 'white'`,
  due: `due_state <> 'not_due'`,
  on_time: `due_state = 'on_time'`,
  late: `due_state = 'late'`,
  overdue: `due_state = 'overdue'`,
  due_today: `due_state = 'due_today'`,
  due_undated: `due_state = 'undated'`,
  timed: 'resolution_days is not null',
  within_five: 'resolution_days <= 5',
  revisited: `${ANSWERED} and is_revisited`,
  rated_answered: `${ANSWERED} and is_revisited and satisfaction is not null`,
  rated: RATED,
  satisfied: `${RATED} and satisfaction in ('very', 'satisfied', 'basic')`,
  strictly_satisfied: `${RATED} and satisfaction in ('very', 'satisfied')`,
  dissatisfied: `${RATED} and satisfaction in ('dissatisfied', 'very_dis')`,
  undated: 'reported_at is null',
  // Set for the entries of the visit tally alone (D2), when they are stored or computed.
  without_record: 'false',
  not_revisited: `${ANSWERED} and not is_revisited`,
};

/**
 * All flags of a row as one integer, bit `i` for `FLAGS[i]`: stored with each row, so that one sum per group
 * and pattern answers every count.
 */
export const FLAG_BITS = `cast(${FLAGS.map((flag, bit) => `case when ${FLAG_PREDICATES[flag]} then ${2 ** bit} else 0 end`).join(' + ')} as integer)`;

/** The integer that stands for a set of flags. */
export function bitsOf(flags: readonly Flag[]): number {
  return flags.reduce((bits, flag) => bits + 2 ** FLAGS.indexOf(flag), 0);
}
