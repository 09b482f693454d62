import { CUT_OFF_DAY, dateText, day, type DayNumber } from './calendar.ts';
import type { LargeKind } from './large.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { Random } from './random.ts';

const FIRST_DAY = day('2021-07-01');

interface Pace {
  readonly daysAllowed: number;
  readonly typicalDays: number;
  readonly solvedShare: number;
}

const NEARBY: Pace = { daysAllowed: 10, typicalDays: 5, solvedShare: 0.93 };
const COUNTY: Pace = { daysAllowed: 45, typicalDays: 26, solvedShare: 0.72 };
const PACES: Readonly<Record<LargeKind, Pace>> = {
  onsite: NEARBY,
  green: NEARBY,
  blue: { daysAllowed: 20, typicalDays: 10, solvedShare: 0.88 },
  yellow: COUNTY,
  escalated: { daysAllowed: 45, typicalDays: 60, solvedShare: 0.4 },
  red: { daysAllowed: 90, typicalDays: 70, solvedShare: 0.4 },
  white: { daysAllowed: 20, typicalDays: 12, solvedShare: 0.8 },
  none: NEARBY,
  odd: NEARBY,
};

const RESOLVED_WORDS = ['已解决', '已解决', '已解决', '已解决', '解决', '已办结', '已完成', ''];
const OPEN_WORDS = ['正在办理', '正在办理', '办理中', '已交办', '退回', '未解决', ''];
const EXPLAINED_WORDS = ['已解释', '已解释', '已解释', '已答复', '解释到位', '已解决', ''];
const ANSWERS: readonly (readonly [string, number])[] = [
  ['满意', 700],
  ['非常满意', 60],
  ['基本满意', 90],
  ['一般', 30],
  ['不满意', 40],
  ['很不满意', 6],
  ['非常不满意', 4],
  ['未评价', 40],
  ['联系不上', 30],
];

/** Fills in dates, status and revisit of a row of the large profile; nothing lies after the cut-off but due dates. */
export function addCourse(row: LedgerRow, kind: LargeKind, random: Random): void {
  const registered = random.int(FIRST_DAY, CUT_OFF_DAY);
  row.reported = moment(registered, random);
  if (kind === 'onsite') return addOnsiteCourse(row, registered, random);
  const pace = PACES[kind];
  row.due = dateText(registered + pace.daysAllowed);
  const days = Math.floor(pace.typicalDays * (random.next() + random.next() * random.next() * 1.6));
  row.assigned = dateText(Math.min(CUT_OFF_DAY, registered + Math.min(days, random.int(0, 3))));
  const resolved = registered + days;
  const done = random.chance(pace.solvedShare) && resolved <= CUT_OFF_DAY;
  if (kind === 'white') return addExplanation(row, done, resolved, random);
  if (done) addResolution(row, resolved, random);
  else leaveOpen(row, registered, random);
}

function addOnsiteCourse(row: LedgerRow, registered: DayNumber, random: Random): void {
  row.status = random.chance(0.9) ? '已解决' : '';
  row.resolved = random.chance(0.95) ? dateText(registered) : '';
  if (random.chance(0.01)) addRevisit(row, registered, random);
}

function addResolution(row: LedgerRow, resolved: DayNumber, random: Random): void {
  row.status = random.pick(RESOLVED_WORDS);
  row.resolved = moment(resolved, random);
  if (random.chance(0.82)) addRevisit(row, resolved, random);
}

function addExplanation(row: LedgerRow, done: boolean, resolved: DayNumber, random: Random): void {
  row.status = done ? random.pick(EXPLAINED_WORDS) : '正在办理';
  if (!done) return;
  if (random.chance(0.5)) row.resolved = dateText(resolved);
  if (random.chance(0.5)) addRevisit(row, resolved, random);
}

/** Open rows; a few contradict themselves (a past date next to 正在办理) or carry a rating all the same. */
function leaveOpen(row: LedgerRow, registered: DayNumber, random: Random): void {
  row.status = random.pick(OPEN_WORDS);
  row.result = random.pick(['正在协调', '已现场查看', '']);
  if (row.status === '正在办理' && random.chance(0.01)) row.resolved = dateText(registered);
  if (random.chance(0.005)) row.satisfaction = '不满意';
}

function addRevisit(row: LedgerRow, resolved: DayNumber, random: Random): void {
  row.revisited = dateText(Math.min(CUT_OFF_DAY, resolved + random.int(0, 10)));
  row.satisfaction = random.weighted(ANSWERS, ([, weight]) => weight)[0];
  row.revisitMode = row.satisfaction === '联系不上' ? '电话' : random.pick(['入户', '电话', '微信']);
  row.revisitBy = '走访组';
}

/** A day, with a time of day before 18:00 on every fifth row. */
function moment(number: DayNumber, random: Random): string {
  if (!random.chance(0.2)) return dateText(number);
  const minute = String(random.int(0, 59)).padStart(2, '0');
  return `${dateText(number)} ${String(random.int(8, 17)).padStart(2, '0')}:${minute}`;
}
