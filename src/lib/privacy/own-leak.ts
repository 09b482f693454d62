import { WRITTEN_DIGITS } from './leak-scan.ts';

/**
 * The second look at the row's own resident, where the name is still known: like the scan of the finished tables it
 * shares nothing with the masking, so that a mistake there is seen here.
 */

const IGNORED = /[\s\u00ad\u200b-\u200f\u2060\ufeff·•・‧._-]/g;
const NOT_A_NAME =
  /^(?:匿名|不详|未知|本人|户主|儿子|女儿|父亲|母亲|妻子|丈夫|配偶|家属|群众|村民|居民|业主|商户|其子|其女|某.*|.某某?|.?(?:先生|女士|同志))$/;
/** 张三等5人, and names that carry a label or a title: the bare name is not known for certain. */
const UNCERTAIN =
  /等|户主|村民|居民|群众|业主|商户|姓名|联系人|反映人|诉求人|来访人|书记|主任|队长|组长|会计|老师|医生|大夫|校长|院长|所长|局长|科长|镇长|乡长|村长|支书|委员|干部|代表|经理|老板|师傅|先生|女士|同志|大爷|大娘|大叔|大婶|大哥|大姐|叔叔|阿姨|奶奶|爷爷|老人|透露/;
const LONGEST = 100;

/** What a row says of its resident, as it was read. */
interface Resident {
  readonly reporter_name: string | null;
  readonly phone: string | null;
}

function certainNames(cell: string): string[] {
  if (cell.length > LONGEST || cell.includes('*')) return [];
  const words = cell.normalize('NFKC').match(/[\u4e00-\u9fff·•・‧.]+/g) ?? [];
  const joined = words.every((word) => word.length === 1) ? [words.join('')] : words;
  return joined
    .map((word) => word.replace(/[·•・‧.]/g, ''))
    .filter(
      (word) => word.length >= 2 && word.length <= 15 && !NOT_A_NAME.test(word) && !UNCERTAIN.test(word),
    );
}

/** True where the text holds the resident's name, or one of their telephone numbers, as they were read. */
export function repeatsResident(text: string, { reporter_name: name, phone }: Resident): boolean {
  return (name !== null && repeatsName(text, name)) || (phone !== null && repeatsPhone(text, phone));
}

/** True where the text holds a name of the cell that names the resident. */
export function repeatsName(text: string, name: string): boolean {
  if (!mayRepeat(text, name)) return false;
  const compact = text.normalize('NFKC').replace(IGNORED, '');
  return certainNames(name).some((each) => compact.includes(each)) || repeatsLatinName(text, name);
}

/** A quick look: the usual text has not both characters that the usual name begins with. */
function mayRepeat(text: string, name: string): boolean {
  if (!/^[\u4e00-\u9fff]{2,4}$/.test(name)) return true;
  return (text.includes(name[0]!) && text.includes(name[1]!)) || /[\u2e80-\u2fff\uf900-\ufaff]/.test(text);
}

const FEWEST_LETTERS = 4;

/** Zhang Wei as zhangwei, ZHANG WEI, Zhang-Wei; one of four letters only where no other letter stands beside it. */
function repeatsLatinName(text: string, cell: string): boolean {
  if (cell.length > LONGEST) return false;
  const names = cell
    .normalize('NFKC')
    .split(/[、,;/\n]+/)
    .filter((part) => /^\s*[a-z][a-z\s.·'-]+$/i.test(part))
    .map((part) => part.toLowerCase().replace(/[^a-z]/g, ''))
    .filter((letters) => letters.length >= FEWEST_LETTERS);
  if (names.length === 0) return false;
  const plain = text.normalize('NFKC').toLowerCase();
  return names.some((letters) => {
    const spaced = [...letters].join('[\\s·._-]{0,2}');
    const form = letters.length > FEWEST_LETTERS ? spaced : `(?<![a-z])${spaced}(?![a-z])`;
    return new RegExp(form).test(plain);
  });
}

/** What each code unit says: a figure, 10 more where it is a word or a sign for one, or nothing. */
const FIGURES = figures();
const [NOTHING, WORDS] = [99, 10] as const;
const APART = 3;
/** Digits of a mobile, and of the shortest local number. */
const [MOBILE, LOCAL] = [11, 7] as const;

function figures(): Uint8Array {
  const units = new Uint8Array(0x10000).fill(99);
  for (const [character, digit] of WRITTEN_DIGITS) units[character.charCodeAt(0)] = 10 + digit;
  for (const zero of [0x30, 0xff10, 0x2080, 0x2070])
    for (let digit = 0; digit < 10; digit += 1) units[zero + digit] = digit;
  // ⁱ and a free place stand where ¹, ² and ³ would.
  for (const [unit, digit] of [
    [0x2071, 99],
    [0x2072, 99],
    [0x2073, 99],
    [0xb9, 1],
    [0xb2, 2],
    [0xb3, 3],
  ] as const)
    units[unit] = digit;
  return units;
}

/** A quick look: the usual text has fewer figures and words for them than a number. */
function hasFigures(text: string, fewest: number): boolean {
  let count = 0;
  for (let at = 0; at < text.length && count < fewest; at += 1)
    if (FIGURES[text.charCodeAt(at)] !== NOTHING) count += 1;
  return count >= fewest;
}

/** The figures of a text in a row, with words for them or without. */
function figuresOf(text: string, withWords: boolean, places: number[] | null): string {
  let row = '';
  for (let at = 0; at < text.length; at += 1) {
    const figure = FIGURES[text.charCodeAt(at)]!;
    if (figure === NOTHING || (figure >= WORDS && !withWords)) continue;
    row += figure % WORDS;
    places?.push(at);
  }
  return row;
}

/** True where the text holds one of the resident's numbers, joined by 、, with at most three characters between two digits. */
export function repeatsPhone(written: string, phone: string): boolean {
  // Mathematical digits are two code units each.
  const text = written.includes('\ud835') ? written.normalize('NFKC') : written;
  if (!hasFigures(text, phone.length === MOBILE ? MOBILE : LOCAL)) return false;
  const rows = [figuresOf(text, false, null), figuresOf(text, true, null)];
  return phone.split('、').some((each) => {
    const isMobile = /^1[3-9]\d{9}$/.test(each);
    const number = isMobile ? each : /(?:^|-)(\d{7,8})$/.exec(each)?.[1];
    if (number === undefined) return false;
    return rows.some(
      (row, index) => row.includes(number) && standsClose(text, number, index === 1, isMobile),
    );
  });
}

/** True where the number's figures stand close enough to be read as one; those of a local number have signs between. */
function standsClose(text: string, number: string, withWords: boolean, isMobile: boolean): boolean {
  const places: number[] = [];
  const row = figuresOf(text, withWords, places);
  for (let from = row.indexOf(number); from !== -1; from = row.indexOf(number, from + 1)) {
    const found = places.slice(from, from + number.length);
    const between = found.slice(1).map((at, index) => text.slice(found[index]! + 1, at));
    if (between.some((part) => part.length > APART)) continue;
    if (isMobile) return true;
    const [before, behind] = [text[found[0]! - 1] ?? '', text[found[found.length - 1]! + 1] ?? ''];
    if (/[0-9０-９]/.test(before + behind)) continue;
    if (!between.some((part) => /[\p{L}\p{N}]/u.test(part))) return true;
  }
  return false;
}

/** True where a cell that names a place is nothing but the resident's name; 张三庄 may be a village. */
export function isResident(place: string, { reporter_name: name }: Resident): boolean {
  if (name === null) return false;
  const compact = place.normalize('NFKC').replace(IGNORED, '');
  return certainNames(name).includes(compact);
}
