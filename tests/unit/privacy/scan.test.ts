import { describe, expect, it } from 'vitest';
import { findIdentifiers } from '../../../src/lib/privacy/scan.ts';

const kinds = (text: string) => findIdentifiers(text).map(({ kind }) => kind);

describe('findIdentifiers', () => {
  it.each([
    ['13812345678', 'mobile'],
    ['电话13812345678。', 'mobile'],
    ['+86 138-1234-5678', 'mobile'],
    ['１３８１２３４５６７８', 'mobile'],
    ['138 1234 5678', 'mobile'],
    ['138.1234.5678', 'mobile'],
    ['138\u200b1234\u200b5678', 'mobile'],
    ['1 3 8 1 2 3 4 5 6 7 8', 'mobile'],
    ['①13812345678', 'mobile'],
    ['2021-12-13 13812345678', 'mobile'],
    ['2.13812345678', 'mobile'],
    ['0534-4211567', 'landline'],
    ['（0534）4211567', 'landline'],
    ['05344211567', 'landline'],
    ['010-62345678', 'landline'],
    ['座机：4211567', 'landline'],
    ['370000199001010011', 'id_number'],
    ['37000019900101001X', 'id_number'],
    ['370000 19900101 001x', 'id_number'],
    ['３７００００１９９００１０１００１Ｘ', 'id_number'],
    ['6222000000000000123', 'bank_card'],
    ['6222 0000 0000 0000', 'bank_card'],
    ['鲁N12345', 'plate'],
    ['鲁N·1234A', 'plate'],
    ['鲁ＮＤ１２３４５', 'plate'],
  ])('%s holds a %s', (text, kind) => expect(kinds(text)).toEqual([kind]));

  it.each([
    '2021-07-05',
    '2021年12月13日15时30分',
    '2021.12.13-2021.12.20',
    '20211213',
    '20211213153000',
    '2021-12-13T15:30:00',
    '花费13,812,345,678元',
    '共1392个、695个、750个',
    '1234567.89元',
    'PY20211206-0012',
    'DH2021120618300001',
    '138****1234',
    '0534-****567',
    '37****************',
    '鲁N*****',
    '张*明',
    '2,941 个问题，1392 个现场解决',
    '第3号楼2单元501室',
    '600米线路',
    'Sheet1',
    '',
  ])('%s holds none', (text) => expect(kinds(text)).toEqual([]));

  it('tells where each stands', () => {
    expect(findIdentifiers('甲13812345678乙鲁N12345')).toEqual([
      { kind: 'mobile', index: 1, end: 12 },
      { kind: 'plate', index: 13, end: 20 },
    ]);
  });
});
