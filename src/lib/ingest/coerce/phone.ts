import { compactText, isPlaceholder } from '../../core/text.ts';
import { BLANK, tidy, type Coerced } from './coerced.ts';

const MOBILE = /^1[3-9]\d{9}$/;
const DAMAGED = /^\d(?:\.\d+)?e\+?\d+$|^\d{5,}0{6,}$/i;
/** What stands where a phone should; any other words may be a name. */
const WORDS = /^(?:微信|不详|未知|保密|未留|未提供|空号|停机|关机|无电话|没有电话|同上|无)$/;
const CHINESE = /[\u4e00-\u9fff]/;
const MASKED = /^1[3-9]\d\*{3,8}\d{0,4}$|^0\d{2,3}-?\*+\d{0,4}$/;

/** Phones as digits, several joined by 、 (dictionary §3); what a spreadsheet damaged is null. */
export function coercePhone(text: string): Coerced<string> {
  if (MOBILE.test(text)) return { value: text };
  if (isPlaceholder(text)) return BLANK;
  const parts = text
    .normalize('NFKC')
    .split(/[、,;/\n]+|(?<=\d{7})\s+(?=1[3-9]|0[1-9])/)
    .map(compactText)
    .filter((part) => part !== '')
    .map(coerceOne);
  const values = parts.flatMap((part) => (part.value === null ? [] : [part.value]));
  const code = parts.find((part) => part.code)?.code;
  return { value: values.length > 0 ? values.join('、') : null, ...(code && { code }) };
}

function coerceOne(part: string): Coerced<string> {
  if (MASKED.test(part)) return { value: part };
  if (DAMAGED.test(part) && part.length !== 11) return { value: null, code: 'QC_PHONE_DAMAGED' };
  const digits = part
    .replace(/(?<=^\d{7,})\.0+$/, '')
    .replace(/[\s\-–—()'ʹ’.+_]/g, '')
    .replace(/^(?:0086|86|0)(?=1[3-9]\d{9}$)/, '');
  if (MOBILE.test(digits)) return { value: digits };
  const landline = /^(0(?:10|2\d|[3-9]\d{2}))(\d{7,8})$/.exec(digits);
  if (landline) return { value: `${landline[1]}-${landline[2]}` };
  if (/^[2-8]\d{6,7}$/.test(digits)) return { value: digits };
  if (/\d{5,}/.test(digits)) return { value: null, code: 'QC_PHONE_UNREADABLE' };
  return WORDS.test(part) || !CHINESE.test(part)
    ? { value: tidy(part) }
    : { value: null, code: 'QC_PHONE_UNREADABLE' };
}
