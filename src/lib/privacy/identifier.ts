/** Kinds of personal identifiers that must never be in a published text (dictionary §6). */
export type IdentifierKind =
  'mobile' | 'landline' | 'id_number' | 'bank_card' | 'plate' | 'email' | 'account' | 'permit';

/** Where an identifier stands in the text; `end` is exclusive. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly index: number;
  readonly end: number;
}

/** What blanked text is made of: no digit, no letter, no separator. */
const BLANK = '□';

/** The text with the identifiers' characters made blank, every other at its index. */
export function blankOut(text: string, found: readonly Identifier[]): string {
  if (found.length === 0) return text;
  let blanked = '';
  let position = 0;
  for (const { index, end } of found) {
    blanked += text.slice(position, index) + BLANK.repeat(end - index);
    position = end;
  }
  return blanked + text.slice(position);
}

/** What a pattern finds, each as blank characters. */
export function blankMatches(text: string, pattern: RegExp): string {
  return text.replace(pattern, (match) => BLANK.repeat(match.length));
}

/** A match, or the end of it that the group holds, as an identifier. */
export function identifierOf(kind: IdentifierKind, match: RegExpExecArray, group = 0): Identifier {
  const end = match.index + match[0].length;
  return { kind, index: end - match[group]!.length, end };
}
