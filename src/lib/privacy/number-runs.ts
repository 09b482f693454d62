import { NUMERAL_CHARACTERS, numeralsAsDigits } from './fold.ts';
import type { Identifier, IdentifierKind } from './identifier.ts';

interface Token {
  readonly digits: string;
  readonly index: number;
  readonly end: number;
}

/** What may stand between the digits of one number: blanks, dashes, points, brackets, characters that are not seen. */
const SEPARATOR =
  '[\\s\\-.·•・‧_()\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufe0f\\u20e3\\ufeff]';
const RUN = new RegExp(`\\d+(?:${SEPARATOR}{1,3}\\d+)*(?:${SEPARATOR}?[Xx](?![A-Za-z]))?`, 'g');
const GROUP = /\d+|[Xx]$/g;
const NUMERAL = `[\\d${NUMERAL_CHARACTERS}]`;
const NUMERAL_RUN = new RegExp(
  `${NUMERAL}(?:[\\s\\-.·•\\u00ad\\u200b-\\u200f\\u2060\\ufeff]{0,2}${NUMERAL}){10,}[Xx]?`,
  'g',
);

const MOBILE = /^1[3-9]\d{9}$/;
const PREFIXED_MOBILE = /^(?:0|86|086|0086)1[3-9]\d{9}$/;
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/;
const PREFIXED_LANDLINE = /^(?:00)?860?(?:10|2\d|[3-9]\d{2})\d{7,8}$/;
const HOTLINE = /^[48]00\d{7}$/;
/** The regions that an ID number begins with. */
const REGION = '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\\d{4}';
const BIRTHDAY = '(?:18|19|20)\\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';
const ID_NUMBER = new RegExp(`^[1-9]\\d{5}${BIRTHDAY}\\d{3}[\\dXx]$`);
/** One with a slip in the day: no other number of 18 digits has a region and a century in these places. */
const MISTYPED_ID_NUMBER = new RegExp(`^(?:${REGION}(?:19|20)\\d{9}[\\dXx]|\\d{17}[Xx])$`);
const OLD_ID_NUMBER = /^[1-6]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
/** 残疾人证 has the holder's ID number and two digits. */
const DISABILITY_NUMBER = new RegExp(`^${REGION}${BIRTHDAY}\\d{6}$`);
/** Several written without anything between them. */
const JOINED = new RegExp(`^(?:1[3-9]\\d{9}|${REGION}${BIRTHDAY}\\d{3}[\\dXx]){2,4}$`);
const UNION_PAY = /^62\d{14,17}$/;
const BANK_CARD = /^[3-69]\d{15,18}$/;
const LONGEST = 20;

/** Mobiles, landlines, hotlines, ID and card numbers among the digits of a folded text, in order. */
export function numbersIn(text: string): Identifier[] {
  return [...text.matchAll(RUN)].flatMap((match) => identifiersIn(match, text));
}

/**
 * As {@link numbersIn}, where digits are written as 一三八, 壹叁捌, ①③⑧, or mixed with 0 to 9. A character that only
 * looks like a digit may stand before or behind such a number: 张三一三八….
 */
export function numeralsIn(text: string): Identifier[] {
  return [...text.matchAll(NUMERAL_RUN)].flatMap((match) => {
    const digits = numeralsAsDigits(match[0]);
    if (digits === match[0]) return [];
    const places = [...digits.matchAll(/[\dXx]/g)].map(({ index }) => match.index + index);
    const number = digits.replace(/[^\dXx]/g, '');
    const found = partOf(number, places);
    return found.length > 0 || /\d$/.test(number) ? found : partOf(number.slice(0, -1), places);
  });
}

/** The identifier that a number is, begins or ends with. */
function partOf(digits: string, places: readonly number[]): Identifier[] {
  const lengths = [digits.length, 18, 12, 11].filter((length) => length <= digits.length);
  for (const length of lengths) {
    for (const start of [digits.length - length, 0]) {
      const part = digits.slice(start, start + length);
      const kind = kindOf(part, true, part, false);
      if (kind) return [{ kind, index: places[start]!, end: places[start + length - 1]! + 1 }];
    }
  }
  return [];
}

function identifiersIn(run: RegExpExecArray, text: string): Identifier[] {
  const tokens: Token[] = [...run[0].matchAll(GROUP)].map((match) => {
    const index = run.index + match.index;
    return { digits: match[0], index, end: index + match[0].length };
  });
  const afterLetter = /[A-Za-z]/.test(text[run.index - 1] ?? '');
  const found: Identifier[] = [];
  for (let first = 0; first < tokens.length; first += 1) {
    const hit = longestFrom(tokens, first, afterLetter && first === 0);
    if (!hit) continue;
    found.push({ kind: hit.kind, index: tokens[first]!.index, end: tokens[hit.last]!.end });
    first = hit.last;
  }
  return found;
}

function longestFrom(tokens: readonly Token[], first: number, afterLetter: boolean) {
  let digits = '';
  let best: { kind: IdentifierKind; last: number } | null = null;
  for (let last = first; last < tokens.length && (last === first || digits.length <= LONGEST); last += 1) {
    digits += tokens[last]!.digits;
    const kind = kindOf(digits, last === first, tokens[first]!.digits, afterLetter);
    if (kind) best = { kind, last };
  }
  return best;
}

function kindOf(
  digits: string,
  whole: boolean,
  firstGroup: string,
  afterLetter: boolean,
): IdentifierKind | null {
  if (MOBILE.test(digits) || PREFIXED_MOBILE.test(digits)) return 'mobile';
  if (LANDLINE.test(digits) && (whole || /^0\d{2,3}/.test(firstGroup))) return 'landline';
  if (PREFIXED_LANDLINE.test(digits) && !whole && /^(?:00)?86/.test(firstGroup)) return 'landline';
  if (HOTLINE.test(digits) && !afterLetter && (whole || /^[48]00\d?$/.test(firstGroup))) return 'landline';
  if (ID_NUMBER.test(digits) || MISTYPED_ID_NUMBER.test(digits)) return 'id_number';
  if (whole && DISABILITY_NUMBER.test(digits)) return 'id_number';
  if (OLD_ID_NUMBER.test(digits) && (whole ? !afterLetter : firstGroup.length === 6)) return 'id_number';
  if (whole && digits.length > LONGEST && JOINED.test(digits)) return 'id_number';
  if (isCard(digits) && !afterLetter && (whole || firstGroup.length === 4)) return 'bank_card';
  return null;
}

/** 银联 cards by their beginning, others by their check digit: other numbers are as long. */
function isCard(digits: string): boolean {
  return UNION_PAY.test(digits) || (BANK_CARD.test(digits) && hasCheckDigit(digits));
}

/** ISO/IEC 7812: every second digit doubled from the end, the sum of all digits a multiple of ten. */
function hasCheckDigit(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
