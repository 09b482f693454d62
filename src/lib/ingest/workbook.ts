import { readArrow } from './arrow-table.ts';
import { byteSource, wholeBytes, type SourceBytes } from './bytes.ts';
import { detectDelimiter, parseCsv, type RowNote } from './csv.ts';
import { decodeAs, decodeText, findTextForm, type Utf8Codec } from './decode.ts';
import { refusal } from './findings.ts';
import { readParquet } from './parquet.ts';
import { readHtml } from './html-table.ts';
import { sniffFile, type FileKind } from './sniff.ts';
import type { RowPart, Sheet, SheetRow } from './sheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { textParts, visibleRows } from './text-parts.ts';
import type { InputFile, SourceFile } from './types.ts';

/** One file, opened. */
export interface Workbook {
  readonly file: string;
  /** Text encoding, or the spreadsheet format. */
  readonly encoding: string;
  readonly sheets: readonly Sheet[];
  /** What is said of the rows of a delimited text; a long table tells it part by part. */
  readonly notes: readonly RowNote[];
  readonly damaged: boolean;
}

const READERS: Readonly<Record<Exclude<FileKind, 'text'>, (file: SourceFile) => Promise<Sheet[]>>> = {
  xlsx: readSpreadsheet,
  xls: readSpreadsheet,
  ods: readSpreadsheet,
  xml: readSpreadsheet,
  html: readHtml,
  arrow: readArrow,
  parquet: readParquet,
};

/** What tells a file's kind stands within its first bytes, unless it is a container. */
const HEAD_BYTES = 65_536;
const PART_BYTES = 8 * 1024 * 1024;
/** Rows that the search for headers and the sorting out of columns see of a long table. */
const HEAD_ROWS = 2000;

/** How long texts are read. */
export interface LongTextOptions {
  /** A delimited text of more bytes is read in parts of as many. */
  readonly partBytes?: number | undefined;
  readonly codec?: Utf8Codec | undefined;
}

/**
 * Opens one file of any supported kind; refuses it with a code when it cannot be read. Rejects with the store's
 * error when its bytes cannot be read.
 */
export async function readWorkbook(file: InputFile, options: LongTextOptions = {}): Promise<Workbook> {
  const { partBytes = PART_BYTES, codec } = options;
  const bytes = byteSource(bytesOf(file));
  const isLong = bytes.size > partBytes;
  const head = isLong ? await bytes.read(0, Math.min(bytes.size, HEAD_BYTES)) : null;
  if (head !== null && mayBeText(head) && sniffFile({ ...named(file), bytes: head }) === 'text') {
    return readLongText(file, partBytes, codec);
  }
  const whole = await wholeFile(file);
  const kind = sniffFile(whole);
  if (kind === 'text') return readText(whole);
  const sheets = await READERS[kind](whole);
  return { file: file.name, encoding: kind, sheets, notes: [], damaged: false };
}

/** The file with its bytes in memory. */
export async function wholeFile(file: InputFile): Promise<SourceFile> {
  return { ...named(file), bytes: await wholeBytes(bytesOf(file)) };
}

/** The file's bytes, wherever they are. */
export function bytesOf(file: InputFile): SourceBytes {
  return 'stored' in file ? file.stored : file.bytes;
}

function named({ name, encoding }: InputFile): Omit<SourceFile, 'bytes'> {
  return encoding === undefined ? { name } : { name, encoding };
}

/** Containers are told by more than their head. */
function mayBeText(head: Uint8Array): boolean {
  const signature = String.fromCharCode(...head.subarray(0, 2));
  return signature !== 'PK' && signature !== '\xd0\xcf';
}

const delimiterOf = ({ name }: InputFile): string | undefined =>
  /\.(?:tsv|tab)$/i.test(name) ? '\t' : undefined;

function textSheet(file: InputFile, rows: readonly SheetRow[]): Sheet {
  return { file: file.name, name: '', rows, merges: [], date1904: false, delimited: true };
}

function readText(file: SourceFile): Workbook {
  const { text, encoding, damaged } = decodeText(file.bytes, file.encoding);
  if (text.trim() === '') throw refusal('INGEST_FILE_EMPTY', { file: file.name });
  const { rows, notes } = parseCsv(text, delimiterOf(file));
  return {
    file: file.name,
    encoding,
    sheets: [textSheet(file, visibleRows(rows, 1, file.name))],
    notes,
    damaged,
  };
}

async function readLongText(file: InputFile, partBytes: number, codec?: Utf8Codec): Promise<Workbook> {
  const bytes = byteSource(bytesOf(file));
  const form = await findTextForm(bytes, file.encoding, codec);
  const start = decodeAs(await bytes.read(0, Math.min(bytes.size, HEAD_BYTES)), form);
  const layout = { form, delimiter: delimiterOf(file) ?? detectDelimiter(start), codec, file: file.name };
  async function* parts(): AsyncGenerator<RowPart> {
    for await (const { rows, notes, ...span } of textParts(bytes, layout, partBytes)) {
      yield { rows, notes, share: span.end / bytes.size, span };
    }
  }
  const head: SheetRow[] = [];
  for await (const { rows } of parts()) {
    head.push(...rows.slice(0, HEAD_ROWS - head.length));
    if (head.length === HEAD_ROWS) break;
  }
  if (head.length === 0) throw refusal('INGEST_FILE_EMPTY', { file: file.name });
  const sheets = [{ ...textSheet(file, head), long: { bytes, layout, parts } }];
  return { file: file.name, ...form, sheets, notes: [] };
}
