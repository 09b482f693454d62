import { documentLines, type ReportDocument } from '../core/document.ts';

/** Lines as a text that the editor of any Windows shows: UTF-8 with BOM, CRLF. */
export function textBytes(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

/**
 * A document's words as a text file: masthead, title, moment, headings and paragraphs, then what they are of, and
 * lines that are said besides.
 */
export function documentText(document: ReportDocument, besides: readonly string[] = []): Uint8Array {
  const { masthead, title, subtitle, foot } = document;
  return textBytes([
    ...(masthead === null ? [] : [masthead]),
    title,
    subtitle,
    ...documentLines(document),
    ...foot,
    ...(besides.length === 0 ? [] : ['', ...besides]),
  ]);
}
