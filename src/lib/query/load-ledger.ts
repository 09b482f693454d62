import type { SqlValue, WritableEngine } from '../core/engine.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import type { OnsiteTally } from '../ingest/onsite-tally.ts';
import type { Finding, IssueRow, VisitRow } from '../ingest/types.ts';
import {
  COVERAGE_TABLE,
  createTable,
  FINDING_TABLE,
  ISSUE_TABLE,
  TALLY_TABLE,
  VISIT_TABLE,
} from '../schema/ddl.ts';
import { createCells } from '../sql/cell-query.ts';
import { bitsOf } from '../sql/flags.ts';
import { FACT_COLUMNS, STATE_COLUMNS, stateRelation } from '../sql/state.ts';
import { raw, sql, statement } from '../sql/sql.ts';
import { coverageRelation } from '../sql/visit-query.ts';

/** What goes into a database: rows that privacy has already treated. */
export interface LedgerTables {
  readonly issues: readonly IssueRow[];
  readonly visits: readonly VisitRow[];
  readonly tallies: readonly OnsiteTally[];
  readonly findings: readonly Finding[];
  readonly cutoff: LocalMoment;
}

const ISSUE_FACTS = ISSUE_TABLE.filter((column) => column.origin === 'fact');

/** Columns of the `facts` table beside the weight: what figures and filters ask of a problem. */
const FACTS = [...FACT_COLUMNS, ...STATE_COLUMNS, 'flags_week_before'];

/** What an on-site problem is that only the visit tally knows, at any moment (D1, D2). */
const TALLY_BITS = bitsOf([
  'counted',
  'onsite',
  'not_white',
  'resolved',
  'closed',
  'undated',
  'without_record',
]);

/** Values of a tally entry for the columns of `facts`; the rest are null. */
const TALLY_VALUES: Readonly<Record<string, string>> = {
  town: 'town',
  village: 'village',
  disposition: `'onsite'`,
  outcome: `'resolved'`,
  revisit_state: `'none'`,
  ledger_class: `'onsite'`,
  state: `'resolved'`,
  is_revisited: 'false',
  flags: String(TALLY_BITS),
  flags_week_before: String(TALLY_BITS),
};

/**
 * Problems as figures count them: every row once, and what is known from the visit tally alone by weight.
 * A table of its own with the narrow columns only: a third faster than a view over `issues`.
 */
function createFacts(): string[] {
  const tally = FACTS.map((column) => `${TALLY_VALUES[column] ?? 'null'} as ${column}`);
  return createCells(
    `(select ${FACTS.join(', ')}, 1 as weight, 0 as is_tally from issues union all select ${tally.join(', ')}, weight, 1 as is_tally from onsite_tally) as problems`,
  );
}

function* values<Row extends object>(rows: readonly Row[], names: readonly string[]): Generator<SqlValue[]> {
  for (const row of rows) yield names.map((name) => (row as Record<string, SqlValue>)[name] ?? null);
}

function findingValues(finding: Finding): SqlValue[] {
  const { place, text, hint } = finding;
  return [
    finding.code,
    finding.severity,
    place.file ?? null,
    place.sheet ?? null,
    place.row ?? null,
    place.column ?? null,
    text.zh,
    text.en,
    hint.zh,
    hint.en,
    finding.sample,
    finding.setAside,
  ];
}

async function loadIssues(engine: WritableEngine, tables: LedgerTables): Promise<void> {
  const names = ISSUE_FACTS.map((column) => column.name);
  // In memory: the published file never holds them.
  await engine.execute(createTable('staged_issues', ISSUE_FACTS, { temporary: true }));
  await engine.append('staged_issues', names, values(tables.issues, names));
  await engine.execute(createTable('issues', ISSUE_TABLE));
  const columns = raw(ISSUE_TABLE.map((column) => column.name).join(', '));
  const stated = stateRelation('staged_issues', names, tables.cutoff);
  const earlier = stateRelation(
    'staged_issues',
    ['issue_id as earlier_id', ...FACT_COLUMNS],
    weekBefore(tables.cutoff),
  );
  await engine.query(
    statement(
      sql`insert into issues select ${columns} from (${stated}) as stated left join (select earlier_id, flags as flags_week_before from (${earlier}) as earlier) as before on stated.issue_id = before.earlier_id order by reported_at nulls first, src_file, src_sheet, src_row`,
    ),
  );
  await engine.execute('drop table staged_issues');
}

/**
 * Creates and fills the tables of a ledger in an empty database. Rows are stored by date, with their state
 * as of the cut-off beside the facts it follows from.
 */
export async function loadLedger(engine: WritableEngine, tables: LedgerTables): Promise<void> {
  await loadIssues(engine, tables);
  const others = [
    [
      'visits',
      VISIT_TABLE,
      values(
        tables.visits,
        VISIT_TABLE.map((column) => column.name),
      ),
    ],
    [
      'onsite_tally',
      TALLY_TABLE,
      values(
        tables.tallies,
        TALLY_TABLE.map((column) => column.name),
      ),
    ],
    ['findings', FINDING_TABLE, tables.findings.map(findingValues)],
  ] as const;
  for (const [name, columns, rows] of others) {
    await engine.execute(createTable(name, columns));
    await engine.append(
      name,
      columns.map((column) => column.name),
      rows,
    );
  }
  for (const text of createFacts()) await engine.execute(text);
  await engine.execute(createTable('coverage', COVERAGE_TABLE));
  const coverage = coverageRelation(tables.cutoff);
  await engine.query(
    statement(
      sql`insert into coverage select town, village, hh_due, hh_visited from (${coverage}) as coverage`,
    ),
  );
}
