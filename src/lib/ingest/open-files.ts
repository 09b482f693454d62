import { throwIfAborted } from '../core/abort.ts';
import { maskTitle } from '../privacy/mask-title.ts';
import { byteChunks, byteSource } from './bytes.ts';
import { FindingLog } from './finding-log.ts';
import { refusal } from './findings.ts';
import { countHits } from './header.ts';
import { judgeTables, openTables, type OpenTable } from './judge-tables.ts';
import { openSheet, type OpenSheet } from './open-sheet.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import { indexKind, type IndexedKind, type TableKind } from './table-kinds.ts';
import type { TableKindName } from './table-mapping.ts';
import type { FileReport, IngestOptions, InputFile, SheetReport } from './types.ts';
import { bytesOf, readWorkbook, type Workbook } from './workbook.ts';

/** The files of one kind, opened, with headers found. */
export interface OpenFiles {
  readonly kind: IndexedKind;
  readonly files: readonly FileReport[];
  readonly sheets: readonly OpenSheet[];
  /** Reports of the sheets that are not read. */
  readonly skipped: readonly SheetReport[];
  /** Tables of another kind, by their header or by a mapping made by hand. */
  readonly others: readonly OtherTable[];
}

/** A table among files of another kind. */
export interface OtherTable {
  readonly role: TableKindName;
  readonly sheet: Sheet;
}

/** Opens files one after the other; a second copy of the same bytes is left out with a finding. */
export async function openFiles(
  files: readonly InputFile[],
  kind: TableKind,
  options: IngestOptions,
  hashes: Set<string>,
  log: FindingLog,
): Promise<OpenFiles> {
  const indexed = indexKind(kind, options.config);
  const reports: FileReport[] = [];
  const sheets: OpenSheet[] = [];
  const skipped: SheetReport[] = [];
  const others: OtherTable[] = [];
  for (const [done, given] of files.entries()) {
    throwIfAborted(options.signal);
    // Names of files and sheets are published with the places of rows.
    const file = { ...given, name: maskTitle(given.name) };
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
    const named = workbook.sheets.map((sheet) => ({ ...sheet, name: maskTitle(sheet.name), source: sha256 }));
    const opened = await openSheets({ ...workbook, sheets: named }, indexed, log);
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

/** Adds the tables of the other sets' files that are of this kind. */
export async function withOthers(
  own: OpenFiles,
  others: readonly OtherTable[],
  log: FindingLog,
): Promise<OpenFiles> {
  const { index, required, needed, role } = own.kind;
  const sheets: OpenSheet[] = [];
  for (const other of others.filter((each) => each.role === role)) {
    const sheet = role === 'issues' ? other.sheet : await wholeSheet(other.sheet, log);
    const open = openSheet(sheet, index, required, needed);
    if (open) sheets.push(open);
  }
  return { ...own, sheets: [...own.sheets, ...sheets] };
}

function noteText({ file, sheets, notes: rowNotes, damaged }: Workbook, log: FindingLog): void {
  for (const { name, notes = [] } of sheets)
    for (const { code, n } of notes) log.add(code, { file, sheet: name }, null, n);
  if (damaged) log.add('QC_MOJIBAKE', { file });
  for (const { row, code } of rowNotes) log.add(code, { file, row });
}

/** A long table with all its rows in memory. */
export async function wholeSheet(sheet: Sheet, log: FindingLog): Promise<Sheet> {
  const { long, ...whole } = sheet;
  if (!long) return sheet;
  const rows: SheetRow[] = [];
  for await (const part of long.parts()) {
    for (const row of part.rows) rows.push(row);
    for (const { row, code } of part.notes) log.add(code, { file: sheet.file, row });
  }
  return { ...whole, rows };
}

async function openSheets(workbook: Workbook, kind: IndexedKind, log: FindingLog) {
  const opened: OpenTable[] = [];
  for (const sheet of workbook.sheets) {
    const mustBeWhole =
      kind.role !== 'issues' || (sheet.long && openTables(sheet, kind, new FindingLog()).length > 1);
    opened.push(...openTables(mustBeWhole ? await wholeSheet(sheet, log) : sheet, kind, log));
  }
  const judged = judgeTables(opened, kind);
  const sheets = judged.flatMap(({ open }) => open ?? []);
  const others = judged.flatMap(({ sheet, role, open, code }) =>
    open === null && code === null && role !== 'skipped' ? [{ role, sheet }] : [],
  );
  if (sheets.length + others.length === 0 && !judged.some(({ isSaved }) => isSaved))
    throw refuse(workbook, kind);
  const skipped: SheetReport[] = [];
  for (const { sheet, code } of judged) {
    if (code === null) continue;
    skipped.push(skippedReport(sheet));
    log.add(code, { file: sheet.file, sheet: sheet.name });
  }
  return { sheets, skipped, others };
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
