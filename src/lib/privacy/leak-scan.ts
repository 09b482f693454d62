/**
 * The second look at what is about to be published. It shares nothing with the masking, neither code nor word lists, so
 * that a mistake there is seen here: a text is normalised as a whole, and each form is one pattern over it.
 */

const DASHES = /[\u2010-\u2015\u2212\u2500\ufe58\ufe63\uff0d]/g;
/** Numbers of a list: ①, ⑴, ⒈, ❶, ㈠. They are digits only in a row. */
const ENCLOSED = /[\u2460-\u24ff\u2776-\u2793\u3220-\u3247\u3280-\u32bf]/g;
const NOT_ENCLOSED = /[^\u2460-\u24ff\u2776-\u2793\u3220-\u3247\u3280-\u32bf]+/g;

const BETWEEN = '[\\s\\-.·•・‧_()\\u00ad\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u2064\\ufe0f\\u20e3\\ufeff]';
/** What may stand between two digits of one number. */
const S = `${BETWEEN}{0,3}`;
const S1 = `${BETWEEN}{1,3}`;
const START = '(?<!\\d)';
const END = '(?!\\d)';
const OWN_START = '(?<![\\dA-Za-z])';
const spaced = (...digits: readonly string[]): string => digits.join(S);
const any = (count: number): string => spaced(...Array.from({ length: count }, () => '\\d'));
const BIRTHDAY = `(?:1${S}[89]|2${S}0)${S}${any(2)}${S}(?:0${S}[1-9]|1${S}[0-2])${S}(?:0${S}[1-9]|[12]${S}\\d|3${S}[01])`;
const LAST_SIGN = `(?:${S}\\d${END}|${BETWEEN}?[Xx](?![A-Za-z]))`;
const AREA = '(?:10|2\\d|[3-9]\\d\\d)';
const CHECKED_ID =
  '(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])\\d{4}(?:18|19|20)\\d\\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';

/** Forms that are wrong wherever they stand in a normalised text. */
const FORMS: readonly RegExp[] = [
  `${START}(?:(?:0${S}0${S})?8${S}6${S}|0${S})?${spaced('1', '[3-9]', any(9))}${END}`,
  `${START}0${AREA}${S}${any(7)}(?:${S}\\d)?${END}`,
  `${START}(?:00)?86${S1}0?${S}${AREA}${S}${any(7)}(?:${S}\\d)?${END}`,
  `${OWN_START}[48]00(?:\\d{7}|\\d${S1}${any(6)}|${S1}${any(7)})${END}`,
  `${START}[1-9]${S}${any(5)}${S}${BIRTHDAY}${S}${any(3)}${LAST_SIGN}`,
  `${START}${any(17)}${BETWEEN}?[Xx](?![A-Za-z])`,
  `${OWN_START}[1-6]\\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])\\d{3}${END}`,
  `${START}${CHECKED_ID}\\d{6}${END}`,
  `${START}(?:1[3-9]\\d{9}|${CHECKED_ID}\\d{4}){2,}${END}`,
  `${OWN_START}62\\d{14,17}${END}`,
  `${START}62\\d\\d${S1}${any(12)}(?:${S}\\d){0,3}${END}`,
].map((source) => new RegExp(source));
/** Cards that are told by their check digit. */
const CARDS = [16, 17, 18, 19].map(
  (length) =>
    new RegExp(
      `(?=(${OWN_START}[3-69]\\d{${length - 1}}${END}|${START}[3-69]\\d{3}${S1}${any(length - 4)}${END}))`,
      'g',
    ),
);

const SIGN = '[A-HJ-NP-Za-hj-np-z0-9]';
const PLATES: readonly RegExp[] = [
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][·.\s\-•・]{0,2}[A-HJ-NP-Za-hj-np-z][·.\s\-•・]{0,2}(?=[A-Za-z·.\s\-•・]*\d)(?:[A-HJ-NP-Za-hj-np-z0-9][·.\s\-•・]?){4,5}[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领试超](?![A-Za-z0-9])/,
  /[军海空北沈兰济南广成][·.\s\-•・]?[A-Z][·.\s\-•・]?\d{5}(?!\d)/,
  new RegExp(
    `(?<![A-Za-z])WJ[·.\\s\\-]?[\\u4e00-\\u9fff]?[·.\\s\\-]?\\d[·.\\s\\-]?\\d{3,4}${SIGN}?(?![A-Za-z0-9])`,
  ),
];

/** What says of itself that it is somebody's. */
const NAMED: readonly RegExp[] = [
  /[A-Za-z0-9_%+]\s?@\s?[A-Za-z0-9][A-Za-z0-9-]*\.[A-Za-z0-9]+/,
  /(?:电话|座机|固话|联系方式)(?:号码)?[:：是为\s(]{0,3}(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))[2-8]\d{6,7}(?!\d)/,
  /(?:身份证|证件)(?:号码|号)?[\s:：是为]{0,3}\d{15,17}[\dXx]?(?![\dA-Za-z])/,
  /(?:卡号|账号|帐号|银行卡|存折)[\s:：是为]{0,3}\d{12,21}(?![\dA-Za-z])/,
  /(?<![A-Za-z0-9])wxid_[A-Za-z0-9]{4,20}(?![A-Za-z0-9])/,
  /微信号?[\s:：是为]{0,3}(?=[-_A-Za-z]*[\d_-])[A-Za-z][-_A-Za-z0-9]{4,19}(?![A-Za-z0-9]|\s?[元万户人次条个名年月])/,
  /微信号[\s:：是为]{0,3}[A-Za-z][-_A-Za-z0-9]{5,19}(?![A-Za-z0-9])/,
  /(?<![增施参更])加\s?[Vv微薇][信号]?[\s:：]{1,3}(?=[-_A-Za-z]*[\d_-])[A-Za-z][-_A-Za-z0-9]{5,19}(?![A-Za-z0-9]|\s?[元万户人次条个名年月])/,
  /(?:军官证|士兵证)(?:号码?)?[\s:：]{0,3}(?:.字第)?(?!20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))\d{6,10}(?![\dA-Za-z]|\s?[元万户人次条个名年月])/,
  /(?:(?<![A-Za-z])[Qq]{2}|扣扣)号?[\s:：是为]{0,3}[1-9]\d{4,10}(?![A-Za-z0-9]|\s?[元万户人次条个名年月])/,
  /(?:护照|通行证)(?:号码|号)?[\s:：是为]{0,3}[A-Za-z]{1,2}\d{7,10}(?![\dA-Za-z])/,
];

const DATE = /(?<!\d)(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}(?!\d)/g;
const COMPACT_DATE =
  /(?<!\d)(?<!(?<!\d)\d{6}[^\d□]{1,3})20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)/g;

/** Digits as words and in circles; a list that starts with 1 says so. */
const NUMERAL_SETS: readonly (readonly [from: number, set: string])[] = [
  [0, '零一二三四五六七八九'],
  [0, '〇壹贰叁肆伍陆柒捌玖'],
  [0, '洞幺两'],
  [7, '拐'],
  [9, '勾'],
  [0, '⓪①②③④⑤⑥⑦⑧⑨'],
  [0, '⓿❶❷❸❹❺❻❼❽❾'],
  [1, '⑴⑵⑶⑷⑸⑹⑺⑻⑼'],
  [1, '⒈⒉⒊⒋⒌⒍⒎⒏⒐'],
  [1, '➀➁➂➃➄➅➆➇➈'],
  [1, '➊➋➌➍➎➏➐➑➒'],
  [1, '⓵⓶⓷⓸⓹⓺⓻⓼⓽'],
  [1, '㈠㈡㈢㈣㈤㈥㈦㈧㈨'],
];
/** The digit that a word or a sign writes, for the second looks. */
export const WRITTEN_DIGITS: ReadonlyMap<string, number> = new Map(
  NUMERAL_SETS.flatMap(([from, set]) => [...set].map((character, at) => [character, from + at] as const)),
);
const NUMERAL_CLASS = `[0-9${[...WRITTEN_DIGITS.keys()].join('')}]`;
const WRITTEN = new RegExp(
  `${NUMERAL_CLASS}(?:[\\s\\-.·•\\u00ad\\u200b-\\u200f\\u2060\\ufeff]{0,2}${NUMERAL_CLASS}){10,}`,
  'g',
);
const WRITTEN_NUMBER =
  /^(?:1[3-9]\d{9}|0(?:10|2\d|[3-9]\d\d)\d{7,8}|[1-9]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{4})$/;

/** True where a text, as it is about to be published, still holds somebody's number, plate, address or account. */
export function holdsIdentifier(text: string): boolean {
  const dashed = text.replace(DASHES, '-');
  const plain = dashed.replace(ENCLOSED, '□').normalize('NFKC');
  if (PLATES.some((form) => form.test(plain)) || NAMED.some((form) => form.test(plain))) return true;
  const undated = plain.replace(DATE, '□').replace(COMPACT_DATE, '□');
  if (FORMS.some((form) => form.test(undated))) return true;
  if (CARDS.some((form) => [...undated.matchAll(form)].some(([, found]) => isChecked(found!)))) return true;
  const written = dashed.replace(NOT_ENCLOSED, (part) => part.normalize('NFKC'));
  const runs = written.replace(DATE, '□').replace(COMPACT_DATE, '□').matchAll(WRITTEN);
  return [...runs].some(([found]) => isWritten(found));
}

/** The sum over a card's digits is a multiple of ten: those in even places from the end count twice, as 1 to 9. */
function isChecked(card: string): boolean {
  const digits = [...card.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce(
    (all, digit, place) => all + (place % 2 === 0 ? digit : [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit]!),
    0,
  );
  return sum % 10 === 0;
}

function isWritten(run: string): boolean {
  if (![...run].some((character) => WRITTEN_DIGITS.has(character))) return false;
  const digits = [...run]
    .map((character) => WRITTEN_DIGITS.get(character) ?? character)
    .join('')
    .replace(/\D/g, '');
  return [11, 12, 18].some((length) =>
    [digits.slice(0, length), digits.slice(-length)].some(
      (part) => part.length === length && WRITTEN_NUMBER.test(part),
    ),
  );
}
