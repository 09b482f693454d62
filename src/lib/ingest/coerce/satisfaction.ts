import { coerceByMap, invert, type Coerced } from './coerced.ts';
import type { Satisfaction } from '../types.ts';

/** A rating, or why there is none. */
export type SatisfactionCell = Satisfaction | 'unrated' | 'unreachable' | 'none';

const RATINGS = invert<SatisfactionCell>({
  very: '非常满意 很满意 十分满意 5 5分',
  satisfied: '满意 是 √ ✓ ✔ 好 100% 4 4分',
  basic: '基本满意 较满意 比较满意',
  neutral: '一般 3 3分',
  dissatisfied: '不满意 不太满意 否 × ✗ 差 2 1 2分 1分',
  very_dis: '非常不满意 很不满意 十分不满意',
  unrated: '未评价 弃评 拒评',
  unreachable: '联系不上 无法联系 无人接听 未接听 空号 停机 关机 拒接',
  none: '未回访',
});

/** Satisfaction, exact: 不满意 and 基本满意 both contain 满意 (dictionary §4.1). Blank is `null`. */
export function coerceSatisfaction(text: string): Coerced<SatisfactionCell> {
  return coerceByMap(text, RATINGS, 'QC_UNKNOWN_SATISFACTION');
}
