import type { ReportDocument } from '../core/document.ts';
import type { BulletinWords } from '../i18n/bulletin.ts';

/** A name and what it says, or a line without a name. */
export type NamedLine = readonly [name: string, text: string] | readonly [line: string];

function named(line: string, colon: string): NamedLine {
  const at = line.indexOf(colon);
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + colon.length)];
}

/** Edition, cut-off, scope, source and data version of a document, name and value apart. */
export function sourceLines({ edition, foot }: ReportDocument, words: BulletinWords): NamedLine[] {
  const colon = words.language === 'zh' ? '：' : ': ';
  return [[words('sheet.edition'), edition], ...foot.map((line) => named(line, colon))];
}
