import { METRIC_IDS, metricOf, type MetricId } from './registry.ts';
import type { Dimension, Flag, VisitSum } from './types.ts';

/** Groups of fewer problems are brought together under {@link OTHER_KEY}: their names are somebody's words. */
export const MERGED_BELOW = 5;

/** Key of the group that small departments and categories are brought together in. */
export const OTHER_KEY = '__other__';

/** Dimensions whose keys are words of the export; towns are listed whatever they have (D23), colours are fixed. */
export const MERGED_DIMENSIONS = ['department', 'category'] as const satisfies readonly Dimension[];

/** Of a town or category: what was found and what of the ledger is closed. White cannot be told apart in it. */
const CLOSURE = ['counted', 'onsite', 'ledger', 'answered'] as const satisfies readonly Flag[];
/** Of a colour, and of all: what is resolved, and white, which is explained (D5). */
const RESOLUTION = [
  ...CLOSURE,
  'not_white',
  'ledger_not_white',
  'resolved',
  'resolved_ledger',
  'white',
  'explained',
] as const satisfies readonly Flag[];
const RATINGS = ['rated', 'satisfied'] as const satisfies readonly Flag[];

/** Dimensions that the public edition is grouped by. */
export const PUBLIC_DIMENSIONS = ['colour', 'town', 'department', 'category'] as const;
export type PublicDimension = (typeof PUBLIC_DIMENSIONS)[number];

/**
 * The counts that a public edition holds, of all problems and of each group: a fixed set, without crossings of two
 * dimensions, without earlier moments and weeks, whose differences are small numbers, and without anything that is of
 * single problems. Departments count what is in the ledger, as everywhere (I3).
 */
export const PUBLIC_COUNTS: {
  readonly whole: readonly Flag[];
  readonly by: Readonly<Record<PublicDimension, readonly Flag[]>>;
} = {
  whole: [
    ...RESOLUTION,
    ...RATINGS,
    'closed',
    'self_solvable',
    'open',
    'due',
    'on_time',
    'late',
    'overdue',
    'timed',
    'within_five',
    'revisited',
    'rated_answered',
  ],
  by: {
    colour: RESOLUTION,
    town: [...CLOSURE, ...RATINGS],
    department: CLOSURE,
    category: CLOSURE,
  },
};

/** The visit sums that a public edition holds, of all households and of each town. */
export const PUBLIC_VISITS = ['hh_due', 'hh_visited'] as const satisfies readonly VisitSum[];

/** The metrics that have a number of their own, and do not follow from others, with the name of that number. */
const NUMBERED = METRIC_IDS.flatMap((id): (readonly [MetricId, string])[] => {
  const metric = metricOf(id);
  if (metric.kind === 'count' || metric.kind === 'quantile') return [[id, metric.flag]];
  return metric.kind === 'visits' ? [[id, metric.sum]] : [];
});

/** Metrics that a public edition hides in a group where it prints these counts and visit sums only. */
export function hiddenMetrics(printed: ReadonlySet<string>): ReadonlySet<string> {
  return new Set(NUMBERED.filter(([, name]) => !printed.has(name)).map(([id]) => id));
}
