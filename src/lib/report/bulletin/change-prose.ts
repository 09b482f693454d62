import { isCompareStep } from '../../core/comparison.ts';
import type { DocumentFigure, Inline } from '../../core/document.ts';
import { formatMoment, formatRate } from '../../format/format.ts';
import { metricOf, type MetricId } from '../../metrics/registry.ts';
import { SMALL_BASE } from '../../metrics/value.ts';
import { changeBetween, proseCount, type Figures } from './figures.ts';
import type { BulletinInput, Comparison } from './input.ts';

/**
 * What a bulletin compares: counts first, then rates. Not the households visited: the tally's last figures before a moment
 * may be weeks older than it.
 */
const COMPARED = [
  'problems_total',
  'ledgered',
  'resolved_total',
  'overdue_open',
  'resolution_rate',
  'ledger_resolution_rate',
  'satisfaction_rate',
] as const satisfies readonly MetricId[];

/** True where there is something to compare with: never 同比 without last year's data. */
function isComparable(before: Comparison): boolean {
  return (before.report.overall.problems_total.value ?? 0) > 0;
}

/** Words that say what is compared with, never 同比 but with last year's. */
function sinceProse(figures: Figures, { by, moment }: Comparison, changes: Inline[]): Inline[] {
  const { words } = figures;
  const at = formatMoment(moment, words.language);
  if (isCompareStep(by))
    return figures.say('since.text', { since: words(`since.${by}`), moment: at, changes });
  return figures.say('since.same', { since: words('since.date', { moment: at }), changes });
}

/** A change as a piece of a sentence; `ending` tells it from the figure itself. */
function changeFigure(metric: MetricId, ending: '~' | '~%', text: string, value: number): DocumentFigure {
  return {
    id: metric + ending,
    text,
    metric: `${metric}~`,
    group: null,
    figure: { value, numerator: null, denominator: null, missing: null },
  };
}

/** The change of a count, with its share of a base that is large enough; from nothing it is 新增. */
function countChange(figures: Figures, before: Comparison, metric: MetricId): Inline[] {
  const name = figures.words.pick(metricOf(metric).label);
  const [now, was] = [figures.count(metric), before.report.overall[metric].value ?? 0];
  const difference = now - was;
  if (difference === 0) return figures.say('change.flat', { name });
  const size = changeFigure(metric, '~', proseCount(Math.abs(difference), figures.words), difference);
  if (was === 0) return figures.say('change.new', { name, size });
  const isUp = difference > 0;
  if (was < SMALL_BASE) return figures.say(isUp ? 'change.up' : 'change.down', { name, size });
  const growth = formatRate(Math.abs(difference), was);
  const share = changeFigure(metric, '~%', growth, difference / was);
  return figures.say(isUp ? 'change.upShare' : 'change.downShare', { name, size, share });
}

/** The change of a rate in 百分点, as both are printed; null where either stands on few cases. */
function rateChange(figures: Figures, before: Comparison, metric: MetricId): Inline[] | null {
  const was = before.report.overall[metric];
  const change = changeBetween(figures.report, before.report, metric);
  if (change === null || !figures.isSaid(metric) || (was.denominator ?? 0) < SMALL_BASE) return null;
  const name = figures.words.pick(metricOf(metric).label);
  if (change.trend === 'flat') return figures.say('change.flat', { name });
  const isUp = change.trend === 'up';
  const points = Number(change.size) * (isUp ? 1 : -1);
  const size = changeFigure(metric, '~', change.size, points);
  return figures.say(isUp ? 'change.rateUp' : 'change.rateDown', { name, size });
}

/** Changes since the comparison: 增加…个、增长…% for counts, 提高/下降…个百分点 for rates, 持平. */
export function changeProse(figures: Figures, { before }: BulletinInput): Inline[] {
  if (before === null) return [];
  const { words } = figures;
  if (!isComparable(before))
    return figures.say('since.none', { moment: formatMoment(before.moment, words.language) });
  const changes = COMPARED.flatMap((metric) => {
    const known = [figures.value(metric), before.report.overall[metric]].every(({ value }) => value !== null);
    if (!known) return [];
    const change =
      metricOf(metric).unit === 'ratio'
        ? rateChange(figures, before, metric)
        : countChange(figures, before, metric);
    return change === null ? [] : [change];
  });
  const joined = changes.flatMap((change, index) => (index === 0 ? change : [words('semicolon'), ...change]));
  return sinceProse(figures, before, joined);
}
