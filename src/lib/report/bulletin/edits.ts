import type { Block, DocumentFigure, Inline, ReportDocument } from '../../core/document.ts';

/** A piece of an edited paragraph: words, or a figure by its id, with what was written in its place. */
export type Token = string | { readonly figure: string; readonly written?: string };

/** Edited paragraphs by their ids. A figure keeps following the data until something else is written over it. */
export type Edits = Readonly<Record<string, readonly Token[]>>;

function figuresOf(blocks: readonly Block[]): Map<string, DocumentFigure> {
  const all = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.inlines : []));
  return new Map(all.flatMap((inline) => (typeof inline === 'string' ? [] : [[inline.id, inline] as const])));
}

function inlineOf(token: Token, figures: ReadonlyMap<string, DocumentFigure>): Inline | null {
  if (typeof token === 'string') return token;
  const figure = figures.get(token.figure);
  if (figure === undefined) return token.written ?? null;
  return token.written === undefined || token.written === figure.text
    ? figure
    : { ...figure, written: token.written };
}

/**
 * The document with its edited paragraphs: figures as the data have them now, those written over marked. A figure
 * that the data do not give any more is left out, unless something was written in its place.
 */
export function applyEdits(document: ReportDocument, edits: Edits): ReportDocument {
  const figures = figuresOf(document.blocks);
  const blocks = document.blocks.map((block) => {
    const tokens = block.kind === 'paragraph' ? edits[block.id] : undefined;
    if (block.kind !== 'paragraph' || tokens === undefined) return block;
    return { ...block, inlines: tokens.flatMap((token) => inlineOf(token, figures) ?? []) };
  });
  return { ...document, blocks };
}

/** The figures that somebody has written over, in the text's order. */
export function writtenFigures(document: ReportDocument): DocumentFigure[] {
  return document.blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.inlines.flatMap((inline) =>
          typeof inline !== 'string' && inline.written !== undefined ? [inline] : [],
        )
      : [],
  );
}
