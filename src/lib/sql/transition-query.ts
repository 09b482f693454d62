import type { LocalMoment } from '../core/period.ts';
import { NONE_KEY } from '../metrics/types.ts';
import { timestamp } from './state.ts';
import { raw, sql, type Fragment } from './sql.ts';

/** A problem goes from hand to hand by these events. */
const HANDED = `event in ('assign', 'return')`;
const RECOLOURED = `event = 'recolour' and colour_from is not null and colour_to is not null`;

/** The events of a problem that had happened by a moment, in order. */
export function eventsQuery(moment: LocalMoment, issueId: string): Fragment {
  return sql`select seq, happened_at, event, colour_from, colour_to, unit_from, unit_to, actor, note from transitions where issue_id = ${issueId} and happened_at <= ${timestamp(moment)} order by seq`;
}

/**
 * What the events tell of each problem as of a moment. `bits` gives a move's bit; a problem with any change of colour,
 * at whatever time, `is_told`: its moves are its events' and not its first and current colour's (D9).
 */
export function pathsRelation(
  moment: LocalMoment,
  bits: readonly (readonly [move: string, bit: number])[],
): Fragment {
  const at = timestamp(moment);
  const cases = raw(bits.map(([move, bit]) => `when '${move}' then ${bit}`).join(' '));
  const move = sql`case when ${raw(RECOLOURED)} and happened_at <= ${at} then case colour_from || '_' || colour_to ${cases} else 0 end else 0 end`;
  const yellow = sql`event in ('classify', 'recolour') and happened_at <= ${at} and 'yellow' in (coalesce(colour_from, ''), coalesce(colour_to, ''))`;
  // Before its first move a problem had the colour that it moved from.
  const first = raw(`coalesce(arg_min(colour_from, seq) filter (where ${RECOLOURED}) = 'yellow', false)`);
  return sql`select issue_id, cast(bit_or(${move}) as integer) as moves, coalesce(bool_or(${raw(RECOLOURED)}), false) as is_told, coalesce(bool_or(${raw(RECOLOURED)} and happened_at > ${at}), false) as moves_later, coalesce(bool_or(${yellow}), false) or ${first} as was_yellow, coalesce(bool_or(event = 'assign' and happened_at <= ${at}), false) as is_assigned, cast(count(*) filter (where ${raw(HANDED)} and happened_at <= ${at}) as integer) as hands from transitions group by issue_id`;
}

/**
 * Hand-overs beyond a problem's first by a moment, each between the lead departments of the two sides: from whom the row
 * names or who had it last, to whom the row names (D15). A return to nobody and the assignment after it are one.
 */
export function passesRelation(moment: LocalMoment): Fragment {
  const lead = (column: string): string => `nullif(split_part(${column}, '、', 1), '')`;
  const had = `last_value(coalesce(${lead('unit_to')}, ${lead('unit_from')}) ignore nulls) over (partition by issue_id order by seq rows between unbounded preceding and 1 preceding)`;
  const from = `coalesce(${lead('unit_from')}, ${had}, '${NONE_KEY}') as passed_from`;
  const to = `coalesce(${lead('unit_to')}, '${NONE_KEY}') as passed_to`;
  const goesOn = `event = 'return' and unit_to is null and lead(event) over handed is not null as goes_on`;
  const hands = sql`select issue_id, ${raw(from)}, ${raw(to)}, ${raw(goesOn)}, row_number() over handed as turn from transitions where ${raw(HANDED)} and happened_at <= ${timestamp(moment)} window handed as (partition by issue_id order by seq)`;
  return sql`select issue_id, passed_from, passed_to from (${hands}) as hands where turn > 1 and not goes_on`;
}
