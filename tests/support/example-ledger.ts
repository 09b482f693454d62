import type { IssueRow, VisitRow } from '../../src/lib/ingest/types.ts';
import { EXAMPLE, type ExampleRow } from '../../src/lib/metrics/example.ts';

const EMPTY_ISSUE: IssueRow = {
  issue_id: '',
  src_file: 'example.csv',
  src_sheet: 'example',
  src_row: 0,
  seq_no: null,
  campaign_phase: null,
  town: null,
  village: null,
  household_key: null,
  reporter_name: null,
  phone: null,
  reported_at: null,
  problem: '问题',
  category: null,
  colour_recorded: null,
  colour_initial: null,
  colour_current: null,
  disposition: 'ledger',
  dept_lead: null,
  dept_co: null,
  owner_name: null,
  owner_phone: null,
  status_recorded: null,
  outcome: 'open',
  assigned_at: null,
  due_at: null,
  resolved_at: null,
  resolved_note: null,
  result_text: null,
  solution_plan: null,
  explained_at: null,
  revisit_at: null,
  revisit_mode: null,
  revisit_by: null,
  revisit_state: 'none',
  satisfaction: null,
  dup_group: null,
  remark: null,
};

const moment = (day: string | undefined): string | null => (day === undefined ? null : `${day}T00:00:00`);

/** An issue row in which everything but the given members is empty. */
export function issueRow(given: Partial<IssueRow>): IssueRow {
  return { ...EMPTY_ISSUE, ...given };
}

/** A row of the worked example as the importer would give it. */
function exampleIssue(row: ExampleRow, index: number): IssueRow {
  return issueRow({
    issue_id: row.id,
    src_row: index + 2,
    town: row.town,
    village: '村',
    category: '道路',
    dept_lead: row.onsite ? null : '甲局',
    disposition: row.onsite ? 'onsite' : 'ledger',
    colour_current: row.colour ?? null,
    colour_initial: row.initial ?? row.colour ?? null,
    outcome: row.outcome,
    reported_at: moment(row.reported),
    due_at: row.due ?? null,
    resolved_at: moment(row.resolved),
    explained_at: moment(row.explained),
    revisit_at: moment(row.revisited),
    revisit_state: row.revisitState ?? 'none',
    satisfaction: row.satisfaction ?? null,
  });
}

export const EXAMPLE_ISSUES: readonly IssueRow[] = (EXAMPLE.issues as readonly ExampleRow[]).map(
  exampleIssue,
);

export const EXAMPLE_VISITS: readonly VisitRow[] = EXAMPLE.visits.map((visit, index) => ({
  src_file: 'visits.csv',
  src_sheet: 'visits',
  src_row: index + 2,
  visit_date: visit.date,
  kind: 'cumulative',
  town: visit.town,
  village: visit.village,
  hh_due: visit.due,
  hh_visited: visit.visited,
  hh_inhome: visit.parts[0],
  hh_phone: visit.parts[1],
  hh_wechat: visit.parts[2],
  hh_absent: visit.absent,
  people_met: null,
  problems_found: visit.found,
  onsite_resolved: null,
  ledgered: null,
}));

/** Every column that a metric may need. */
export const ALL_COLUMNS: ReadonlySet<string> = new Set([
  'reported_at',
  'resolved_at',
  'status',
  'due_at',
  'revisit_at',
  'satisfaction',
  'colour_recorded',
  'disposition',
]);
