import type { Bilingual } from '../core/errors.ts';
import { LEDGER_CLASS_INFO, LEDGER_COLOURS, type LedgerColour } from '../schema/colours.ts';
import { NONE_KEY } from './types.ts';

/** From the first colour to the current one (D9). */
export type Move = `move_${LedgerColour}_${LedgerColour}`;

/** Sets of records that no flag stands for; their predicates are in `sql/mark-query.ts`. */
export const PLAIN_MARKS = [
  'to_assign',
  'assigned',
  'unassigned',
  'red',
  'red_with_plan',
  'red_without_plan',
  'ever_yellow',
  'repeated',
  'handed_over',
  'handed_again',
] as const;
export type PlainMark = (typeof PLAIN_MARKS)[number];
/** Handed from one department to another, beyond the first hand-over (M29). */
export type Pass = `passed:${string}>${string}`;
export type MarkId = PlainMark | Move;

/** Every move between two colours, from the lower level up. */
export const MOVES: readonly Move[] = LEDGER_COLOURS.flatMap((from) =>
  LEDGER_COLOURS.filter((to) => to !== from).map((to): Move => `move_${from}_${to}`),
);
/** The move that the escalation rate counts (M28). */
export const ESCALATION: Move = 'move_yellow_red';
export const MARKS: readonly MarkId[] = [...PLAIN_MARKS, ...MOVES];

const PASS = /^passed:([^>]{1,60})>([^>]{1,60})$/;

/** True for the id of a set of records that a link may ask for. */
export function isMark(id: string): id is MarkId | Pass {
  return (MARKS as readonly string[]).includes(id) || PASS.test(id);
}

/** The id of the records that went from one department to another; null where the names fit in no link. */
export function passOf(from: string, to: string): Pass | null {
  const id: Pass = `passed:${from}>${to}`;
  return PASS.test(id) ? id : null;
}

/** The departments of a pass; null for any other mark. */
export function unitsOf(id: MarkId | Pass): readonly [from: string, to: string] | null {
  const [, from, to] = PASS.exec(id) ?? [];
  return from === undefined || to === undefined ? null : [from, to];
}

/** True for a move between two colours. */
export function isMove(id: string): id is Move {
  return (MOVES as readonly string[]).includes(id);
}

/** The colours of a move. */
export function coloursOf(move: Move): readonly [from: LedgerColour, to: LedgerColour] {
  const [, from, to] = move.split('_');
  return [from as LedgerColour, to as LedgerColour];
}

const LABELS: Readonly<Record<PlainMark, Bilingual>> = {
  to_assign: { zh: '应转办（黄、红、白）', en: 'To be assigned (yellow, red, white)' },
  assigned: { zh: '已转办', en: 'Assigned' },
  unassigned: { zh: '未转办', en: 'Not assigned' },
  red: { zh: '红色', en: 'Red' },
  red_with_plan: { zh: '红色已报方案', en: 'Red with a plan' },
  red_without_plan: { zh: '红色未报方案', en: 'Red without a plan' },
  ever_yellow: { zh: '曾为黄色', en: 'Ever yellow' },
  repeated: { zh: '标为重复件', en: 'Marked as repeated' },
  handed_over: { zh: '流转记录中已转办', en: 'Assigned, by the transitions' },
  handed_again: { zh: '转办往返', en: 'Reassigned' },
};

/** Name of a department of a pass. */
export function passedUnit(unit: string): Bilingual {
  return unit === NONE_KEY ? { zh: '（未写明）', en: '(not stated)' } : { zh: unit, en: unit };
}

/** Name of a set; `黄转红` for a move. */
export function markLabel(id: MarkId | Pass): Bilingual {
  const units = unitsOf(id)?.map(passedUnit);
  if (units) {
    return {
      zh: `由${units[0]!.zh}转到${units[1]!.zh}`,
      en: `Handed from ${units[0]!.en} to ${units[1]!.en}`,
    };
  }
  if (!id.startsWith('move_')) return LABELS[id as PlainMark];
  const [from, to] = coloursOf(id as Move).map((colour) => LEDGER_CLASS_INFO[colour]);
  return {
    zh: `${from!.short.zh}转${to!.short.zh}`,
    en: `${from!.name.en} to ${to!.name.en.toLowerCase()}`,
  };
}
