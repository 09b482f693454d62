/**
 * Invented identifiers in every form in which people write them, and a finder that knows nothing of the masking: it
 * takes a text to bare digits, letters and Chinese characters and looks for the value in it.
 */

/** A value that must be nowhere in what is published. */
export interface Planted {
  readonly kind: string;
  readonly form: string;
  /** As it stands in a cell. */
  readonly text: string;
  /** What may not be found. */
  readonly value: string;
}

type Form = readonly [name: string, write: (digits: string) => string];

const toWide = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));
const groups = (digits: string, sizes: readonly number[], mark: string): string => {
  let at = 0;
  return sizes.map((size) => digits.slice(at, (at += size))).join(mark);
};
const writeWith = (digits: string, characters: string): string =>
  digits.replace(/\d/g, (digit) => [...characters][Number(digit)]!);

const wide: Form = ['full-width', toWide];
const written: Form = ['一三八', (digits) => writeWith(digits, '零一二三四五六七八九')];
const circled: Form = ['①③⑧', (digits) => writeWith(digits, '⓪①②③④⑤⑥⑦⑧⑨')];
const plain: Form = ['plain', (digits) => digits];
const grouped = (sizes: readonly number[], ...marks: readonly string[]): Form[] =>
  marks.map((mark) => [`groups with ${JSON.stringify(mark)}`, (digits) => groups(digits, sizes, mark)]);

const MOBILE_FORMS: readonly Form[] = [
  plain,
  wide,
  written,
  circled,
  ...grouped([3, 4, 4], ' ', '-', '.', '\u200b', '－', '—', '　', '·', ' - '),
  ...grouped(
    Array.from({ length: 11 }, () => 1),
    ' ',
  ),
  ...['+86', '+86 ', '0086-', '86', '(+86)', '0'].map((prefix): Form => [
    prefix,
    (digits) => prefix + digits,
  ]),
];
const LANDLINE_FORMS: readonly Form[] = [
  plain,
  wide,
  written,
  ...grouped([4, 7], '-', ' ', '－', '—', ') '),
  ['brackets', (digits) => `（${digits.slice(0, 4)}）${digits.slice(4)}`],
  ['extension', (digits) => `${groups(digits, [4, 7], '-')}-801`],
  ['转', (digits) => `${groups(digits, [4, 7], '-')}转801`],
  ['+86', (digits) => `+86 ${groups(digits.slice(1), [3, 7], '-')}`],
];
const ID_FORMS: readonly Form[] = [
  plain,
  wide,
  written,
  ...grouped([6, 8, 4], ' ', '-', '　'),
  ...grouped([6, 4, 4, 4], ' '),
];
const CARD_FORMS: readonly Form[] = [plain, wide, ...grouped([4, 4, 4, 4, 3], ' ', '-')];
const PLATE_FORMS: readonly Form[] = [
  plain,
  wide,
  ['point', (plate) => `${plate.slice(0, 2)}·${plate.slice(2)}`],
  ['blank', (plate) => `${plate.slice(0, 2)} ${plate.slice(2)}`],
  ['blanks', (plate) => `${plate[0]} ${plate[1]} ${plate.slice(2)}`],
  ['small letters', (plate) => plate.toLowerCase()],
];
const labels = (...names: readonly string[]): Form[] =>
  names.map((label) => [label, (value) => label + value]);

/** Number `n` of a kind; all of a kind differ. */
const KINDS: readonly (readonly [kind: string, value: (n: number) => string, forms: readonly Form[]])[] = [
  ['mobile', (n) => `139${String(60_000_000 + n * 7919)}`, MOBILE_FORMS],
  ['landline', (n) => `0534${String(3_000_000 + n * 1009)}`, LANDLINE_FORMS],
  [
    'hotline',
    (n) => `400${String(6_000_000 + n * 1013)}`,
    [plain, ...grouped([3, 3, 4], '-'), ...grouped([3, 4, 3], '-')],
  ],
  ['local', (n) => String(4_000_000 + n * 1019), labels('电话', '座机：', '联系方式是')],
  ['ID', (n) => `37142619${60 + (n % 39)}0${1 + (n % 9)}1${n % 10}${String(1000 + n)}`, ID_FORMS],
  ['ID of 2005', (n) => `371426200501${10 + (n % 20)}${String(1000 + n)}`, ID_FORMS],
  ['ID with X', (n) => `3714261971${10 + (n % 3)}1${n % 10}${String(100 + (n % 900))}X`, [plain, wide]],
  ['old ID', (n) => `3714266${n % 10}0${1 + (n % 9)}1${n % 10}${String(100 + (n % 900))}`, [plain, wide]],
  ['disability card', (n) => `37142619550412${String(1000 + n)}43`, [plain]],
  ['card', (n) => `6228480${String(100_000_000_000 + n * 1021)}`, CARD_FORMS],
  ['named account', (n) => `1612${String(10_000_000_000 + n * 1031)}`, labels('账号：', '卡号')],
  ['plate', (n) => `鲁N${String(20_000 + n * 17)}`, PLATE_FORMS],
  ['new-energy plate', (n) => `鲁ND${String(30_000 + n * 17)}`, PLATE_FORMS],
  ['trailer', (n) => `鲁N${String(4000 + (n % 5000))}挂`, [plain, wide]],
  ['passport', (n) => `E${String(40_000_000 + n * 1033)}`, labels('护照', '护照号码：', '')],
  ['permit', (n) => `C${String(50_000_000 + n * 1039)}`, labels('港澳通行证', '通行证号：')],
  ['mail', (n) => `zhaoxiaoyi${n}@example.com`, [plain, wide]],
  ['mail of QQ', (n) => `${String(70_000_000 + n * 1049)}@qq.com`, [plain]],
  ['WeChat', (n) => `pingyuan_x${n}z`, labels('微信号', '微信号：', '微信：', '加微信 ', '微信')],
  ['WeChat by number', (n) => `wxid_k${n}q7w8e9r0`, labels('', '微信：')],
  [
    'WeChat in other words',
    (n) => `pyq_k${n}z`,
    labels('加V ', '加v ', '加V', '+V：', '加微 ', '加薇', '薇❤', 'V信：', '加v：'),
  ],
  ['army card', (n) => String(7_000_000 + n * 1061), labels('军官证 军字第', '士兵证 士字第', '军官证号：')],
  ['QQ', (n) => String(210_000_000 + n * 1051), labels('QQ', 'QQ：', 'QQ号 ', 'ＱＱ', '扣扣')],
];

/** Each kind in each form; no value stands twice. */
export function plant(): Planted[] {
  let n = 0;
  return KINDS.flatMap(([kind, valueOf, forms]) =>
    forms.map(([form, write]) => {
      const value = valueOf((n += 1));
      return { kind, form, text: write(value), value };
    }),
  );
}

const DIGITS: ReadonlyMap<string, string> = new Map(
  ['零一二三四五六七八九', '⓪①②③④⑤⑥⑦⑧⑨'].flatMap((list) =>
    [...list].map((character, digit) => [character, String(digit)] as const),
  ),
);

/** Digits, letters, Chinese characters and what masks them alone; 三 is 3 here and there. */
export function bare(text: string): string {
  return text
    .replace(/[零一二三四五六七八九⓪①-⑨]/g, (character) => DIGITS.get(character)!)
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^0-9A-Z*\u4e00-\u9fff]/g, '');
}

/** What must not be there: of an address its own part, of everything else all of it. */
const needle = ({ value }: Planted): string => bare(value.split('@')[0]!);

/** Planted values that a text holds. */
export function findPlanted(text: string, planted: readonly Planted[]): Planted[] {
  const haystack = bare(text);
  return planted.filter((each) => haystack.includes(needle(each)));
}
