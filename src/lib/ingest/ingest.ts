import type { LocalMoment } from '../core/period.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS } from '../schema/columns.ts';
import { resolutionBasis } from './basis.ts';
import { checkConfig } from './config.ts';
import { EventRows } from './event-rows.ts';
import { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { findHorizon, latest, parseCutoff, type EventMoments, type Horizon } from './horizon.ts';
import { openFiles, withOthers, type OpenFiles } from './open-files.ts';
import { mapSheet, withSiblings } from './open-sheet.ts';
import { readIssues, type ImportRun, type IssueIntake } from './read-sheets.ts';
import type { SheetCounts } from './sheet-counts.ts';
import { settleTransitions } from './settle-transitions.ts';
import { sheetReport } from './sheet-report.ts';
import type { Survey } from './survey.ts';
import { surveySheets } from './survey-sheets.ts';
import { compareTallies } from './tally.ts';
import { ISSUES, TRANSITIONS, VISITS } from './table-kinds.ts';
import { maskResidents, titlesOf, wordsOf } from './titles.ts';
import { TownRowCounts } from './town-rows.ts';
import { TownList } from './towns.ts';
import { readTransitions } from './transition-sheet.ts';
import type { IngestOptions, IngestReport, IngestResult, IssueRow, SheetReport, VisitRow } from './types.ts';
import { settleVisitKinds } from './visit-kind.ts';
import { readVisitSheet } from './visit-sheet.ts';

export type { IssueIntake } from './read-sheets.ts';

/**
 * Export files → rows, findings and reports; nothing is dropped in silence. Runs in Node and the browser.
 * Rejects with a WuseError when nothing can be published, and with the signal's reason when aborted.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const sheets = new Map<number, IssueRow[]>();
  const report = await ingestInto<readonly IssueRow[]>(options, {
    pack: (rows) => rows,
    take: (rows, ids, sheet, leftOut) => {
      const issues = sheets.get(sheet) ?? [];
      sheets.set(sheet, issues);
      for (const row of rows) {
        if (leftOut.has(row.src_row)) continue;
        row.issue_id = ids.get(row.src_row) ?? row.issue_id;
        issues.push(row);
      }
    },
  });
  const inOrder = [...sheets].sort(([one], [other]) => one - other);
  return { ...report, issues: inOrder.flatMap(([, issues]) => issues) };
}

/**
 * As {@link ingest}, but problems are handed on part by part, so that an export need not fit into memory. Rejects
 * as it does, also after some parts, and with whatever the intake throws.
 */
export async function ingestInto<Packed>(
  options: IngestOptions,
  intake: IssueIntake<Packed>,
): Promise<IngestReport> {
  checkConfig(options.config ?? {});
  const given = options.cutoff === undefined ? null : parseCutoff(options.cutoff);
  const log = new FindingLog();
  const hashes = new Set<string>();
  const ledgers = await openFiles(options.issues, ISSUES, options, hashes, log);
  const tallies = await openFiles(options.visits ?? [], VISITS, options, hashes, log);
  const courses = await openFiles(options.transitions ?? [], TRANSITIONS, options, hashes, log);
  const others = [ledgers, tallies, courses].flatMap((opened) => opened.others);
  const issues = await withOthers(ledgers, others, log);
  const visits = await withOthers(tallies, others, log);
  const transitions = await withOthers(courses, others, log);
  const lines = issues.sheets.flatMap(({ metadata }) => metadata.cutoff ?? []);
  const surveys = await surveySheets(issues, given ?? latest(lines), options, log);
  if (surveys.every(({ records }) => records === 0)) throw noRows(surveys);
  const horizon = findHorizon(given, lines, eventsOf(surveys));
  const doneKinds = new Set(surveys.flatMap((survey) => [...survey.doneKinds]));
  const basis = resolutionBasis(
    surveys.map(({ mapped }) => mapped),
    doneKinds,
  );
  const { config = {}, householdSecret = null } = options;
  const eventLog = new FindingLog();
  const events = readTransitions(transitions.sheets, horizon, config, eventLog);
  const named = new Set(events.flatMap(({ drafts }) => drafts.map(({ row }) => row.issue_id)));
  const run: ImportRun = {
    options,
    log,
    towns: new TownRowCounts(),
    events: new EventRows(named),
    titled: new Set(),
  };
  const files = [...issues.files, ...visits.files, ...transitions.files];
  const skipped = [issues, visits, transitions].flatMap((opened) => opened.skipped);
  const sheets = [...surveys.map(({ mapped }) => mapped), ...visits.sheets, ...transitions.sheets];
  const titleWords = wordsOf(titlesOf(files, sheets, skipped), new TownList(config.towns));
  const withNames = run.events.isAsked;
  const settings = { horizon, basis, config, householdSecret, withNames, titleWords };
  const counts = await readIssues(surveys, settings, run, intake);
  if (counts.every(({ kept }) => kept === 0)) throw noRows(surveys);
  const visited = readVisits(visits, horizon, run);
  compareTallies(run.towns, visited.rows, horizon.cutoff, log);
  const settled = settleTransitions(events, run.events, eventLog);
  log.take(eventLog);
  const totals = counts.flatMap((sheet) => sheet.totals.map(({ total }) => total));
  const report: IngestReport = {
    townRows: run.towns,
    visits: visited.rows,
    transitions: settled.rows,
    findings: log.list,
    files,
    sheets: [
      ...[...issueReports(surveys, counts), ...issues.skipped],
      ...[...visited.reports, ...visits.skipped],
      ...[...settled.reports, ...transitions.skipped],
    ],
    printedTotals: [...totals, ...visited.printedTotals],
    cutoff: horizon.cutoff,
    cutoffSource: horizon.cutoffSource,
    resolutionBasis: basis,
    columnsPresent: columnsPresent(surveys),
  };
  return maskResidents(report, run.titled);
}

function noRows(surveys: readonly Survey[]) {
  const sheet = surveys[0]?.mapped.sheet;
  return refusal('INGEST_NO_ROWS', sheet ? { file: sheet.file, sheet: sheet.name } : {});
}

function eventsOf(surveys: readonly Survey[]): EventMoments {
  const events = new Map<string, LocalMoment>();
  for (const [day, moment] of surveys.flatMap((survey) => [...survey.events])) {
    events.set(day, latest([moment, events.get(day) ?? moment])!);
  }
  return events;
}

function issueReports(surveys: readonly Survey[], counts: readonly SheetCounts[]): SheetReport[] {
  return counts.map(({ mapped, kept, setAside }, index) =>
    sheetReport(mapped, 'issues', { read: surveys[index]!.rowCount, kept, setAside }),
  );
}

function readVisits({ sheets }: OpenFiles, horizon: Horizon, { options, log }: ImportRun) {
  const towns = new TownList(options.config?.towns);
  const read = sheets.map((open) => {
    const mapped = withSiblings(mapSheet(open, VISIT_COLUMNS, horizon.cutoff.slice(0, 10)));
    return { mapped, result: readVisitSheet(mapped, towns, log) };
  });
  const rows: VisitRow[] = settleVisitKinds(
    read.flatMap(({ result }) => result.drafts),
    log,
  );
  const reports = read.map(({ mapped, result }) =>
    sheetReport(mapped, 'visits', {
      read: mapped.sheet.rows.length,
      kept: result.drafts.length,
      setAside: result.setAside,
    }),
  );
  return { rows, reports, printedTotals: read.flatMap(({ result }) => result.printedTotals) };
}

/** Registry order; columns that are dropped at parse do not count, one that holds two stands for both. */
function columnsPresent(surveys: readonly Survey[]): string[] {
  const found = new Set(surveys.flatMap(({ mapped }) => [...mapped.mapping.columns.keys()]));
  if (found.delete('contact')) found.add('reporter_name').add('phone');
  if (found.delete('area')) found.add('town').add('village');
  return ISSUE_COLUMNS.filter(({ id, coerce }) => (coerce as string) !== 'drop' && found.has(id)).map(
    ({ id }) => id,
  );
}
