import { LEDGER_CLASSES } from '../schema/colours.ts';
import type { MetricId } from './registry.ts';
import type { MetricReport } from './report.ts';

export const CHECK_IDS = ['I1', 'I2', 'I3_town', 'I3_department', 'I5'] as const;
export type CheckId = (typeof CHECK_IDS)[number];

/** One term of an identity: a metric, in total or of one group. */
export interface CheckTerm {
  readonly metric: MetricId;
  readonly key: string | null;
  readonly value: number;
}

/** A reconciliation check: the terms, what they must come to, and whether they do. */
export interface Check {
  readonly id: CheckId;
  readonly terms: readonly CheckTerm[];
  readonly sum: number;
  readonly expected: number;
  /** Null when the data cannot tell (a term is missing). */
  readonly ok: boolean | null;
}

function total(report: MetricReport, metric: MetricId): number | null {
  return report.overall[metric].value;
}

function sumCheck(id: CheckId, terms: readonly (CheckTerm | null)[], expected: number | null): Check {
  const known = terms.filter((term): term is CheckTerm => term !== null);
  const sum = known.reduce((all, term) => all + term.value, 0);
  const complete = known.length === terms.length && expected !== null;
  return { id, terms: known, sum, expected: expected ?? 0, ok: complete ? sum === expected : null };
}

function totalTerm(report: MetricReport, metric: MetricId): CheckTerm | null {
  const value = total(report, metric);
  return value === null ? null : { metric, key: null, value };
}

function groupTerms(
  report: MetricReport,
  dimension: 'colour' | 'town' | 'department',
  metric: MetricId,
): (CheckTerm | null)[] {
  return Object.entries(report.by[dimension] ?? {}).map(([key, table]) => {
    const { value } = table[metric];
    return value === null ? null : { metric, key, value };
  });
}

/** I1: on site + the five colours + no colour = all problems. */
function partition(report: MetricReport): Check {
  const terms = LEDGER_CLASSES.map((key) => ({
    metric: 'colour_count' as const,
    key,
    value: report.by.colour?.[key]?.colour_count.value ?? 0,
  }));
  return sumCheck('I1', terms, total(report, 'problems_total'));
}

/** I2: every problem is in exactly one state, each counted by its own predicate. */
function states(report: MetricReport): Check {
  const parts: MetricId[] = ['solved_on_site', 'resolved_ledger', 'explained', 'open', 'open_white'];
  return sumCheck(
    'I2',
    parts.map((metric) => totalTerm(report, metric)),
    total(report, 'problems_total'),
  );
}

/** I5: satisfied ≤ rated ≤ revisited ≤ to be revisited within the ledger, and closed ≤ all. */
function order(report: MetricReport): Check {
  const chain: MetricId[] = ['rated_answered', 'revisited', 'answered'];
  const terms = [...chain, 'closed' as const, 'problems_total' as const].map((metric) =>
    totalTerm(report, metric),
  );
  const values = terms.map((term) => term?.value ?? null);
  const known = values.every((value) => value !== null);
  const [rated, revisited, answered, closed, all] = values as number[];
  const ok = known ? rated! <= revisited! && revisited! <= answered! && closed! <= all! : null;
  return { id: 'I5', terms: terms.filter((term) => term !== null), sum: closed ?? 0, expected: all ?? 0, ok };
}

/** The checks I1, I2, I3 and I5 of the dictionary, from figures that were each queried on their own. */
export function reconcile(report: MetricReport): readonly Check[] {
  return [
    partition(report),
    states(report),
    sumCheck('I3_town', groupTerms(report, 'town', 'problems_total'), total(report, 'problems_total')),
    sumCheck('I3_department', groupTerms(report, 'department', 'problems_total'), total(report, 'ledgered')),
    order(report),
  ];
}
