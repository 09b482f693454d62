import { byteSource, type SourceBytes } from './bytes.ts';
import { parseCsv, type RowNote } from './csv.ts';
import { decodeAs, type TextEncoding, type TextForm, type Utf8Codec } from './decode.ts';
import { refusal } from './findings.ts';
import { hasContent, type SheetRow, type TextSpan } from './sheet.ts';

/** How a delimited text is cut into records. */
export interface TextLayout {
  readonly form: TextForm;
  readonly delimiter: string;
  readonly codec?: Utf8Codec | undefined;
  /** Its name, for a refusal. */
  readonly file?: string;
}

/** Whole records of a delimited text; read alone they are the same as read with the rest. */
export interface TextPart extends TextSpan {
  /** The rows that have a visible character. */
  readonly rows: readonly SheetRow[];
  readonly notes: readonly RowNote[];
}

/** The rows of a part whose bytes are whole records. */
export function readSpan(
  bytes: Uint8Array,
  { form, delimiter, codec, file = '' }: TextLayout,
  firstRow: number,
): SheetRow[] {
  return visibleRows(parseCsv(decodeAs(bytes, form, codec), delimiter).rows, firstRow, file);
}

const LINE_FEED = 10;
const RETURN = 13;
/** Bytes within which a record must end; cells of a spreadsheet could not fill as many. */
const LONGEST_RECORD = 64 * 1024 * 1024;
/** Columns of the largest sheet that any spreadsheet has. */
const MOST_COLUMNS = 16_384;

/**
 * Reads a delimited text in parts of about `size` bytes, each a number of whole records. Rejects when the bytes
 * cannot be read.
 */
export async function* textParts(
  bytes: SourceBytes,
  layout: TextLayout,
  size: number,
): AsyncGenerator<TextPart> {
  const source = byteSource(bytes);
  const { form, delimiter, codec, file = '' } = layout;
  let window = size;
  for (let start = 0, firstRow = 1; start < source.size;) {
    const stop = Math.min(start + window, source.size);
    const isLast = stop === source.size;
    const read = await source.read(start, stop);
    const lines = isLast ? read : read.subarray(0, lastLineEnd(read, form.encoding));
    const text = decodeAs(lines, form, codec);
    const table = parseCsv(text, delimiter, !isLast);
    if (table.end === 0) {
      if (window > LONGEST_RECORD) throw refusal('INGEST_ROW_TOO_WIDE', { file, row: firstRow });
      window *= 2;
      continue;
    }
    const length =
      table.end === text.length
        ? lines.length
        : afterLineEnds(lines, countLineEnds(text, table.end), form.encoding);
    yield {
      start,
      end: start + length,
      firstRow,
      rows: visibleRows(table.rows, firstRow, file),
      notes: table.notes.map(({ row, code }) => ({ row: row + firstRow - 1, code })),
    };
    start += length;
    firstRow += table.rows.length;
    window = size;
  }
}

/** Records as rows; those without a visible character are left out. Refuses a record wider than any sheet. */
export function visibleRows(
  records: readonly (readonly string[])[],
  firstRow: number,
  file: string,
): SheetRow[] {
  const rows: SheetRow[] = [];
  for (const [index, cells] of records.entries()) {
    if (cells.length > MOST_COLUMNS) throw refusal('INGEST_ROW_TOO_WIDE', { file, row: firstRow + index });
    if (hasContent(cells)) rows.push({ number: firstRow + index, cells, hidden: false });
  }
  return rows;
}

/** How many bytes there are up to the last line end; none of its bytes is part of another character. */
export function lastLineEnd(bytes: Uint8Array, encoding: TextEncoding): number {
  const wide = encoding.startsWith('utf-16');
  // A return that ends the bytes may belong to a line feed behind it.
  const beforeLast = wide ? (bytes.length & ~1) - 3 : bytes.length - 2;
  for (const [mark, from] of [[LINE_FEED, bytes.length - 1] as const, [RETURN, beforeLast] as const]) {
    let at = from < 0 ? -1 : bytes.lastIndexOf(mark, from);
    while (wide && at >= 0 && !isWideMark(bytes, at, encoding)) {
      at = at === 0 ? -1 : bytes.lastIndexOf(mark, at - 1);
    }
    if (at >= 0) return wide && encoding === 'utf-16le' ? at + 2 : at + 1;
  }
  return 0;
}

function isWideMark(bytes: Uint8Array, at: number, encoding: TextEncoding): boolean {
  return encoding === 'utf-16le' ? at % 2 === 0 && bytes[at + 1] === 0 : at % 2 === 1 && bytes[at - 1] === 0;
}

function countLineEnds(text: string, end: number): number {
  let count = 0;
  for (let index = 0; index < end; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit === LINE_FEED || unit === RETURN) count += 1;
  }
  return count;
}

/** The number of bytes that hold the first `count` line ends. */
function afterLineEnds(bytes: Uint8Array, count: number, encoding: TextEncoding): number {
  const wide = encoding.startsWith('utf-16');
  let seen = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    const isMark = bytes[at] === LINE_FEED || bytes[at] === RETURN;
    if (!isMark || (wide && !isWideMark(bytes, at, encoding))) continue;
    seen += 1;
    if (seen === count) return wide && encoding === 'utf-16le' ? at + 2 : at + 1;
  }
  return bytes.length;
}
