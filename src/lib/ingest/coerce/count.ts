import { compactText, isPlaceholder } from '../../core/text.ts';
import { BLANK, type Coerced } from './coerced.ts';

/** A whole number of zero or more, with thousands separators and 户, 个, 人, 次 allowed. */
export function coerceCount(text: string): Coerced<number> {
  const compact = compactText(text);
  if (compact !== '0' && isPlaceholder(text)) return BLANK;
  const match = /^(\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.0+)?(?:余)?(?:户|个|件|人|人次|次)?$/.exec(compact);
  return match
    ? { value: Number(match[1]!.replaceAll(',', '')) }
    : { value: null, code: 'QC_COUNT_UNREADABLE' };
}
