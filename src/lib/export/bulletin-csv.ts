import type { DocumentCell, ReportDocument, TableBlock } from '../core/document.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';
import { sourceLines } from './bulletin-source.ts';
import { CSV_START, csvLine, csvLines, harmlessText } from './csv.ts';

/** A number stays as it is printed (`+5` is no formula); other texts come from ledgers and are made harmless. */
const cellText = ({ text, number }: DocumentCell): string =>
  number === undefined ? harmlessText(text) : text;

/**
 * A table of a document as CSV for WPS and Excel: UTF-8 with BOM, CRLF, heads, order, totals and texts as printed; below
 * an empty line its title and notes, then the document's title, moment, edition, cut-off, scope and data version.
 */
export function tableCsv(table: TableBlock, document: ReportDocument, words: BulletinWords): Uint8Array {
  const about = [
    [],
    [table.title],
    ...table.notes.map((note) => [note]),
    [document.title],
    [document.subtitle],
    ...sourceLines(document, words),
  ];
  const text =
    CSV_START +
    csvLines([table.columns.map(({ header }) => header)]) +
    table.rows.map((row) => csvLine(row.map(cellText))).join('') +
    csvLines(about);
  return new TextEncoder().encode(text);
}
