import { bulletinWords } from '../../src/lib/i18n/bulletin.ts';
import type { GroupNumbers } from '../../src/lib/metrics/evaluate.ts';
import { evaluateReport, type MetricReport } from '../../src/lib/metrics/report.ts';
import type { Dimension } from '../../src/lib/metrics/types.ts';
import type { Manifest } from '../../src/lib/query/bundle-documents.ts';
import type { BulletinInput } from '../../src/lib/report/bulletin/input.ts';
import { KIND_PARTS } from '../../src/lib/report/bulletin/kinds.ts';

/** Counts by metric id; those that are not given are 0. */
export type Counts = Readonly<Record<string, number>>;

const COLUMNS = [
  'reported_at',
  'due_at',
  'resolved_at',
  'status',
  'revisit_at',
  'satisfaction',
  'revisit_state',
];

const NO_VISITS = null;

function numbers(counts: Counts, visited: number | null = null, days: readonly number[] = []): GroupNumbers {
  return {
    counts,
    quantiles: { median_days: days[0] ?? null, p90_days: days[1] ?? null },
    visits:
      visited === null
        ? NO_VISITS
        : ({ hh_due: null, hh_visited: visited } as unknown as NonNullable<GroupNumbers['visits']>),
  };
}

/** A report of hand-written counts. `lacks` are columns that the export does not have. */
export function reportOf(
  counts: Counts,
  given: {
    readonly by?: Partial<Record<Dimension, Readonly<Record<string, Counts>>>>;
    readonly visited?: number;
    readonly days?: readonly number[];
    readonly lacks?: readonly string[];
  } = {},
): MetricReport {
  const { by = {}, visited = null, days, lacks = [] } = given;
  const groups = Object.entries(by).map(([dimension, keys]) => [
    dimension,
    Object.fromEntries(Object.entries(keys).map(([key, each]) => [key, numbers(each)])),
  ]);
  return evaluateReport(
    {
      whole: numbers(counts, visited, days),
      by: Object.fromEntries(groups),
      undated: 0,
      withoutRecords: 0,
    },
    { columns: new Set(COLUMNS.filter((column) => !lacks.includes(column))), rowsFiltered: false },
  );
}

const MANIFEST = {
  schemaVersion: 1,
  dataVersion: '0123456789ab',
  edition: 'internal',
  cutoff: '2022-02-17T18:00',
  resolutionBasis: 'resolved',
  rows: { read: 20, kept: 19, setAside: 1, skipped: 0 },
  sources: [{ name: '台账.csv' }],
} as unknown as Manifest;

/** A weekly bulletin of a report, compared with nothing unless `given` says so. */
export function inputOf(report: MetricReport, given: Partial<BulletinInput> = {}): BulletinInput {
  return {
    words: bulletinWords('zh'),
    kind: 'weekly',
    parts: KIND_PARTS.weekly,
    scope: '全县',
    manifest: MANIFEST,
    moment: '2022-02-17T18:00',
    calendar: undefined,
    period: { from: null, to: null },
    report,
    before: null,
    weekly: [],
    overdue: null,
    ...given,
  };
}
