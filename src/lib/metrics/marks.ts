import type { Bilingual } from '../core/errors.ts';
import { LEDGER_CLASS_INFO, LEDGER_COLOURS, type LedgerColour } from '../schema/colours.ts';

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
] as const;
export type PlainMark = (typeof PLAIN_MARKS)[number];
export type MarkId = PlainMark | Move;

/** Every move between two colours, from the lower level up. */
const MOVES: readonly Move[] = LEDGER_COLOURS.flatMap((from) =>
  LEDGER_COLOURS.filter((to) => to !== from).map((to): Move => `move_${from}_${to}`),
);
/** The move that the escalation rate counts (M28). */
export const ESCALATION: Move = 'move_yellow_red';
export const MARKS: readonly MarkId[] = [...PLAIN_MARKS, ...MOVES];

/** True for the id of a set of records that a link may ask for. */
export function isMark(id: string): id is MarkId {
  return (MARKS as readonly string[]).includes(id);
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
};

/** Name of a set; `黄转红` for a move. */
export function markLabel(id: MarkId): Bilingual {
  if (!id.startsWith('move_')) return LABELS[id as PlainMark];
  const [from, to] = coloursOf(id as Move).map((colour) => LEDGER_CLASS_INFO[colour]);
  return {
    zh: `${from!.short.zh}转${to!.short.zh}`,
    en: `${from!.name.en} to ${to!.name.en.toLowerCase()}`,
  };
}
