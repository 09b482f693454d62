import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LIGHT, standaloneSize, standaloneSvg } from '../../../src/lib/charts/standalone.ts';

const FRAME = {
  title: '每周<登记>与“解决”',
  subtitle: '截至2022年2月17日18时',
  notes: ['深色柱：列入台账。'.repeat(12)],
  width: 320,
  height: 100,
};
const CHART =
  '<svg class="plot" width="320" height="100"><rect fill="var(--bar)"/><text fill="var(--no-such)">在办</text></svg>';

describe('a chart outside its page', () => {
  it('has the light theme’s colours', () => {
    const css = readFileSync('src/app.css', 'utf8');
    const tokens = Object.fromEntries(
      [...css.matchAll(/--([a-z0-9-]+): var\(--light, (#[0-9a-f]{6})\)/g)].map(([, name, colour]) => [
        name,
        colour,
      ]),
    );
    for (const [name, colour] of Object.entries(LIGHT)) expect([name, tokens[name]]).toEqual([name, colour]);
  });

  it('knows every colour that a chart names', () => {
    const sources = readdirSync('src/lib/charts').map((name) =>
      readFileSync(`src/lib/charts/${name}`, 'utf8'),
    );
    const named = sources.flatMap((text) =>
      [...text.matchAll(/var\(--([a-z0-9-]+)\)/g)].map(([, name]) => name!),
    );
    expect(named.length).toBeGreaterThan(20);
    expect([...new Set(named)].filter((name) => !(name in LIGHT))).toEqual([]);
  });

  it('leaves no variable of the page behind, and no text that is markup', () => {
    const svg = standaloneSvg(CHART, FRAME);
    expect(svg).not.toContain('var(');
    expect(svg).toContain('fill="#545b64"');
    expect(svg).toContain('每周&lt;登记&gt;与“解决”');
    expect(svg).toContain('截至2022年2月17日18时');
  });

  it('is high enough for its title, the chart and all lines of its notes', () => {
    const { width, height } = standaloneSize(FRAME);
    expect(width).toBe(320);
    const lines = [...standaloneSvg(CHART, FRAME).matchAll(/<text [^>]*y="(\d+)"/g)].map(([, y]) =>
      Number(y),
    );
    expect(lines.length).toBeGreaterThan(4);
    expect(Math.max(...lines)).toBeLessThan(height);
    expect(standaloneSize({ ...FRAME, notes: [] }).height).toBeGreaterThan(FRAME.height);
  });
});
