import { describe, expect, it } from 'vitest';
import { coerceColour } from '../../../src/lib/ingest/coerce/colour.ts';
import { coerceCount } from '../../../src/lib/ingest/coerce/count.ts';
import { coerceDepartments } from '../../../src/lib/ingest/coerce/department.ts';
import { coerceDisposition } from '../../../src/lib/ingest/coerce/disposition.ts';
import { coercePerson } from '../../../src/lib/ingest/coerce/person.ts';
import { coercePhone } from '../../../src/lib/ingest/coerce/phone.ts';
import { timeSpan } from '../../../src/lib/ingest/coerce/time-span.ts';
import { coerceRevisitMode } from '../../../src/lib/ingest/coerce/revisit-mode.ts';
import { coerceSatisfaction } from '../../../src/lib/ingest/coerce/satisfaction.ts';
import { coerceStatus } from '../../../src/lib/ingest/coerce/status.ts';
import { coerceText } from '../../../src/lib/ingest/coerce/coerced.ts';

describe('coerceColour', () => {
  it.each([
    ['绿', 'green'],
    ['绿色', 'green'],
    ['绿账', 'green'],
    ['绿色台账', 'green'],
    ['绿色台帐', 'green'],
    [' 绿 色 ', 'green'],
    ['村级', 'green'],
    ['Ｇ', 'green'],
    ['蓝色', 'blue'],
    ['镇级', 'blue'],
    ['乡镇级', 'blue'],
    ['B', 'blue'],
    ['黄级', 'yellow'],
    ['县直', 'yellow'],
    ['县级部门', 'yellow'],
    ['指挥部', 'yellow'],
    ['红色', 'red'],
    ['县级以上', 'red'],
    ['上级', 'red'],
    ['白', 'white'],
    ['不合理', 'white'],
    ['无理诉求', 'white'],
    ['解释类', 'white'],
    ['綠', 'green'],
    ['紅色', 'red'],
    ['县直单位', 'yellow'],
    ['绿色（村级）', 'green'],
    ['黄色(县级)', 'yellow'],
    ['蓝（已交办）', 'blue'],
  ])('%s → %s', (text, current) => expect(coerceColour(text)).toEqual({ value: { current, initial: null } }));
  it.each([
    '县级',
    '橙',
    '黄绿',
    '绿（原黄色）',
    '绿(不合理)',
    '(绿)',
    '橙(村级)',
    '非绿色',
    '绿色的',
    '村',
    '色',
    '台账',
    '合理',
    'constructor',
  ])('%s is unknown', (text) =>
    expect(coerceColour(text)).toEqual({ value: null, code: 'QC_UNKNOWN_COLOUR' }),
  );
  it.each(['', '-', '无', '/', '　'])('%j is blank', (text) =>
    expect(coerceColour(text)).toEqual({ value: null }),
  );
  it.each(['黄转红', '黄→红', '由黄色转为红色', '黄色->红色', '黄升级为红'])('%s is a move', (text) =>
    expect(coerceColour(text)).toEqual({ value: { current: 'red', initial: 'yellow' } }),
  );
  it('takes aliases of the configuration', () =>
    expect(coerceColour('橙', new Map([['橙', 'yellow']]))).toEqual({
      value: { current: 'yellow', initial: null },
    }));
});

describe('coerceDisposition', () => {
  it.each(['是', '√', '现场', '当场', '现场解决', '当场答复', '现场答复', '连线解决', '即办'])(
    '%s is on site',
    (text) => expect(coerceDisposition(text).value).toBe('onsite'),
  );
  it.each(['否', '非现场', '未现场解决', '×', '转办'])('%s is ledger', (text) =>
    expect(coerceDisposition(text).value).toBe('ledger'),
  );
  it('says that it does not know', () =>
    expect(coerceDisposition('不在现场').code).toBe('QC_UNKNOWN_DISPOSITION'));
});

describe('coerceSatisfaction', () => {
  it.each([
    ['非常满意', 'very'],
    ['很满意', 'very'],
    ['5', 'very'],
    ['满意', 'satisfied'],
    ['√', 'satisfied'],
    ['100%', 'satisfied'],
    ['较满意', 'basic'],
    ['基本满意', 'basic'],
    ['一般', 'neutral'],
    ['不满意', 'dissatisfied'],
    ['不太满意', 'dissatisfied'],
    ['否', 'dissatisfied'],
    ['1', 'dissatisfied'],
    ['非常不满意', 'very_dis'],
    ['弃评', 'unrated'],
    ['空号', 'unreachable'],
    ['未回访', 'none'],
    ['', null],
  ])('%j → %s', (text, value) => expect(coerceSatisfaction(text)).toEqual({ value }));
  it.each(['满意！！', '不是很满意', '99%'])('%s is unknown', (text) =>
    expect(coerceSatisfaction(text)).toEqual({ value: null, code: 'QC_UNKNOWN_SATISFACTION' }),
  );
});

describe('coerceStatus', () => {
  it.each([
    ['已解决', 'resolved', 'solved'],
    ['已办结', 'resolved', 'closed'],
    ['已化解', 'resolved', 'solved'],
    ['销号', 'resolved', 'closed'],
    ['√', 'resolved', 'neutral'],
    ['已归档', 'closed', 'closed'],
    ['未解决', 'in_progress', null],
    ['未办结', 'in_progress', null],
    ['尚未解决', 'in_progress', null],
    ['无法解决', 'in_progress', null],
    ['正在解决中', 'in_progress', null],
    ['已转办', 'assigned', null],
    ['已解释', 'explained', null],
    ['已答复', 'explained', 'replied'],
    ['退单', 'returned', null],
    ['挂账', 'suspended', null],
  ])('%s → %s', (text, status, doneKind) =>
    expect(coerceStatus(text)).toEqual({ value: { status, doneKind } }),
  );
  it('tells a part from the whole', () => expect(coerceStatus('部分解决').code).toBe('QC_PARTLY_RESOLVED'));
  it('does not search inside', () =>
    expect(coerceStatus('群众说已解决')).toEqual({ value: null, code: 'QC_UNKNOWN_STATUS' }));
});

describe('coercePhone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['138 1234 5678', '13812345678'],
    ['138-1234-5678', '13812345678'],
    ['+8613812345678', '13812345678'],
    ["'13812345678", '13812345678'],
    ['１３８１２３４５６７８', '13812345678'],
    ['(0534)4211567', '0534-4211567'],
    ['0534-4211567', '0534-4211567'],
    ['4211567', '4211567'],
    ['13812345678/13987654321', '13812345678、13987654321'],
    ['13812345678 13987654321', '13812345678、13987654321'],
    ['138****1234', '138****1234'],
    ['微信', '微信'],
    ['13800000000', '13800000000'],
    ['', null],
    ['无', null],
  ])('%j → %s', (text, value) => expect(coercePhone(text)).toEqual({ value }));
  it.each([
    ['1.38E+10', 'QC_PHONE_DAMAGED'],
    ['138123400000000', 'QC_PHONE_DAMAGED'],
    ['138123456', 'QC_PHONE_UNREADABLE'],
  ])('%s → %s', (text, code) => expect(coercePhone(text)).toEqual({ value: null, code }));
});

describe('the other coercers', () => {
  it('reads counts', () => {
    expect(coerceCount('1,234户')).toEqual({ value: 1234 });
    expect(coerceCount('0')).toEqual({ value: 0 });
    expect(coerceCount('')).toEqual({ value: null });
    for (const text of ['-1', '1.5', '约100', '12,34'])
      expect(coerceCount(text).code).toBe('QC_COUNT_UNREADABLE');
  });
  it('reads names, modes and text', () => {
    expect(coercePerson('张　三').value).toBe('张三');
    expect(coercePerson('无').value).toBeNull();
    expect(coerceRevisitMode('上门').value).toBe('入户');
    expect(coerceRevisitMode('托人').value).toBe('其他');
    expect(coerceText(' 停水_x000D_\r\n停电\u200b ').value).toBe('停水\n\n停电');
    expect(coerceText('无人接听').value).toBe('无人接听');
    expect(coerceText('——').value).toBeNull();
  });
  it('splits departments', () => {
    expect(coerceDepartments('住建局；水利局').departments).toEqual(['住建局', '水利局']);
    expect(coerceDepartments('住建局：张三')).toEqual({
      departments: ['住建局'],
      person: '张三',
      phone: null,
    });
    for (const name of ['教育局安全', '镇政府于家村', '王庙镇党政办', '交通局 公路站', '安监']) {
      expect(coerceDepartments(name).person).toBeNull();
    }
    expect(coerceDepartments('生态环境局（平原分局）').departments).toEqual(['生态环境局（平原分局）']);
    expect(coerceDepartments('/').departments).toEqual([]);
  });
});

describe('timeSpan', () => {
  it.each([
    ['3天内', 3],
    ['5日', 5],
    ['一周内', 7],
    ['两个星期以内', 14],
    ['半个月', 15],
    ['十五日内', 15],
    ['二十一天', 21],
    ['收到后5日内', 5],
  ])('%s → %d days', (text, days) => expect(timeSpan(text)).toEqual({ days, inWorkingDays: false }));
  it('tells working days and months, which have no fixed length', () => {
    expect(timeSpan('10个工作日内')).toEqual({ days: 10, inWorkingDays: true });
    expect(timeSpan('三个月内')).toEqual({ days: null, inWorkingDays: false });
  });
  it.each(['', '内', '3', '半天', '一二日', '3天前', '第3天', '周内'])('%j is none', (text) =>
    expect(timeSpan(text)).toBeNull(),
  );
});
