import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCount,
  formatDate,
  formatDay,
  formatDecimal,
  formatFloored,
  formatMoment,
  formatRate,
  formatShortDay,
  formatSigned,
  formatStored,
  formatValue,
  roundHalfUp,
} from '../../../src/lib/format/format.ts';
import type { MetricValue } from '../../../src/lib/core/result.ts';
import { countValue, missingValue, ratioValue } from '../../../src/lib/metrics/value.ts';

describe('differences', () => {
  it.each([
    [1240, 0, '+1,240'],
    [-12_400, 1, '−12,400.0'],
    [2, 1, '+2.0'],
    [-0.04, 1, '0.0'],
    [0, 0, '0'],
    [null, 1, '—'],
  ] as const)('%s to %s decimals is %s', (difference, digits, text) => {
    expect(formatSigned(difference, digits)).toBe(text);
  });
});

describe('rates (D22)', () => {
  it.each([
    ['nothing', 0, 2941, '0%'],
    ['0.0001 %, which is not nothing', 1, 1_000_000, '0.1%'],
    ['0.04 %', 4, 10_000, '0.1%'],
    ['0.05 %', 5, 10_000, '0.1%'],
    ['0.14 %', 14, 10_000, '0.1%'],
    ['0.15 %, half up', 15, 10_000, '0.2%'],
    ['5.5 %', 11, 200, '5.5%'],
    ['12.25 %, half up', 49, 400, '12.3%'],
    ['a third', 1, 3, '33.3%'],
    ['47.3308… %', 1392, 2941, '47.3%'],
    ['49.94 %', 4994, 10_000, '49.9%'],
    ['49.95 %, half up', 4995, 10_000, '50.0%'],
    ['a half', 1, 2, '50.0%'],
    ['two thirds', 2, 3, '66.7%'],
    ['99.94 %', 9994, 10_000, '99.9%'],
    ['99.95 %, which is not all', 9995, 10_000, '99.9%'],
    ['99.999 %, which is not all', 99_999, 100_000, '99.9%'],
    ['everything', 986, 986, '100%'],
    ['100.001 %, which is more than all', 100_001, 100_000, '100.1%'],
    ['102.5 %', 205, 200, '102.5%'],
    ['250 %', 5, 2, '250.0%'],
  ])('%s', (_, numerator, denominator, text) => {
    expect(formatRate(numerator, denominator)).toBe(text);
  });

  it.each([
    ['1 of 1', 1, 1, '100%'],
    ['695 of 1549', 695, 1549, '44.9%'],
    ['750 of 1549', 750, 1549, '48.4%'],
    ['104 of 1549', 104, 1549, '6.7%'],
    ['1445 of 1549', 1445, 1549, '93.3%'],
    ['30 of 36', 30, 36, '83.3%'],
  ])('%s', (_, numerator, denominator, text) => {
    expect(formatRate(numerator, denominator)).toBe(text);
  });
});

describe('numbers', () => {
  it.each([
    [0.05, 1, 0.1],
    [0.15, 1, 0.2],
    [0.25, 1, 0.3],
    [1.005, 2, 1.01],
    [2.675, 2, 2.68],
    [8.5, 0, 9],
    [-8.5, 0, -9],
    [-0.05, 1, -0.1],
    [4.449, 1, 4.4],
    [0, 1, 0],
  ])('%d to %d decimals', (value, digits, rounded) => {
    expect(roundHalfUp(value, digits)).toBe(rounded);
  });

  it('rounds what is written with an exponent, as the noise of a difference is', () => {
    expect(roundHalfUp(1e-9, 1)).toBe(0);
    expect(formatDecimal((0.3 - 0.1 - 0.2) * 100)).toBe('0');
    expect(roundHalfUp(1e12 + 0.05, 1)).toBe(1e12 + 0.1);
  });

  it.each([
    [0, '0'],
    [999, '999'],
    [1000, '1,000'],
    [2941, '2,941'],
    [112_036, '112,036'],
    [1_000_000, '1,000,000'],
  ])('groups %d by thousands', (count, text) => expect(formatCount(count)).toBe(text));

  it.each([
    [4.5, '4.5'],
    [4, '4'],
    [4.04, '4'],
    [4.05, '4.1'],
    [0, '0'],
  ])('drops a zero after the point: %d', (value, text) => expect(formatDecimal(value)).toBe(text));

  it.each([
    [0, '0', '0'],
    [9999, '9,999', '9,999'],
    [10_000, '1万', '10,000'],
    [10_001, '1万余', 'over 10,000'],
    [10_999, '1万余', 'over 10,000'],
    [11_000, '1.1万', '11,000'],
    [112_000, '11.2万', '112,000'],
    [112_036, '11.2万余', 'over 112,000'],
    [112_999, '11.2万余', 'over 112,000'],
    [120_000, '12万', '120,000'],
    [1_000_000, '100万', '1,000,000'],
  ])('floors %d to a tenth of 万', (count, zh, en) => {
    expect(formatFloored(count, 'zh')).toBe(zh);
    expect(formatFloored(count, 'en')).toBe(en);
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1 KB'],
    [67_400, '67 KB'],
    [1_000_000, '1.0 MB'],
    [5_149_000, '5.1 MB'],
  ])('gives %d bytes a unit', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('figures', () => {
  const days = (value: number): MetricValue => ({ value, numerator: null, denominator: 5, missing: null });

  it('by their unit', () => {
    expect(formatValue(countValue(2941), 'problems')).toBe('2,941');
    expect(formatValue(countValue(112_036), 'households')).toBe('112,036');
    expect(formatValue(ratioValue(1392, 2941), 'ratio')).toBe('47.3%');
    expect(formatValue(days(4.5), 'days')).toBe('4.5');
    expect(formatValue(days(4), 'days')).toBe('4');
    // 2941 of 112,036 households: 2.6250…
    expect(formatValue(ratioValue(2941, 112_036, { scale: 100 }), 'problems')).toBe('2.63');
    expect(formatValue(ratioValue(5, 200, { scale: 100 }), 'problems')).toBe('2.50');
  });

  it('that are missing as a dash, whatever their parts', () => {
    expect(formatValue(missingValue('no_data'), 'problems')).toBe('—');
    expect(formatValue(ratioValue(0, 0), 'ratio')).toBe('—');
    expect(formatValue(ratioValue(3, 40, { minimumDenominator: 100 }), 'problems')).toBe('—');
    expect(formatValue(countValue(0), 'problems')).toBe('0');
  });
});

describe('moments', () => {
  it.each([
    ['2022-02-17', '2022年2月17日', '17 Feb 2022'],
    ['2022-02-17T18:00', '2022年2月17日18时', '17 Feb 2022, 18:00'],
    ['2022-02-17T18:30', '2022年2月17日18时30分', '17 Feb 2022, 18:30'],
    ['2021-12-02T08:05', '2021年12月2日8时05分', '2 Dec 2021, 08:05'],
    ['2022-01-01T00:00', '2022年1月1日0时', '1 Jan 2022, 00:00'],
    ['2022-02-17T18:00:00', '2022年2月17日18时', '17 Feb 2022, 18:00'],
  ])('%s', (moment, zh, en) => {
    expect(formatMoment(moment, 'zh')).toBe(zh);
    expect(formatMoment(moment, 'en')).toBe(en);
  });

  it('without time where a stored midnight says none', () => {
    expect(formatStored('2022-02-17T00:00:00', 'zh')).toBe('2022年2月17日');
    expect(formatStored('2022-02-17T00:00:00', 'en')).toBe('17 Feb 2022');
    expect(formatStored('2022-02-17T09:32:09', 'zh')).toBe('2022年2月17日9时32分');
  });

  it('as days', () => {
    expect([formatDay('2022-02-07', 'zh'), formatDay('2022-02-07T09:00', 'en')]).toEqual(['2月7日', '7 Feb']);
    expect([formatDate('2021-11-29', 'zh'), formatDate('2021-11-29', 'en')]).toEqual([
      '2021年11月29日',
      '29 Nov 2021',
    ]);
    expect(formatShortDay('2022-02-07')).toBe('2/7');
  });
});
