import type { LocalMoment } from '../core/period.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS } from '../schema/columns.ts';
import type { Draft } from './assemble.ts';
import { resolutionBasis } from './basis.ts';
import { checkConfig } from './config.ts';
import { finaliseIssue } from './finalise.ts';
import { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { findHorizon, latest, parseCutoff, type Horizon } from './horizon.ts';
import { assignIds, reportDuplicates } from './identity.ts';
import { configAliases } from './issue-coercers.ts';
import { readIssueSheet, type IssueSheetRows } from './issue-sheet.ts';
import { openFiles, withOthers, type OpenFiles, type TableKind } from './open-files.ts';
import { mapSheet, type MappedSheet } from './open-sheet.ts';
import { sheetReport } from './sheet-report.ts';
import { compareTallies } from './tally.ts';
import { TownList } from './towns.ts';
import type { IngestOptions, IngestResult, SheetReport, VisitRow } from './types.ts';
import { settleVisitKinds } from './visit-kind.ts';
import { readVisitSheet } from './visit-sheet.ts';

const ISSUES: TableKind = {
  role: 'issues',
  definitions: ISSUE_COLUMNS,
  required: ['problem'],
  needed: 3,
  refusal: 'INGEST_MISSING_COLUMN',
};
const VISITS: TableKind = {
  role: 'visits',
  definitions: VISIT_COLUMNS,
  required: ['town', 'hh_visited'],
  needed: 2,
  refusal: 'INGEST_NOT_VISITS',
};

interface Run {
  readonly options: IngestOptions;
  readonly log: FindingLog;
  readonly towns: TownList;
}

interface ReadSheet {
  readonly mapped: MappedSheet;
  readonly rows: IssueSheetRows;
}

/**
 * Export files → rows, findings and reports; nothing is dropped in silence. Runs in Node and the browser.
 * Rejects with a WuseError when nothing can be published, and with the signal's reason when aborted.
 */
export async function ingest(options: IngestOptions): Promise<IngestResult> {
  checkConfig(options.config ?? {});
  const given = options.cutoff === undefined ? null : parseCutoff(options.cutoff);
  const run: Run = { options, log: new FindingLog(), towns: new TownList(options.config?.towns) };
  const hashes = new Set<string>();
  const ledgers = await openFiles(options.issues, ISSUES, options, hashes, run.log);
  const tallies = await openFiles(options.visits ?? [], VISITS, options, hashes, run.log);
  const issues = withOthers(ledgers, tallies.others, ISSUES, options.config);
  const visits = withOthers(tallies, ledgers.others, VISITS, options.config);
  const lines = fileCutoffs(issues);
  const read = readIssues(issues, given ?? latest(lines), run);
  const drafts = read.flatMap(({ rows }) => rows.drafts);
  if (drafts.length === 0) throw noRows(read);
  const horizon = findHorizon(given, lines, drafts);
  const basis = resolutionBasis(
    read.map(({ mapped }) => mapped),
    drafts,
  );
  const kept = finalise(drafts, horizon, basis, run);
  if (kept.length === 0) throw noRows(read);
  const visited = readVisits(visits, horizon, run);
  const rows = kept.map(({ row }) => row);
  compareTallies(rows, visited.rows, horizon.cutoff, run.log);
  return {
    issues: rows,
    visits: visited.rows,
    findings: run.log.list,
    files: [...issues.files, ...visits.files],
    sheets: [...issueReports(read, kept), ...issues.skipped, ...visited.reports, ...visits.skipped],
    printedTotals: [...read.flatMap((sheet) => sheet.rows.printedTotals), ...visited.printedTotals],
    cutoff: horizon.cutoff,
    cutoffSource: horizon.cutoffSource,
    resolutionBasis: basis,
    columnsPresent: columnsPresent(read),
  };
}

function noRows(read: readonly ReadSheet[]) {
  const sheet = read[0]?.mapped.sheet;
  return refusal('INGEST_NO_ROWS', sheet ? { file: sheet.file, sheet: sheet.name } : {});
}

function fileCutoffs({ sheets }: OpenFiles): LocalMoment[] {
  return sheets.flatMap(({ metadata }) => (metadata.cutoff === null ? [] : [metadata.cutoff]));
}

function readIssues({ sheets }: OpenFiles, anchor: LocalMoment | null, run: Run): ReadSheet[] {
  const { options, log, towns } = run;
  const total = sheets.reduce((sum, { sheet }) => sum + sheet.rows.length, 0);
  const aliases = configAliases(options.config);
  let before = 0;
  return sheets.map((open) => {
    const mapped = mapSheet(open, ISSUE_COLUMNS, (anchor ?? open.metadata.cutoff)?.slice(0, 10) ?? null);
    const file = open.sheet.file;
    const onRows = (done: number) =>
      options.onProgress?.({ stage: 'coerce', file, done: before + done, total });
    const rows = readIssueSheet(mapped, { towns, aliases, log, signal: options.signal, onRows });
    before += open.sheet.rows.length;
    return { mapped, rows };
  });
}

function finalise(
  drafts: readonly Draft[],
  horizon: Horizon,
  basis: 'resolved' | 'closed',
  run: Run,
): Draft[] {
  const { log, options } = run;
  const context = {
    horizon,
    log,
    daysAllowed: options.config?.daysAllowed ?? {},
    closedBasis: basis === 'closed',
  };
  const kept = drafts.filter((draft) => finaliseIssue(draft, context));
  assignIds(kept, log);
  reportDuplicates(kept, log);
  return kept;
}

function issueReports(read: readonly ReadSheet[], kept: readonly Draft[]): SheetReport[] {
  const counts = new Map<MappedSheet, number>();
  for (const { mapped } of kept) counts.set(mapped, (counts.get(mapped) ?? 0) + 1);
  return read.map(({ mapped, rows }) => {
    const own = counts.get(mapped) ?? 0;
    return sheetReport(mapped, 'issues', own, rows.setAside + rows.drafts.length - own);
  });
}

function readVisits({ sheets }: OpenFiles, horizon: Horizon, { towns, log }: Run) {
  const read = sheets.map((open) => {
    const mapped = mapSheet(open, VISIT_COLUMNS, horizon.cutoff.slice(0, 10));
    return { mapped, result: readVisitSheet(mapped, towns, log) };
  });
  const rows: VisitRow[] = settleVisitKinds(
    read.flatMap(({ result }) => result.drafts),
    log,
  );
  const reports = read.map(({ mapped, result }) =>
    sheetReport(mapped, 'visits', result.drafts.length, result.setAside),
  );
  return { rows, reports, printedTotals: read.flatMap(({ result }) => result.printedTotals) };
}

/** Registry order; columns that are dropped at parse do not count. */
function columnsPresent(read: readonly ReadSheet[]): string[] {
  return ISSUE_COLUMNS.filter(
    ({ id, coerce }) =>
      (coerce as string) !== 'drop' && read.some(({ mapped }) => mapped.mapping.columns.has(id)),
  ).map(({ id }) => id);
}
