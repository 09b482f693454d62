import { throwIfAborted } from './abort.ts';
import { byteChunks, byteSource } from './bytes.ts';
import type { ColumnDef } from '../schema/columns.ts';
import { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { buildHeaderIndex, countHits, type HeaderIndex } from './header.ts';
import { openSheet, type OpenSheet } from './open-sheet.ts';
import { findSavedTable } from './saved-tables.ts';
import { isSummaryName } from './sheet-role.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { splitTables } from './split-tables.ts';
import type { FileReport, IngestOptions, InputFile, SheetReport } from './types.ts';
import { bytesOf, readWorkbook, type Workbook } from './workbook.ts';

/** Which kind of table is looked for in a set of files. */
export interface TableKind {
  readonly role: 'issues' | 'visits';
  readonly definitions: readonly ColumnDef[];
  readonly required: readonly string[];
  /** Known columns that a header must have. */
  readonly needed: number;
  readonly refusal: 'INGEST_MISSING_COLUMN' | 'INGEST_NOT_VISITS';
}

/** A kind of table with the header texts that it is known by. */
export interface IndexedKind extends TableKind {
  readonly index: HeaderIndex;
}

/** The files of one kind, opened, with headers found. */
export interface OpenFiles {
  readonly kind: IndexedKind;
  readonly files: readonly FileReport[];
  readonly sheets: readonly OpenSheet[];
  /** Reports of the sheets that are not read. */
  readonly skipped: readonly SheetReport[];
  /** Tables that a mapping made by hand names as one of the other kind. */
  readonly others: readonly Sheet[];
}

/** Opens files one after the other; a second copy of the same bytes is left out with a finding. */
export async function openFiles(
  files: readonly InputFile[],
  kind: TableKind,
  options: IngestOptions,
  hashes: Set<string>,
  log: FindingLog,
): Promise<OpenFiles> {
  const indexed = { ...kind, index: buildHeaderIndex(kind.definitions, options.config, kind.role) };
  const reports: FileReport[] = [];
  const sheets: OpenSheet[] = [];
  const skipped: SheetReport[] = [];
  const others: Sheet[] = [];
  for (const [done, file] of files.entries()) {
    throwIfAborted(options.signal);
    options.onProgress?.({ stage: 'read', file: file.name, done, total: files.length });
    const sha256 = await nameBytes(file, options);
    if (hashes.has(sha256)) {
      log.add('INGEST_DUPLICATE_FILE', { file: file.name });
      continue;
    }
    hashes.add(sha256);
    const workbook = await readWorkbook(file, options);
    const { size } = byteSource(bytesOf(file));
    reports.push({ name: file.name, sha256, bytes: size, encoding: workbook.encoding });
    noteText(workbook, log);
    const opened = await openSheets(workbook, indexed, log);
    sheets.push(...opened.sheets);
    skipped.push(...opened.skipped);
    others.push(...opened.others);
  }
  return { kind: indexed, files: reports, sheets, skipped, others };
}

async function nameBytes(file: InputFile, { createHash, signal }: IngestOptions): Promise<string> {
  const hash = createHash();
  for await (const chunk of byteChunks(bytesOf(file))) {
    throwIfAborted(signal);
    hash.update(chunk);
  }
  return hash.hex();
}

/** Adds the tables of the other set's files that are of this kind. */
export async function withOthers(
  own: OpenFiles,
  others: readonly Sheet[],
  log: FindingLog,
): Promise<OpenFiles> {
  const { index, required, needed, role } = own.kind;
  const sheets: OpenSheet[] = [];
  for (const other of others) {
    const sheet = role === 'visits' ? await wholeSheet(other, log) : other;
    const open = openSheet(sheet, index, required, needed);
    if (open) sheets.push(open);
  }
  return { ...own, sheets: [...own.sheets, ...sheets] };
}

function noteText({ file, sheets, unclosedQuotes, damaged }: Workbook, log: FindingLog): void {
  for (const { name, notes = [] } of sheets)
    for (const { code, n } of notes) log.add(code, { file, sheet: name }, null, n);
  if (damaged) log.add('QC_MOJIBAKE', { file });
  for (const row of unclosedQuotes) log.add('INGEST_QUOTE_NOT_CLOSED', { file, row });
}

/** The tables of a sheet; those that have no header of the kind are without `open`. */
export function openTables(sheet: Sheet, kind: IndexedKind, log: FindingLog) {
  return splitTables(sheet, kind.index, kind, log).map((table) => ({
    sheet: table,
    open: openSheet(table, kind.index, kind.required, kind.needed),
    saved: findSavedTable(table, kind.index.tables),
  }));
}

/** A long table with all its rows in memory. */
export async function wholeSheet(sheet: Sheet, log: FindingLog): Promise<Sheet> {
  const { parts, ...whole } = sheet;
  if (!parts) return sheet;
  const rows: SheetRow[] = [];
  for await (const part of parts()) {
    for (const row of part.rows) rows.push(row);
    for (const row of part.unclosedQuotes) log.add('INGEST_QUOTE_NOT_CLOSED', { file: sheet.file, row });
  }
  return { ...whole, rows };
}

async function openSheets(workbook: Workbook, kind: IndexedKind, log: FindingLog) {
  const opened: ReturnType<typeof openTables> = [];
  for (const sheet of workbook.sheets) {
    const mustBeWhole =
      kind.role === 'visits' || (sheet.parts && openTables(sheet, kind, new FindingLog()).length > 1);
    opened.push(...openTables(mustBeWhole ? await wholeSheet(sheet, log) : sheet, kind, log));
  }
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
  if (sheets.length === 0 && !isTold) throw refuse(workbook, kind);
  return { sheets, skipped, others };
}

function skipCode(sheet: Sheet, isSummary: boolean) {
  if (sheet.rows.length === 0) return 'INGEST_SHEET_EMPTY';
  return isSummary ? 'QC_SUMMARY_SHEET_SKIPPED' : 'INGEST_SHEET_WITHOUT_HEADER';
}

function refuse(workbook: Workbook, kind: IndexedKind) {
  const filled = workbook.sheets.filter((sheet) => sheet.rows.length > 0);
  if (filled.length === 0) return refusal('INGEST_FILE_EMPTY', { file: workbook.file });
  const hits = filled.map((sheet) => ({ sheet, hits: countHits(sheet, kind.index) }));
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
