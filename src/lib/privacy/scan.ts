import { foldInPlace } from './fold.ts';

/** Kinds of personal identifiers that must never be in a published text (dictionary §6). */
export type IdentifierKind = 'mobile' | 'landline' | 'id_number' | 'bank_card' | 'plate';

/** Where an identifier stands in the text; `end` is exclusive. */
export interface Identifier {
  readonly kind: IdentifierKind;
  readonly index: number;
  readonly end: number;
}

interface Token {
  readonly digits: string;
  readonly index: number;
  readonly end: number;
}

const MANY_DIGITS = /\d(?:\D{0,3}\d){6}/;
/** First characters of number plates. */
export const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const PLATE = new RegExp(
  `[${PROVINCES}][A-HJ-NP-Za-hj-np-z][·.\\s-]?(?=[A-Za-z挂学警]*\\d)[A-HJ-NP-Za-hj-np-z\\d]{4,5}[A-HJ-NP-Za-hj-np-z\\d挂学警港澳](?![A-Za-z\\d])`,
  'g',
);
const DATE = /(?<!\d)(?:19|20)\d\d([-./年])\d{1,2}[-./月]\d{1,2}(?!\d)/g;
const COMPACT_DATE = /(?<!\d)20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
const SEPARATOR = '[\\s\\-.·•_()\\u00ad\\u200b-\\u200f\\u2060\\ufeff]';
const RUN = new RegExp(`\\d+(?:${SEPARATOR}{1,3}\\d+)*(?:${SEPARATOR}?[Xx](?![A-Za-z]))?`, 'g');
const GROUP = /\d+|[Xx]$/g;
const LOCAL_NUMBER = /(?:电话|座机|固话|联系方式)(?:号码)?[:：是为\s]{0,3}([2-8]\d{6,7})(?!\d)/g;

const MOBILE = /^1[3-9]\d{9}$/;
const PREFIXED_MOBILE = /^(?:0|86|086|0086)1[3-9]\d{9}$/;
const LANDLINE = /^0(?:10|2\d|[3-9]\d{2})\d{7,8}$/;
const ID_NUMBER = /^[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]$/;
const OLD_ID_NUMBER = /^[1-6]\d{5}\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;
const LOOSE_ID_NUMBER = /^\d{17}[Xx]$/;
const BANK_CARD = /^[3-69]\d{15,18}$/;
const LONGEST = 19;

/**
 * Mobile and landline numbers, ID numbers, bank cards and number plates in a text, in order, also through
 * full-width digits and separators. Dates, amounts, issue numbers and masked forms are none.
 */
export function findIdentifiers(text: string): Identifier[] {
  if (!mayHoldIdentifier(text)) return [];
  const folded = foldInPlace(text);
  const plates = [...folded.matchAll(PLATE)].map((match) => place('plate', match));
  if (!MANY_DIGITS.test(folded)) return plates;
  const blanked = [PLATE, DATE, COMPACT_DATE].reduce(
    (rest, pattern) => rest.replace(pattern, (match) => '□'.repeat(match.length)),
    folded,
  );
  const runs = [...blanked.matchAll(RUN)].flatMap((match) => identifiersIn(match, blanked));
  return [...plates, ...runs, ...localNumbers(blanked, runs)].sort((a, b) => a.index - b.index);
}

/** A quick look: seven digits, or a letter with a digit as in a plate; anything unusual may fold into digits. */
function mayHoldIdentifier(text: string): boolean {
  let digits = 0;
  let hasLetter = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x4e00 && unit <= 0x9fff) continue;
    if (unit >= 48 && unit <= 57) digits += 1;
    else if ((unit | 32) >= 97 && (unit | 32) <= 122) hasLetter = true;
    else if (unit > 0xff && (unit < 0x3000 || unit > 0x303f)) {
      if (unit >= 0xff10 || (unit >= 0x2070 && unit < 0x3000) || unit > 0x303f) digits += 1;
      if (unit >= 0xff21 && unit <= 0xff5a) hasLetter = true;
    }
  }
  return digits >= 7 || (hasLetter && digits > 0);
}

function place(kind: IdentifierKind, match: RegExpExecArray): Identifier {
  return { kind, index: match.index, end: match.index + match[0].length };
}

function localNumbers(text: string, found: readonly Identifier[]): Identifier[] {
  return [...text.matchAll(LOCAL_NUMBER)]
    .map((match) => ({
      kind: 'landline' as const,
      index: match.index + match[0].length - match[1]!.length,
      end: match.index + match[0].length,
    }))
    .filter((local) => found.every((other) => local.end <= other.index || local.index >= other.end));
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
  for (let last = first; last < tokens.length && digits.length <= LONGEST; last += 1) {
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
  if (ID_NUMBER.test(digits) || LOOSE_ID_NUMBER.test(digits)) return 'id_number';
  if (whole && !afterLetter && OLD_ID_NUMBER.test(digits)) return 'id_number';
  if (BANK_CARD.test(digits) && !afterLetter && (whole || firstGroup.length === 4)) return 'bank_card';
  return null;
}
