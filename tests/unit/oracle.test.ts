import { describe, expect, it } from 'vitest';
import { computeOracle, type OracleFilter } from '../oracle/oracle.ts';

const HEADERS = [
  ...['问题编号', '镇街', '反映时间', '问题类别', '是否现场解决', '台账颜色', '交办部门', '办理时限'],
  ...['办理状态', '解决时间', '回访时间', '群众回访满意度'],
];

/** A ledger small enough to count by eye; the cut-off is 2022-01-20 18:00. */
const ROWS = [
  'A1,甲镇,2022-01-03,道路,是,,,,已解决,2022-01-03,,',
  'A2,甲镇,2022-01-03,道路,是,绿色,,,,,,满意',
  'G1,甲镇,2022-01-03,道路,否,绿色,村委,2022-01-13,已解决,2022-01-08,2022-01-09,满意',
  'G2,甲镇,2022-01-03,,否,绿,村委,2022-01-13,,2022-01-14,,基本满意',
  'G3,乙镇,2022-01-05,供暖,否,绿色,村委,2022-01-15,正在办理,2022-01-06,,',
  'B1,乙镇,2022-01-05 09:30,供暖,否,蓝色,镇办、县局,2022-01-20,已办结,2022-01-19,2022-01-21,不满意',
  'B2,乙镇,2022-01-10,供暖,否,蓝色,镇办,2022-01-20,,,,',
  'B3,乙镇,,供暖,否,蓝色,,,已解决,,2022-01-18,很不满意',
  'Y1,乙镇,2022-01-10,供暖,否,黄色,县局,2022-02-24,已解决,2022-01-21,,',
  'R1,,2022-01-10,供暖,否,黄转红,县局,2022-01-19,已交办,,,一般',
  'W1,乙镇,2022-01-10,其他,否,白色,县局,2022-01-15,已解释,,2022-01-12,满意',
  'W2,乙镇,2022-01-10,其他,否,白,县局,2022-01-15,,,,',
  'U1,乙镇,2022-01-10,其他,,紫色,,,,2022-01-12,,联系不上',
  'X1,甲镇,2022-01-20 18:01,道路,是,,,,已解决,2022-01-20,,',
];
const VISITS =
  '镇街,村(社区),统计日期,应走访户数,已走访户数,其中入户,电话走访,未联系上\n' +
  '甲镇,东村,2022-01-10,100,40,40,0,5\n甲镇,东村,2022-01-20,100,90,80,10,4\n' +
  '乙镇,西村,2022-01-20,300,300,260,40,\n甲镇,东村,2022-01-21,100,100,90,10,0\n';

const compute = (filter?: OracleFilter, cutoff = '2022-01-20T18:00') =>
  computeOracle({ ledger: `${HEADERS.join(',')}\n${ROWS.join('\n')}\n`, visits: VISITS, cutoff, filter });
const { metrics, by, colourCount, colourShare, weekly, selectRows } = compute();
const parts = (id: keyof typeof metrics) => [metrics[id].numerator, metrics[id].denominator];

describe('counting rows', () => {
  it('leaves out what was reported after the cut-off and counts undated rows', () => {
    expect(metrics.problems_total).toEqual({ value: 13, numerator: null, denominator: null });
    expect(selectRows('problems_total')).not.toContain('X1');
    expect(selectRows('problems_total')).toContain('B3');
  });

  it('puts every row into one class; the on-site mark beats a colour', () => {
    expect(colourCount).toEqual({ onsite: 2, green: 3, blue: 3, yellow: 1, red: 1, white: 2, unknown: 1 });
    expect(colourShare.green).toEqual({ value: 3 / 11, numerator: 3, denominator: 11 });
    expect(colourShare.onsite.value).toBeNull();
    expect(by.colour.blue.colourShare.blue.denominator).toBe(11);
    expect(parts('self_solvable_share')).toEqual([6, 11]);
    expect(parts('on_site_ratio')).toEqual([2, 13]);
  });

  it('lets the status beat the date, and a date after the cut-off not have happened', () => {
    expect(selectRows('ledger_resolution_rate')).toEqual(['G1', 'G2', 'B1', 'B3', 'U1']);
    expect(selectRows('open')).toEqual(['G3', 'B2', 'Y1', 'R1']);
    expect(parts('ledger_resolution_rate')).toEqual([5, 9]);
    expect(parts('resolution_rate')).toEqual([7, 11]);
    expect(parts('closure_rate')).toEqual([8, 13]);
    expect(selectRows('explained_rate')).toEqual(['W1']);
    expect(parts('explained_rate')).toEqual([1, 2]);
    expect(metrics.resolved_total.value).toBe(7);
  });
});

describe('deadlines', () => {
  it('counts the day of the cut-off as due but not as overdue', () => {
    expect(selectRows('due')).toEqual(['G1', 'G2', 'G3', 'B1', 'B2', 'R1']);
    expect(selectRows('on_time_rate')).toEqual(['G1', 'B1']);
    expect(selectRows('late_closed')).toEqual(['G2']);
    expect(selectRows('overdue_open')).toEqual(['G3', 'R1']);
  });

  it('measures calendar days between the two dates of resolved ledger rows', () => {
    // G1 5, G2 11, B1 14, U1 2
    expect(metrics.median_days).toEqual({ value: 8, numerator: null, denominator: 4 });
    expect(metrics.p90_days.value).toBeCloseTo(11 + 0.7 * 3, 12);
    expect(parts('within_five_days_rate')).toEqual([2, 4]);
    expect(selectRows('within_five_days_rate')).toEqual(['G1', 'U1']);
  });
});

describe('revisits', () => {
  it('counts a revisit up to the cut-off, or a mark without a date', () => {
    expect(selectRows('revisit_rate')).toEqual(['G1', 'G2', 'B3', 'W1', 'U1']);
    expect(parts('revisit_rate')).toEqual([5, 6]);
    expect(parts('rated_rate')).toEqual([4, 5]);
  });

  it('takes ratings of resolved rows, on-site ones included', () => {
    expect(selectRows('satisfaction_rate')).toEqual(['A2', 'G1', 'G2']);
    expect(selectRows('satisfaction_rate', 'denominator')).toEqual(['A2', 'G1', 'G2', 'B3']);
    expect(parts('strict_satisfaction_rate')).toEqual([2, 4]);
    expect(metrics.dissatisfied.value).toBe(1);
    expect(parts('dissatisfied_rate')).toEqual([1, 4]);
  });
});

describe('groups, filters, weeks, visits', () => {
  it('groups by town, lead department and category', () => {
    const sizes = (group: Record<string, { metrics: typeof metrics }>) =>
      Object.fromEntries(
        Object.entries(group).map(([key, scope]) => [key, scope.metrics.problems_total.value]),
      );
    expect(sizes(by.town)).toEqual({ 甲镇: 4, 乙镇: 8, __none__: 1 });
    expect(sizes(by.department)).toEqual({ 村委: 3, 镇办: 2, 县局: 4, __none__: 2 });
    expect(sizes(by.category)).toEqual({ 道路: 3, 供暖: 6, 其他: 3, __none__: 1 });
  });

  it('combines filters and leaves undated rows out of a period', () => {
    const filtered = compute({
      town: ['乙镇'],
      colour: ['blue', 'white'],
      from: '2022-01-05',
      to: '2022-01-10',
    });
    expect(filtered.selectRows('problems_total')).toEqual(['B1', 'B2', 'W1', 'W2']);
    expect(filtered.metrics.coverage_rate.value).toBeNull();
    expect(compute({ department: ['__none__'] }).selectRows('problems_total')).toEqual(['B3', 'U1']);
  });

  it('sees an earlier cut-off as it was then', () => {
    const then = compute(undefined, '2022-01-08T12:00');
    expect(then.selectRows('problems_total')).toEqual(['A1', 'A2', 'G1', 'G2', 'G3', 'B1', 'B3']);
    expect(then.selectRows('ledger_resolution_rate')).toEqual(['G1', 'B3']);
    expect(then.selectRows('revisit_rate')).toEqual([]);
  });

  it('adds up weeks from Monday', () => {
    expect(weekly).toEqual([
      { week: '2022-01-03', registered: 6, registeredLedger: 4, resolvedLedger: 1 },
      { week: '2022-01-10', registered: 6, registeredLedger: 6, resolvedLedger: 2 },
      { week: '2022-01-17', registered: 0, registeredLedger: 0, resolvedLedger: 1 },
    ]);
  });

  it('takes the last running total of each village', () => {
    expect(metrics.households_visited.value).toBe(390);
    expect(parts('coverage_rate')).toEqual([390, 400]);
    expect(by.town['甲镇']!.metrics.coverage_rate.value).toBe(0.9);
    expect(parts('in_home_share')).toEqual([340, 390]);
    expect(parts('by_phone_share')).toEqual([50, 390]);
    expect(parts('not_reached_share')).toEqual([4, 400]);
    expect(by.town['乙镇']!.metrics.not_reached.value).toBeNull();
    expect([metrics.visited_by_wechat.value, metrics.registered_rate.value]).toEqual([null, null]);
    expect(by.colour.green.metrics.households_visited.value).toBeNull();
  });
});
