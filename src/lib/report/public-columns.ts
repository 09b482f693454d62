import type { PublicDimension } from '../metrics/public-edition.ts';
import type { Bilingual } from '../core/errors.ts';
import { metricOf, type MetricId } from '../metrics/registry.ts';

const RESOLUTION = ['answered', 'ledger_closure_rate', 'resolved_ledger', 'ledger_resolution_rate'] as const;

/** The columns of a public table: what a public edition holds of each group, as figures that are read together. */
const COLUMNS: Readonly<Record<PublicDimension, readonly MetricId[]>> = {
  colour: ['colour_count', 'colour_share', 'resolved_ledger', 'ledger_resolution_rate'],
  town: [
    'problems_total',
    'solved_on_site',
    'on_site_ratio',
    'ledgered',
    ...RESOLUTION,
    'rated',
    'satisfaction_rate',
  ],
  department: ['ledgered', ...RESOLUTION],
  category: ['problems_total', 'solved_on_site', 'on_site_ratio', 'ledgered', ...RESOLUTION],
};

/** What a class has where the others have these: white is explained and never resolved, on site is solved (D1, D5). */
const OF_CLASS: Readonly<Record<string, Readonly<Partial<Record<MetricId, MetricId>>>>> = {
  white: { resolved_ledger: 'explained', ledger_resolution_rate: 'explained_rate' },
  onsite: { resolved_ledger: 'resolved_total', ledger_resolution_rate: 'resolution_rate' },
};

/** Over a column, what a count is of there: `answered` is what revisits are expected of, which is what was closed. */
const HEADERS: Readonly<Partial<Record<MetricId, Bilingual>>> = {
  answered: { zh: '台账已办结', en: 'Closed in the ledger' },
};

/** What a public table's column is headed by. */
export function publicHeader(column: MetricId): Bilingual {
  return HEADERS[column] ?? metricOf(column).label;
}

/** The metrics of a public table's columns. */
export function publicColumns(dimension: PublicDimension): readonly MetricId[] {
  return COLUMNS[dimension];
}

/** The metric that stands in a column for a group. */
export function publicMetric(column: MetricId, dimension: PublicDimension, key: string): MetricId {
  return (dimension === 'colour' ? OF_CLASS[key]?.[column] : undefined) ?? column;
}
