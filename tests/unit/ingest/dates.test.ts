import { describe, expect, it } from 'vitest';
import { parseDateText, type DateContext } from '../../../src/lib/ingest/coerce/date-text.ts';
import { coerceDue, coerceMoment } from '../../../src/lib/ingest/coerce/moment.ts';
import { coerceResolved } from '../../../src/lib/ingest/coerce/resolved.ts';
import { serialToMoment } from '../../../src/lib/ingest/serial-date.ts';

const context: DateContext = { date1904: false, anchor: '2022-02-17', slashOrder: null };

describe('parseDateText', () => {
  it.each([
    ['2021年7月5日', '2021-07-05T00:00:00'],
    ['2021年07月05日 上午9时30分', '2021-07-05T09:30:00'],
    ['2021年7月5日下午3点半', '2021-07-05T15:30:00'],
    ['2021年7月5日上午9时', '2021-07-05T09:00:00'],
    ['2021.7.5', '2021-07-05T00:00:00'],
    ['2021/7/5 9:32:09', '2021-07-05T09:32:09'],
    ['2021-07-05', '2021-07-05T00:00:00'],
    ['2021-07-05T09:32', '2021-07-05T09:32:00'],
    ['20210705', '2021-07-05T00:00:00'],
    ['7月5日', '2021-07-05T00:00:00'],
    ['1月5日', '2022-01-05T00:00:00'],
    ['12.30', '2021-12-30T00:00:00'],
    ['2021.7.5-7.8', '2021-07-05T00:00:00'],
    ['２０２１．７．５', '2021-07-05T00:00:00'],
    ['二〇二一年七月五日', '2021-07-05T00:00:00'],
    ['二零二一年十二月二十一日', '2021-12-21T00:00:00'],
    ['二〇二一年十月三十日', '2021-10-30T00:00:00'],
    ['07/25/2021', '2021-07-25T00:00:00'],
    ['25/07/2021', '2021-07-25T00:00:00'],
    ['44382', '2021-07-05T00:00:00'],
    ['2021-7-5（星期一）', '2021-07-05T00:00:00'],
  ])('%s → %s', (text, moment) => expect(parseDateText(text, context)).toBe(moment));

  it.each([
    '07/05/2021',
    '210705',
    '2021-02-30',
    '2021.13.1',
    '13月5日',
    '上周',
    '',
    '2021年',
    '99999',
    '2021-07-05 25:00',
  ])('%j is no date', (text) => expect(parseDateText(text, context)).toBeNull());
  it('takes the end of a range when asked', () => {
    const use = { rangeEnd: true, mayBeAhead: false };
    expect(parseDateText('2021.7.5-7.8', context, use)).toBe('2021-07-08T00:00:00');
    expect(parseDateText('2021.12.30-1.3', context, use)).toBe('2022-01-03T00:00:00');
    expect(parseDateText('2021年7月5日至8日', context, use)).toBe('2021-07-08T00:00:00');
  });
  it('needs a year from somewhere', () =>
    expect(parseDateText('7月5日', { ...context, anchor: null })).toBeNull());
  it('uses a proved order of month and day', () =>
    expect(parseDateText('07/05/2021', { ...context, slashOrder: 'month_first' })).toBe(
      '2021-07-05T00:00:00',
    ));
});

it('converts serials of both epochs by arithmetic', () => {
  expect(serialToMoment(44382, false)).toBe('2021-07-05T00:00:00');
  expect(serialToMoment(44382 - 1462, true)).toBe('2021-07-05T00:00:00');
  expect(serialToMoment(44382.75, false)).toBe('2021-07-05T18:00:00');
  expect(serialToMoment(44382.999_999_9, false)).toBe('2021-07-06T00:00:00');
  expect(serialToMoment(59, false)).toBe('1900-02-28T00:00:00');
  expect(serialToMoment(61, false)).toBe('1900-03-01T00:00:00');
  expect(serialToMoment(Number.NaN, false)).toBeNull();
});

describe('coerceMoment, coerceDue', () => {
  it('take blanks and zero for nothing', () => {
    for (const text of ['', '无', '0', '—']) expect(coerceMoment(text, context)).toEqual({ value: null });
  });
  it.each([
    ['10', { days: 10, inWorkingDays: false }],
    ['10天', { days: 10, inWorkingDays: false }],
    ['3日内', { days: 3, inWorkingDays: false }],
    ['2022/3/1', { date: '2022-03-01' }],
    ['3月底前', { date: '2022-03-31' }],
    ['2022年3月中旬', { date: '2022-03-20' }],
    ['3月15日', { date: '2022-03-15' }],
  ])('%s is due %j', (text, value) => expect(coerceDue(text, context)).toEqual({ value }));
  it('say that they cannot read it', () => {
    expect(coerceMoment('上周', context).code).toBe('QC_DATE_UNREADABLE');
    expect(coerceDue('尽快', context).code).toBe('QC_DATE_UNREADABLE');
  });
});

describe('coerceResolved', () => {
  it.each([
    ['2022-01-05', { kind: 'date', moment: '2022-01-05T00:00:00' }],
    ['2021年12月3日已解决', { kind: 'date', moment: '2021-12-03T00:00:00' }],
    ['预计3月底前', { kind: 'plan', date: '2022-03-31', span: null }],
    ['力争3月15日前完成', { kind: 'plan', date: '2022-03-15', span: null }],
    ['承诺尽快', { kind: 'plan', date: null, span: null }],
    ['3天内', { kind: 'plan', date: null, span: { days: 3, inWorkingDays: false } }],
    ['年底前', { kind: 'plan', date: '2022-12-31', span: null }],
    ['正在办理', { kind: 'progress' }],
    ['目前正在协调', { kind: 'progress' }],
    ['长期坚持', { kind: 'progress' }],
    ['未解决', { kind: 'progress' }],
    ['已解决', { kind: 'done' }],
    ['已办理完毕', { kind: 'done' }],
    ['已化解', { kind: 'done' }],
    ['已解释', { kind: 'explained' }],
    ['已做好解释工作', { kind: 'explained' }],
    ['解释说明到位', { kind: 'explained' }],
    ['当日', { kind: 'same_day' }],
    ['当场解决', { kind: 'same_day' }],
  ])('%s', (text, value) => expect(coerceResolved(text, context)).toEqual({ value }));
  it('says that it cannot read it', () =>
    expect(coerceResolved('看情况', context).code).toBe('QC_DATE_UNREADABLE'));
});
