import { foldInPlace } from './fold.ts';
import { maskIdentifiers } from './mask-identifiers.ts';
import { COMPOUND_SURNAMES } from './surnames.ts';

const NAMELESS =
  /^(?:匿名|不详|未知|某某?|.某某?|(?:全体|部分|匿名)?(?:群众|村民|居民|业主|商户)|.?(?:先生|女士|某)|不愿透露姓名)$/;
const SIMPLE_NAME = /^[\u4e00-\u9fff]{2,4}$/;
const NAME_SEPARATOR = /([、，,;；/\n]+)/;
/** A cell with more characters holds no names that could be told apart: all of it is masked. */
const LONGEST_NAMES = 100;
/** A number behind the name, masked already. */
const PHONE_TAIL = /[\s:：+]*[\d*-]{5,}$/;
const GROUP_SUFFIX = /等(?:\d+|[一二三四五六七八九十百]+)?(?:人|户|名)?(?:群众|村民|居民|业主)?$/;
const BRACKETED = /[（(【[〔「][^（）()【】[\]〔〕「」]*[）)】\]〕」]?/g;
const RELATION = '户主|本人|儿子|女儿|父亲|母亲|妻子|丈夫|配偶|家属|代|男|女';
const PLAIN_BRACKETED = new RegExp(`^[（(](?:${RELATION})[）)]$`);
const PLAIN_RELATION = new RegExp(`^(?:${RELATION})$`);
/** Words before a name: 户主张三, 联系人：张三. */
const LABEL = /^(?:户主|村民|居民|群众|业主|联系人|反映人|诉求人|来访人|姓名)[:：]?(?=[^:：].)/;
/** Words behind a name of two characters or more: 张小明书记. */
const TITLE =
  /(?<=^[\u4e00-\u9fff]{2,4})(?:书记|主任|队长|组长|会计|老师|医生|大夫|校长|院长|所长|局长|科长|镇长|乡长|村长|支书|委员|干部|代表|经理|老板|师傅|先生|女士|同志|大爷|大娘|大叔|大婶|大哥|大姐|叔叔|阿姨|奶奶|爷爷|老人)$/;
/** What may stand between the characters of a name. */
const INNER = '[\\s\\u3000\\u00ad\\u200b-\\u200f\\u2060\\ufeff·•・‧.\\-_]{0,3}';
const POINTS = /[·•・‧．.]/;
/** Zhang Wei, O'Neil; the letters alone are the name. */
const LATIN = /^[A-Za-z][A-Za-z\s.·\-_'’]+$/;
const NO_LATIN_LETTER = /[^A-Za-z]/g;
/** Letters of a name that is masked within longer words too; a shorter one may be a syllable of any. */
const LONG_LATIN = 5;

/** True for what stands where a name should: 匿名, 某某, 张先生. */
export const isNameless = (name: string): boolean => NAMELESS.test(name);

/** True for one name that stands for several people: 张三等5人. */
export const isGroup = (name: string): boolean => GROUP_SUFFIX.test(name);

/**
 * 张三 → 张*, 张小明 → 张*明, 欧阳小明 → 欧阳*明, 张三书记 → 张*书记; nameless and masked forms stay, several are masked
 * each.
 */
export function maskName(name: string): string {
  if (name.length > LONGEST_NAMES) return '*';
  if (SIMPLE_NAME.test(name) && !name.includes('等')) return maskTitled(name);
  return maskIdentifiers(name)
    .split(NAME_SEPARATOR)
    .map((part, index) => (index % 2 === 1 ? part : maskNamePart(part)))
    .join('');
}

function maskNamePart(part: string): string {
  const trimmed = part.trim();
  const tail = PHONE_TAIL.exec(trimmed)?.[0] ?? '';
  if (tail !== '') return maskNamePart(trimmed.slice(0, -tail.length)) + tail;
  if (trimmed === '' || trimmed.includes('*')) return trimmed;
  const words = wordsOf(trimmed);
  return words.length > 1 ? words.map(maskNamePart).join(' ') : maskSingle(words[0]!);
}

/** 张三 李四 are two words, 张 三 is one. */
function wordsOf(part: string): string[] {
  const words = part.split(/[\s\u3000]+/);
  return words.every((word) => word.length > 1) ? words : [words.join('')];
}

function maskSingle(name: string): string {
  const brackets = (name.match(BRACKETED) ?? []).map((text) => (PLAIN_BRACKETED.test(text) ? text : '（*）'));
  const bare = name.replace(BRACKETED, '');
  const suffix = GROUP_SUFFIX.exec(bare)?.[0] ?? '';
  const own = bare.slice(0, bare.length - suffix.length);
  return maskTitled(own) + suffix + brackets.join('');
}

function maskTitled(name: string): string {
  if (NAMELESS.test(name)) return name;
  const label = LABEL.exec(name)?.[0] ?? '';
  const own = name.slice(label.length);
  const title = TITLE.exec(own)?.[0] ?? '';
  return label + maskCharacters(own.slice(0, own.length - title.length)) + title;
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

/** The names that a cell of names holds, each as it may be written in a text; the parts of 阿依古丽·买买提 too. */
export function namesIn(cell: string): string[] {
  if (SIMPLE_NAME.test(cell) && !cell.includes('等') && !LABEL.test(cell) && !TITLE.test(cell))
    return NAMELESS.test(cell) ? [] : [cell];
  if (cell.length > LONGEST_NAMES) return [];
  const parts = cell.split(NAME_SEPARATOR).filter((_, index) => index % 2 === 0);
  const found = parts.flatMap((part) => {
    const beside = (part.match(BRACKETED) ?? []).map((text) => text.slice(1).replace(/[）)】\]〕」]$/, ''));
    const bare = part.replace(BRACKETED, ' ').trim().replace(PHONE_TAIL, '').trim();
    const joined = foldInPlace(bare).replace(LABEL, '');
    return [
      ...(LATIN.test(joined) ? [joined.replace(NO_LATIN_LETTER, '')] : []),
      ...[...wordsOf(bare), ...beside.filter((text) => SIMPLE_NAME.test(text))].flatMap(oneName),
    ];
  });
  return [...new Set(found)].sort((a, b) => b.length - a.length);
}

function oneName(word: string): string[] {
  const bare = foldInPlace(word.replace(GROUP_SUFFIX, '')).replace(LABEL, '').replace(TITLE, '');
  const pieces = bare.split(POINTS).filter((piece) => piece !== '');
  const names = pieces.length > 1 ? [pieces.join(''), ...pieces] : pieces;
  return names.filter(
    (name) =>
      [...name].length > 1 && !name.includes('*') && !NAMELESS.test(name) && !PLAIN_RELATION.test(name),
  );
}

const PATTERNS = new Map<string, RegExp>();
const MOST_PATTERNS = 5000;

function patternOf(name: string): RegExp {
  const known = PATTERNS.get(name);
  if (known) return known;
  if (PATTERNS.size >= MOST_PATTERNS) PATTERNS.clear();
  const characters = [...name].map((character) => character.replace(/[\\^$.|?*+()[\]{}]/g, '\\$&'));
  const inner = characters.join(INNER);
  const isWord = LATIN.test(name) && name.length < LONG_LATIN;
  const pattern = new RegExp(isWord ? `(?<![A-Za-z])${inner}(?![A-Za-z])` : inner, 'gi');
  PATTERNS.set(name, pattern);
  return pattern;
}

/** A name as it was found: of Latin letters each run is masked, as long as it is. */
const maskFound = (found: string, name: string): string =>
  LATIN.test(name) ? found.replace(/\p{L}+/gu, maskCharacters) : maskCharacters(name);

/** The text with the names of a cell of names masked in place, also with blanks or points in them, or in other case. */
export function maskNames(text: string, names: string): string {
  if (SIMPLE_NAME.test(names) && isPlain(text) && !(text.includes(names[0]!) && text.includes(names[1]!)))
    return text;
  return namesIn(names).reduce((masked, name) => {
    const folded = foldInPlace(masked);
    let done = '';
    let position = 0;
    for (const { index, 0: found } of folded.matchAll(patternOf(name))) {
      const end = index + found.length;
      done += masked.slice(position, index) + maskFound(masked.slice(index, end), name);
      position = end;
    }
    return done + masked.slice(position);
  }, text);
}

/** True where no character can fold into another one. */
const isPlain = (text: string): boolean => !/[\u2e80-\u2fff\uf900-\ufaff\ud800-\udfff]/.test(text);
