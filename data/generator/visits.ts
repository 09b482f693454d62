import type { LedgerRow } from './ledger-row.ts';
import type { Random } from './random.ts';
import { TOWN_PLANS } from './towns.ts';
import { shareOut, type Village } from './villages.ts';

/** Running totals of one village at the cut-off, in households, people and problems. */
export interface VisitTally {
  readonly town: string;
  readonly village: string;
  readonly date: string;
  readonly due: number;
  readonly visited: number;
  readonly inHome: number;
  readonly byPhone: number;
  readonly byWechat: number;
  readonly people: number;
  readonly found: number;
  readonly onsite: number;
  readonly ledgered: number;
}

/** Headers of the visits export. */
export const VISIT_HEADERS: readonly string[] = [
  ...['镇街', '村(社区)', '统计日期', '应走访户数', '已走访户数', '其中入户', '电话走访', '微信走访'],
  ...['走访人次', '发现问题数', '现场解决数', '列入台账数'],
];

/** Problems of one village: how many in all, how many solved on site. */
export interface ProblemTally {
  found: number;
  onsite: number;
}

/** Tallies by `town/village`. */
export type ProblemTallies = Map<string, ProblemTally>;

/** Adds a row of the ledger to the tallies by town and village. */
export function addToTally(tallies: ProblemTallies, row: LedgerRow): void {
  const key = tallyKey(row.town, row.village);
  const tally = tallies.get(key) ?? { found: 0, onsite: 0 };
  tally.found += 1;
  if (row.onsite === '是') tally.onsite += 1;
  tallies.set(key, tally);
}

/** Visits that agree with the ledger rows, village by village. */
export function planVisits(
  villages: readonly Village[],
  rows: readonly LedgerRow[],
  random: Random,
): VisitTally[] {
  const tallies: ProblemTallies = new Map();
  for (const row of rows) addToTally(tallies, row);
  return visitsFrom(villages, tallies, random);
}

/** Visits with given tallies of problems; households not visited are as laid down for each town. */
export function visitsFrom(
  villages: readonly Village[],
  tallies: ReadonlyMap<string, ProblemTally>,
  random: Random,
): VisitTally[] {
  return TOWN_PLANS.flatMap((town) => {
    const own = villages.filter((village) => village.town === town.name);
    const missing = shareOut(
      town.notVisited,
      own.map(({ households }) => households * random.next()),
    );
    return own.map((village, index) => {
      const problems = tallies.get(tallyKey(village.town, village.name)) ?? { found: 0, onsite: 0 };
      return visitTally(village, village.households - missing[index]!, problems, random);
    });
  });
}

function visitTally(village: Village, visited: number, problems: ProblemTally, random: Random): VisitTally {
  const byPhone = Math.round(visited * (0.03 + 0.07 * random.next()));
  const byWechat = Math.round(visited * (0.02 + 0.06 * random.next()));
  return {
    town: village.town,
    village: village.name,
    date: '2022-02-17',
    due: village.households,
    visited,
    inHome: visited - byPhone - byWechat,
    byPhone,
    byWechat,
    people: Math.round(visited * (1.3 + 0.8 * random.next())),
    found: problems.found,
    onsite: problems.onsite,
    ledgered: problems.found - problems.onsite,
  };
}

/** A village's cells in the order of the file. */
export function visitCells(tally: VisitTally): string[] {
  const { town, village, date, ...counts } = tally;
  return [town, village, date, ...Object.values(counts).map(String)];
}

function tallyKey(town: string, village: string): string {
  return `${town}/${village}`;
}
