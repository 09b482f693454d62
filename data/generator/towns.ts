/** What is laid down for a town; counts add up to the published tally over the twelve towns. */
export interface TownPlan {
  readonly name: string;
  readonly villages: number;
  readonly onsite: number;
  readonly green: number;
  readonly blue: number;
  readonly yellow: number;
  /** Households that were due and not visited by the cut-off. */
  readonly notVisited: number;
  /** How often a matter runs past its date, 1 = as in the county as a whole. */
  readonly slowness: number;
}

const PLANS: readonly [string, number, number, number, number, number, number, number][] = [
  ['龙门街道', 24, 152, 68, 82, 16, 118, 0.8],
  ['桃园街道', 23, 144, 62, 76, 14, 104, 0.7],
  ['德原街道', 20, 76, 44, 45, 6, 31, 0.6],
  ['王庙镇', 26, 140, 58, 53, 8, 31, 0.4],
  ['前曹镇', 27, 137, 60, 57, 8, 38, 0.6],
  ['恩城镇', 29, 111, 72, 92, 12, 142, 5],
  ['王打卦镇', 22, 106, 49, 47, 5, 0, 0.3],
  ['王凤楼镇', 26, 121, 55, 55, 7, 62, 0.7],
  ['王杲铺镇', 24, 102, 56, 57, 6, 57, 0.9],
  ['张华镇', 28, 118, 59, 66, 8, 79, 1.2],
  ['腰站镇', 25, 112, 62, 62, 7, 83, 1],
  ['三唐乡', 23, 73, 50, 58, 7, 113, 5],
];

/** The twelve towns. The names are public; all counts by town are invented. */
export const TOWN_PLANS: readonly TownPlan[] = PLANS.map(
  ([name, villages, onsite, green, blue, yellow, notVisited, slowness]) => ({
    name,
    villages,
    onsite,
    green,
    blue,
    yellow,
    notVisited,
    slowness,
  }),
);

/** Households due in the whole county (invented). */
export const HOUSEHOLDS_DUE = 112_894;
