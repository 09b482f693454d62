import type { PublicDimension } from '../metrics/public-edition.ts';
import type { MetricId } from '../metrics/registry.ts';

/** What is closed of a ledger is what revisits are expected of: a column of it is headed by words of its own. */
export const CLOSED_COLUMN = 'answered' satisfies MetricId;

const CLOSURE = [CLOSED_COLUMN, 'ledger_closure_rate'] as const;

/** The columns of a public table: what a public edition holds of each group, as figures that are read together. */
const COLUMNS: Readonly<Record<PublicDimension, readonly MetricId[]>> = {
  colour: ['colour_count', 'colour_share', 'resolved_ledger', 'ledger_resolution_rate'],
  town: [
    'problems_total',
    'solved_on_site',
    'on_site_ratio',
    'ledgered',
    ...CLOSURE,
    'rated',
    'satisfaction_rate',
  ],
  department: ['ledgered', ...CLOSURE],
  category: ['problems_total', 'solved_on_site', 'on_site_ratio', 'ledgered', ...CLOSURE],
};

/** What a class has where the others have these: white is explained and never resolved, on site is solved (D1, D5). */
const OF_CLASS: Readonly<Record<string, Readonly<Partial<Record<MetricId, MetricId>>>>> = {
  white: { resolved_ledger: 'explained', ledger_resolution_rate: 'explained_rate' },
  onsite: { resolved_ledger: 'resolved_total', ledger_resolution_rate: 'resolution_rate' },
};

/** The metrics of a public table's columns. */
export function publicColumns(dimension: PublicDimension): readonly MetricId[] {
  return COLUMNS[dimension];
}

/** The metric that stands in a column for a group. */
export function publicMetric(column: MetricId, dimension: PublicDimension, key: string): MetricId {
  return (dimension === 'colour' ? OF_CLASS[key]?.[column] : undefined) ?? column;
}
