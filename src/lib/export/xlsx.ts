import type { CellObject } from '@e965/xlsx';
import { textWidth, xmlText } from '../core/text.ts';
import { harmlessText } from './csv.ts';
import type { ExportCell, ExportTable } from './table.ts';

/** Rows of a sheet, the header among them. */
const SHEET_ROWS = 1_048_576;
const LONGEST_NAME = 31;
const NARROW = 6;
const WIDE = 60;

/** Characters that a column needs; a Chinese one takes two. */
function widthOf(texts: readonly unknown[]): number {
  const longest = texts.reduce<number>((most, text) => {
    const line = String(text ?? '').split('\n')[0]!;
    return Math.max(most, textWidth(line));
  }, NARROW);
  return Math.min(longest + 2, WIDE);
}

const DAY_MS = 86_400_000;
const DAY_ZERO = Date.UTC(1899, 11, 30);

/** Most characters of a cell; the library throws at more, and Excel refuses the file. */
const LONGEST_TEXT = 32_767;

function sheetText(text: string): string {
  const plain = xmlText(text);
  return plain.length <= LONGEST_TEXT ? plain : `${plain.slice(0, LONGEST_TEXT - 1)}…`;
}

/** Moments as the days that spreadsheets count, without any zone. */
function sheetCell(cell: ExportCell): string | number | null | CellObject {
  if (typeof cell === 'string') return sheetText(cell);
  if (cell === null || typeof cell !== 'object') return cell;
  const [day, hour] = cell.moment.split(' ');
  const at = Date.parse(`${day}T${hour ?? '00:00'}Z`);
  return { t: 'n', v: (at - DAY_ZERO) / DAY_MS, z: hour === undefined ? 'yyyy-mm-dd' : 'yyyy-mm-dd hh:mm' };
}

/**
 * A workbook with a sheet per table: texts as texts (never formulas), cut where no cell holds more, numbers and moments
 * as such, a filter on the header. What a sheet of `sheetRows` rows cannot hold goes on in the next one, under the same header.
 */
export async function xlsxBytes(tables: readonly ExportTable[], sheetRows = SHEET_ROWS): Promise<Uint8Array> {
  const library = await import('@e965/xlsx');
  const book = library.utils.book_new();
  for (const { name, headers, rows } of tables.flatMap((table) => sheetsOf(table, sheetRows))) {
    const sheet = library.utils.aoa_to_sheet([
      headers.map(sheetText),
      ...rows.map((row) => row.map(sheetCell)),
    ]);
    sheet['!cols'] = headers.map((header, column) => ({
      wch: widthOf([header, ...rows.slice(0, 200).map((row) => harmlessText(row[column] ?? null))]),
    }));
    if (sheet['!ref'] !== undefined) sheet['!autofilter'] = { ref: sheet['!ref'] };
    library.utils.book_append_sheet(book, sheet, name);
  }
  return new Uint8Array(
    library.write(book, { type: 'array', bookType: 'xlsx', compression: true }) as ArrayBuffer,
  );
}

function sheetsOf({ name, headers, rows }: ExportTable, sheetRows: number): ExportTable[] {
  const count = Math.max(1, Math.ceil(rows.length / (sheetRows - 1)));
  return Array.from({ length: count }, (_, index) => {
    const ending = index === 0 ? '' : ` ${index + 1}`;
    return {
      name: name.slice(0, LONGEST_NAME - ending.length) + ending,
      headers,
      rows: count === 1 ? rows : rows.slice(index * (sheetRows - 1), (index + 1) * (sheetRows - 1)),
    };
  });
}
