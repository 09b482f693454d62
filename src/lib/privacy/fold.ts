const PLAIN = /^[\n\x20-\x7e\u4e00-\u9fff\u3001-\u3017，。；：！？（）“”‘’…—]*$/;
const DASHES = /[\u2010-\u2015\u2212\u2500\uff0d\ufe58\ufe63]/g;
const FULL_WIDTH_BRACKETS = /[（）]/g;

/**
 * The text in compatibility form (NFKC) with every character at its old index: a character that would
 * become several stays, the second half of a pair becomes a zero-width space. Dashes become `-`.
 */
export function foldInPlace(text: string): string {
  const base = PLAIN.test(text) ? text : [...text].map(foldCharacter).join('');
  return base.replace(DASHES, '-').replace(FULL_WIDTH_BRACKETS, (mark) => (mark === '（' ? '(' : ')'));
}

const LIST_NUMBER = /[\u2460-\u24ff\u2776-\u2793]/;

/** ① before a phone number is a list number, not a digit of it. */
function foldCharacter(character: string): string {
  if (LIST_NUMBER.test(character)) return character;
  const folded = character.normalize('NFKC');
  if (folded.length === character.length) return folded;
  return folded.length === 1 ? folded + '\u200b'.repeat(character.length - 1) : character;
}
