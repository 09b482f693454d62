import type { CellObject, WorkBook, WorkSheet } from '@e965/xlsx';
import { refusal } from './findings.ts';
import { serialToMoment } from './serial-date.ts';
import type { SourceFile } from './types.ts';
import { hasContent, type Sheet, type SheetNote, type SheetRow, type VerticalMerge } from './sheet.ts';
import { blankRowFilter } from './blank-rows.ts';
import { repackZip } from './zip-repack.ts';
import { zipEntries } from './zip-directory.ts';

type SpreadsheetLibrary = typeof import('@e965/xlsx');
type DenseSheet = WorkSheet & {
  readonly '!data'?: readonly (readonly (CellObject | undefined)[] | undefined)[];
};

const MAX_COLUMNS = 1024;
const WORKSHEET = /^xl[/\\]worksheets[/\\][^/\\]+\.xml$/i;
const PROTECTED = /password|ODS Encryption|Encrypted file|Encryption(?: scheme|Info| Flags)/i;

/** All sheets of an xlsx, xls, ods or spreadsheet-XML file; the reader is loaded on first use. */
export async function readSpreadsheet(file: SourceFile): Promise<Sheet[]> {
  const library = await import('@e965/xlsx');
  const workbook = parse(library, { name: file.name, bytes: await checkedBytes(file) });
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.map((name) =>
    readSheet(library, file.name, name, workbook.Sheets[name], date1904),
  );
}

/** A zipped workbook with its checksums verified and without its blank rows; any other as it is. */
async function checkedBytes({ name, bytes }: SourceFile): Promise<Uint8Array> {
  const entries = bytes[0] === 0x50 && bytes[1] === 0x4b ? zipEntries(bytes) : [];
  if (entries === null) throw refusal('INGEST_FILE_UNREADABLE', { file: name });
  if (entries.length === 0) return bytes;
  const repacked = repackZip(bytes, entries, (entry) =>
    WORKSHEET.test(entry) ? blankRowFilter(MAX_COLUMNS) : null,
  );
  if (repacked === null) throw refusal('INGEST_FILE_UNREADABLE', { file: name });
  return repacked;
}

function parse(library: SpreadsheetLibrary, file: SourceFile): WorkBook {
  try {
    const workbook = library.read(file.bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      cellStyles: true,
      cellFormula: false,
      cellHTML: false,
      cellDates: false,
    });
    if (workbook.SheetNames.length === 0) throw new Error('no sheets');
    return workbook;
  } catch (cause) {
    const isProtected = cause instanceof Error && PROTECTED.test(cause.message);
    throw refusal(isProtected ? 'INGEST_FILE_PROTECTED' : 'INGEST_FILE_UNREADABLE', { file: file.name });
  }
}

function readSheet(
  library: SpreadsheetLibrary,
  file: string,
  name: string,
  worksheet: DenseSheet | undefined,
  date1904: boolean,
): Sheet {
  const rows: SheetRow[] = [];
  const beyond = new Set<number>();
  const hidden = worksheet?.['!rows'] ?? [];
  (worksheet?.['!data'] ?? []).forEach((line, index) => {
    if (!line) return;
    const cells = Array.from(line.slice(0, MAX_COLUMNS), (cell) => cellText(library, cell, date1904));
    for (let column = MAX_COLUMNS; column < line.length; column += 1) {
      if (hasContent([cellText(library, line[column], date1904)])) beyond.add(column);
    }
    if (hasContent(cells)) rows.push({ number: index + 1, cells, hidden: hidden[index]?.hidden === true });
  });
  const notes: SheetNote[] = beyond.size === 0 ? [] : [{ code: 'INGEST_COLUMNS_LEFT_OUT', n: beyond.size }];
  return { file, name, rows, merges: verticalMerges(worksheet), date1904, delimited: false, notes };
}

function cellText(library: SpreadsheetLibrary, cell: CellObject | undefined, date1904: boolean): string {
  if (!cell || cell.v === undefined || cell.v === null) return '';
  if (cell.t === 'e') return cell.w ?? '#N/A';
  if (cell.t === 'b') return cell.v === true ? '是' : '否';
  if (typeof cell.v !== 'number') return String(cell.v);
  const format = typeof cell.z === 'string' ? cell.z : 'General';
  if (library.SSF.is_date(format)) return dateText(cell.v, date1904) ?? cell.w ?? String(cell.v);
  if (format.includes('%')) return `${Number((cell.v * 100).toFixed(6))}%`;
  return numberText(cell.v);
}

/** Whole numbers without exponent; a phone number keeps its digits. */
function numberText(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e21 ? value.toFixed(0) : String(value);
}

function dateText(serial: number, date1904: boolean): string | null {
  const moment = serialToMoment(serial, date1904);
  return moment?.endsWith('T00:00:00') ? moment.slice(0, 10) : moment;
}

function verticalMerges(worksheet: DenseSheet | undefined): VerticalMerge[] {
  return (worksheet?.['!merges'] ?? [])
    .filter(({ s, e }) => e.r > s.r)
    .map(({ s, e }) => ({
      firstRow: s.r + 1,
      lastRow: e.r + 1,
      firstColumn: s.c,
      lastColumn: e.c,
    }));
}
