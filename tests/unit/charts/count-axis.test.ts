import { expect, it } from 'vitest';
import { agesChart } from '../../../src/lib/charts/ages.ts';
import { countTicks } from '../../../src/lib/charts/count-axis.ts';
import { renderChart } from '../../../src/lib/charts/render.server.ts';

it('counts in whole numbers, whatever the largest', () => {
  expect(countTicks(2)).toEqual([0, 1, 2]);
  expect(countTicks(1)).toEqual([0, 1]);
  expect(countTicks(0)).toEqual([0]);
  expect(countTicks(7)).toEqual([0, 2, 4, 6]);
  expect(countTicks(423)).toEqual([0, 100, 200, 300, 400]);
});

it('draws no number of the axis twice', () => {
  const bars = [{ bucket: 0, fill: 'var(--green)', problems: 2, glyph: '●' }];
  const svg = renderChart((Plot, width) => agesChart(Plot, bars, ['0–3', '4–7'], width), 600);
  const axis = svg.match(/aria-label="y-axis tick label".*?<\/g>/s)![0];
  expect([...axis.matchAll(/>(\d+)</g)].map(([, label]) => label)).toEqual(['0', '1', '2']);
});
