import { isPlaceholder } from '../../core/text.ts';
import type { Status } from '../types.ts';
import { BLANK, invert, wordKey, type Coerced } from './coerced.ts';

/** A status, and which kind of done-word it was: that decides 解决 or 办结 (D6). */
export interface StatusCell {
  readonly status: Status;
  readonly doneKind: 'solved' | 'closed' | 'replied' | 'neutral' | null;
}

const STATUS_WORDS = invert<Status>({
  resolved:
    '已解决 解决 已办结 办结 已完成 完成 已整改 整改完成 已销号 销号 √ ✓ ✔ 是 已解决到位 解决到位 已落实 已处理 已化解 化解 处理完成 处理完毕 处置完成 已处置 办理完成 已办理 已完结 完结 resolved',
  closed: '已归档 归档 已结案 结案 closed',
  in_progress:
    '未解决 否 × ✗ 待办 未办结 未完成 未化解 正在化解 化解中 正在办理 办理中 进行中 推进中 正在解决 正在推进 处理中 整改中 跟进 跟进中 持续跟进 处置中 已上报 in_progress',
  assigned: '已转办 已交办 已派单 转办 交办 assigned',
  explained: '已解释 已答复 答复 解释到位 已解释到位 已解释说明 explained',
  returned: '退回 退单 已退回 已退单 returned',
  suspended: '挂账 暂缓 长期 长期坚持 suspended',
  received: '已接收 已受理 已收到 received',
  registered: '已登记 登记 registered',
});
/** 已解决(1月20日): the day says nothing against the word. */
const DAY_BEHIND = /\([\d年月日号./-]+\)$/;
const NEGATIVE = /^(?:未|尚未|还未|没有|没|无法|不能|暂未|暂无法|正在|部分|待)/;
const CLOSED_WORD = /办结|销号|结案|归档/;
const SOLVED_WORD = /解决|整改|化解/;

/** Status, exact (dictionary §4.1); a text that begins with a negative (未, 尚未, 正在, 部分…) is open. */
export function coerceStatus(text: string): Coerced<StatusCell> {
  if (isPlaceholder(text)) return BLANK;
  const key = wordKey(text);
  const status = STATUS_WORDS.get(key) ?? STATUS_WORDS.get(key.replace(DAY_BEHIND, ''));
  if (status) return { value: { status, doneKind: doneKind(key, status) } };
  if (!NEGATIVE.test(key)) return { value: null, code: 'QC_UNKNOWN_STATUS' };
  const value: StatusCell = { status: 'in_progress', doneKind: null };
  return key.startsWith('部分') ? { value, code: 'QC_PARTLY_RESOLVED' } : { value };
}

function doneKind(word: string, status: Status): StatusCell['doneKind'] {
  if (word.includes('答复')) return 'replied';
  if (status !== 'resolved' && status !== 'closed') return null;
  if (CLOSED_WORD.test(word)) return 'closed';
  return SOLVED_WORD.test(word) ? 'solved' : 'neutral';
}
