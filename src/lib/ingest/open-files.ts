import { throwIfAborted } from './abort.ts';
import type { ColumnDef } from '../schema/columns.ts';
import type { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { buildHeaderIndex, countHits, type HeaderIndex } from './header.ts';
import { openSheet, type OpenSheet } from './open-sheet.ts';
import { findSavedTable } from './saved-tables.ts';
import { isSummaryName } from './sheet-role.ts';
import type { Sheet } from './sheet.ts';
import { splitTables } from './split-tables.ts';
import type { FileReport, IngestConfig, IngestOptions, SheetReport, SourceFile } from './types.ts';
import { readWorkbook, type Workbook } from './workbook.ts';

/** Which kind of table is looked for in a set of files. */
export interface TableKind {
  readonly role: 'issues' | 'visits';
  readonly definitions: readonly ColumnDef[];
  readonly required: readonly string[];
  /** Known columns that a header must have. */
  readonly needed: number;
  readonly refusal: 'INGEST_MISSING_COLUMN' | 'INGEST_NOT_VISITS';
}

/** The files of one kind, opened, with headers found. */
export interface OpenFiles {
  readonly files: readonly FileReport[];
  readonly sheets: readonly OpenSheet[];
  /** Reports of the sheets that are not read. */
  readonly skipped: readonly SheetReport[];
  /** Tables that a mapping made by hand names as one of the other kind. */
  readonly others: readonly Sheet[];
}

/** Opens files one after the other; a second copy of the same bytes is left out with a finding. */
export async function openFiles(
  files: readonly SourceFile[],
  kind: TableKind,
  options: IngestOptions,
  hashes: Set<string>,
  log: FindingLog,
): Promise<OpenFiles> {
  const index = buildHeaderIndex(kind.definitions, options.config, kind.role);
  const reports: FileReport[] = [];
  const sheets: OpenSheet[] = [];
  const skipped: SheetReport[] = [];
  const others: Sheet[] = [];
  for (const [done, file] of files.entries()) {
    throwIfAborted(options.signal);
    options.onProgress?.({ stage: 'read', file: file.name, done, total: files.length });
    const sha256 = await options.sha256(file.bytes);
    if (hashes.has(sha256)) {
      log.add('INGEST_DUPLICATE_FILE', { file: file.name });
      continue;
    }
    hashes.add(sha256);
    const workbook = await readWorkbook(file);
    reports.push({ name: file.name, sha256, bytes: file.bytes.length, encoding: workbook.encoding });
    noteText(workbook, log);
    const opened = openSheets(workbook, kind, index, log);
    sheets.push(...opened.sheets);
    skipped.push(...opened.skipped);
    others.push(...opened.others);
  }
  return { files: reports, sheets, skipped, others };
}

/** The tables of the other set's files that are of this kind. */
export function withOthers(
  own: OpenFiles,
  others: readonly Sheet[],
  kind: TableKind,
  config?: IngestConfig,
): OpenFiles {
  const index = buildHeaderIndex(kind.definitions, config, kind.role);
  const sheets = others.flatMap((sheet) => openSheet(sheet, index, kind.required, kind.needed) ?? []);
  return { ...own, sheets: [...own.sheets, ...sheets] };
}

function noteText({ file, sheets, unclosedQuotes, damaged }: Workbook, log: FindingLog): void {
  for (const { name, notes = [] } of sheets)
    for (const { code, n } of notes) log.add(code, { file, sheet: name }, null, n);
  if (damaged) log.add('QC_MOJIBAKE', { file });
  for (const row of unclosedQuotes) log.add('INGEST_QUOTE_NOT_CLOSED', { file, row });
}

function openSheets(workbook: Workbook, kind: TableKind, index: HeaderIndex, log: FindingLog) {
  const tables = workbook.sheets.flatMap((sheet) => splitTables(sheet, index, kind, log));
  const opened = tables.map((sheet) => ({
    sheet,
    open: openSheet(sheet, index, kind.required, kind.needed),
    saved: findSavedTable(sheet, index.tables),
  }));
  const hasOwnData = opened.some(({ sheet, open }) => open !== null && !isSummaryName(sheet.name));
  const sheets: OpenSheet[] = [];
  const skipped: SheetReport[] = [];
  const others: Sheet[] = [];
  for (const { sheet, open, saved } of opened) {
    const isSummary = hasOwnData && isSummaryName(sheet.name) && saved?.isNamed !== true;
    if (open && !isSummary) sheets.push(open);
    else if (saved !== null && saved.role !== 'skip' && saved.role !== kind.role) others.push(sheet);
    else {
      skipped.push(skippedReport(sheet));
      const code = saved?.role === 'skip' ? 'INGEST_SHEET_LEFT_OUT' : skipCode(sheet, isSummary);
      log.add(code, { file: sheet.file, sheet: sheet.name });
    }
  }
  const isTold = opened.some(({ saved }) => saved !== null);
  if (sheets.length === 0 && !isTold) throw refuse(workbook, kind, index);
  return { sheets, skipped, others };
}

function skipCode(sheet: Sheet, isSummary: boolean) {
  if (sheet.rows.length === 0) return 'INGEST_SHEET_EMPTY';
  return isSummary ? 'QC_SUMMARY_SHEET_SKIPPED' : 'INGEST_SHEET_WITHOUT_HEADER';
}

function refuse(workbook: Workbook, kind: TableKind, index: HeaderIndex) {
  const filled = workbook.sheets.filter((sheet) => sheet.rows.length > 0);
  if (filled.length === 0) return refusal('INGEST_FILE_EMPTY', { file: workbook.file });
  const hits = filled.map((sheet) => ({ sheet, hits: countHits(sheet, index) }));
  const best = hits.reduce((a, b) => (b.hits > a.hits ? b : a));
  return refusal(kind.refusal, { file: workbook.file, sheet: best.sheet.name }, best.hits);
}

function skippedReport(sheet: Sheet): SheetReport {
  const count = sheet.rows.length;
  return {
    file: sheet.file,
    sheet: sheet.name,
    role: 'skipped',
    headerRow: null,
    mapping: {},
    unmapped: [],
    read: count,
    kept: 0,
    setAside: 0,
    skipped: count,
  };
}
