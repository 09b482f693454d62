import { describe, expect, it } from 'vitest';
import { datedName, fileName, plainName } from '../../../src/lib/core/file-name.ts';

describe('the name of a file', () => {
  it.each([
    ['全县“五色台账”工作周报', '全县五色台账工作周报'],
    ['a/b\\c:d*e?f<g>h|i%j"k', 'a b c d e f g h i jk'],
    ['镇街/..', '镇街'],
    ['../../etc', 'etc'],
    ['v1.2 表', 'v1.2 表'],
    ['办理..情况', '办理.情况'],
    ['.htaccess.', 'htaccess'],
    ['一\u202e二\u0000\n三\t四', '一二 三 四'],
    [' . .. ', ''],
    ['字'.repeat(70), '字'.repeat(60)],
    [`${'字'.repeat(59)}😀😀`, `${'字'.repeat(59)}😀`],
  ])('%j is %j', (title, plain) => expect(plainName(title)).toBe(plain));

  it('has the day that it stands for, also where the title says nothing', () => {
    expect(fileName('周报', '2022-02-17T18:00', 'docx')).toBe('周报-2022-02-17.docx');
    expect(datedName('..', '2022-02-17T18:00')).toBe('2022-02-17');
  });
});
