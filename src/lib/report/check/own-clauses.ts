import type { DocumentFigure, Inline, ReportDocument } from '../../core/document.ts';

/** A figure of a clause of the bulletin, found in a text: where its number begins, and what it should be. */
export interface OwnNumber {
  readonly start: number;
  readonly expected: string;
  readonly isSame: boolean;
}

/** Clauses are told apart by these, as sentences and enumerations end. */
const ENDS = /(?<=[。；;！？\n])/u;
const NUMBER = String.raw`(\d[\d,.]*(?:万余?)?[%％]?)`;
/** Words of fewer letters than this around its numbers do not tell which clause it is. */
const FEWEST_LETTERS = 6;

/** The pieces of a paragraph, cut behind the marks that end a clause. */
function clausesOf(inlines: readonly Inline[]): (string | DocumentFigure)[][] {
  const clauses: (string | DocumentFigure)[][] = [[]];
  for (const inline of inlines) {
    const parts = typeof inline === 'string' ? inline.split(ENDS) : [inline];
    parts.forEach((part, index) => {
      if (index > 0) clauses.push([]);
      clauses[clauses.length - 1]!.push(part);
    });
  }
  return clauses.filter((clause) => clause.some((piece) => typeof piece !== 'string'));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const plain = (text: string): string => text.replaceAll(',', '').replace('％', '%');

function numbersIn(text: string, clause: readonly (string | DocumentFigure)[]): OwnNumber[] {
  const letters = clause.filter((piece) => typeof piece === 'string').join('');
  if (letters.length < FEWEST_LETTERS) return [];
  const pattern = clause
    .map((piece) => (typeof piece === 'string' ? `(${escaped(piece)})` : NUMBER))
    .join('');
  return [...text.matchAll(new RegExp(pattern, 'gu'))].flatMap((match) => {
    let at = match.index;
    return clause.flatMap((piece, index) => {
      const found = match[index + 1]!;
      const start = at;
      at += found.length;
      if (typeof piece === 'string') return [];
      return [{ start, expected: piece.text, isSame: plain(found) === plain(piece.text) }];
    });
  });
}

/**
 * The numbers of a text that stand in clauses of the bulletin itself, words for words: what no metric is named by, such
 * as what three categories hold together, is known by its place.
 */
export function ownNumbers(text: string, { blocks }: ReportDocument): ReadonlyMap<number, OwnNumber> {
  const paragraphs = blocks.flatMap((block) => (block.kind === 'paragraph' ? [block.inlines] : []));
  const found = paragraphs.flatMap(clausesOf).flatMap((clause) => numbersIn(text, clause));
  return new Map(found.map((number) => [number.start, number]));
}
