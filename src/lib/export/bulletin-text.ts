import { documentLines, type ReportDocument } from '../core/document.ts';

/** Lines as a text that the editor of any Windows shows: UTF-8 with BOM, CRLF. */
export function textBytes(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`);
}

/** A document's words as a text file: masthead, title, moment, headings and paragraphs, then what they are of. */
export function documentText(document: ReportDocument): Uint8Array {
  const { masthead, title, subtitle, foot } = document;
  return textBytes([
    ...(masthead === null ? [] : [masthead]),
    title,
    subtitle,
    ...documentLines(document),
    ...foot,
  ]);
}
