import words from '../../i18n/check-words.json' with { type: 'json' };
import type { MetricId } from '../../metrics/registry.ts';

/**
 * What texts call a metric, as patterns; null for words whose number no metric gives, so that it is not taken for
 * another.
 */
export const METRIC_WORDS: readonly (readonly [RegExp, MetricId | null])[] = [
  [new RegExp(words.none, 'g'), null],
  ...Object.entries(words.metrics satisfies Partial<Record<MetricId, string>>).map(
    ([metric, pattern]) => [new RegExp(pattern, 'gi'), metric as MetricId] as const,
  ),
];

/** What 占 says of a count: its share of what it is a part of. */
export const SHARE_OF: Readonly<Partial<Record<MetricId, MetricId>>> = {
  solved_on_site: 'on_site_ratio',
  self_solvable: 'self_solvable_share',
  colour_count: 'colour_share',
};

export const RISE = new RegExp(words.rise);
export const FALL = new RegExp(words.fall);
