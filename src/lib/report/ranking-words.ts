import type { MetricValue } from '../core/result.ts';
import { formatValue, MISSING_TEXT } from '../format/format.ts';
import type { Translator } from '../i18n/messages.ts';
import { keyLabel } from '../metrics/labels.ts';
import { CLAIM_RATES, type RankChange } from '../metrics/ranking.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';
import type { MetricTable } from '../metrics/table.ts';
import { NONE_KEY } from '../metrics/types.ts';
import type { RankedUnit } from '../query/run-ranking.ts';
import { printedNumber, type RankBy, type RankRow } from './ranking.ts';

/** Name of a unit, or what stands for the problems that name none. */
export function unitLabel(t: Translator, of: RankedUnit, key: string): string {
  if (of !== 'owner') return t.pick(keyLabel(of, key));
  return key === NONE_KEY ? t('rank.noOwner') : key;
}

/** What is ranked by, in words. */
export function byLabel(t: Translator, by: RankBy): string {
  return by === 'gap' ? t('rank.gap') : t.pick(metricOf(by).label);
}

/** Whether differences of what is ranked by are days or percentage points. */
export function differenceUnit(by: RankBy): 'days' | 'points' {
  return by !== 'gap' && metricOf(by).unit === 'days' ? 'days' : 'points';
}

/** The figure that is ranked by, with its unit; `—` when it is missing. */
export function rankValueText(t: Translator, table: MetricTable, by: RankBy): string {
  const printed = printedNumber(table, by);
  if (printed === null) return MISSING_TEXT;
  if (by === 'gap') return t('rank.points', { size: printed.toFixed(1) });
  const text = formatValue(table[by], metricOf(by).unit);
  return metricOf(by).unit === 'days' ? t('rank.days', { size: text }) : text;
}

/** The change of a unit's place; empty where it had none at either time. */
export function changeText(t: Translator, change: RankChange | null): string {
  if (change === null) return '';
  if (change.kind === 'new') return t('rank.new');
  if (change.kind === 'left') return t('rank.left');
  if (change.steps === 0) return t('rank.same');
  return t(change.steps > 0 ? 'rank.up' : 'rank.down', { steps: Math.abs(change.steps) });
}

function denominatorOf(id: MetricId): string | null {
  const metric = metricOf(id);
  if (metric.kind === 'quantile') return 'timed';
  return metric.kind === 'ratio' ? metric.denominator : null;
}

/** Why a unit has no rank: nothing to divide by, or the reason why its figure is missing. */
export function reasonText(t: Translator, { table }: Pick<RankRow, 'table'>, by: RankBy): string {
  if (table.problems_total.value === 0 && by !== 'coverage_rate') return t('rank.reason.none');
  const parts = by === 'gap' ? CLAIM_RATES : [by];
  const missing = parts.map((id) => [id, table[id] as MetricValue] as const);
  const [id, figure] = missing.find(([, { value }]) => value === null) ?? missing[0]!;
  const denominator = denominatorOf(id);
  if (figure.denominator === 0 && denominator !== null)
    return t('rank.reason.zero', { name: t.pick(metricOf(denominator as MetricId).label) });
  return figure.missing === null ? t('rank.note.small') : t(`missing.${figure.missing}`);
}

/** What the ranking shows in a sentence: who is first and who is last. */
export function rankingFinding(t: Translator, of: RankedUnit, by: RankBy, rows: readonly RankRow[]): string {
  const ranked = rows.filter(({ rank }) => rank !== null);
  const last = ranked[ranked.length - 1];
  const metric = byLabel(t, by);
  if (last === undefined) return `${metric}${t.language === 'zh' ? '：' : ': '}${t('rank.none')}`;
  if (last.rank === 1) return t('rank.table', { of: t(`rank.of.${of}`), metric });
  const told = (same: readonly RankRow[]): string => {
    const names = same.slice(0, 2).map(({ key }) => unitLabel(t, of, key));
    const all = names.join(t.language === 'zh' ? '、' : ', ') + (same.length > 2 ? '…' : '');
    const name = same.length > 1 ? t('rank.findingTie', { names: all }) : all;
    return t('rank.value', { name, value: rankValueText(t, same[0]!.table, by) });
  };
  return t(by === 'gap' ? 'rank.findingGap' : 'rank.finding', {
    metric,
    first: told(ranked.filter(({ rank }) => rank === 1)),
    last: told(ranked.filter(({ rank }) => rank === last.rank)),
  });
}
