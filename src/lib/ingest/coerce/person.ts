import { compactText } from '../../core/text.ts';
import { coerceText, type Coerced } from './coerced.ts';

/** A name; the blanks that align two-character names (张　三) are removed. */
export function coercePerson(text: string): Coerced<string> {
  const { value } = coerceText(text);
  if (value === null) return { value };
  return {
    value: /^[\u4e00-\u9fff](?:[\s\u3000]+[\u4e00-\u9fff]){1,3}$/.test(value) ? compactText(value) : value,
  };
}
