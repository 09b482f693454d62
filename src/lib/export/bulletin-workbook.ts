import type { Cell, CellObject, Row, Sheet } from 'write-excel-file/universal';
import {
  documentTables,
  inlineText,
  type DocumentCell,
  type NumberFormat,
  type ReportDocument,
  type TableBlock,
} from '../core/document.ts';
import { textWidth } from '../core/text.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { sourceLines, type NamedLine } from './bulletin-source.ts';
import { fixedOffice } from './fixed-zip.ts';
import { sheetNames } from './sheet-names.ts';
import { printLayout } from './workbook-print.ts';

const BASE_SIZE = 11;
const TITLE_SIZE = 16;
/** Title, scope and column heads. */
const HEADS = 3;
const NARROW = 6;
const SHORT_HEAD = 8;
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

/** Characters that a head needs: a long one stands in two lines, but no word of letters is broken. */
function headWidth(header: string): number {
  const width = Math.max(...headText(header).split('\n').map(textWidth));
  const words = header.match(/[\x21-\x7f]+/g) ?? [];
  return Math.max(Math.min(width, SHORT_HEAD), Math.ceil(width / 2), ...words.map(({ length }) => length));
}

/** Characters that a column needs. */
function widthOf(head: number, texts: readonly string[]): number {
  return Math.min(WIDE, Math.max(NARROW, head, ...texts.map(textWidth)) + 2);
}

/** Points that a line of text takes. */
const LINE = 16;
const TITLE_LINE = 24;
const ROW = 18;
/** No spreadsheet has higher rows. */
const TALLEST = 409;
/** Characters across an upright A4 page. */
const TEXT_WIDTH = 80;
const NAME_WIDTH = 20;

const WRAPPED = { wrap: true, alignVertical: 'top' } as const;
const TITLE = {
  wrap: true,
  fontWeight: 'bold',
  fontSize: TITLE_SIZE,
  align: 'center',
  alignVertical: 'center',
} as const;
const HEAD = {
  fontWeight: 'bold',
  align: 'center',
  alignVertical: 'center',
  wrap: true,
  borderStyle: 'thin',
  backgroundColor: '#eceef0',
} as const;
/** A head of two parts, `问题总数·本期`, stands in two lines. */
function headText(header: string): string {
  return header.replace('·', '·\n');
}

/** Parts of a column that lines of text fill: letters differ in width, words are not broken, and what is cut is lost. */
const FILLED = 0.9;
const FILLED_HEAD = 0.8;

/** Lines that a text takes in a column of `width` characters. */
function linesOf(text: string, width: number, filled = FILLED): number {
  return text
    .split('\n')
    .map(textWidth)
    .reduce((sum, needed) => sum + (needed < width ? 1 : Math.ceil(needed / (width * filled))), 0);
}

/** Cells of a row whose height is told: neither merged cells nor, in all programs, wrapped ones grow by themselves. */
function rowOf(cells: readonly Cell[], height: number): Row {
  return cells.map((cell) => ({ ...(cell as CellObject), height: Math.min(height, TALLEST) }));
}

function titleHeight(title: string, width: number): number {
  return TITLE_LINE * linesOf(title, (width * BASE_SIZE) / TITLE_SIZE);
}

/** A table with its title, what it is of, a frozen head and its notes. */
function tableSheet(table: TableBlock, name: string, scope: string): Sheet<never> {
  const widths = table.columns.map(({ header }, column) =>
    widthOf(
      headWidth(header),
      table.rows.map((row) => row[column]?.text ?? ''),
    ),
  );
  const most = (lines: readonly number[]): number => Math.max(1, ...lines);
  const heads = table.columns.map(({ header }) => headText(header));
  const head = rowOf(
    heads.map((text) => plain(text, HEAD)),
    ROW + LINE * (most(heads.map((text, at) => linesOf(text, widths[at]!, FILLED_HEAD))) - 1),
  );
  const rows = table.rows.map((row, index) =>
    rowOf(
      row.map((cell, column) =>
        dataCell(cell, table.columns[column]!.align, index >= table.rows.length - table.totals),
      ),
      ROW + LINE * (most(row.map(({ text }, at) => linesOf(text, widths[at]!))) - 1),
    ),
  );
  const merged = (text: string, height: number, rest: Partial<CellObject>): Row =>
    rowOf([plain(text, { columnSpan: table.columns.length, wrap: true, ...rest })], height);
  const width = widths.reduce((sum, each) => sum + each, 0);
  return {
    data: [
      merged(table.title, titleHeight(table.title, width), TITLE),
      merged(scope, LINE * linesOf(scope, width), { align: 'center', alignVertical: 'center' }),
      head,
      ...rows,
      ...table.notes.map((note) => merged(note, LINE * linesOf(note, width), { alignVertical: 'top' })),
    ],
    sheet: name,
    columns: widths.map((each) => ({ width: each })),
    stickyRowsCount: HEADS,
    stickyColumnsCount: 1,
  };
}

/** Headings and paragraphs in one column. */
function textSheet(name: string, { title, subtitle, blocks }: ReportDocument): Sheet<never> {
  const line = (text: string, rest: Partial<CellObject>): Row =>
    rowOf([plain(text, { ...WRAPPED, ...rest })], LINE * linesOf(text, TEXT_WIDTH));
  return {
    data: [
      rowOf([plain(title, TITLE)], titleHeight(title, TEXT_WIDTH)),
      line(subtitle, { align: 'center' }),
      ...blocks.flatMap((block) => {
        if (block.kind === 'heading') return [line(block.text, { fontWeight: 'bold' })];
        return block.kind === 'paragraph' ? [line(block.inlines.map(inlineText).join(''), {})] : [];
      }),
    ],
    sheet: name,
    columns: [{ width: TEXT_WIDTH }],
  };
}

/** Names and what they say; a line without a name stands beside an empty cell. */
function namedSheet(name: string, lines: readonly NamedLine[]): Sheet<never> {
  const widths = [NAME_WIDTH, TEXT_WIDTH - NAME_WIDTH] as const;
  return {
    data: lines.map(([first, second]) => {
      const [left, right] = second === undefined ? ['', first] : [first, second];
      const lines = Math.max(linesOf(left, widths[0], FILLED_HEAD), linesOf(right, widths[1]));
      return rowOf([plain(left, { ...WRAPPED, fontWeight: 'bold' }), plain(right, WRAPPED)], LINE * lines);
    }),
    sheet: name,
    columns: widths.map((width) => ({ width })),
  };
}

/**
 * The document as a workbook: its text, a sheet per table with numbers as numbers (shown as the document prints them),
 * frozen heads and the scope and cut-off below the title, then the definitions and where the data come from; printed on
 * A4 pages of one page's width.
 */
export async function workbookBytes(document: ReportDocument, words: BulletinWords): Promise<Uint8Array> {
  const { default: writeExcelFile } = await import('write-excel-file/universal');
  const { title, subtitle, edition, definitions } = document;
  const line = [edition, title, subtitle].join(' ');
  const sheetName = sheetNames([words('sheet.text'), words('foot.definitions'), words('sheet.source')]);
  const tables = documentTables(document).map((table) => ({
    sheet: tableSheet(table, sheetName(table.title), line),
    isWide: table.isWide,
    heads: HEADS,
  }));
  const texts = [
    textSheet(words('sheet.text'), document),
    namedSheet(
      words('foot.definitions'),
      definitions.map(({ name, text }) => [name, text] as const),
    ),
    namedSheet(words('sheet.source'), sourceLines(document, words)),
  ].map((sheet) => ({ sheet, isWide: false, heads: 0 }));
  const hasText = document.blocks.some(({ kind }) => kind === 'heading' || kind === 'paragraph');
  const all = [...texts.slice(0, hasText ? 1 : 0), ...tables, ...texts.slice(1)].filter(
    ({ sheet }) => sheet.data.length > 0,
  );
  const printed = all.map(({ sheet, ...rest }) => ({ name: sheet.sheet!, ...rest }));
  const blob = await writeExcelFile(
    all.map(({ sheet }) => sheet),
    {
      fontFamily: words.language === 'zh' ? '宋体' : 'Calibri',
      fontSize: BASE_SIZE,
      features: [printLayout(printed, words('edition.line', { edition }), words('page', { number: '&P' }))],
    },
  ).toBlob();
  return fixedOffice(new Uint8Array(await blob.arrayBuffer()), document.source.cutoff);
}
