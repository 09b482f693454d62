import { cleanText, compactText, isPlaceholder, UNCLEAN } from '../../core/text.ts';
import type { FindingCode } from '../codes.ts';

/** A cell's value and, if something is to be said about it, the code of the finding. */
export interface Coerced<T> {
  readonly value: T | null;
  readonly code?: FindingCode;
}

/** Nothing written, nothing to say. */
export const BLANK: Coerced<never> = { value: null };

/** No configured names. */
export const NO_ALIASES: ReadonlyMap<string, string> = new Map();

const PLACEHOLDER_START = /^[-—―–－/／\\＼无暂略nN×xX空ＮｎＸｘ]/;

/** Outer blanks and invisible characters removed; cheap for the usual cell. */
export function tidy(text: string): string {
  return isPlain(text) || !UNCLEAN.test(text) ? text : cleanText(text);
}

const [SPACE, DELETE, UNDERSCORE, LINE_FEED] = [0x20, 0x7f, 0x5f, 0x0a] as const;

/** A quick look: printed ASCII, Chinese and its marks, with blanks inside only. */
function isPlain(text: string): boolean {
  const last = text.length - 1;
  for (let index = 0; index <= last; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x3001 && unit < 0xd800) continue;
    if (unit > SPACE && unit < DELETE && unit !== UNDERSCORE) continue;
    if ((unit > 0xfeff && unit < 0xfffe) || (unit > 0x200f && unit < 0x2028)) continue;
    if ((unit === SPACE || unit === LINE_FEED) && index > 0 && index < last) continue;
    return false;
  }
  return true;
}

/** Free text or a name as written; placeholders such as 无 and / are null. */
export function coerceText(text: string): Coerced<string> {
  const clean = tidy(text);
  if (clean === '' || (PLACEHOLDER_START.test(clean) && isPlaceholder(clean))) return BLANK;
  return { value: clean };
}

/** The form in which words are looked up: compact, lower case, without a full stop at the end. */
export function wordKey(text: string): string {
  return compactText(text)
    .toLowerCase()
    .replace(/[。.!]$/, '');
}

/** A value looked up in an exact map of compact texts; a text that is not in it gives `code`. */
export function coerceByMap<T>(text: string, map: ReadonlyMap<string, T>, code: FindingCode): Coerced<T> {
  if (isPlaceholder(text)) return BLANK;
  const value = map.get(wordKey(text));
  return value === undefined ? { value: null, code } : { value };
}

/** The map 满意 → satisfied, 是 → satisfied from `{ satisfied: '满意 是' }`. */
export function invert<T extends string>(words: Readonly<Record<T, string>>): ReadonlyMap<string, T> {
  const entries = Object.entries(words) as [T, string][];
  return new Map(entries.flatMap(([value, list]) => list.split(' ').map((word) => [word, value] as const)));
}
