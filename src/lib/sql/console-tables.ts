import type { Bilingual } from '../core/errors.ts';
import type { LocalMoment } from '../core/period.ts';
import { sqlString } from '../core/sql-string.ts';
import { METRIC_IDS, metricOf, type MetricId } from '../metrics/registry.ts';
import type { CountMetric } from '../metrics/types.ts';
import { LEDGER_CLASSES } from '../schema/colours.ts';
import {
  COVERAGE_TABLE,
  FINDING_TABLE,
  ISSUE_TABLE,
  TALLY_TABLE,
  TRANSITION_TABLE,
  VISIT_TABLE,
  type TableColumn,
} from '../schema/ddl.ts';
import { tableColumnLabel, type TableName } from '../schema/table-columns.ts';
import { bitsOf } from './flags.ts';

/** A column that statements may name. */
export interface ConsoleColumn {
  readonly name: string;
  readonly type: TableColumn['type'];
  readonly label: Bilingual;
  /** True when it follows from the rules as of the cut-off. */
  readonly isComputed: boolean;
}

export const CONSOLE_TABLES = [
  'problems',
  'issues',
  'transitions',
  'visits',
  'coverage',
  'onsite_tally',
  'findings',
  'as_of',
] as const;
export type ConsoleTable = (typeof CONSOLE_TABLES)[number];

/** Columns of a problem that `problems` repeats. */
const PROBLEM_FACTS: ReadonlySet<string> = new Set([
  'town',
  'village',
  'category',
  'dept_lead',
  'owner_name',
  'ledger_class',
  'state',
  'due_state',
  'satisfaction',
  'reported_at',
  'assigned_at',
  'due_at',
  'resolved_at',
  'explained_at',
  'revisit_at',
  'resolution_days',
]);

/** Metrics that count problems, each by a flag of its own. */
const COUNTS = METRIC_IDS.flatMap((id): (readonly [MetricId, CountMetric])[] => {
  const metric = metricOf(id);
  return metric.kind === 'count' && id !== 'colour_count' ? [[id, metric]] : [];
});

const fromTable = (name: TableName, columns: readonly TableColumn[]): ConsoleColumn[] =>
  columns
    .filter(({ origin }) => origin !== 'index')
    .map(({ name: column, type, origin }) => ({
      name: column,
      type,
      label: tableColumnLabel(name, column),
      isComputed: origin === 'state',
    }));

const problemFacts = fromTable('issues', ISSUE_TABLE).filter(({ name }) => PROBLEM_FACTS.has(name));

/** The tables that statements may name, with their columns in order. */
export const CONSOLE_COLUMNS: Readonly<Record<ConsoleTable, readonly ConsoleColumn[]>> = {
  problems: [
    ...problemFacts,
    ...COUNTS.map(([name, { label }]) => ({ name, type: 'integer' as const, label, isComputed: true })),
  ],
  issues: fromTable('issues', ISSUE_TABLE),
  transitions: fromTable('transitions', TRANSITION_TABLE),
  visits: fromTable('visits', VISIT_TABLE),
  coverage: fromTable('visits', COVERAGE_TABLE),
  onsite_tally: fromTable('onsite_tally', TALLY_TABLE),
  findings: fromTable('findings', FINDING_TABLE),
  as_of: [
    { name: 'cutoff', type: 'timestamp', label: { zh: '截止时间', en: 'Cut-off' }, isComputed: false },
    {
      name: 'data_version',
      type: 'varchar',
      label: { zh: '数据版本', en: 'Data version' },
      isComputed: false,
    },
  ],
};

/** Columns that hold codes, with the codes in their order. */
export const CODED_COLUMNS = {
  ledger_class: LEDGER_CLASSES,
  state: ['open', 'resolved', 'explained', 'other'],
  due_state: ['not_due', 'due_today', 'overdue', 'on_time', 'late', 'undated'],
  satisfaction: ['very', 'satisfied', 'basic', 'neutral', 'dissatisfied', 'very_dis'],
} as const;

/**
 * Views beside the ledger's tables: `problems`, whose columns add up to the figures of the pages (1, or what an entry
 * of the visit tally stands for, where the problem counts; else 0), and `as_of`, one row.
 */
export function consoleViews(about: {
  readonly cutoff: LocalMoment;
  readonly dataVersion: string;
}): string[] {
  const facts = problemFacts.map(({ name }) => name);
  const counts = COUNTS.map(
    ([id, { flag }]) => `case when flags & ${bitsOf([flag])} <> 0 then weight else 0 end as ${id}`,
  );
  const cutoff = sqlString(about.cutoff.replace('T', ' '));
  return [
    `create view memory.main.problems as select ${[...facts, ...counts].join(', ')} from ledger.main.facts`,
    `create view memory.main.as_of as select cast(${cutoff} as timestamp) as cutoff, ${sqlString(about.dataVersion)} as data_version`,
    `set search_path = 'ledger.main,memory.main'`,
  ];
}

/** Settings after which no statement reaches a file or another database, or changes a setting; errors come as JSON. */
export const SEAL = [
  'set errors_as_json = true',
  `set memory_limit = '1500MB'`,
  'set enable_external_access = false',
  'set lock_configuration = true',
] as const;
