import { readArrow } from './arrow-table.ts';
import { decodeText } from './decode.ts';
import { parseCsv } from './csv.ts';
import { refusal } from './findings.ts';
import { readParquet } from './parquet.ts';
import { readHtml } from './html-table.ts';
import { sniffFile, type FileKind } from './sniff.ts';
import { hasContent, type Sheet } from './sheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import type { SourceFile } from './types.ts';

/** One file, opened. */
export interface Workbook {
  readonly file: string;
  /** Text encoding, or the spreadsheet format. */
  readonly encoding: string;
  readonly sheets: readonly Sheet[];
  /** 1-based rows of delimited text with a quote that is never closed. */
  readonly unclosedQuotes: readonly number[];
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

/** Opens one file of any supported kind; refuses it with a code when it cannot be read. */
export async function readWorkbook(file: SourceFile): Promise<Workbook> {
  const kind = sniffFile(file);
  if (kind === 'text') return readText(file);
  const sheets = await READERS[kind](file);
  return { file: file.name, encoding: kind, sheets, unclosedQuotes: [], damaged: false };
}

function readText(file: SourceFile): Workbook {
  const { text, encoding, damaged } = decodeText(file.bytes, file.encoding);
  if (text.trim() === '') throw refusal('INGEST_FILE_EMPTY', { file: file.name });
  const delimiter = /\.(?:tsv|tab)$/i.test(file.name) ? '\t' : undefined;
  const { rows, unclosedQuotes } = parseCsv(text, delimiter);
  const sheet: Sheet = {
    file: file.name,
    name: '',
    rows: rows
      .map((cells, index) => ({ number: index + 1, cells, hidden: false }))
      .filter((row) => hasContent(row.cells)),
    merges: [],
    date1904: false,
    delimited: true,
  };
  return { file: file.name, encoding, sheets: [sheet], unclosedQuotes, damaged };
}
