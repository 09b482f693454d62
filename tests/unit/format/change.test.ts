import { describe, expect, it } from 'vitest';
import { changeOf } from '../../../src/lib/format/change.ts';
import { countValue, missingValue, ratioValue } from '../../../src/lib/metrics/value.ts';
import { translatorFor, type MessageKey } from '../../../src/lib/i18n/messages.ts';

const days = (value: number) => ({ value, numerator: null, denominator: 9, missing: null });

describe('a change', () => {
  it('of a count is a number of problems', () => {
    const change = changeOf(countValue(2941), countValue(1740), 'problems', 'neutral');
    expect(change).toMatchObject({ trend: 'up', size: '1,201', better: null });
    expect(changeOf(countValue(3), countValue(5), 'problems', 'lower_is_better')).toMatchObject({
      trend: 'down',
      size: '2',
      better: true,
    });
    expect(changeOf(countValue(5), countValue(5), 'problems', 'lower_is_better')).toMatchObject({
      trend: 'flat',
      better: null,
    });
  });

  it.each([
    // 47.3 % to 50.0 %
    [ratioValue(473, 1000), ratioValue(500, 1000), 'up', '2.7', true],
    [ratioValue(500, 1000), ratioValue(473, 1000), 'down', '2.7', false],
    [ratioValue(500, 1000), ratioValue(500, 1000), 'flat', '0.0', null],
    // One decimal, as the rates themselves have.
    [ratioValue(48, 100), ratioValue(50, 100), 'up', '2.0', true],
    // 47.34 % and 47.36 % are printed 47.3 % and 47.4 %: the change is that of the printed figures.
    [ratioValue(4734, 10_000), ratioValue(4736, 10_000), 'up', '0.1', true],
    // 47.26 % and 47.34 % are both printed 47.3 %.
    [ratioValue(4726, 10_000), ratioValue(4734, 10_000), 'flat', '0.0', null],
    // 47.25 % (printed 47.3 %, half up) to 47.449 % (47.4 %): 0.199 points are 0.1.
    [ratioValue(4725, 10_000), ratioValue(47_449, 100_000), 'up', '0.1', true],
    // Short of all is never printed 100 %: 99.96 % stops at 99.9 %, and so does its change to 100 %.
    [ratioValue(9996, 10_000), ratioValue(10_000, 10_000), 'up', '0.1', true],
    // More than none is never printed 0 %: 0.01 % is 0.1 %.
    [ratioValue(0, 10_000), ratioValue(1, 10_000), 'up', '0.1', true],
    [ratioValue(9996, 10_000), ratioValue(9994, 10_000), 'flat', '0.0', null],
  ])('of a rate is percentage points (%#)', (before, now, trend, size, better) => {
    expect(changeOf(now, before, 'ratio', 'higher_is_better')).toMatchObject({ trend, size, better });
  });

  it('judges by the figure’s own direction', () => {
    const [low, high] = [ratioValue(1, 10), ratioValue(2, 10)];
    expect(changeOf(high, low, 'ratio', 'lower_is_better')!.better).toBe(false);
    expect(changeOf(low, high, 'ratio', 'lower_is_better')!.better).toBe(true);
    expect(changeOf(high, low, 'ratio', 'neutral')!.better).toBeNull();
  });

  it('of days has one decimal', () => {
    expect(changeOf(days(4.5), days(6), 'days', 'lower_is_better')).toMatchObject({
      trend: 'down',
      size: '1.5',
      better: true,
    });
  });

  it('is none where a side is missing', () => {
    expect(changeOf(missingValue('no_data'), countValue(1), 'problems', 'neutral')).toBeNull();
    expect(changeOf(ratioValue(1, 2), ratioValue(0, 0), 'ratio', 'neutral')).toBeNull();
  });

  it('of a rate from nothing to nothing is flat', () => {
    expect(changeOf(ratioValue(0, 7), ratioValue(0, 9), 'ratio', 'higher_is_better')!.trend).toBe('flat');
  });
});

describe('the words of a change', () => {
  const text = (language: 'zh' | 'en', key: string) =>
    translatorFor(language)(key as MessageKey, { size: '2.7', unit: '个' });

  it('are 提高 / 下降 / 持平 with 个百分点 for rates, never 同比', async () => {
    const { default: zh } = await import('../../../src/lib/i18n/zh-CN.json');
    const words = Object.entries(zh).filter(([key]) => /^change\.(up|down|flat)/.test(key));
    expect(words.length).toBeGreaterThan(0);
    const all = words.map(([key]) => text('zh', key)).join(' ');
    for (const word of ['提高', '下降', '持平', '个百分点']) expect(all).toContain(word);
    expect(Object.values(zh).join(' ')).not.toContain('同比');
  });
});
