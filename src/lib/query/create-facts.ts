import { createCells } from '../sql/cell-query.ts';
import { bitsOf } from '../sql/flags.ts';
import { FACT_COLUMNS, STATE_COLUMNS } from '../sql/state.ts';

/** Columns of the `facts` table beside the cells: what figures and filters ask of a problem. */
const FACTS = [...FACT_COLUMNS, ...STATE_COLUMNS, 'flags_week_before'];

/** What an on-site problem is that only the visit tally knows, at any moment (D1, D2). */
const TALLY_BITS = bitsOf([
  'counted',
  'onsite',
  'not_white',
  'resolved',
  'closed',
  'undated',
  'without_record',
]);

/** Values of a tally entry for the columns of `facts`; the rest are null. */
const TALLY_VALUES: Readonly<Record<string, string>> = {
  town: 'town',
  village: 'village',
  disposition: `'onsite'`,
  outcome: `'resolved'`,
  revisit_state: `'none'`,
  ledger_class: `'onsite'`,
  state: `'resolved'`,
  is_revisited: 'false',
  flags: String(TALLY_BITS),
  flags_week_before: String(TALLY_BITS),
};

/**
 * Statements that make problems as figures count them: every row once, and what is known from the visit tally alone by weight.
 * A table of its own with the narrow columns only: a third faster than a view over `issues`.
 */
export function createFacts(): string[] {
  const tally = FACTS.map((column) => `${TALLY_VALUES[column] ?? 'null'} as ${column}`);
  return createCells(
    `(select ${FACTS.join(', ')}, 1 as weight, 0 as is_tally from issues union all select ${tally.join(', ')}, weight, 1 as is_tally from onsite_tally) as problems`,
    [...FACTS, 'weight', 'is_tally'],
  );
}
