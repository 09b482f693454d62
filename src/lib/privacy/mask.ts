import { COMPOUND_SURNAMES, looksLikePersonName } from './surnames.ts';
import { findIdentifiers, type Identifier, type IdentifierKind } from './scan.ts';

const NAMELESS = /^(?:匿名|某某?|.某某?|群众|村民|居民|业主|商户|.?(?:先生|女士|某)|不愿透露姓名)$/;
const SIMPLE_NAME = /^[\u4e00-\u9fff]{2,4}$/;
const SIMPLE_MOBILE = /^1[3-9]\d{9}$/;
const NAME_SEPARATOR = /([、，,;；/\n]+)/;
/** A cell with more characters holds no names that could be told apart: all of it is masked. */
const LONGEST_NAMES = 100;
/** A number behind the name, masked already. */
const PHONE_TAIL = /[\s:：+]*[\d*-]{5,}$/;
const GROUP_SUFFIX = /等(?:\d+|[一二三四五六七八九十百]+)?(?:人|户|名)?(?:群众|村民|居民|业主)?$/;
const BRACKETED = /[（(][^（）()]*[）)]?/g;
const PLAIN_BRACKETED = /^[（(](?:户主|本人|儿子|女儿|父亲|母亲|妻子|丈夫|配偶|家属|代|男|女)[）)]$/;
const VOCABULARY =
  /^[\x20-\x7e绿蓝黄红白橙紫青黑灰粉棕金银色台账级村镇乡县直部门转为由年月日时分秒上下午前底初中旬预计拟划力争承诺不满意基本一般非常很较比解决已未办结完成正在理现场是否当天即回访电话微信入户、。，→：∶]+$/;

/** True for what stands where a name should: 匿名, 某某, 张先生. */
export const isNameless = (name: string): boolean => NAMELESS.test(name);

/** True for one name that stands for several people: 张三等5人. */
export const isGroup = (name: string): boolean => GROUP_SUFFIX.test(name);

/** 张三 → 张*, 张小明 → 张*明, 欧阳小明 → 欧阳*明; nameless and masked forms stay, several are masked each. */
export function maskName(name: string): string {
  if (name.length > LONGEST_NAMES) return '*';
  if (SIMPLE_NAME.test(name) && !name.includes('等')) return maskCharacters(name);
  return maskText(name)
    .split(NAME_SEPARATOR)
    .map((part, index) => (index % 2 === 1 ? part : maskNamePart(part)))
    .join('');
}

function maskNamePart(part: string): string {
  const trimmed = part.trim();
  const tail = PHONE_TAIL.exec(trimmed)?.[0] ?? '';
  if (tail !== '') return maskNamePart(trimmed.slice(0, -tail.length)) + tail;
  if (trimmed === '' || trimmed.includes('*')) return trimmed;
  const words = trimmed.split(/[\s\u3000]+/);
  if (words.length > 1 && words.every((word) => word.length > 1)) return words.map(maskNamePart).join(' ');
  return maskSingle(words.join(''));
}

function maskSingle(name: string): string {
  const brackets = (name.match(BRACKETED) ?? []).map((text) => (PLAIN_BRACKETED.test(text) ? text : '（*）'));
  const bare = name.replace(BRACKETED, '');
  const suffix = GROUP_SUFFIX.exec(bare)?.[0] ?? '';
  const own = bare.slice(0, bare.length - suffix.length);
  return maskCharacters(own) + suffix + brackets.join('');
}

function maskCharacters(name: string): string {
  if (NAMELESS.test(name)) return name;
  // The characters of the usual name are its code units.
  const characters = SIMPLE_NAME.test(name) ? name : [...name];
  const { length } = characters;
  if (length === 0) return '';
  if (length === 1) return '*';
  if (length === 2) return `${characters[0]}*`;
  const surname = characters[0]! + characters[1]!;
  if (COMPOUND_SURNAMES.has(surname)) {
    return length === 3 ? `${surname}*` : surname + '*'.repeat(length - 3) + characters[length - 1];
  }
  return characters[0] + '*'.repeat(length - 2) + characters[length - 1];
}

/** 13812345678 → 138****5678, 0534-4211567 → 0534-****567; several are masked each, masked forms stay. */
export function maskPhone(phone: string): string {
  if (SIMPLE_MOBILE.test(phone)) return `${phone.slice(0, 3)}****${phone.slice(7)}`;
  return maskText(phone).replace(/\d{7,}/g, (digits) => '*'.repeat(digits.length - 3) + digits.slice(-3));
}

/** Which names are masked besides identifiers, for instance the row's own resident. */
export interface MaskOptions {
  readonly names?: readonly string[];
}

/** The text exactly as written, with identifiers and the given names masked in place. */
export function maskText(text: string, { names }: MaskOptions = {}): string {
  const identifiers = findIdentifiers(text);
  const masked = identifiers.length === 0 ? text : maskIdentifiers(text, identifiers);
  return names === undefined ? masked : names.reduce(maskNameInText, masked);
}

function maskIdentifiers(text: string, identifiers: readonly Identifier[]): string {
  let masked = '';
  let position = 0;
  for (const { kind, index, end } of identifiers) {
    masked += text.slice(position, index) + maskIdentifier(text.slice(index, end), kind);
    position = end;
  }
  return masked + text.slice(position);
}

function maskNameInText(text: string, names: string): string {
  // With 等 behind it, a name of two characters or more still begins with these two.
  if (SIMPLE_NAME.test(names) && !(text.includes(names[0]!) && text.includes(names[1]!))) return text;
  return names.split(NAME_SEPARATOR).reduce((masked, part, index) => {
    const name = part
      .replace(BRACKETED, '')
      .replace(/[\s\u3000]/g, '')
      .replace(GROUP_SUFFIX, '');
    if (index % 2 === 1 || [...name].length < 2 || name.includes('*') || NAMELESS.test(name)) return masked;
    const spaced = [...name].map((character) => character.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
    return masked.replace(new RegExp(spaced.join('[\\s\\u3000]*'), 'g'), maskCharacters(name));
  }, text);
}

const KEPT_DIGITS: Readonly<Record<IdentifierKind, (digits: number) => readonly [number, number]>> = {
  mobile: (digits) => [digits - 8, 4],
  landline: (digits) => [digits > 8 ? digits - (digits === 12 ? 8 : 7) : 0, 3],
  id_number: () => [2, 0],
  bank_card: () => [0, 4],
  plate: () => [0, 0],
};

function maskIdentifier(found: string, kind: IdentifierKind): string {
  if (kind === 'plate') return found.slice(0, 2) + '*'.repeat([...found].length - 2);
  const isDigit = (character: string) => /^[\dXx]$/.test(character.normalize('NFKC'));
  const characters = [...found];
  const total = characters.filter(isDigit).length;
  const [head, tail] = KEPT_DIGITS[kind](total);
  let seen = 0;
  return characters
    .map((character) => {
      if (!isDigit(character)) return character;
      seen += 1;
      return seen <= head || seen > total - tail ? character : '*';
    })
    .join('');
}

/** A short excerpt for findings: identifiers masked, names masked, at most 16 characters. */
export function maskSample(text: string): string {
  const masked = maskText(text.replace(/\s+/g, ' ').trim());
  const short = [...masked].slice(0, 16).join('') + ([...masked].length > 16 ? '…' : '');
  if (VOCABULARY.test(short.replace('…', ''))) return short;
  return looksLikePersonName(masked) ? maskName(masked) : short.replace(/[\u4e00-\u9fff]{2,}/g, maskWord);
}

function maskWord(word: string): string {
  return VOCABULARY.test(word) || !looksLikePersonName(word.slice(0, 3))
    ? word
    : word[0] + '*'.repeat(word.length - 1);
}
