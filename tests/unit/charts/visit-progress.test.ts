import { describe, expect, it } from 'vitest';
import { renderChart } from '../../../src/lib/charts/render.server.ts';
import { progressChart, type ProgressGoal } from '../../../src/lib/charts/visit-progress.ts';

const WORDS = { visited: '已走访', goal: '目标' };
const POINTS = [
  { day: '2022-01-03', due: 1000, visited: 200, added: null },
  { day: '2022-01-10', due: 1000, visited: 640, added: 440 },
];
const drawn = (goal: ProgressGoal | null): string =>
  renderChart((Plot, width) => progressChart(Plot, POINTS, goal, WORDS, width), 600);
const dashed = (svg: string): number => (svg.match(/stroke-dasharray="6 4"/g) ?? []).length;

describe('the course of the visits', () => {
  it('says the last total and the goal, and shows the days of reports', () => {
    const svg = drawn({ households: 1000, by: null });
    for (const text of ['已走访 640', '目标 1,000', '1/3', '1/10']) expect(svg).toContain(text);
    expect(drawn(null)).not.toContain('目标');
  });

  it('goes on to the goal’s day only where that is to come', () => {
    const ahead = drawn({ households: 1000, by: '2022-02-10' });
    expect(ahead).toContain('2/10');
    expect(dashed(ahead)).toBeGreaterThan(0);
    expect(drawn({ households: 1000, by: '2022-01-09' })).not.toContain('1/9');
  });
});
