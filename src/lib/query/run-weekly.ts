import type { QueryEngine } from '../core/engine.ts';
import { addDays, dateOf, weekStart, type LocalDate, type LocalMoment } from '../core/period.ts';
import type { Filter } from '../filters/filter.ts';
import { bitsOf } from '../sql/flags.ts';
import type { AsOf } from '../sql/metric-query.ts';
import { runCells, type Cell } from './cells.ts';

/** One Monday-to-Sunday week of the ledger's flow (M39). */
export interface WeekFlow {
  /** Monday. */
  readonly week: LocalDate;
  /** False for the week that the cut-off falls into before its Sunday. */
  readonly complete: boolean;
  /** Problems registered, on-site ones included. */
  readonly registered: number;
  /** Of these, entered into the ledger. */
  readonly ledgered: number;
  /** Ledger problems resolved. */
  readonly resolved: number;
  /** Open, non-white ledger problems at the end of the week, or at the cut-off. */
  readonly open: number;
}

/** What a week adds; `entered` and `left` are the stock's own movements. */
interface Movement {
  registered: number;
  ledgered: number;
  resolved: number;
  entered: number;
  left: number;
}

const LEDGER = bitsOf(['ledger']);
const RESOLVED = bitsOf(['resolved_ledger']);
const OPEN = bitsOf(['open']);

/** Movements by week; undated registrations stand under the empty key: in stock from the start. */
function movementsOf(cells: Iterable<Cell>): Map<string, Movement> {
  const weeks = new Map<string, Movement>();
  const at = (week: string | null): Movement => {
    const key = week ?? '';
    let movement = weeks.get(key);
    if (!movement)
      weeks.set(key, (movement = { registered: 0, ledgered: 0, resolved: 0, entered: 0, left: 0 }));
    return movement;
  };
  for (const [registeredWeek, resolvedWeek, flags, problems] of cells) {
    const start = at(registeredWeek);
    const resolved = (flags & RESOLVED) !== 0;
    start.registered += problems;
    if (flags & LEDGER) start.ledgered += problems;
    if (resolved) at(resolvedWeek).resolved += problems;
    // Resolved without a date: never in stock, since nobody knows when it left.
    if (flags & OPEN || (resolved && resolvedWeek !== null)) start.entered += problems;
    if (resolved && resolvedWeek !== null) at(resolvedWeek).left += problems;
  }
  return weeks;
}

/** Weekly flow up to the moment, without gaps, from cells by week; empty when no problem is dated. */
export function weeklyFlow(cells: Iterable<Cell>, moment: LocalMoment): WeekFlow[] {
  const movements = movementsOf(cells);
  const first = [...movements.keys()].filter((week) => week !== '').sort()[0];
  if (first === undefined) return [];
  let open = movements.get('')?.entered ?? 0;
  const flows: WeekFlow[] = [];
  for (let week = first; week <= weekStart(moment); week = addDays(week, 7)) {
    const { registered = 0, ledgered = 0, resolved = 0, entered = 0, left = 0 } = movements.get(week) ?? {};
    open += entered - left;
    const complete = addDays(week, 6) < dateOf(moment);
    flows.push({ week, complete, registered, ledgered, resolved, open });
  }
  return flows;
}

/**
 * Weekly flow of a filter. The filter's period is left aside: a chart by which people select time keeps
 * showing all of it.
 */
export async function runWeekly(
  engine: QueryEngine,
  asOf: AsOf,
  filter: Filter,
  signal?: AbortSignal,
): Promise<WeekFlow[]> {
  const [cells] = await runCells(engine, asOf, { ...filter, from: null, to: null }, ['week'], signal);
  return weeklyFlow(cells!, asOf.moment);
}
