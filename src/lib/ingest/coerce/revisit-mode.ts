import { compactText } from '../../core/text.ts';
import { coerceText, invert, type Coerced } from './coerced.ts';

const MODES = invert<'入户' | '电话' | '微信' | '其他'>({
  入户: '入户 入户回访 上门 上门回访 实地 现场 现场回访 实地回访 面访',
  电话: '电话 电话回访 手机 致电',
  微信: '微信 微信回访 微信群',
  其他: '其他 其它 短信 视频',
});

/** How the revisit was made: 入户, 电话, 微信 or 其他; an unknown text is 其他. */
export function coerceRevisitMode(text: string): Coerced<string> {
  const { value } = coerceText(text);
  if (value === null) return { value };
  return { value: MODES.get(compactText(value)) ?? '其他' };
}
