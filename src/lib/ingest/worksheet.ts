import type { CellObject, WorkSheet } from '@e965/xlsx';
import { fillColour, type CellFill, type FillColour } from './fill-colour.ts';
import { serialToMoment } from './serial-date.ts';
import { hasContent, type Sheet, type SheetNote, type SheetRow, type VerticalMerge } from './sheet.ts';

export type SpreadsheetLibrary = typeof import('@e965/xlsx');
type DenseSheet = WorkSheet & {
  readonly '!data'?: readonly (readonly (CellObject | undefined)[] | undefined)[];
};

/** Columns of a sheet that are read. */
export const MAX_COLUMNS = 1024;

/** Rows and columns of the largest sheet that any spreadsheet has. */
const SHEET_ROWS = 1_048_576;
const SHEET_COLUMNS = 16_384;

/** False where a cell claims a place that no sheet has: whatever goes through all places would never end. */
export function isWithinSheet(worksheet: DenseSheet | undefined): boolean {
  const lines = worksheet?.['!data'] ?? [];
  return (
    lines.length <= SHEET_ROWS && !lines.some((line) => line !== undefined && line.length > SHEET_COLUMNS)
  );
}

/** A sheet as the library read it (`dense`, with number formats), as rows of texts. */
export function readWorksheet(
  library: SpreadsheetLibrary,
  file: string,
  name: string,
  worksheet: DenseSheet | undefined,
  date1904: boolean,
): Sheet {
  const rows: SheetRow[] = [];
  const beyond = new Set<number>();
  const fillsOf = fillReader();
  const hidden = worksheet?.['!rows'] ?? [];
  (worksheet?.['!data'] ?? []).forEach((line, index) => {
    if (!line) return;
    const cells = Array.from(line.slice(0, MAX_COLUMNS), (cell) => cellText(library, cell, date1904));
    for (let column = MAX_COLUMNS; column < line.length; column += 1) {
      if (hasContent([cellText(library, line[column], date1904)])) beyond.add(column);
    }
    if (!hasContent(cells)) return;
    const fills = fillsOf(line);
    rows.push({ number: index + 1, cells, hidden: hidden[index]?.hidden === true, ...(fills && { fills }) });
  });
  const notes: SheetNote[] = beyond.size === 0 ? [] : [{ code: 'INGEST_COLUMNS_LEFT_OUT', n: beyond.size }];
  return { file, name, rows, merges: verticalMerges(worksheet), date1904, delimited: false, notes };
}

/** What the fills of a row's cells say, or null when none says anything; cells share few fills. */
function fillReader() {
  const known = new Map<unknown, FillColour>();
  const read = (cell: CellObject | undefined): FillColour => {
    const fill = cell?.s as CellFill | undefined;
    if (fill === undefined) return null;
    let colour = known.get(fill);
    if (colour === undefined) {
      colour = fillColour(fill);
      known.set(fill, colour);
    }
    return colour;
  };
  return (line: readonly (CellObject | undefined)[]): FillColour[] | null => {
    let fills: FillColour[] | null = null;
    for (let column = 0; column < Math.min(line.length, MAX_COLUMNS); column += 1) {
      const colour = read(line[column]);
      if (colour === null) continue;
      fills ??= new Array<FillColour>(Math.min(line.length, MAX_COLUMNS)).fill(null);
      fills[column] = colour;
    }
    return fills;
  };
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
