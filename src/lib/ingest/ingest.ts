import { throwIfAborted } from './abort.ts';
import type { LocalMoment } from '../core/period.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS } from '../schema/columns.ts';
import { resolutionBasis } from './basis.ts';
import { checkConfig } from './config.ts';
import { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { findHorizon, latest, parseCutoff, type EventMoments, type Horizon } from './horizon.ts';
import { RowIdentities } from './identity.ts';
import { openFiles, withOthers, type OpenFiles } from './open-files.ts';
import { mapSheet, withSiblings } from './open-sheet.ts';
import { readSheet, type PackedPart, type PackIssues, type ReadSettings } from './read-issues.ts';
import { SheetCounts } from './sheet-counts.ts';
import { sheetReport } from './sheet-report.ts';
import type { Survey } from './survey.ts';
import { surveySheets } from './survey-sheets.ts';
import { compareTallies } from './tally.ts';
import { ISSUES, VISITS } from './table-kinds.ts';
import { TownRowCounts } from './town-rows.ts';
import { TownList } from './towns.ts';
import type { IngestOptions, IngestReport, IngestResult, IssueRow, SheetReport, VisitRow } from './types.ts';
import { settleVisitKinds } from './visit-kind.ts';
import { readVisitSheet } from './visit-sheet.ts';

/** Where the problems of an import go. */
export interface IssueIntake<Packed> {
  /** What is kept of a part's rows. */
  readonly pack: PackIssues<Packed>;
  /** Takes the parts of each sheet in order, with the ids that rows of the sheet are to have instead of their own. */
  readonly take: (packed: Packed, ids: ReadonlyMap<number, string>, sheet: number) => void | Promise<void>;
  /** Reads a sheet in another way than {@link readSheet}, with the same parts in the same order. */
  readonly read?: (
    survey: Survey,
    sheet: number,
    settings: ReadSettings,
  ) => AsyncIterable<PackedPart<Packed>>;
}

interface Run {
  readonly options: IngestOptions;
  readonly log: FindingLog;
  readonly towns: TownRowCounts;
}

/**
 * Export files → rows, findings and reports; nothing is dropped in silence. Runs in Node and the browser.
 * Rejects with a WuseError when nothing can be published, and with the signal's reason when aborted.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  const issues: IssueRow[] = [];
  const report = await ingestInto<readonly IssueRow[]>(options, {
    pack: (rows) => rows,
    take: (rows, ids) => {
      for (const row of rows) {
        row.issue_id = ids.get(row.src_row) ?? row.issue_id;
        issues.push(row);
      }
    },
  });
  return { ...report, issues };
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
  const run: Run = { options, log, towns: new TownRowCounts() };
  const hashes = new Set<string>();
  const ledgers = await openFiles(options.issues, ISSUES, options, hashes, log);
  const tallies = await openFiles(options.visits ?? [], VISITS, options, hashes, log);
  const issues = await withOthers(ledgers, tallies.others, log);
  const visits = await withOthers(tallies, ledgers.others, log);
  const lines = issues.sheets.flatMap(({ metadata }) => metadata.cutoff ?? []);
  const surveys = await surveySheets(issues, given ?? latest(lines), options, log);
  if (surveys.every(({ records }) => records === 0)) throw noRows(surveys);
  const horizon = findHorizon(given, lines, eventsOf(surveys));
  const doneKinds = new Set(surveys.flatMap((survey) => [...survey.doneKinds]));
  const basis = resolutionBasis(
    surveys.map(({ mapped }) => mapped),
    doneKinds,
  );
  const settings = { horizon, basis, config: options.config ?? {} };
  const counts = await readIssues(surveys, settings, run, intake);
  if (counts.every(({ kept }) => kept === 0)) throw noRows(surveys);
  const visited = readVisits(visits, horizon, run);
  compareTallies(run.towns, visited.rows, horizon.cutoff, log);
  const totals = counts.flatMap((sheet) => sheet.totals.map(({ total }) => total));
  return {
    townRows: run.towns,
    visits: visited.rows,
    findings: log.list,
    files: [...issues.files, ...visits.files],
    sheets: [...issueReports(surveys, counts), ...issues.skipped, ...visited.reports, ...visits.skipped],
    printedTotals: [...totals, ...visited.printedTotals],
    cutoff: horizon.cutoff,
    cutoffSource: horizon.cutoffSource,
    resolutionBasis: basis,
    columnsPresent: columnsPresent(surveys),
  };
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

async function readIssues<Packed>(
  surveys: readonly Survey[],
  settings: ReadSettings,
  { options, log, towns }: Run,
  intake: IssueIntake<Packed>,
): Promise<SheetCounts[]> {
  const total = surveys.reduce((sum, { rowCount }) => sum + rowCount, 0);
  const identities = new RowIdentities(log);
  const counts: SheetCounts[] = [];
  let before = 0;
  for (const [sheet, survey] of surveys.entries()) {
    const { mapped, rowCount } = survey;
    const own = new SheetCounts(mapped);
    const parts = intake.read?.(survey, sheet, settings) ?? readSheet(mapped, sheet, settings, intake.pack);
    for await (const part of parts) {
      throwIfAborted(options.signal);
      own.add(part.counts);
      log.take(part.found);
      towns.take(part.towns);
      await intake.take(part.packed, identities.settle(part.keys, mapped), sheet);
      const done = before + Math.round(part.share * rowCount);
      options.onProgress?.({ stage: 'coerce', file: mapped.sheet.file, done, total });
    }
    own.report(log);
    counts.push(own);
    before += rowCount;
  }
  return counts;
}

function issueReports(surveys: readonly Survey[], counts: readonly SheetCounts[]): SheetReport[] {
  return counts.map(({ mapped, kept, setAside }, index) =>
    sheetReport(mapped, 'issues', { read: surveys[index]!.rowCount, kept, setAside }),
  );
}

function readVisits({ sheets }: OpenFiles, horizon: Horizon, { options, log }: Run) {
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

/** Registry order; columns that are dropped at parse do not count. */
function columnsPresent(surveys: readonly Survey[]): string[] {
  return ISSUE_COLUMNS.filter(
    ({ id, coerce }) =>
      (coerce as string) !== 'drop' && surveys.some(({ mapped }) => mapped.mapping.columns.has(id)),
  ).map(({ id }) => id);
}
