import { refusal } from './findings.ts';
import type { Sheet } from './sheet.ts';
import { sniffFile, type FileKind } from './sniff.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { readWorkbook } from './workbook.ts';

/** A chosen file of which any part can be read: what a page's `File` is. */
export interface PartedFile {
  readonly name: string;
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** The sheets of a file, of a large one only their first rows. */
export interface FileStart {
  readonly name: string;
  readonly sheets: readonly Sheet[];
  readonly isWhole: boolean;
}

/** Text up to this many bytes is read as a whole, of a longer one this much. */
const TEXT_BYTES = 1_000_000;
const WORKBOOK_BYTES = 1_000_000;
const WORKBOOK_ROWS = 300;
const LINE_FEED = 10;

/**
 * Reads as much of a file as tells its header: of a long text the first megabyte, of a large workbook the first rows,
 * though all of it has to be unpacked. Refuses what the importer refuses; rejects with the browser's own error when the
 * file is gone.
 */
export async function readStart(file: PartedFile): Promise<FileStart> {
  const { name } = file;
  if (file.size > TEXT_BYTES) {
    const head = await bytesOf(file, TEXT_BYTES);
    if (kindOf(name, head) === 'text') {
      const { sheets } = await readWorkbook({ name, bytes: wholeLines(head) });
      return { name, sheets, isWhole: false };
    }
  }
  const source = { name, bytes: await bytesOf(file, file.size) };
  if (file.size > WORKBOOK_BYTES && isSpreadsheet(sniffFile(source))) {
    return { name, sheets: await readSpreadsheet(source, WORKBOOK_ROWS), isWhole: false };
  }
  const { sheets } = await readWorkbook(source);
  if (sheets.every(({ rows }) => rows.length === 0)) throw refusal('INGEST_FILE_EMPTY', { file: name });
  return { name, sheets, isWhole: true };
}

async function bytesOf(file: PartedFile, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, end).arrayBuffer());
}

/** Null when the beginning does not tell, as that of a packed file. */
function kindOf(name: string, bytes: Uint8Array): FileKind | null {
  try {
    return sniffFile({ name, bytes });
  } catch {
    return null;
  }
}

function isSpreadsheet(kind: FileKind): boolean {
  return kind === 'xlsx' || kind === 'xls' || kind === 'ods' || kind === 'xml';
}

/** Without the last line, which the cut may have torn; in UTF-16 a line feed is two bytes. */
function wholeLines(bytes: Uint8Array): Uint8Array {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!isLittle && !isBig) return bytes.subarray(0, bytes.lastIndexOf(LINE_FEED) + 1 || bytes.length);
  for (let at = (bytes.length >> 1) * 2 - 2; at > 0; at -= 2) {
    const [low, high] = isLittle ? [bytes[at], bytes[at + 1]] : [bytes[at + 1], bytes[at]];
    if (low === LINE_FEED && high === 0) return bytes.subarray(0, at + 2);
  }
  return bytes.subarray(0, (bytes.length >> 1) * 2);
}
