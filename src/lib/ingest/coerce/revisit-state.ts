import { coerceByMap, invert, type Coerced } from './coerced.ts';

/** What a 是否回访 cell says. */
export type RevisitMark = 'revisited' | 'unrated' | 'unreachable' | 'none';

const MARKS = invert<RevisitMark>({
  revisited: '是 √ ✓ ✔ y yes 1 已 已回访 回访 已完成 完成 已电话回访 已入户回访',
  unrated: '拒访 拒绝 拒绝回访 拒答 未评价',
  unreachable:
    '未接通 无法接通 打不通 联系不上 无法联系 未联系上 无人接听 未接听 空号 停机 关机 拒接 号码错误',
  none: '否 × ✗ x n no 未 未回访 没有 没回访 待回访 尚未回访 暂未回访',
});

/** Whether the problem was revisited, exact (未接通 is a revisit that reached nobody); `null` for a blank cell. */
export function coerceRevisitState(text: string): Coerced<RevisitMark> {
  return coerceByMap(text, MARKS, 'QC_UNKNOWN_REVISIT');
}
