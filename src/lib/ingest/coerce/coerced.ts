import { cleanText, compactText, isPlaceholder } from '../../core/text.ts';
import type { FindingCode } from '../codes.ts';

/** A cell's value and, if something is to be said about it, the code of the finding. */
export interface Coerced<T> {
  readonly value: T | null;
  readonly code?: FindingCode;
}

/** Nothing written, nothing to say. */
export const BLANK: Coerced<never> = { value: null };

const PLAIN = /^[\u4e00-\u9fff\w，。；：！？、（）“”.,;:()/-]+$/;

/** Outer blanks and invisible characters removed; cheap for the usual cell. */
export function tidy(text: string): string {
  return PLAIN.test(text) && !text.includes('_x') ? text : cleanText(text);
}

/** Free text or a name as written; placeholders such as 无 and / are null. */
export function coerceText(text: string): Coerced<string> {
  const clean = tidy(text);
  return clean === '' || (clean.length < 6 && isPlaceholder(clean)) ? BLANK : { value: clean };
}

/** A value looked up in an exact map of compact texts; a text that is not in it gives `code`. */
export function coerceByMap<T>(
  text: string,
  map: Readonly<Record<string, T>>,
  code: FindingCode,
): Coerced<T> {
  if (isPlaceholder(text)) return BLANK;
  const key = compactText(text).toLowerCase();
  return Object.hasOwn(map, key) ? { value: map[key]! } : { value: null, code };
}

/** `{ 满意: 'satisfied', 是: 'satisfied' }` from `{ satisfied: '满意 是' }`. */
export function invert<T extends string>(words: Readonly<Record<T, string>>): Readonly<Record<string, T>> {
  const entries = Object.entries(words) as [T, string][];
  return Object.fromEntries(entries.flatMap(([value, list]) => list.split(' ').map((word) => [word, value])));
}
