import { NONE } from './facts.ts';
import { computeOracle, type OracleInput } from './oracle.ts';
import { cell, moment, momentCell, readExport } from './read-export.ts';
import { addPasses, COLOURS, courseOf, eventsById, isMove } from './transitions.ts';

/** Sets of rows by what stands in columns that no figure of the overview reads. */
export interface Marks {
  readonly counts: Readonly<Record<string, number>>;
  /** Rows of a group of repeated ones beyond its first. */
  readonly repeats: number;
  /** `yellow>red` → rows; 原颜色, or else 黄转红 in the colour's own cell. */
  readonly moves: Readonly<Record<string, number>>;
  /** `住建局>交通局` → hand-overs beyond the first of each row, and on how many rows. */
  readonly passes: Readonly<Record<string, { readonly times: number; readonly problems: number }>>;
}

/** Counts the marks of an export row by row; D1: what was solved on site has no colour. */
export function computeMarks({
  ledger,
  visits,
  cutoff,
  filter,
  transitions = '',
}: OracleInput & { readonly transitions?: string }): Marks {
  const at = moment(cutoff)!;
  const events = eventsById(transitions);
  const input = { ledger, cutoff, ...(visits !== undefined && { visits }), ...(filter && { filter }) };
  const { facts } = computeOracle(input);
  const rows = new Map(
    (typeof ledger === 'string' ? [ledger] : ledger)
      .flatMap(readExport)
      .map((row) => [cell(row, '问题编号'), row]),
  );
  const counts: Record<string, number> = {
    to_assign: 0,
    assigned: 0,
    unassigned: 0,
    red: 0,
    red_with_plan: 0,
    red_without_plan: 0,
    ever_yellow: 0,
    repeated: 0,
    handed_over: 0,
    handed_again: 0,
  };
  const passes: Record<string, { times: number; problems: number }> = {};
  const moves: Record<string, number> = {};
  const groups = new Set<string>();
  const add = (mark: string, holds: boolean): void => {
    if (holds) counts[mark]! += 1;
  };
  for (const fact of facts) {
    const row = rows.get(fact.id)!;
    const reported = ['yellow', 'red', 'white'].includes(fact.class);
    const assignedAt = momentCell(row, '交办时间');
    const isAssigned = assignedAt === null ? fact.lead !== NONE : assignedAt <= at;
    const hasPlan = cell(row, '解决方案') !== null;
    const first =
      COLOURS[cell(row, '原颜色') ?? ''] ?? (cell(row, '台账颜色') === '黄转红' ? 'yellow' : null);
    const group = cell(row, '重复件');
    add('to_assign', reported);
    add('assigned', reported && isAssigned);
    add('unassigned', reported && !isAssigned);
    add('red', fact.class === 'red');
    add('red_with_plan', fact.class === 'red' && hasPlan);
    add('red_without_plan', fact.class === 'red' && !hasPlan);
    const own = events.get(fact.id) ?? [];
    const { told, colours, path, hands, isAssigned: isHanded } = courseOf(own, at);
    const isYellowNow = fact.class === 'yellow' && !own.some((event) => isMove(event) && event.at > at);
    const wasYellow = first === 'yellow' || isYellowNow || (told && colours.has('yellow'));
    add('ever_yellow', fact.ledgered && wasYellow);
    add('handed_over', fact.ledgered && isHanded);
    add('handed_again', fact.ledgered && isHanded && hands.length > 1);
    if (fact.ledgered) addPasses(passes, hands);
    add('repeated', group !== null);
    if (group !== null) groups.add(group);
    const ends = first !== null && first !== fact.class ? [`${first}>${fact.class}`] : [];
    if (fact.class === 'onsite') continue;
    for (const move of told ? path : ends) moves[move] = (moves[move] ?? 0) + 1;
  }
  return { counts, repeats: counts['repeated']! - groups.size, moves, passes };
}
