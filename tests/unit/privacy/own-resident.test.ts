import { describe, expect, it } from 'vitest';
import { maskText } from '../../../src/lib/privacy/mask.ts';
import { repeatsResident } from '../../../src/lib/privacy/own-leak.ts';
import { maskOf } from '../../../src/lib/privacy/policy.ts';

const MOBILE = '13812345684';
const of = (phone: string | null, reporter_name: string | null = null) => ({ reporter_name, phone });

describe("the row's own mobile, however it is cut up", () => {
  it.each([
    ['打 138/1234/5684 或 138,1234,5684 找我', '打 138/****/5684 或 138,****,5684 找我'],
    ['138……12345684', '138……****5684'],
    ['138 转 12345684', '138 转 ****5684'],
    ['138—1234—5684', '138—****—5684'],
    ['１３８／１２３４／５６８４', '１３８／****／５６８４'],
    ['一三八／一二三四／五六八四', '一三八／****／五六八四'],
    ['138、1234、5684。2022-01-05修好600米', '138、****、5684。2022-01-05修好600米'],
    ['1*3*8*1*2*3*4*5*6*8*4', '1*3*8*********5*6*8*4'],
    ['两个：138/1234/5684，138/1234/5684', '两个：138/****/5684，138/****/5684'],
  ])('%s → %s', (text, masked) => {
    const row = of(`0534-4211567、${MOBILE}`);
    expect(repeatsResident(text, row)).toBe(true);
    expect(maskText(text, row)).toBe(masked);
    expect(maskText(text, of(MOBILE))).toBe(masked);
    expect(repeatsResident(masked, row)).toBe(false);
  });

  it.each([
    ['another number', '138/1234/5685'],
    ['more than three characters between two digits', '138号修好后12345684'],
    ['other digits between', '138 0 1234 5684'],
    ['its masked form', '138****5684'],
  ])('leaves %s', (_, text) => {
    expect(maskText(text, of(MOBILE))).toBe(text);
    expect(repeatsResident(text, of(MOBILE))).toBe(false);
  });

  it('is masked in the cell of a place too', () => {
    expect(maskOf('village')!('东关村 138/1234/5684', of(MOBILE))).toBe('东关村 138/****/5684');
  });

  it('does not hang on a cell of numerals', () => {
    const text = '一三三三三三三三三、'.repeat(4000);
    expect(maskText(text, of('13333333334')) === text).toBe(true);
    expect(repeatsResident(text, of('13333333334'))).toBe(false);
  });
});

describe("the row's own local number", () => {
  it.each([
    ['4211567', '****567'],
    ['421/1567', '***/*567'],
    ['421——1567', '***——*567'],
    ['0534/421，1567', '0534/***，*567'],
    ['４２１１５６７', '****５６７'],
    ['四二一 一五六七', '*** *五六七'],
    ['421 - 1567 或4211567', '*** - *567 或****567'],
  ])('%s → %s', (text, masked) => {
    for (const phone of ['0534-4211567', '4211567', `${MOBILE}、0534-4211567`]) {
      expect(repeatsResident(text, of(phone))).toBe(true);
      expect(maskText(text, of(phone))).toBe(masked);
      expect(repeatsResident(masked, of(phone))).toBe(false);
    }
  });

  it.each(['421号1567', '421a1567', '1421-1567', '4211-5678', '421    1567', '421元，1567'])(
    'leaves %s',
    (text) => {
      expect(maskText(text, of('0534-4211567'))).toBe(text);
      expect(repeatsResident(text, of('0534-4211567'))).toBe(false);
    },
  );
});

describe('a resident who is named in Latin letters', () => {
  it.each([
    ['zhang wei 来电，ZHANG WEI，ZhangWei，Zhang-Wei。', 'z***g w*i 来电，Z***G W*I，Z******i，Z***g-W*i。'],
    ['Wei说，ｚｈａｎｇ　ｗｅｉ', 'W*i说，ｚ***ｇ　ｗ*ｉ'],
  ])('%s → %s', (text, masked) => {
    const row = of(null, 'Zhang Wei');
    expect(repeatsResident(text, row)).toBe(true);
    expect(maskText(text, row)).toBe(masked);
    expect(repeatsResident(masked, row)).toBe(false);
  });

  it('is not looked for within other words', () => {
    for (const text of ['加weixin群', '安装LED', 'linux 系统']) {
      expect(maskText(text, of(null, 'Li Wei'))).toBe(text);
      expect(repeatsResident(text, of(null, 'Li Na'))).toBe(false);
    }
    expect(maskText('Li Na家，lina', of(null, 'Li Na'))).toBe('L* N*家，l**a');
    expect(repeatsResident('lina', of(null, 'Li Na'))).toBe(true);
  });
});
