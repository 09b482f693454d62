import type { Bilingual } from '../core/errors.ts';
import { METRIC_IDS, metricOf, type MetricId } from './registry.ts';

/** Metrics that are read together; `last` is the highest number (`M07` = 7) of the group. */
interface MetricGroup {
  readonly id: string;
  readonly label: Bilingual;
  readonly last: number;
}

const GROUPS: readonly MetricGroup[] = [
  { id: 'size', label: { zh: '规模与颜色', en: 'Size and colours' }, last: 7 },
  { id: 'resolution', label: { zh: '解决与在办', en: 'Resolved and open' }, last: 13 },
  { id: 'deadline', label: { zh: '时限', en: 'Deadlines' }, last: 18 },
  { id: 'duration', label: { zh: '用时', en: 'Duration' }, last: 21 },
  { id: 'revisit', label: { zh: '回访与满意', en: 'Revisits and satisfaction' }, last: 29 },
  { id: 'visits', label: { zh: '走访', en: 'Visits' }, last: 99 },
];

/** A group with its metrics in the registry's order. */
export interface GroupedMetrics extends MetricGroup {
  readonly ids: readonly MetricId[];
}

function numberOf(id: MetricId): number {
  return Number(metricOf(id).number.slice(1));
}

/** Metrics with a figure of their own by subject, and apart the counts that only serve as parts of others. */
export function groupMetrics(): {
  readonly groups: readonly GroupedMetrics[];
  readonly parts: readonly MetricId[];
} {
  const own = METRIC_IDS.filter((id) => metricOf(id).supporting !== true);
  const groups = GROUPS.map((group, index) => {
    const after = GROUPS[index - 1]?.last ?? 0;
    return { ...group, ids: own.filter((id) => numberOf(id) > after && numberOf(id) <= group.last) };
  });
  return { groups, parts: METRIC_IDS.filter((id) => metricOf(id).supporting === true) };
}
