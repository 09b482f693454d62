import { NUMERAL_CHARACTERS } from './fold.ts';
import type { Identifier, IdentifierKind } from './identifier.ts';
import { findIdentifiers } from './scan.ts';

const MOST_TIMES = 5;

/**
 * The text exactly as written, with identifiers masked in place. What is left readable of one may, with the digits
 * behind it, read as another: it is looked at again until nothing is found.
 */
export function maskIdentifiers(text: string): string {
  let masked = text;
  for (let times = 0; times < MOST_TIMES; times += 1) {
    const identifiers = findIdentifiers(masked);
    if (identifiers.length === 0) break;
    masked = maskPlaces(masked, identifiers);
  }
  return masked;
}

/** The text with what stands in these places masked. */
export function maskPlaces(text: string, identifiers: readonly Identifier[]): string {
  let masked = '';
  let position = 0;
  for (const { kind, index, end } of identifiers) {
    masked += text.slice(position, index) + maskIdentifier(text.slice(index, end), kind);
    position = end;
  }
  return masked + text.slice(position);
}

/** How many characters of an identifier stay readable, from its beginning and its end. */
const KEPT: Readonly<Record<IdentifierKind, (length: number) => readonly [number, number]>> = {
  mobile: (digits) => [digits - 8, 4],
  landline: (digits) => [digits > 8 ? digits - (digits === 12 ? 8 : 7) : 0, 3],
  id_number: () => [2, 0],
  bank_card: () => [0, 4],
  plate: () => [2, 0],
  email: (signs) => [signs > 1 ? 1 : 0, 0],
  account: () => [1, 0],
  permit: () => [1, 0],
};
/** Kinds of which every character but a blank counts; of the others the digits do. */
const OF_SIGNS = new Set<IdentifierKind>(['plate', 'email', 'account', 'permit']);
const SIGN = /[^\s\-.·•・()\u00ad\u200b-\u200f\u2060\ufeff]/u;
const DIGIT = /^[\dXx]$/;

function isNumeral(character: string): boolean {
  return DIGIT.test(character.normalize('NFKC')) || NUMERAL_CHARACTERS.includes(character);
}

function maskIdentifier(found: string, kind: IdentifierKind): string {
  if (kind === 'email') {
    const host = found.search(/[@＠﹫]/);
    return maskCharacters(found.slice(0, host), kind, SIGN) + found.slice(host);
  }
  return maskCharacters(found, kind, OF_SIGNS.has(kind) ? SIGN : null);
}

function maskCharacters(found: string, kind: IdentifierKind, counted: RegExp | null): string {
  const characters = [...found];
  const isCounted = (character: string): boolean =>
    counted === null ? isNumeral(character) : counted.test(character);
  const total = characters.filter(isCounted).length;
  const [head, tail] = KEPT[kind](total);
  let seen = 0;
  return characters
    .map((character) => {
      if (!isCounted(character)) return character;
      seen += 1;
      return seen <= head || seen > total - tail ? character : '*';
    })
    .join('');
}
