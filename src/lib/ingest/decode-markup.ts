import { decodeText, type DecodedText } from './decode.ts';
import type { SourceFile } from './types.ts';

const SAYS_GBK = /(?:charset|encoding)\s*=\s*["']?\s*(?:gb2312|gbk|gb18030|x-gbk)\b/i;
const CHINESE = /[\u3400-\u9fff]/;
const HEAD = 4096;

/**
 * A web page or XML as any text, but one that calls itself GBK and would pass for UTF-8 without any Chinese in it
 * is GBK.
 */
export function decodeMarkup({ bytes, encoding }: SourceFile): DecodedText {
  const decoded = decodeText(bytes, encoding);
  const isDoubtful = encoding === undefined && decoded.encoding === 'utf-8' && !CHINESE.test(decoded.text);
  return isDoubtful && SAYS_GBK.test(decoded.text.slice(0, HEAD)) ? decodeText(bytes, 'gb18030') : decoded;
}
