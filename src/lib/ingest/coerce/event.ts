import { isPlaceholder } from '../../core/text.ts';
import type { LedgerColour } from '../../schema/colours.ts';
import type { TransitionEvent } from '../../schema/events.ts';
import { BLANK, invert, NO_ALIASES, wordKey, type Coerced } from './coerced.ts';
import { coerceColour } from './colour.ts';

/** What happened; a cell such as 黄转红 tells the colours too. */
export interface EventCell {
  readonly event: TransitionEvent;
  readonly move: { readonly from: LedgerColour; readonly to: LedgerColour } | null;
}

const WORDS = invert<TransitionEvent>({
  receive: '接收 已接收 接件 收件 签收 receive',
  register: '登记 已登记 录入 建单 立单 register',
  classify: '界定 分类 定色 分色 归类 界定颜色 classify',
  assign:
    '转办 交办 派单 转派 分派 派发 下派 再次交办 重新交办 重新派单 二次交办 二次转办 再次转办 改派 改办 assign',
  return: '退回 退单 退办 驳回 退件 退回重派 退回重办 return',
  recolour: '转色 变色 调色 颜色变更 变更颜色 颜色调整 调整颜色 改色 recolour',
  plan: '上报方案 提报方案 报送方案 提交方案 制定方案 上报解决方案 plan',
  escalate: '上报县领导 上报领导 报县领导 呈报县领导 提请县领导 上报指挥部 报指挥部 escalate',
  urge: '催办 催促 提醒 urge',
  supervise: '督办 督查 挂牌督办 督导 supervise',
  extend: '延期 申请延期 延时 展期 延期办理 extend',
  feedback: '反馈 答复 回复 反馈结果 办理反馈 答复群众 feedback',
  resolve: '解决 办结 已解决 已办结 完成 办理完成 resolve',
  explain: '解释 解释说明 已解释 政策解释 explain',
  revisit: '回访 电话回访 入户回访 群众回访 满意度回访 revisit',
  reopen: '重办 二次办理 重新办理 再次办理 返工 重启 reopen',
  close: '销号 归档 结案 销账 已销号 已归档 close',
});

/**
 * Exact map of dictionary §4.3, never a substring. `aliases` (compact text → event) come from the configuration.
 * 黄转红 is a change of colour that tells both.
 */
export function coerceEvent(
  text: string,
  aliases: ReadonlyMap<string, TransitionEvent> = new Map(),
  colours: ReadonlyMap<string, string> = NO_ALIASES,
): Coerced<EventCell> {
  if (isPlaceholder(text)) return BLANK;
  const key = wordKey(text);
  const event = aliases.get(key) ?? WORDS.get(key);
  if (event) return { value: { event, move: null } };
  const cell = coerceColour(text, colours).value;
  if (cell === null || cell.initial === null) return { value: null, code: 'QC_UNKNOWN_EVENT' };
  return { value: { event: 'recolour', move: { from: cell.initial, to: cell.current } } };
}
