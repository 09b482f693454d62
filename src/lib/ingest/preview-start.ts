import { markOf } from './decode.ts';
import { refusal } from './findings.ts';
import type { Sheet } from './sheet.ts';
import { sniffFile, type FileKind } from './sniff.ts';
import { readSpreadsheet } from './spreadsheet.ts';
import { lastLineEnd } from './text-parts.ts';
import type { StoredFile } from './types.ts';
import { readWorkbook } from './workbook.ts';

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

/**
 * Reads as much of a file as tells its header: of a long text the first megabyte, of a large workbook the first rows,
 * though all of it has to be unpacked. Refuses what the importer refuses; rejects as the store does when
 * it fails.
 */
export async function readStart(file: StoredFile): Promise<FileStart> {
  const { name, stored } = file;
  if (stored.size > TEXT_BYTES) {
    const head = await stored.read(0, TEXT_BYTES);
    if (kindOf(name, head) === 'text') {
      // The cut may have torn the last line.
      const end = lastLineEnd(head, markOf(head) ?? 'utf-8') || head.length;
      const { sheets } = await readWorkbook({ name, bytes: head.subarray(0, end) });
      return { name, sheets, isWhole: false };
    }
  }
  const source = { name, bytes: await stored.read(0, stored.size) };
  if (stored.size > WORKBOOK_BYTES && isSpreadsheet(sniffFile(source))) {
    return { name, sheets: await readSpreadsheet(source, WORKBOOK_ROWS), isWhole: false };
  }
  const { sheets } = await readWorkbook(source);
  if (sheets.every(({ rows }) => rows.length === 0)) throw refusal('INGEST_FILE_EMPTY', { file: name });
  return { name, sheets, isWhole: true };
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
