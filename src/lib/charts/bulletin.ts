import { weeklyChart, type WeeklyWords } from './weekly.ts';
import type { DrawChart } from './draw.ts';
import type { WeekFlow } from '../query/run-weekly.ts';

/** The drawings of a bulletin's charts by the ids of their blocks. */
export function bulletinCharts(
  weekly: readonly WeekFlow[],
  words: WeeklyWords,
): Readonly<Record<string, DrawChart>> {
  if (weekly.length === 0) return {};
  return { trend: (Plot, width) => weeklyChart(Plot, weekly, words, width) };
}
