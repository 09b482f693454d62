import { calendarDays, cell, dayOf, momentCell, type DayCount, type RawRow } from './read-export.ts';

export const CLASSES = ['onsite', 'green', 'blue', 'yellow', 'red', 'white', 'unknown'] as const;
export type Class = (typeof CLASSES)[number];

/** Key of a group whose cell is empty. */
export const NONE = '__none__';

const ONSITE_WORDS = ['是', '√', '现场', '当场', '现场解决', '当场答复', '现场答复', '连线解决', '即办'];
const RESOLVED_WORDS = [
  ...['已解决', '解决', '已办结', '办结', '已完成', '完成', '已整改', '销号', '√', '是'],
];
const EXPLAINED_WORDS = ['已解释', '已答复', '解释到位'];

const COLOUR_WORDS: Readonly<Record<string, Class>> = {
  绿: 'green',
  绿色: 'green',
  蓝: 'blue',
  蓝色: 'blue',
  黄: 'yellow',
  黄色: 'yellow',
  红: 'red',
  红色: 'red',
  黄转红: 'red',
  白: 'white',
  白色: 'white',
};

/** Where a problem stands; `other` is a non-white row that was explained: neither open nor resolved (M13). */
export type State = 'resolved' | 'explained' | 'open' | 'other';

export type Answer = 'very' | 'satisfied' | 'basic' | 'neutral' | 'dissatisfied' | 'very_dis';

const ANSWER_WORDS: Readonly<Record<string, Answer>> = {
  非常满意: 'very',
  很满意: 'very',
  十分满意: 'very',
  满意: 'satisfied',
  基本满意: 'basic',
  较满意: 'basic',
  比较满意: 'basic',
  一般: 'neutral',
  不满意: 'dissatisfied',
  不太满意: 'dissatisfied',
  很不满意: 'very_dis',
  非常不满意: 'very_dis',
};
/** Marks that say a revisit took place, or was tried, without an answer. */
const UNRATED_WORDS = ['未评价', '弃评', '拒评'];
const UNREACHABLE_WORDS = ['联系不上', '无人接听', '空号', '停机', '拒接'];

/** What is true of one problem as of a cut-off. */
export interface Facts {
  readonly id: string;
  readonly town: string;
  readonly village: string;
  readonly category: string;
  /** First department of 交办部门 (D15). */
  readonly lead: string;
  readonly class: Class;
  readonly reported: string | null;
  readonly due: string | null;
  /** 解决时间, if it is not after the cut-off. */
  readonly resolvedAt: string | null;
  /** Everything that was not solved on site. */
  readonly ledgered: boolean;
  readonly white: boolean;
  readonly state: State;
  /** RES: solved, and not white. */
  readonly resolved: boolean;
  /** EXP: white and explained. */
  readonly explained: boolean;
  readonly revisited: boolean;
  /** The mark in 群众回访满意度 whenever it was made; a revisit date without one is `unrated`, nothing is `__none__`. */
  readonly mark: Answer | 'unrated' | 'unreachable' | typeof NONE;
  /** The answer of a revisit, or null when there is none. */
  readonly answer: Answer | null;
  /** Days from 反映时间 to 解决时间 of resolved ledger rows; null without both dates or when negative. */
  readonly days: number | null;
}

/** What is true of a row at the cut-off, or null when it was reported after the cut-off (D18). */
export function factsOf(row: RawRow, cutoff: string, days: DayCount = calendarDays): Facts | null {
  const reported = momentCell(row, '反映时间');
  if (reported !== null && reported > cutoff) return null;
  const onsite = ONSITE_WORDS.includes(cell(row, '是否现场解决') ?? '');
  const colour = COLOUR_WORDS[cell(row, '台账颜色') ?? ''] ?? 'unknown';
  const white = !onsite && colour === 'white';
  const state = stateOf(row, cutoff);
  const resolved = onsite || (!white && state === 'resolved');
  const explained = white && state !== 'open';
  const resolvedAt = pastMoment(row, '解决时间', cutoff);
  const revisited = wasRevisited(row, cutoff);
  return {
    id: cell(row, '问题编号') ?? '',
    town: cell(row, '镇街') ?? NONE,
    village: cell(row, '村(社区)') ?? NONE,
    category: cell(row, '问题类别') ?? NONE,
    lead: (cell(row, '交办部门') ?? NONE).split('、')[0]!,
    class: onsite ? 'onsite' : colour,
    reported,
    due: momentCell(row, '办理时限'),
    resolvedAt,
    ledgered: !onsite,
    white,
    state: resolved ? 'resolved' : explained ? 'explained' : white || state === 'open' ? 'open' : 'other',
    resolved,
    explained,
    revisited,
    mark: markOf(row),
    answer: revisited ? (ANSWER_WORDS[cell(row, '群众回访满意度') ?? ''] ?? null) : null,
    days: resolved && !onsite ? duration(reported, resolvedAt, days) : null,
  };
}

/** An explicit status beats a date; a date after the cut-off has not happened yet (D11, D18). */
function stateOf(row: RawRow, cutoff: string): 'open' | 'resolved' | 'explained' {
  const status = cell(row, '办理状态');
  const at = momentCell(row, '解决时间');
  if (at !== null && at > cutoff) return 'open';
  if (status === null) return at === null ? 'open' : 'resolved';
  if (RESOLVED_WORDS.includes(status)) return 'resolved';
  return EXPLAINED_WORDS.includes(status) ? 'explained' : 'open';
}

/** A revisit date up to the cut-off; or no date at all, but a mark that only a revisit can leave. */
function wasRevisited(row: RawRow, cutoff: string): boolean {
  const at = momentCell(row, '回访时间');
  if (at !== null) return at <= cutoff;
  return markOf(row) !== NONE;
}

function markOf(row: RawRow): Facts['mark'] {
  const word = cell(row, '群众回访满意度') ?? '';
  if (word in ANSWER_WORDS) return ANSWER_WORDS[word]!;
  if (UNREACHABLE_WORDS.includes(word)) return 'unreachable';
  return UNRATED_WORDS.includes(word) || momentCell(row, '回访时间') !== null ? 'unrated' : NONE;
}

function pastMoment(row: RawRow, header: string, cutoff: string): string | null {
  const at = momentCell(row, header);
  return at !== null && at <= cutoff ? at : null;
}

function duration(from: string | null, to: string | null, days: DayCount): number | null {
  if (from === null || to === null || dayOf(to) < dayOf(from)) return null;
  return days(from, to);
}

/** M16: ledgered, not white, due on or before the day of the cut-off. */
export function isDue(facts: Facts, cutoff: string): boolean {
  return facts.ledgered && !facts.white && facts.due !== null && dayOf(facts.due) <= dayOf(cutoff);
}

/** M17: due, and resolved on or before the due day. */
export function isOnTime(facts: Facts, cutoff: string): boolean {
  if (!isDue(facts, cutoff) || !facts.resolved || facts.resolvedAt === null) return false;
  return dayOf(facts.resolvedAt) <= dayOf(facts.due!);
}

/** M18: due, and resolved after the due day. */
export function isLate(facts: Facts, cutoff: string): boolean {
  if (!isDue(facts, cutoff) || !facts.resolved || facts.resolvedAt === null) return false;
  return dayOf(facts.resolvedAt) > dayOf(facts.due!);
}

/** M13: ledgered, not white, neither resolved nor explained. */
export function isOpen(facts: Facts): boolean {
  return facts.ledgered && !facts.white && facts.state === 'open';
}

/** M18: open, and due on the very day of the cut-off. */
export function isDueToday(facts: Facts, cutoff: string): boolean {
  return isOpen(facts) && facts.due !== null && dayOf(facts.due) === dayOf(cutoff);
}

/** D20: due and done, on a day that nobody can tell. */
export function isDueUndated(facts: Facts, cutoff: string): boolean {
  const isDone = facts.state === 'other' || (facts.resolved && facts.resolvedAt === null);
  return isDue(facts, cutoff) && isDone;
}

/** M18: open, and the due day is before the day of the cut-off. */
export function isOverdue(facts: Facts, cutoff: string): boolean {
  return isOpen(facts) && facts.due !== null && dayOf(facts.due) < dayOf(cutoff);
}
