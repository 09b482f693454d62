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

/** Ten characters each for 0 to 9; those of a list without 0 have a blank in its place. */
const NUMERALS = [
  '零一二三四五六七八九',
  '〇壹贰叁肆伍陆柒捌玖',
  '洞幺两    拐 勾',
  '⓪①②③④⑤⑥⑦⑧⑨',
  ' ⑴⑵⑶⑷⑸⑹⑺⑻⑼',
  ' ⒈⒉⒊⒋⒌⒍⒎⒏⒐',
  '⓿❶❷❸❹❺❻❼❽❾',
  ' ➀➁➂➃➄➅➆➇➈',
  ' ➊➋➌➍➎➏➐➑➒',
  ' ⓵⓶⓷⓸⓹⓺⓻⓼⓽',
  ' ㈠㈡㈢㈣㈤㈥㈦㈧㈨',
].map((list) => [...list]);
const DIGIT_OF: ReadonlyMap<string, string> = new Map(
  NUMERALS.flatMap((list) =>
    list.flatMap((character, digit) => (character === ' ' ? [] : [[character, String(digit)] as const])),
  ),
);

/** Characters other than 0 to 9 that write a digit each, where enough of them stand in a row. */
export const NUMERAL_CHARACTERS = [...DIGIT_OF.keys()].join('');

/** Such characters as 0 to 9; all others stay. */
export function numeralsAsDigits(text: string): string {
  return text.replace(/\D/gu, (character) => DIGIT_OF.get(character) ?? character);
}

const NO_DIGIT = -1;
/** The digit that a code unit of a folded text writes. */
const VALUES = values();

function values(): Int8Array {
  const digits = new Int8Array(0x10000).fill(NO_DIGIT);
  for (const [character, digit] of DIGIT_OF) digits[character.charCodeAt(0)] = Number(digit);
  for (let digit = 0; digit < 10; digit += 1) digits[48 + digit] = digit;
  return digits;
}

/** The digit that a code unit of a folded text is or writes as a word: 3 for 三 and ③; -1 for any other. */
export const digitOf = (unit: number): number => VALUES[unit]!;
