import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskName } from '../../src/lib/privacy/mask-name.ts';
import { maskText } from '../../src/lib/privacy/mask.ts';
import { holdsIdentifier } from '../../src/lib/privacy/leak-scan.ts';
import { repeatsResident } from '../../src/lib/privacy/own-leak.ts';
import { findIdentifiers } from '../../src/lib/privacy/scan.ts';

const prose = fc
  .array(fc.constantFrom('停水', '，', '路灯', '2021-07-05', '600米', '。', '第3号', '\n', '张', ' '), {
    maxLength: 6,
  })
  .map((parts) => parts.join(''));
const separator = fc.constantFrom('', '-', ' ', '.', '\u200b');
const mobile = fc
  .tuple(
    fc.constantFrom('130', '138', '159', '199'),
    fc.integer({ min: 10_000_000, max: 99_999_999 }),
    separator,
    fc.boolean(),
  )
  .map(([head, tail, mark, isWide]) => {
    const text = `${head}${mark}${String(tail).slice(0, 4)}${mark}${String(tail).slice(4)}`;
    return isWide ? text.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit))) : text;
  });

it('a mobile number is found and masked wherever it stands', () => {
  fc.assert(
    fc.property(prose, mobile, prose, (before, number, after) => {
      const text = `${before}电${number}话${after}`;
      expect(findIdentifiers(text).map(({ kind }) => kind)).toEqual(['mobile']);
      const masked = maskText(text);
      expect(findIdentifiers(masked)).toEqual([]);
      expect(masked.startsWith(`${before}电`) && masked.endsWith(`话${after}`)).toBe(true);
      expect(masked).toHaveLength(text.length);
    }),
    { seed: 5 },
  );
});

it('masking twice changes nothing, and any text survives', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
      const masked = maskText(text);
      expect(maskText(masked)).toBe(masked);
      expect(findIdentifiers(masked)).toEqual([]);
    }),
    { numRuns: 500, seed: 6 },
  );
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('1', '3', '0', '8', '-', ' ', 'X', '鲁', 'N', '６', '.', '电话'), {
        maxLength: 40,
      }),
      (parts) => {
        const masked = maskText(parts.join(''));
        expect(findIdentifiers(masked)).toEqual([]);
      },
    ),
    { numRuns: 2000, seed: 7 },
  );
});

it('a name never survives whole', () => {
  const name = fc
    .array(fc.constantFrom('张', '王', '欧', '阳', '小', '明', '丽', '强'), { minLength: 2, maxLength: 5 })
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(name, (text) => {
      const masked = maskName(text);
      expect(masked).toContain('*');
      expect([...masked]).toHaveLength([...text].length);
    }),
    { seed: 8 },
  );
});

it('what is masked passes the second look, which shares nothing with the masking', () => {
  const pieces =
    '0 1 3 8 ０ １ ① ⑧ 一 三 八 零 86 0534 138 1390 62 37 1990 2021 01 05 12345 1234 5678 - . · \u200b ( ) （ — _ X x 鲁 N 京 D A 挂 军 电话 QQ 微信号 微信 卡号 身份证 护照 E abc12 @ qq.com 2021-07-05 20211213 元 ， 。 张 三 号 ： * ⑴ ⑩ 400 wxid_'.split(
      ' ',
    );
  const text = fc.array(fc.constantFrom(' ', ...pieces), { maxLength: 30 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(text, (each) => {
      expect(holdsIdentifier(maskText(each))).toBe(false);
    }),
    { numRuns: 3000, seed: 20220217 },
  );
});

it("the row's own resident is nowhere in its masked text, however the name is written", () => {
  const character = fc.constantFrom(...'张逯欧阳小明澜德');
  const name = fc.array(character, { minLength: 2, maxLength: 4 }).map((parts) => parts.join(''));
  const mark = fc.constantFrom('', ' ', '\u3000', '·', '\u200b');
  const prose = fc.array(fc.constantFrom(...'已告知反映张小', '，', ' '), { maxLength: 8 });
  fc.assert(
    fc.property(name, mark, prose, prose, (own, between, before, behind) => {
      const row = { reporter_name: own, phone: null };
      const text = before.join('') + [...own].join(between) + behind.join('');
      expect(repeatsResident(text, row)).toBe(true);
      expect(repeatsResident(maskText(text, row), row)).toBe(false);
    }),
    { numRuns: 1000, seed: 9 },
  );
});

describe("the row's own telephone", () => {
  const digits = (least: number, most: number) =>
    fc.integer({ min: 10 ** (least - 1), max: 10 ** most - 1 }).map(String);
  const mobile = fc
    .tuple(fc.constantFrom('130', '138', '155', '199'), fc.integer({ min: 10_000_000, max: 99_999_999 }))
    .map((parts) => parts.join(''));
  const localNumber = fc.integer({ min: 2_000_000, max: 89_999_999 }).map(String);
  const phone = fc.oneof(
    mobile,
    localNumber,
    localNumber.map((local) => `0534-${local}`),
    fc.tuple(mobile, localNumber).map((several) => several.join('、')),
  );
  const wordOf = (digit: string, word: string): string =>
    ({ 词: '零一二三四五六七八九', 圈: '⓪①②③④⑤⑥⑦⑧⑨' })[word]?.[Number(digit)] ?? digit;

  it('is nowhere in the masked text, whatever stands between its digits', () => {
    const between = fc.string({ unit: fc.constantFrom(...' /,，。…—-·*()转或后零一八二'), maxLength: 3 });
    const way = fc.record({
      marks: fc.array(between, { minLength: 10, maxLength: 10 }),
      word: fc.constantFrom('', '', '词', '圈'),
    });
    fc.assert(
      fc.property(mobile, way, (own, { marks, word }) => {
        const row = { reporter_name: null, phone: own };
        const text = `已联系 ${[...own].map((digit, at) => (at === 0 ? '' : marks[at - 1]!) + wordOf(digit, word)).join('')}。`;
        const masked = maskText(text, row);
        const left = masked.replace(/[^\d⓪①-⑨零一二三四五六七八九*]/g, '');
        expect(masked).toHaveLength(text.length);
        expect(left).toContain('*');
        expect(repeatsResident(masked, row)).toBe(false);
      }),
      { numRuns: 2000, seed: 10 },
    );
  });

  it('is left by the masking in no form that the second look sees', () => {
    const pieces = fc.array(fc.constantFrom(...'1382056７四一① /-，。*转a号'), { maxLength: 40 });
    const own = fc.constantFrom('13820561382', '0534-8205613', '13820561382、82056138', '2056138');
    fc.assert(
      fc.property(pieces, own, fc.nat(40), fc.constantFrom('', '/', '……'), (parts, number, at, mark) => {
        const row = { reporter_name: null, phone: number };
        const written = [...number.replace(/.*[-、]/, '')].join(mark);
        const text = parts.slice(0, at).join('') + written + parts.slice(at).join('');
        expect(repeatsResident(maskText(text, row), row)).toBe(false);
      }),
      { numRuns: 5000, seed: 11 },
    );
  });

  it('harms no dates, amounts, problem numbers and measures', () => {
    const day = fc
      .date({
        min: new Date('2019-01-01T00:00:00Z'),
        max: new Date('2023-01-01T00:00:00Z'),
        noInvalidDate: true,
      })
      .map((date) => date.toISOString());
    const usual = fc.oneof(
      day.map((date) => date.slice(0, 10)),
      day.map((date) => date.slice(0, 16)),
      day.map((date) => date.slice(0, 10).replace(/^(\d+)-(\d+)-(\d+)$/, '$1年$2月$3日')),
      day.map((date) => date.slice(0, 10).replaceAll('-', '')),
      digits(4, 9).map((amount) => `${amount}元`),
      digits(4, 9).map((amount) => `${Number(amount).toLocaleString('en-US')}.50元`),
      fc.tuple(day, digits(4, 4)).map(([date, n]) => `PY${date.slice(0, 10).replaceAll('-', '')}-${n}`),
      digits(1, 3).map((n) => `${n}号楼2单元501室`),
      digits(1, 3).map((n) => `一二三四五组${n}米`),
    );
    const text = fc.array(usual, { maxLength: 6 }).map((parts) => parts.join('，'));
    fc.assert(
      fc.property(text, phone, (each, own) => {
        const row = { reporter_name: null, phone: own };
        expect(maskText(each, row)).toBe(maskText(each));
        expect(repeatsResident(each, row)).toBe(false);
      }),
      { numRuns: 3000, seed: 12 },
    );
  });
});
