import { coerceByMap, invert, type Coerced } from './coerced.ts';

const DISPOSITIONS = invert<'onsite' | 'ledger'>({
  onsite:
    '是 √ ✓ ✔ y yes 1 现场 当场 现场解决 当场解决 现场办结 当场办结 现场办理 当场答复 现场答复 连线解决 即办 已现场解决 现场已解决',
  ledger:
    '否 × ✗ x n no 非现场 非现场解决 未现场解决 不是 未 台账 列入台账 转办 交办 上报 转台账 限期办理 限时办理 入台账',
});

/** On-site mark, exact (非现场 contains 现场); `null` for a blank cell. */
export function coerceDisposition(text: string): Coerced<'onsite' | 'ledger'> {
  return coerceByMap(text, DISPOSITIONS, 'QC_UNKNOWN_DISPOSITION');
}
