import { digitOf, foldInPlace } from './fold.ts';
import type { Identifier } from './identifier.ts';
import { hasDigits } from './scan.ts';

const MOBILE = /^1[3-9]\d{9}$/;
const MOBILE_DIGITS = 11;
/** Digits of the shortest telephone number without its area code. */
const LOCAL_DIGITS = 7;
const LOCAL = /(?:^|-)(\d{7,8})$/;
/** Characters that may stand between two digits: 138……12345678, 138 转 12345678. */
const MOST_BETWEEN = 3;
const WORD_OR_NUMBER = /[\p{L}\p{N}]/u;

/**
 * Where a text repeats the telephone numbers of its own row (several joined by 、), however they are cut up. The digits
 * are known, so a mobile is found through any three characters between two digits, a local number, with or without its
 * area code, through three signs: its digits may be an amount.
 */
export function ownPhoneIn(text: string, phone: string): Identifier[] {
  const isMobile = MOBILE.test(phone);
  if (!hasDigits(text, isMobile ? MOBILE_DIGITS : LOCAL_DIGITS)) return [];
  const folded = foldInPlace(text);
  const found: Identifier[] = [];
  for (const each of isMobile ? [phone] : phone.split('、')) {
    const local = MOBILE.test(each) ? null : LOCAL.exec(each)?.[1];
    if (local === undefined) continue;
    const places = local === null ? repetitions(folded, each, isAny) : repetitions(folded, local, isSign);
    for (const [index, end] of places) {
      if (local !== null && (isFigure(folded.charCodeAt(index - 1)) || isFigure(folded.charCodeAt(end))))
        continue;
      if (found.some((other) => index < other.end && end > other.index)) continue;
      found.push({ kind: local === null ? 'mobile' : 'landline', index, end });
    }
  }
  return found.sort((a, b) => a.index - b.index);
}

const isFigure = (unit: number): boolean => unit >= 48 && unit < 58;
const isAny = (): boolean => true;
const isSign = (unit: number): boolean => !WORD_OR_NUMBER.test(String.fromCharCode(unit));

/** Index and end of every repetition of the digits; a numeral word may be a digit or stand between two: 138一1234. */
function repetitions(
  text: string,
  digits: string,
  mayBeBetween: (unit: number) => boolean,
): [index: number, end: number][] {
  const wanted = [...digits].map(Number);
  /** From where the rest of the digits does not follow: no place is looked at twice for the same digit. */
  const dead = new Set<number>();
  const endFrom = (start: number, count: number): number => {
    if (count === wanted.length) return start;
    const key = start * wanted.length + count;
    if (dead.has(key)) return -1;
    const last = Math.min(start + (count === 0 ? 0 : MOST_BETWEEN), text.length - 1);
    for (let at = start; at <= last; at += 1) {
      const unit = text.charCodeAt(at);
      const end = digitOf(unit) === wanted[count] ? endFrom(at + 1, count + 1) : -1;
      if (end !== -1) return end;
      if (isFigure(unit) || !mayBeBetween(unit)) break;
    }
    dead.add(key);
    return -1;
  };
  const found: [number, number][] = [];
  for (let start = 0; start <= text.length - wanted.length; start += 1) {
    if (digitOf(text.charCodeAt(start)) !== wanted[0]) continue;
    const end = endFrom(start, 0);
    if (end === -1) continue;
    found.push([start, end]);
    start = end - 1;
  }
  return found;
}
