import { cell, momentCell, readExport } from './read-export.ts';

export const COLOURS: Readonly<Record<string, string>> = {
  绿色: 'green',
  蓝色: 'blue',
  黄色: 'yellow',
  红色: 'red',
  白色: 'white',
};
const NOBODY = '__none__';

/** A row of the transitions. */
export interface CourseEvent {
  readonly name: string;
  /** `YYYY-MM-DDTHH:mm:ss` */
  readonly at: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly giver: string | null;
  readonly taker: string | null;
}

export const isMove = ({ name, from, to }: CourseEvent): boolean =>
  name === '转色' && from !== null && to !== null;

/** Events by problem number, in order of time and then of the file. */
export function eventsById(text: string): Map<string, CourseEvent[]> {
  const events = new Map<string, CourseEvent[]>();
  for (const row of text === '' ? [] : readExport(text)) {
    const id = cell(row, '问题编号')!;
    const lead = (name: string) => cell(row, name)?.split('、')[0] ?? null;
    const event = {
      name: cell(row, '环节')!,
      at: momentCell(row, '时间')!,
      from: COLOURS[cell(row, '原色') ?? ''] ?? null,
      to: COLOURS[cell(row, '现色') ?? ''] ?? null,
      giver: lead('转出单位'),
      taker: lead('转入单位'),
    };
    events.set(id, [...(events.get(id) ?? []), event]);
  }
  for (const list of events.values())
    list.sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return events;
}

/** What a problem's events tell of it by a moment. */
export function courseOf(events: readonly CourseEvent[], at: string) {
  const moves = events.filter(isMove);
  const past = events.filter((event) => event.at <= at);
  const colours = new Set<string | null>(moves.length > 0 ? [moves[0]!.from] : []);
  for (const event of past) if (event.name === '界定') colours.add(event.to);
  for (const event of past.filter(isMove)) colours.add(event.from).add(event.to);
  return {
    told: moves.length > 0,
    colours,
    path: new Set(past.filter(isMove).map(({ from, to }) => `${from}>${to}`)),
    hands: past.filter(({ name }) => name === '转办' || name === '退回'),
    isAssigned: past.some(({ name }) => name === '转办'),
  };
}

/** Adds a problem's hand-overs beyond its first. */
export function addPasses(
  passes: Record<string, { times: number; problems: number }>,
  hands: readonly CourseEvent[],
): void {
  const own = new Set<string>();
  let holder: string | null = null;
  hands.forEach(({ name, giver, taker }, index) => {
    const isHalf = name === '退回' && taker === null && index < hands.length - 1;
    if (index > 0 && !isHalf) {
      const key = `${giver ?? holder ?? NOBODY}>${taker ?? NOBODY}`;
      passes[key] ??= { times: 0, problems: 0 };
      passes[key].times += 1;
      own.add(key);
    }
    holder = taker ?? giver ?? holder;
  });
  for (const key of own) passes[key]!.problems += 1;
}
