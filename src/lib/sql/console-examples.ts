import type { Bilingual } from '../core/errors.ts';

/** A statement to begin with. */
export interface ConsoleExample {
  readonly id: string;
  readonly label: Bilingual;
  readonly sql: string;
}

const example = (id: string, zh: string, en: string, sql: string): ConsoleExample => ({
  id,
  label: { zh, en },
  sql,
});

/** Questions that the county asks, answered from the tables; each names its numerator and denominator. */
export const CONSOLE_EXAMPLES: readonly ConsoleExample[] = [
  example(
    'town-rates',
    '各镇街总解决率，带分子分母',
    'Resolution rate by town, with numerator and denominator',
    `select town,
       sum(resolved_total) as resolved,
       sum(not_white) as problems,
       round(100.0 * sum(resolved_total) / nullif(sum(not_white), 0), 1) as percent
from problems
group by town
order by percent desc, problems desc`,
  ),
  example(
    'overdue-departments',
    '超期未办：各部门件数和最长超期天数',
    'Overdue: number and longest delay by department',
    `select dept_lead,
       count(*) as overdue,
       max(date_diff('day', due_at, cast(cutoff as date))) as longest_days
from issues, as_of
where due_state = 'overdue'
group by dept_lead
order by overdue desc, longest_days desc`,
  ),
  example(
    'oldest-open',
    '某镇黄色台账里登记最早的在办问题',
    "The oldest open problems of one town's yellow ledger",
    `select issue_id, reported_at, dept_lead, due_at, problem
from issues
where town = '恩城镇'
  and ledger_class = 'yellow'
  and state = 'open'
order by reported_at
limit 20`,
  ),
  example(
    'weekly',
    '每周登记数和列入台账数',
    'Registered and ledgered per week',
    `select cast(date_trunc('week', reported_at) as date) as week,
       sum(problems_total) as problems,
       sum(ledgered) as ledgered
from problems
where reported_at is not null
group by week
order by week`,
  ),
  example(
    'durations',
    '各类问题解决用时：中位数和 90 分位',
    'Days to resolve by category: median and 90th percentile',
    `select category,
       count(resolution_days) as timed,
       median(resolution_days) as median_days,
       quantile_cont(resolution_days, 0.9) as p90_days
from issues
where ledger_class <> 'onsite'
group by category
having count(resolution_days) >= 10
order by median_days desc`,
  ),
  example(
    'colours',
    '问题类别 × 台账颜色',
    'Category by ledger colour',
    `select category,
       sum(problems_total) as problems,
       sum(problems_total) filter (where ledger_class = 'green') as green,
       sum(problems_total) filter (where ledger_class = 'blue') as blue,
       sum(problems_total) filter (where ledger_class = 'yellow') as yellow,
       sum(problems_total) filter (where ledger_class = 'red') as red,
       sum(problems_total) filter (where ledger_class = 'white') as white,
       sum(problems_total) filter (where ledger_class = 'onsite') as onsite
from problems
group by category
order by problems desc`,
  ),
  example(
    'satisfaction',
    '各镇街满意率和回访率，只看已评价 10 件以上的',
    'Satisfaction and revisits by town with at least 10 ratings',
    `select town,
       sum(satisfied) as satisfied,
       sum(rated) as rated,
       round(100.0 * sum(satisfied) / sum(rated), 1) as satisfied_percent,
       sum(revisited) as revisited,
       sum(answered) as answered
from problems
group by town
having sum(rated) >= 10
order by satisfied_percent, rated desc`,
  ),
  example(
    'coverage',
    '各镇街走访覆盖',
    'Households visited by town',
    `select town,
       sum(hh_visited) as visited,
       sum(hh_due) as due,
       round(100.0 * sum(hh_visited) / nullif(sum(hh_due), 0), 1) as percent
from coverage
group by town
order by percent`,
  ),
];
