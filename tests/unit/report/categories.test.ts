import { expect, it } from 'vitest';
import { countValue } from '../../../src/lib/metrics/value.ts';
import type { MetricReport } from '../../../src/lib/metrics/report.ts';
import { topCategories } from '../../../src/lib/report/categories.ts';

const table = (problems: number) => ({ problems_total: countValue(problems) });
const reportOf = (categories: Readonly<Record<string, number>>) =>
  ({
    overall: table(Object.values(categories).reduce((sum, problems) => sum + problems, 0)),
    by: {
      category: Object.fromEntries(Object.entries(categories).map(([key, count]) => [key, table(count)])),
    },
  }) as unknown as MetricReport;

it('never counts what fits no category among the first three', () => {
  const top = topCategories(reportOf({ 其他: 90, 道路: 30, 供暖: 20, 教育: 5, 其他费用: 7 }));
  expect(top.topThree).toBe(30 + 20 + 7);
  expect(top.listed.map(({ key }) => key)).toEqual(['道路', '供暖', '其他费用', '教育', '其他']);
});

it('has no first three where fewer are named', () => {
  expect(topCategories(reportOf({ 其他: 9, 道路: 3, 供暖: 2 })).topThree).toBeNull();
});
