import { describe, expect, it } from 'vitest';
import { maskName } from '../../../src/lib/privacy/mask-name.ts';
import { maskPhone, maskSample, maskText } from '../../../src/lib/privacy/mask.ts';

const named = (reporter_name: string) => ({ reporter_name, phone: null });

describe('maskName', () => {
  it.each([
    ['张三', '张*'],
    ['张小明', '张*明'],
    ['欧阳小明', '欧阳*明'],
    ['欧阳明', '欧阳*'],
    ['欧阳', '欧*'],
    ['尼玛次仁', '尼**仁'],
    ['张', '*'],
    ['匿名', '匿名'],
    ['某某', '某某'],
    ['王某某', '王某某'],
    ['王某', '王某'],
    ['李女士', '李女士'],
    ['张三等3人', '张*等3人'],
    ['张三等人', '张*等人'],
    ['张小明等村民', '张*明等村民'],
    ['张三、李四', '张*、李*'],
    ['张三 李小四', '张* 李*四'],
    ['张　三', '张*'],
    ['张三（户主）', '张*（户主）'],
    ['张三（李四代）', '张*（*）'],
    ['张*明', '张*明'],
    ['张三13800000001', '张*138****0001'],
    ['', ''],
  ])('%s → %s', (name, masked) => {
    expect(maskName(name)).toBe(masked);
  });
});

it('does not hang on a cell that holds anything but names', () => {
  for (const text of ['：', '1、', ' -', '张三，']) expect(maskName(text.repeat(50_000))).toBe('*');
});

describe('maskPhone', () => {
  it.each([
    ['13812345678', '138****5678'],
    ['0534-4211567', '0534-****567'],
    ['4211567', '****567'],
    ['138****1234', '138****1234'],
    ['13812345678、13987654321', '138****5678、139****4321'],
    ['138 1234 5678', '138 **** 5678'],
  ])('%s → %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
});

describe('maskText', () => {
  it('masks identifiers in place and leaves the rest as written', () => {
    expect(maskText('请打１３８-1234-5678，谢谢。')).toBe('请打１３８-****-5678，谢谢。');
    expect(maskText('电话0534-4211567转')).toBe('电话0534-****567转');
    expect(maskText('身份证370000199001010011。')).toBe('身份证37****************。');
    expect(maskText('卡号6222 0000 0000 0000 123')).toBe('卡号**** **** **** ***0 123');
    expect(maskText('车牌鲁N12345占道')).toBe('车牌鲁N*****占道');
  });

  it("masks the row's own resident, also with blanks in the name", () => {
    expect(maskText('张三反映，张　三家门口', named('张三'))).toBe('张*反映，张*家门口');
    expect(maskText('张三和李小四', named('张三、李小四'))).toBe('张*和李*四');
    expect(maskText('张三说', named('张三等3人'))).toBe('张*说');
    expect(maskText('某某说', named('某某'))).toBe('某某说');
    expect(maskText('三+四说', named('三+四'))).toBe('三*四说');
  });

  it('changes nothing else', () => {
    for (const text of ['2021-07-05 至 2021-07-08 修好', '共花费12345678元', 'PY20211206-0012', '', '停水']) {
      expect(maskText(text)).toBe(text);
    }
  });
});

describe('maskSample', () => {
  it.each([
    ['橙色', '橙色'],
    ['2021-13-45', '2021-13-45'],
    ['张小明', '张*明'],
    ['13800000001', '138****0001'],
  ])('%s → %s', (cell, sample) => expect(maskSample(cell)).toBe(sample));
  it('is short', () =>
    expect([...maskSample('群众多次反映道路破损积水严重无法通行请求尽快修复')].length).toBeLessThan(18));
});
