import { foldInPlace, NUMERAL_CHARACTERS } from './fold.ts';
import { blankMatches, blankOut, type Identifier } from './identifier.ts';
import { addressesIn, labelledIn } from './labelled.ts';
import { numbersIn, numeralsIn } from './number-runs.ts';
import { platesIn } from './plates.ts';

const MANY_DIGITS = /\d(?:\D{0,3}\d){6}/;
const DATE = /(?<!\d)(?:19|20)\d\d([-./年])\d{1,2}[-./月]\d{1,2}(?!\d)/g;
/** Not the birthday within an ID number in groups. */
const COMPACT_DATE =
  /(?<!\d)(?<!(?<!\d)\d{6}[^\d□]{1,3})20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g;
const WITH_LETTER = /[A-Za-z]/;
const LABEL =
  /[信号音手付宝户扣鹅折通照证居话系机打电真微薇威字]|[加+]\s?v|v\s?[信❤♥♡\ud83d]|we|wx|vx|qq|tel|[EG]\d{8}/i;

/**
 * Mobile and landline numbers, ID numbers, bank cards, number plates, e-mail addresses and what is named as an account
 * or a permit in a text, in order, also through full-width digits, 一三八, ①③⑧ and separators. Dates, amounts, issue
 * numbers and masked forms are none.
 */
export function findIdentifiers(text: string): Identifier[] {
  const seen = lookAt(text);
  if (seen === 0) return [];
  const folded = foldInPlace(text);
  const found: Identifier[] = [];
  let rest = folded;
  const take = (some: readonly Identifier[]): void => {
    if (some.length === 0) return;
    found.push(...some);
    rest = blankOut(rest, some);
  };
  take(addressesIn(rest));
  if (WITH_LETTER.test(rest)) take(platesIn(rest));
  if (MANY_DIGITS.test(rest)) take(numbersIn(withoutDates(rest)));
  if (LABEL.test(rest)) take(labelledIn(rest));
  if (seen & NUMERAL) take(numeralsIn(withoutDates(rest)));
  return found.sort((a, b) => a.index - b.index);
}

const withoutDates = (text: string): string => blankMatches(blankMatches(text, DATE), COMPACT_DATE);

const [DIGIT, LETTER, NUMERAL, MARK] = [1, 2, 4, 8] as const;
const FEWEST_DIGITS = 5;
const FEWEST_NUMERALS = 11;

/** What each code unit may be, or may fold into. */
const CLASSES = classes();

function classes(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  for (let unit = 0x2070; unit < 0x3000; unit += 1) kinds[unit] = DIGIT;
  for (let unit = 0x3040; unit < 0x4e00; unit += 1) kinds[unit] = DIGIT;
  for (let unit = 0xa000; unit < 0x10000; unit += 1) kinds[unit] = DIGIT | LETTER;
  for (let unit = 0xff00; unit < 0xff10; unit += 1) kinds[unit] = 0;
  for (const unit of [0xb2, 0xb3, 0xb9]) kinds[unit] = DIGIT;
  for (let unit = 48; unit < 58; unit += 1) kinds[unit] = DIGIT;
  for (let unit = 65; unit < 91; unit += 1) kinds[unit] = kinds[unit + 32] = LETTER;
  for (const character of NUMERAL_CHARACTERS) kinds[character.charCodeAt(0)]! |= NUMERAL;
  for (const mark of '@＠﹫') kinds[mark.charCodeAt(0)]! |= MARK;
  return kinds;
}

/** A quick look: true where a text has so many characters that are digits, write one, or may fold into one. */
export function hasDigits(text: string, fewest: number): boolean {
  if (text.length < fewest) return false;
  let digits = 0;
  for (let index = 0; index < text.length && digits < fewest; index += 1)
    if (CLASSES[text.charCodeAt(index)]! & (DIGIT | NUMERAL)) digits += 1;
  return digits >= fewest;
}

/** A quick look: 0 where no identifier can be, else the classes of characters that the text has. */
function lookAt(text: string): number {
  let digits = 0;
  let numerals = 0;
  let letters = 0;
  let seen = 0;
  for (let index = 0; index < text.length; index += 1) {
    const kind = CLASSES[text.charCodeAt(index)]!;
    if (kind === 0) continue;
    seen |= kind;
    if (kind & DIGIT) digits += 1;
    if (kind & LETTER) letters += 1;
    if (kind & (NUMERAL | DIGIT)) numerals += 1;
  }
  const mayHold =
    digits >= FEWEST_DIGITS ||
    (letters > 0 && digits > 0) ||
    letters >= FEWEST_DIGITS ||
    (seen & MARK) !== 0 ||
    ((seen & NUMERAL) !== 0 && numerals >= FEWEST_NUMERALS);
  return mayHold ? seen : 0;
}
