import { decodeMarkup } from './decode-markup.ts';
import { refusal } from './findings.ts';
import { HtmlStyles } from './html-styles.ts';
import { htmlText } from './html-text.ts';
import type { Sheet, SheetNote } from './sheet.ts';
import type { SourceFile } from './types.ts';
import { isWithinSheet, readWorksheet } from './worksheet.ts';

/** What stands between these is neither table nor text. */
const HIDDEN_PARTS = [
  ['<!--', '-->'],
  ['<script', '</script>'],
  ['<style', '</style>'],
] as const;
/** A cell is compared with every merged one; so many comparisons take some seconds. */
const MAX_COMPARISONS = 1_000_000_000;

/**
 * The tables of a web page, as many systems export them under the name of a workbook; in nested tables the innermost
 * ones. Refuses a page in which no table holds anything.
 */
export async function readHtml(file: SourceFile): Promise<Sheet[]> {
  const { text, damaged } = decodeMarkup(file);
  const library = await import('@e965/xlsx');
  const styles = new HtmlStyles(text);
  const tables = innermostTables(visiblePart(text));
  const notes: SheetNote[] = damaged ? [{ code: 'QC_MOJIBAKE', n: 0 }] : [];
  const sheets = tables
    .map((table) => {
      const html = htmlText(table);
      const spans = html.match(/(?:row|col)span=/gi)?.length ?? 0;
      if (spans * (html.match(/<t[dh]\b/gi)?.length ?? 0) > MAX_COMPARISONS) {
        throw refusal('INGEST_TOO_LARGE', { file: file.name });
      }
      const marked = styles.mark(html);
      const book = library.read(`<html>${marked}</html>`, { type: 'string', raw: true, dense: true });
      const read = book.Sheets[book.SheetNames[0]!]!;
      if (!isWithinSheet(read)) throw refusal('INGEST_TOO_LARGE', { file: file.name });
      const sheet = styles.apply(read, html);
      return readWorksheet(library, file.name, '', sheet, false);
    })
    .filter(({ rows }) => rows.length > 0);
  if (sheets.length === 0) throw refusal('INGEST_PAGE_WITHOUT_TABLE', { file: file.name });
  return sheets.map((sheet, index) => ({
    ...sheet,
    name: sheets.length === 1 ? '' : `表${index + 1}`,
    notes: index === 0 ? [...(sheet.notes ?? []), ...notes] : sheet.notes,
  }));
}

function visiblePart(text: string): string {
  return HIDDEN_PARTS.reduce((rest, [open, close]) => without(rest, open, close), text);
}

function without(text: string, open: string, close: string): string {
  const lower = text.toLowerCase();
  const kept: string[] = [];
  let from = 0;
  for (let start = lower.indexOf(open); start !== -1; start = lower.indexOf(open, from)) {
    kept.push(text.slice(from, start));
    const end = lower.indexOf(close, start);
    if (end === -1) return kept.join('');
    from = end + close.length;
  }
  return [...kept, text.slice(from)].join('');
}

function innermostTables(text: string): string[] {
  const tables: string[] = [];
  let open: number | null = null;
  for (const match of text.matchAll(/<(\/?)table\b/gi)) {
    if (match[1] === '') open = match.index;
    else if (open !== null) {
      tables.push(`${text.slice(open, match.index)}</table>`);
      open = null;
    }
  }
  return open === null ? tables : [...tables, `${text.slice(open)}</table>`];
}
