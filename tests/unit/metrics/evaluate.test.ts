import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../src/lib/metrics/check.ts';
import {
  evaluateMetric,
  needsOf,
  type GroupContext,
  type GroupNumbers,
} from '../../../src/lib/metrics/evaluate.ts';
import { METRIC_IDS, metricOf } from '../../../src/lib/metrics/registry.ts';
import { evaluateReport } from '../../../src/lib/metrics/report.ts';
import { ALL_COLUMNS } from '../../support/example-ledger.ts';

const COUNTS = METRIC_IDS.filter((id) => metricOf(id).kind === 'count');

function numbers(counts: Record<string, number>, visits: GroupNumbers['visits'] = null): GroupNumbers {
  return { counts, quantiles: {}, visits };
}

function context(change: Partial<GroupContext> = {}): GroupContext {
  const whole = numbers({ problems_total: 40, ledgered: 20, colour_count: 40 });
  return { dimension: null, key: null, whole, rowsFiltered: false, columns: ALL_COLUMNS, ...change };
}

describe('a metric whose columns the export lacks', () => {
  it.each(METRIC_IDS.filter((id) => needsOf(metricOf(id)).length > 0))('is missing, never 0: %s', (id) => {
    const counts = Object.fromEntries(COUNTS.map((each) => [each, 7]));
    const figure = evaluateMetric(id, numbers(counts), context({ columns: new Set() }));
    expect(figure).toEqual({ value: null, numerator: null, denominator: null, missing: 'no_data' });
  });

  it('is there when one of several columns is', () => {
    const columns = new Set(['status']);
    const figure = evaluateMetric(
      'resolution_rate',
      numbers({ resolved_total: 3, not_white: 4 }),
      context({ columns }),
    );
    expect(figure.value).toBe(0.75);
  });
});

describe('what applies where', () => {
  const visits = {
    hh_due: 200,
    hh_visited: 150,
    hh_inhome: 120,
    hh_phone: null,
    hh_wechat: 0,
    hh_absent: null,
    problems_found: null,
  };

  it('visits have no colour, department or category, and none under a filter by rows', () => {
    const whole = numbers({ problems_total: 3 }, visits);
    expect(evaluateMetric('coverage_rate', whole, context()).value).toBe(0.75);
    expect(evaluateMetric('coverage_rate', whole, context({ dimension: 'town', key: '甲镇' })).value).toBe(
      0.75,
    );
    expect(evaluateMetric('coverage_rate', whole, context({ dimension: 'village', key: '东村' })).value).toBe(
      0.75,
    );
    for (const dimension of ['colour', 'department', 'category'] as const)
      expect(evaluateMetric('coverage_rate', whole, context({ dimension, key: 'x' })).missing).toBe(
        'not_applicable',
      );
    expect(evaluateMetric('households_visited', whole, context({ rowsFiltered: true })).missing).toBe(
      'not_applicable',
    );
    expect(evaluateMetric('households_visited', numbers({}), context()).missing).toBe('no_data');
  });

  it('contact modes that no file gives are missing, not 0', () => {
    const whole = numbers({ problems_total: 3 }, visits);
    expect(evaluateMetric('visited_in_home', whole, context()).value).toBe(120);
    expect(evaluateMetric('in_home_share', whole, context()).value).toBe(0.8);
    expect(evaluateMetric('by_wechat_share', whole, context()).value).toBe(0);
    for (const id of ['visited_by_phone', 'by_phone_share', 'not_reached_share', 'registered_rate'] as const)
      expect([id, evaluateMetric(id, whole, context()).missing]).toEqual([id, 'no_data']);
  });

  it('shares are of the whole ledger, and not of what was solved on site', () => {
    const group = numbers({ colour_count: 5, ledgered: 5 });
    const share = evaluateMetric('colour_share', group, context({ dimension: 'colour', key: 'green' }));
    expect([share.numerator, share.denominator, share.value]).toEqual([5, 20, 0.25]);
    for (const change of [
      { dimension: 'colour', key: 'onsite' },
      { dimension: 'town', key: 'x' },
      {},
    ] as const)
      expect(evaluateMetric('colour_share', group, context(change)).missing).toBe('not_applicable');
  });

  it('white is explained, not resolved (D5)', () => {
    const white = context({ dimension: 'colour', key: 'white' });
    expect(evaluateMetric('resolved_total', numbers({ resolved_total: 0 }), white).missing).toBe(
      'not_applicable',
    );
    expect(evaluateMetric('explained_rate', numbers({ explained: 1, white: 2 }), white).value).toBe(0.5);
  });
});

describe('the registry', () => {
  it('names its parts by metrics that exist and are counts or sums', () => {
    for (const id of METRIC_IDS) {
      const metric = metricOf(id);
      if (metric.kind !== 'ratio' && metric.kind !== 'share') continue;
      for (const part of [metric.numerator, metric.denominator]) {
        expect([id, METRIC_IDS]).toEqual([id, expect.arrayContaining([part])]);
        expect(['count', 'visits']).toContain(metricOf(part as typeof id).kind);
      }
    }
  });

  it('labels every metric once, in both languages', () => {
    for (const side of ['zh', 'en'] as const) {
      const labels = METRIC_IDS.map((id) => metricOf(id).label[side]);
      expect(new Set(labels).size).toBe(labels.length);
      for (const id of METRIC_IDS) expect(metricOf(id).definition[side].length).toBeGreaterThan(5);
    }
  });
});

describe('the checks', () => {
  const good = {
    problems_total: 10,
    solved_on_site: 4,
    ledgered: 6,
    resolved_ledger: 3,
    open: 2,
    open_white: 0,
    explained: 1,
  };
  const more = { closed: 8, answered: 4, revisited: 3, rated_answered: 2 };
  const group = (counts: Record<string, number>) => numbers(counts);
  const report = (whole: Record<string, number>, columns = ALL_COLUMNS) =>
    evaluateReport(
      {
        whole: group(whole),
        by: {
          colour: {
            onsite: group({ colour_count: 4 }),
            green: group({ colour_count: 5 }),
            white: group({ colour_count: 1 }),
          },
          town: { 甲镇: group({ problems_total: 7 }), 乙镇: group({ problems_total: 3 }) },
          department: { 甲局: group({ problems_total: 5 }), __none__: group({ problems_total: 1 }) },
        },
        undated: 0,
        withoutRecords: 0,
      },
      { columns, rowsFiltered: false },
    );
  const verdicts = (whole: Record<string, number>, columns?: Set<string>) =>
    Object.fromEntries(reconcile(report(whole, columns)).map(({ id, ok }) => [id, ok]));

  it('hold where everything adds up', () => {
    const all = { I1: true, I2: true, I3_town: true, I3_department: true, I5: true };
    expect(verdicts({ ...good, ...more })).toEqual(all);
  });

  it.each([
    ['I1', { problems_total: 11, open: 3 }, { I1: false, I3_town: false }],
    ['I2', { open: 3 }, { I2: false }],
    ['I3', { ledgered: 7 }, { I3_department: false }],
    ['I5', { revisited: 5 }, { I5: false }],
    ['I5', { rated_answered: 4 }, { I5: false }],
    ['I5', { closed: 11 }, { I5: false }],
  ])('%s fails alone where it must: %j', (_, change, failed) => {
    const all = { I1: true, I2: true, I3_town: true, I3_department: true, I5: true };
    expect(verdicts({ ...good, ...more, ...change })).toEqual({ ...all, ...failed });
  });

  it('cannot tell without the columns', () => {
    expect(verdicts({ ...good, ...more }, new Set())).toMatchObject({ I1: true, I2: null, I5: null });
  });
});
