import type { Random } from './random.ts';
import { HOUSEHOLDS_DUE, TOWN_PLANS, type TownPlan } from './towns.ts';

/** A village or an urban community. */
export interface Village {
  readonly town: string;
  readonly name: string;
  readonly urban: boolean;
  /** Households that were to be visited. */
  readonly households: number;
}

/** The community and the village that the newspaper report names. */
export const LOTUS_POND = '莲花池社区';
export const LI_DEJIAN = '李德俭村';

const FAMILY = [
  ...'王李张刘陈杨赵周吴徐孙马朱胡郭高罗郑梁谢宋唐韩冯曹田董潘袁于杜程魏苏吕丁任卢姚姜崔范石贾夏方白孟秦侯尹薛段史贺郝邵',
];
const RURAL_FORMS = [
  '*庄村',
  '*家村',
  '*楼村',
  '*家寨村',
  '*屯村',
  '*桥村',
  '*铺村',
  '前*村',
  '后*村',
  '大*村',
  '小*庄村',
  '东*村',
  '西*庄村',
  '*双庙村',
  '*集村',
  '*官屯村',
  '*家坊村',
];
const COMMUNITY_NAMES = [
  ...['兴华', '锦绣', '安康', '幸福', '光明', '和平', '新城', '文昌', '龙泉', '翠湖', '育才', '康宁', '富强'],
  ...['站前', '南苑', '北园', '东关', '西关', '朝阳', '阳光', '景苑', '佳和', '学府', '滨河', '千佛', '平安'],
  ...['迎宾', '怡园', '汇丰', '明珠', '花园', '仁和', '泰和', '东苑', '梧桐', '银杏', '团结', '友谊', '民生'],
  ...['御景', '福苑'],
];

/** All villages of the county, town by town; names are unique in the county and households add up to the total due. */
export function makeVillages(random: Random): Village[] {
  const taken = new Set<string>([LOTUS_POND, LI_DEJIAN]);
  const communities = random.shuffle(COMMUNITY_NAMES);
  const named = TOWN_PLANS.flatMap((plan) => namesOf(plan, random, taken, communities));
  const weights = named.map(({ urban }) => (urban ? random.int(480, 1100) : random.int(140, 480)));
  const households = shareOut(HOUSEHOLDS_DUE, weights);
  return named.map((village, index) => ({ ...village, households: households[index]! }));
}

function namesOf(plan: TownPlan, random: Random, taken: Set<string>, communities: string[]) {
  const urbanShare = plan.name.endsWith('街道') ? 0.6 : 0;
  const villages: Omit<Village, 'households'>[] = [];
  if (plan.name === '龙门街道') villages.push({ town: plan.name, name: LOTUS_POND, urban: true });
  if (plan.name === '王庙镇') villages.push({ town: plan.name, name: LI_DEJIAN, urban: false });
  if (urbanShare === 0)
    villages.push({ town: plan.name, name: `${plan.name.slice(0, -1)}社区`, urban: true });
  while (villages.length < plan.villages) {
    const urban = villages.length < plan.villages * urbanShare;
    const name = urban ? `${communities.pop()}社区` : newRuralName(random, taken);
    villages.push({ town: plan.name, name, urban });
  }
  return villages;
}

function newRuralName(random: Random, taken: Set<string>): string {
  for (;;) {
    const name = random.pick(RURAL_FORMS).replace('*', random.pick(FAMILY));
    if (taken.has(name)) continue;
    taken.add(name);
    return name;
  }
}

/** Whole numbers in proportion to the weights that add up to `total` (largest remainders get the rest). */
export function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((left, right) => left + right, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const rest = total - shares.reduce((left, right) => left + right, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((left, right) => right.remainder - left.remainder || left.index - right.index);
  for (const { index } of byRemainder.slice(0, rest)) shares[index]! += 1;
  return shares;
}
