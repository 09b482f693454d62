import type { Place } from '../core/errors.ts';
import { cleanText } from '../core/text.ts';
import { maskTitle } from '../privacy/mask-title.ts';
import type { ColumnDef } from '../schema/columns.ts';
import type { LocalDate } from '../core/period.ts';
import { mapColumns, type ColumnMapping } from './claims.ts';
import type { DateContext } from './coerce/date-text.ts';
import { DateSiblings } from './date-siblings.ts';
import { coloursFromFills } from './fills.ts';
import { refusal } from './findings.ts';
import { findHeader, type HeaderIndex, type HeaderMatch } from './header.ts';
import { normaliseHeader } from './header-text.ts';
import { memoise } from './memoise.ts';
import { readMetadata, type SheetMetadata } from './metadata.ts';
import type { RowPart, Sheet, SheetRow } from './sheet.ts';

/** Stands for the header of a colour column that the table does not have. */
const FILL_HEADER = '底色';

/** A sheet with its header found; the columns are mapped once the dates' context is known. */
export interface OpenSheet {
  readonly sheet: Sheet;
  readonly header: HeaderMatch;
  readonly metadata: SheetMetadata;
}

/** A sheet ready to be read row by row. */
export interface MappedSheet extends OpenSheet {
  readonly mapping: ColumnMapping;
  /** How dates are read, as far as it was told; see {@link DateSiblings} for what the cells add to it. */
  readonly dates: DateContext;
  /** Columns of moments at which something happened. */
  readonly dateColumns: readonly number[];
  /** Normalised header texts per column. */
  readonly headers: readonly string[];
  /** Rows below the header, merges filled; of a long table the first ones. */
  readonly rows: readonly SheetRow[];
  /** Rows whose colour is their fill, and fills that tell no colour for certain. */
  readonly fills: { readonly read: number; readonly unclear: number };
  /** Numbers of the rows that are headings, and to how many rows each was carried; absent without any. */
  readonly headings?: ReadonlyMap<number, number>;
}

/** Cells that merges fill; each column of the largest sheet several times. */
const MAX_MERGED_CELLS = 20_000_000;
/** Rows of a table in memory that are taken at a time. */
const ROWS_AT_ONCE = 20_000;

/** Tells the rows below a header from it and the lines above it. */
export function isBelow({ rows }: Sheet, { index, height }: HeaderMatch): (row: SheetRow) => boolean {
  const last = rows[index + height - 1]!.number;
  return ({ number }) => number > last;
}

/** Every row below the header, merges filled, in parts. */
export async function* partsBelow({ sheet, header, rows }: MappedSheet): AsyncGenerator<RowPart> {
  if (sheet.long) {
    for await (const part of sheet.long.parts()) {
      yield { ...part, rows: part.rows.filter(isBelow(sheet, header)) };
    }
    return;
  }
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const end = Math.min(start + ROWS_AT_ONCE, rows.length);
    yield { rows: rows.slice(start, end), share: end / rows.length, notes: [] };
  }
}

/** Dates read as the sheet's own cells prove. */
export function withSiblings(mapped: MappedSheet): MappedSheet {
  const siblings = new DateSiblings(mapped.dates);
  for (const { cells } of mapped.rows) {
    for (const column of mapped.dateColumns) siblings.add(cells[column] ?? '');
  }
  return { ...mapped, dates: siblings.context() };
}

/** Finds the header and what stands above it; `null` when the sheet has no table of the wanted kind. */
export function openSheet(
  sheet: Sheet,
  index: HeaderIndex,
  required: readonly string[],
  needed?: number,
): OpenSheet | null {
  const header = findHeader(sheet, index, required, needed);
  if (!header) return null;
  return { sheet, header, metadata: readMetadata(sheet.rows.slice(0, header.index), sheet.date1904) };
}

/** Maps the columns; `anchor` is the day that dates without a year precede. */
export function mapSheet(
  open: OpenSheet,
  definitions: readonly ColumnDef[],
  anchor: LocalDate | null,
): MappedSheet {
  const { sheet, header } = open;
  const told: DateContext = { date1904: sheet.date1904, anchor, slashOrder: null };
  const mapping = mapColumns(sheet, header, definitions, told);
  const dateColumns = definitions.flatMap(({ id, coerce }) =>
    coerce === 'moment' || coerce === 'resolvedMoment' ? (mapping.columns.get(id) ?? []) : [],
  );
  const context = new Set<string>(definitions.filter((column) => column.context).map((column) => column.id));
  const filled = [...mapping.columns].filter(([id]) => context.has(id)).map(([, column]) => column);
  const rows = fillMerges(sheet, filled).slice(header.index + header.height);
  const headers = header.texts.map(normaliseHeader);
  return readFills({ ...open, mapping, dateColumns, dates: told, headers, rows });
}

/** Takes colours from fills; a table without colour column is given one when its rows are filled in colours. */
function readFills(mapped: Omit<MappedSheet, 'fills'>): MappedSheet {
  const { mapping, header, rows } = mapped;
  const problem = mapping.columns.get('problem');
  if (problem === undefined) return { ...mapped, fills: { read: 0, unclear: 0 } };
  const own = mapping.columns.get('colour_recorded');
  const column = own ?? rows.reduce((width, { cells }) => Math.max(width, cells.length), header.texts.length);
  const { rows: coloured, ...fills } = coloursFromFills(rows, column, problem);
  if (own !== undefined || fills.read === 0) return { ...mapped, rows: coloured, fills };
  const texts = Array.from({ length: column + 1 }, (_, index) =>
    index === column ? FILL_HEADER : (header.texts[index] ?? ''),
  );
  return {
    ...mapped,
    rows: coloured,
    fills,
    header: { ...header, texts },
    headers: texts.map(normaliseHeader),
    mapping: { ...mapping, columns: new Map([...mapping.columns, ['colour_recorded', column]]) },
  };
}

/** Vertical merges are filled down for context columns only; a merged problem stays one problem. */
function fillMerges(sheet: Sheet, columns: readonly number[]): readonly SheetRow[] {
  const merges = sheet.merges.flatMap(({ firstRow, lastRow, firstColumn, lastColumn }) =>
    columns
      .filter((column) => column >= firstColumn && column <= lastColumn)
      .map((column) => ({ firstRow, lastRow, column })),
  );
  if (merges.length === 0) return sheet.rows;
  const last = sheet.rows[sheet.rows.length - 1]?.number ?? 0;
  const filled = merges.reduce(
    (sum, { firstRow, lastRow }) => sum + Math.max(0, Math.min(lastRow, last) - firstRow),
    0,
  );
  if (filled > MAX_MERGED_CELLS) throw refusal('INGEST_TOO_LARGE', { file: sheet.file, sheet: sheet.name });
  const byNumber = new Map(sheet.rows.map((row) => [row.number, row]));
  const changed = new Map<number, string[]>();
  for (const { firstRow, lastRow, column } of merges) {
    const text = byNumber.get(firstRow)?.cells[column] ?? '';
    for (let number = firstRow + 1; text !== '' && number <= Math.min(lastRow, last); number += 1) {
      const row = byNumber.get(number);
      if (!row) continue;
      const cells =
        changed.get(number) ??
        Array.from(
          { ...row.cells, length: Math.max(row.cells.length, column + 1) },
          (cell: string | undefined) => cell ?? '',
        );
      cells[column] = text;
      changed.set(number, cells);
    }
  }
  return sheet.rows.map((row) => ({ ...row, cells: changed.get(row.number) ?? row.cells }));
}

/** File, sheet, row and header text of a cell. */
export function placeOf(mapped: MappedSheet, row: number, columnId?: string): Place {
  const column = columnId === undefined ? undefined : mapped.mapping.columns.get(columnId);
  return {
    file: mapped.sheet.file,
    sheet: mapped.sheet.name,
    row,
    ...(column !== undefined && { column: headerText(mapped, column) }),
  };
}

/** Remembered: every finding of a row names its column. */
const shownHeader = memoise((text) => maskTitle(cleanText(text).replace(/\s+/g, '')));

/** A header as it is shown: on one line, masked. */
export function headerText(mapped: MappedSheet, column: number): string {
  return shownHeader(mapped.header.texts[column] ?? '');
}
