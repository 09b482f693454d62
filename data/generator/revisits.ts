import { CUT_OFF_DAY, type DayNumber } from './calendar.ts';
import type { Matter } from './outcomes.ts';
import type { Random } from './random.ts';

/** Invented: 1,018 of the 1,126 resolved ledger matters were revisited, 986 of them rated, all content. */
const REVISITED = 1018;
const ANSWERS = { 满意: 941, 基本满意: 45, 未评价: 19, 联系不上: 13 } as const;

/** What came of a revisit. */
export interface Revisit {
  readonly day: DayNumber;
  readonly mode: string;
  readonly answer: string;
}

/** Revisits of resolved matters; freshly resolved ones are the likeliest to be still waiting. */
export function planRevisits(matters: readonly Matter[], random: Random): Map<Matter, Revisit> {
  const resolved = matters.filter((matter) => matter.resolved !== null);
  const candidates = resolved.filter(({ fixed }) => !fixed);
  const waiting = new Set(random.sample(candidates, resolved.length - REVISITED, waitingWeight));
  const visited = candidates.filter((matter) => !waiting.has(matter));
  const answers = answerPool(visited, random);
  const revisits = new Map<Matter, Revisit>();
  for (const matter of resolved.filter(({ fixed }) => fixed)) revisits.set(matter, fixedRevisit(matter));
  for (const matter of visited)
    revisits.set(matter, revisitOf(matter, answers.get(matter) ?? '满意', random));
  return revisits;
}

function waitingWeight({ resolved }: Matter): number {
  const days = CUT_OFF_DAY - resolved!;
  return 1 / (1 + days * days * 0.4);
}

/** Every answer but 满意, given to as many matters as laid down; late ones are more often only 基本满意. */
function answerPool(visited: readonly Matter[], random: Random): Map<Matter, string> {
  const answers = new Map<Matter, string>();
  let left = [...visited];
  for (const answer of ['基本满意', '未评价', '联系不上'] as const) {
    const late = (matter: Matter) => (answer === '基本满意' && matter.resolved! > matter.due ? 6 : 1);
    for (const matter of random.sample(left, ANSWERS[answer], late)) answers.set(matter, answer);
    left = left.filter((matter) => !answers.has(matter));
  }
  return answers;
}

function revisitOf(matter: Matter, answer: string, random: Random): Revisit {
  const day = Math.min(CUT_OFF_DAY, matter.resolved! + random.int(0, 6));
  const mode = answer === '联系不上' ? '电话' : random.pick(['入户', '入户', '入户', '电话', '电话', '微信']);
  return { day, mode, answer };
}

/** The revisit in the report was made in person. */
function fixedRevisit(matter: Matter): Revisit {
  return { day: matter.resolved! + 1, mode: '入户', answer: '满意' };
}
