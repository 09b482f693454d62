import type { RowStage, SqlValue, StagedColumn, WritableEngine } from '../core/engine.ts';
import { weekBefore, type LocalMoment } from '../core/period.ts';
import { INNER_BREAK, rowText } from '../core/row-text.ts';
import type { OnsiteTally } from '../ingest/onsite-tally.ts';
import type { TransitionRow } from '../ingest/transition-row.ts';
import type { Finding, IssueRow, VisitRow } from '../ingest/types.ts';
import {
  COVERAGE_TABLE,
  createTable,
  FINDING_TABLE,
  ISSUE_TABLE,
  TALLY_TABLE,
  TRANSITION_TABLE,
  VISIT_TABLE,
  type TableColumn,
} from '../schema/ddl.ts';
import { flagsRelation, stateRelation } from '../sql/state.ts';
import { join, raw, sql, statement, type Fragment } from '../sql/sql.ts';
import { coverageRelation } from '../sql/visit-query.ts';
import { createFacts } from './create-facts.ts';
import { ISSUE_TEXT_COLUMNS, issueText, TEXT_FACTS } from './issue-text.ts';

/** A sheet that problems come from. */
export interface LedgerSheet {
  readonly file: string;
  readonly name: string;
}

/** What goes into a database beside the problems. */
export interface LedgerRest {
  /** In the order of their numbers. */
  readonly sheets: readonly LedgerSheet[];
  readonly visits: readonly VisitRow[];
  readonly transitions: readonly TransitionRow[];
  readonly tallies: readonly OnsiteTally[];
  readonly findings: readonly Finding[];
  readonly cutoff: LocalMoment;
}

/** What goes into a database: rows that privacy has already treated. */
export interface LedgerTables extends Omit<LedgerRest, 'sheets'> {
  readonly issues: readonly IssueRow[];
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

const SETTLED_COLUMNS: readonly StagedColumn[] = [
  { name: 'sheet', type: 'integer' },
  { name: 'src_row', type: 'integer' },
  { name: 'new_id', type: 'varchar' },
  { name: 'is_left_out', type: 'boolean' },
];
const BREAK = INNER_BREAK.charCodeAt(0);

/** A staged column, its texts with the line breaks that they had before they became rows of text. */
function restored({ name, type }: StagedColumn, hasBreaks: boolean): string {
  return hasBreaks && type === 'varchar' ? `replace(${name}, chr(${BREAK}), chr(10))` : name;
}

/** Fills the tables of a ledger in an empty database: problems part by part, then the rest. */
export class LedgerLoad {
  readonly #engine: WritableEngine;
  readonly #stage: RowStage;
  readonly #settled: string[] = [];
  #hasBreaks = false;

  private constructor(engine: WritableEngine, stage: RowStage) {
    this.#engine = engine;
    this.#stage = stage;
  }

  static async start(engine: WritableEngine): Promise<LedgerLoad> {
    return new LedgerLoad(engine, await engine.stage('staged_issues', ISSUE_TEXT_COLUMNS));
  }

  /**
   * Adds problems as `issueText` writes them; `ids` are those that rows of the sheet have instead of their own, and
   * its rows that are `leftOut` do not become problems. Rejects with QueryError.
   */
  async add(
    text: string | Uint8Array,
    ids: ReadonlyMap<number, string>,
    sheet: number,
    leftOut: ReadonlySet<number>,
  ): Promise<void> {
    this.#hasBreaks ||= typeof text === 'string' ? text.includes(INNER_BREAK) : text.includes(BREAK);
    for (const [row, id] of ids) this.#settled.push(rowText([sheet, row, id, false]));
    for (const row of leftOut) this.#settled.push(rowText([sheet, row, null, true]));
    await this.#stage.add(text);
  }

  /**
   * Makes the tables. Rows are stored by date, with their state as of the cut-off beside the facts it follows
   * from. Rejects with QueryError.
   */
  async finish({ sheets, visits, transitions, tallies, findings, cutoff }: LedgerRest): Promise<void> {
    const engine = this.#engine;
    await this.#makeIssues(sheets, cutoff);
    await fill(engine, 'visits', VISIT_TABLE, rowsOf(visits, VISIT_TABLE));
    await fill(engine, 'transitions', TRANSITION_TABLE, rowsOf(transitions, TRANSITION_TABLE));
    await fill(engine, 'onsite_tally', TALLY_TABLE, rowsOf(tallies, TALLY_TABLE));
    await fill(engine, 'findings', FINDING_TABLE, findings.map(findingValues));
    for (const text of createFacts()) await engine.execute(text);
    await engine.execute(createTable('coverage', COVERAGE_TABLE));
    const names = raw(COVERAGE_TABLE.map(({ name }) => name).join(', '));
    const coverage = coverageRelation(cutoff);
    await engine.query(statement(sql`insert into coverage select ${names} from (${coverage}) as coverage`));
  }

  /** Forgets the rows of an import that failed. */
  async drop(): Promise<void> {
    await this.#stage.drop();
  }

  async #makeIssues(sheets: readonly LedgerSheet[], cutoff: LocalMoment): Promise<void> {
    const engine = this.#engine;
    const settled = await engine.stage('staged_settled', SETTLED_COLUMNS);
    await settled.add(this.#settled.join(''));
    const staged = this.#placed(raw(await this.#stage.end()), raw(await settled.end()), sheets);
    const names = ['sheet', ...ISSUE_TABLE.filter(({ origin }) => origin === 'fact').map(({ name }) => name)];
    const earlier = flagsRelation(staged, names, 'flags_week_before', weekBefore(cutoff));
    const stated = stateRelation(sql`(${earlier}) as earlier`, [...names, 'flags_week_before'], cutoff);
    const columns = raw(
      ISSUE_TABLE.map(({ name, type }) => `cast(${name} as ${type}) as ${name}`).join(', '),
    );
    // Not an insert into a table that is there: that takes half as long again.
    await engine.query(
      statement(
        sql`create table issues as select ${columns} from (${stated}) as stated order by stated.reported_at nulls first, sheet, src_row`,
      ),
    );
    await settled.drop();
    await this.#stage.drop();
  }

  /** Staged problems that are not left out, with their file and sheet by name, and with their final ids. */
  #placed(staged: Fragment, settled: Fragment, sheets: readonly LedgerSheet[]): Fragment {
    const text = TEXT_FACTS.map((column) => {
      const { name } = column;
      const own = restored(column, this.#hasBreaks);
      return this.#settled.length > 0 && name === 'issue_id'
        ? raw(`coalesce(new_id, ${own}) as issue_id`)
        : raw(`${own} as ${name}`);
    });
    const named = (member: keyof LedgerSheet, name: string): Fragment =>
      sql`list_value(${join(
        sheets.map((each) => sql`${each[member]}`),
        ', ',
      )})[sheet + 1] as ${raw(name)}`;
    const columns = [raw('sheet'), named('file', 'src_file'), named('name', 'src_sheet'), ...text];
    const from =
      this.#settled.length > 0
        ? sql`${staged} as staged left join ${settled} as settled using (sheet, src_row) where is_left_out is not true`
        : sql`${staged} as staged`;
    return sql`(select ${join(columns, ', ')} from ${from}) as placed`;
  }
}

function rowsOf<Row extends object>(rows: readonly Row[], columns: readonly TableColumn[]): SqlValue[][] {
  return rows.map((row) => columns.map(({ name }) => (row as Record<string, SqlValue>)[name] ?? null));
}

async function fill(
  engine: WritableEngine,
  table: string,
  columns: readonly TableColumn[],
  rows: readonly (readonly SqlValue[])[],
): Promise<void> {
  await engine.execute(createTable(table, columns));
  if (rows.length === 0) return;
  const stage = await engine.stage(`staged_${table}`, columns);
  const text = rows.map(rowText).join('');
  await stage.add(text);
  const hasBreaks = text.includes(INNER_BREAK);
  const values = columns.map((column) => restored(column, hasBreaks));
  await engine.execute(`insert into ${table} select ${values.join(', ')} from ${await stage.end()}`);
  await stage.drop();
}

/** Creates and fills the tables of a ledger that is in memory, in an empty database. Rejects with QueryError. */
export async function loadLedger(engine: WritableEngine, tables: LedgerTables): Promise<void> {
  const load = await LedgerLoad.start(engine);
  const sheets: LedgerSheet[] = [];
  const numbers = new Map<string, number>();
  const parts: IssueRow[][] = [];
  for (const issue of tables.issues) {
    const key = `${issue.src_file}\n${issue.src_sheet}`;
    let sheet = numbers.get(key);
    if (sheet === undefined) {
      sheet = sheets.push({ file: issue.src_file, name: issue.src_sheet }) - 1;
      numbers.set(key, sheet);
      parts.push([]);
    }
    parts[sheet]!.push(issue);
  }
  for (const [sheet, issues] of parts.entries())
    await load.add(issueText(issues, sheet), new Map(), sheet, new Set());
  await load.finish({ ...tables, sheets });
}
