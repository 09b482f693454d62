import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskName } from '../../src/lib/privacy/mask-name.ts';
import { maskText } from '../../src/lib/privacy/mask.ts';
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
