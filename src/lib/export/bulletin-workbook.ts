import type { Cell, CellObject, Row, Sheet } from 'write-excel-file/universal';
import {
  documentLines,
  documentTables,
  type DocumentCell,
  type NumberFormat,
  type ReportDocument,
  type TableBlock,
} from '../core/document.ts';
import { textWidth } from '../core/text.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { sourceLines, type NamedLine } from './bulletin-source.ts';
import { fixedOffice } from './fixed-zip.ts';

const LONGEST_NAME = 31;
const SHEET_SIGNS = /[\\/?*[\]:]/g;
const TITLE_SIZE = 16;
const NARROW = 6;
const WIDE = 40;

const FORMATS: Readonly<Record<NumberFormat, string>> = {
  count: '#,##0',
  rate: '0.0%',
  decimal: '0.0',
  signed: '+#,##0;-#,##0;0',
  points: '+0.0;-0.0;0.0',
};

/**
 * A rate's format: 100% and 0% only where they are so, the capped 99.9% and 0.1% as text (D22), and the mark of a small
 * base behind it.
 */
function rateFormat(text: string): string {
  const isSmall = text.endsWith('*');
  const rate = isSmall ? text.slice(0, -1) : text;
  const isWhole = rate === '100%' || rate === '0%';
  const isCapped = rate === '99.9%' || rate === '0.1%';
  const format = isWhole ? '0%' : isCapped ? `"${rate}"` : FORMATS.rate;
  return isSmall ? `${format}\\*` : format;
}

function dataCell({ text, number }: DocumentCell, align: 'start' | 'end', bold: boolean): CellObject {
  const style = {
    borderStyle: 'thin' as const,
    wrap: true,
    alignVertical: 'center' as const,
    ...(bold && { fontWeight: 'bold' as const }),
  };
  if (number === undefined)
    return { value: text, type: String, align: align === 'end' ? 'right' : 'left', ...style };
  const format = number.format === 'rate' ? rateFormat(text) : FORMATS[number.format];
  return { value: number.value, type: Number, format, align: 'right', ...style };
}

const plain = (text: string, rest: Partial<CellObject> = {}): Cell =>
  ({ value: text, type: String, ...rest }) as Cell;

/** Characters that a column needs. */
function widthOf(texts: readonly string[]): number {
  return Math.min(WIDE, Math.max(NARROW, ...texts.map(textWidth)) + 2);
}

/** A table with its title, what it is of, a frozen head and its notes. */
function tableSheet(table: TableBlock, name: string, scope: string): Sheet<never> {
  const span = table.columns.length;
  const head: Row = table.columns.map(({ header }) =>
    plain(header, {
      fontWeight: 'bold',
      align: 'center',
      alignVertical: 'center',
      wrap: true,
      borderStyle: 'thin',
      backgroundColor: '#eceef0',
    }),
  );
  const rows = table.rows.map((row, index): Row =>
    row.map((cell, column) =>
      dataCell(cell, table.columns[column]!.align, index >= table.rows.length - table.totals),
    ),
  );
  const wide = { columnSpan: span, wrap: true };
  return {
    data: [
      [plain(table.title, { columnSpan: span, fontWeight: 'bold', fontSize: TITLE_SIZE, align: 'center' })],
      [plain(scope, { columnSpan: span, align: 'center' })],
      head,
      ...rows,
      ...table.notes.map((note): Row => [plain(note, { ...wide, height: 30, alignVertical: 'top' })]),
    ],
    sheet: name,
    columns: table.columns.map(({ header }, column) => ({
      width: widthOf([header.slice(0, 8), ...table.rows.map((row) => row[column]?.text ?? '')]),
    })),
    stickyRowsCount: 3,
    stickyColumnsCount: 1,
    ...(table.isWide && { orientation: 'landscape' as const }),
  };
}

function textSheet(name: string, lines: readonly NamedLine[]): Sheet<never> {
  return {
    data: lines.map(([first, second]): Row =>
      second === undefined
        ? [plain(first, { columnSpan: 2, wrap: true, alignVertical: 'top' })]
        : [
            plain(first, { fontWeight: 'bold', alignVertical: 'top', wrap: true }),
            plain(second, { wrap: true, alignVertical: 'top' }),
          ],
    ),
    sheet: name,
    columns: [{ width: 24 }, { width: 90 }],
  };
}

/**
 * The document as a workbook: its text, a sheet per table with numbers as numbers (shown as the document prints them),
 * frozen heads and the scope and cut-off below the title, then the definitions and where the data come from.
 */
export async function workbookBytes(document: ReportDocument, words: BulletinWords): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const { title, subtitle, edition, definitions } = document;
  const tables = documentTables(document);
  const prose = documentLines(document).map((text) => [text] as const);
  const line = [edition, title, subtitle].join(' ');
  const sheets: Sheet<never>[] = [
    textSheet(words('sheet.text'), [[title], [subtitle], ...prose]),
    ...tables.map((table) => tableSheet(table, sheetName(table.title), line)),
    textSheet(
      words('foot.definitions'),
      definitions.map(({ name, text }) => [name, text] as const),
    ),
    textSheet(words('sheet.source'), sourceLines(document, words)),
  ];
  const blob = await writeExcelFile(
    sheets.filter(({ data }) => (data as readonly Row[]).length > 0),
  ).toBlob();
  return fixedOffice(new Uint8Array(await blob.arrayBuffer()), document.source.cutoff);
}

function sheetName(title: string): string {
  return title.replace(SHEET_SIGNS, ' ').slice(0, LONGEST_NAME);
}
