import type { WorkBook } from '@e965/xlsx';
import { decodeMarkup } from './decode-markup.ts';
import { refusal } from './findings.ts';
import type { SourceFile } from './types.ts';
import type { Sheet } from './sheet.ts';
import { isWithinSheet, MAX_COLUMNS, readWorksheet, type SpreadsheetLibrary } from './worksheet.ts';
import { withoutFormulas } from './xls-formulas.ts';
import { blankRowFilter } from './blank-rows.ts';
import { indexedFillFilter } from './indexed-fills.ts';
import { OdsLooks } from './ods-looks.ts';
import { repackZip, type ContentFilter } from './zip-repack.ts';
import { zipEntries, type ZipEntry } from './zip-directory.ts';

const STYLES = /^xl[/\\]styles\.xml$/i;
const WORKSHEET = /^xl[/\\]worksheets[/\\][^/\\]+\.xml$/i;
const ODS_CONTENT = 'content.xml';
const ODS_STYLES = 'styles.xml';
/** Cells of an ods that are there by repetition or by their fill only; as many more take the library some seconds. */
const MAX_REPEATED_CELLS = 3_000_000;
/** First byte of spreadsheet XML, which may be in GBK, and of its mark. */
const MARKUP = 0x3c;
const BYTE_ORDER_MARK = 0xef;
const OLE = 0xd0;
const PROTECTED = /password|ODS Encryption|Encrypted file|Encryption(?: scheme|Info| Flags)/i;

/**
 * All sheets of an xlsx, xls, ods or spreadsheet-XML file, of each the first `rows` rows when given; the reader is
 * loaded on first use.
 */
export async function readSpreadsheet(file: SourceFile, rows?: number): Promise<Sheet[]> {
  const library = await import('@e965/xlsx');
  const looks = new OdsLooks();
  const workbook = parse(library, { name: file.name, bytes: checkedBytes(file, looks) }, rows);
  const date1904 = workbook.Workbook?.WBProps?.date1904 === true;
  return workbook.SheetNames.map((name, index) => {
    const worksheet = workbook.Sheets[name];
    if (!isWithinSheet(worksheet) || !looks.apply(worksheet, index, MAX_REPEATED_CELLS)) {
      throw refusal('INGEST_TOO_LARGE', { file: file.name });
    }
    const sheet = readWorksheet(library, file.name, name, worksheet, date1904);
    const isHidden = (workbook.Workbook?.Sheets?.[index]?.Hidden ?? 0) !== 0 || looks.isHidden(index);
    return isHidden && sheet.rows.length > 0
      ? { ...sheet, notes: [...(sheet.notes ?? []), { code: 'QC_HIDDEN_SHEET', n: 0 }] }
      : sheet;
  });
}

/** A zipped workbook with its checksums verified and without its blank rows; any other as it is. */
function checkedBytes({ name, bytes }: SourceFile, looks: OdsLooks): Uint8Array {
  const entries = bytes[0] === 0x50 && bytes[1] === 0x4b ? zipEntries(bytes) : [];
  if (entries === null) throw refusal('INGEST_FILE_UNREADABLE', { file: name });
  if (entries.length === 0) return bytes;
  // The cells' styles inherit from those of the style sheet.
  const isStyles = (entry: ZipEntry) => Number(entry.name.toLowerCase() === ODS_STYLES);
  const ordered = [...entries].sort((a, b) => isStyles(b) - isStyles(a));
  const repacked = repackZip(bytes, ordered, (entry) => filterFor(entry, looks));
  if (repacked === null) throw refusal('INGEST_FILE_UNREADABLE', { file: name });
  if (looks.repeated > MAX_REPEATED_CELLS) throw refusal('INGEST_TOO_LARGE', { file: name });
  return repacked;
}

function filterFor(entry: string, looks: OdsLooks): ContentFilter | null {
  if (entry.toLowerCase() === ODS_CONTENT) return looks.contentFilter;
  if (entry.toLowerCase() === ODS_STYLES) return looks.stylesFilter;
  if (WORKSHEET.test(entry)) return blankRowFilter(MAX_COLUMNS);
  return STYLES.test(entry) ? indexedFillFilter() : null;
}

function parse(library: SpreadsheetLibrary, file: SourceFile, rows = 0): WorkBook {
  try {
    const { bytes } = file;
    const isText = bytes[0] === MARKUP || bytes[0] === BYTE_ORDER_MARK;
    const binary = bytes[0] === OLE ? withoutFormulas(library, bytes) : bytes;
    const workbook = library.read(isText ? decodeMarkup(file).text : binary, {
      type: isText ? 'string' : 'array',
      dense: true,
      cellNF: true,
      cellStyles: true,
      cellFormula: false,
      cellHTML: false,
      cellDates: false,
      sheetRows: rows,
    });
    if (workbook.SheetNames.length === 0) throw new Error('no sheets');
    return workbook;
  } catch (cause) {
    const isProtected = cause instanceof Error && PROTECTED.test(cause.message);
    throw refusal(isProtected ? 'INGEST_FILE_PROTECTED' : 'INGEST_FILE_UNREADABLE', { file: file.name });
  }
}
