import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../src/lib/charts/render.server.ts';
import { weekAt, weeklyChart } from '../../../src/lib/charts/weekly.ts';

const WORDS = { ledgered: '列入台账', open: '在办' };
const WEEKS = ['2022-01-03', '2022-01-10', '2022-01-17', '2022-01-24'].map((week, index) => ({
  week,
  complete: true,
  registered: 9,
  ledgered: 4 + index,
  resolved: 2,
  open: 10 + index,
}));

const drawn = (selected?: (week: { week: string }) => boolean): string =>
  renderChart((Plot, width) => weeklyChart(Plot, WEEKS, WORDS, width, selected), 600);
const shaded = (svg: string): number =>
  (svg.match(/<g[^>]*fill="var\(--soft\)"[^>]*>(.*?)<\/g>/s)?.[1]?.match(/<rect/g) ?? []).length;

describe('the weekly chart', () => {
  it('says the last stock and the largest week', () => {
    expect(drawn()).toContain('在办 13');
    expect(drawn()).toContain('列入台账 7');
  });

  it('writes the label of the largest week where the line of the stock does not pass', () => {
    // 400 high at week 3 and 100 before: the line climbs left of the bar of 249 and stands above it from then on.
    const stocks = [90, 100, 100, 400, 420, 430];
    const weeks = stocks.map((open, index) => ({
      week: `2022-01-${String(3 + 7 * (index % 4)).padStart(2, '0')}`,
      complete: true,
      registered: 9,
      ledgered: index === 3 ? 249 : 60,
      resolved: 20,
      open,
    }));
    const anchorOf = (shown: typeof weeks): string | undefined =>
      renderChart((Plot, width) => weeklyChart(Plot, shown, WORDS, width), 700).match(
        /<g[^>]*text-anchor="(\w+)"[^>]*>(?:(?!<\/g>).)*列入台账/s,
      )?.[1];
    expect(anchorOf(weeks)).toBe('start');
    // With a stock far above all bars the label keeps its place before the bar.
    expect(anchorOf(weeks.map((week) => ({ ...week, open: 430 })))).toBe('end');
  });

  it('shades the selected weeks, and none when nothing is selected', () => {
    expect(shaded(drawn())).toBe(0);
    expect(shaded(drawn(({ week }) => week >= '2022-01-10' && week <= '2022-01-17'))).toBe(2);
  });

  it('finds the week that was clicked', () => {
    // 600 wide with 36 left and 76 right of the plot: 122 for each of four weeks.
    expect([40, 157, 159, 520].map((x) => weekAt(x, 600, 4))).toEqual([0, 0, 1, 3]);
  });
});
