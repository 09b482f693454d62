import type { MetricValue } from './result.ts';

/** A number in a text that is bound to the data. */
export interface DocumentFigure {
  /** Names the figure within its document: metric, group, and `~` for a change since the comparison. */
  readonly id: string;
  /** As it is printed, without the words around it: `47.3%`, `2941`. */
  readonly text: string;
  readonly metric: string;
  readonly group: { readonly dimension: string; readonly key: string } | null;
  readonly figure: MetricValue;
  /** What somebody has written in its place; absent where it stands as computed. */
  readonly written?: string;
}

/** A piece of a paragraph. */
export type Inline = string | DocumentFigure;

/** How a number is shown in a spreadsheet; `text` keeps what is printed. */
export type NumberFormat = 'count' | 'rate' | 'decimal' | 'signed' | 'points';

/** A cell with what is printed in it; `number` is the exact value behind it, a fraction for a rate. */
export interface DocumentCell {
  readonly text: string;
  readonly number?: { readonly value: number; readonly format: NumberFormat };
  /** What the cell counts, for those who look it up. */
  readonly figure?: Pick<DocumentFigure, 'metric' | 'group' | 'figure'>;
  /** The number stands on few cases (D23). */
  readonly isSmall?: true;
}

export interface DocumentColumn {
  readonly header: string;
  readonly align: 'start' | 'end';
}

export interface HeadingBlock {
  readonly kind: 'heading';
  readonly text: string;
}

export interface ParagraphBlock {
  readonly kind: 'paragraph';
  readonly id: string;
  readonly inlines: readonly Inline[];
}

export interface TableBlock {
  readonly kind: 'table';
  readonly id: string;
  readonly title: string;
  readonly columns: readonly DocumentColumn[];
  readonly rows: readonly (readonly DocumentCell[])[];
  /** Rows from the end that are totals. */
  readonly totals: number;
  readonly notes: readonly string[];
  /** Needs a page in landscape. */
  readonly isWide: boolean;
}

/** A picture that is drawn from the document's data where the document is shown. */
export interface ChartBlock {
  readonly kind: 'chart';
  readonly id: string;
  readonly title: string;
  readonly note: string;
  /** What the picture shows, for those who cannot see it. */
  readonly alt: string;
}

export type Block = HeadingBlock | ParagraphBlock | TableBlock | ChartBlock;

/** What a document was made of, for other programs. */
export interface DocumentSource {
  readonly dataVersion: string;
  readonly edition: 'internal' | 'public';
  /** The moment that the figures stand for, without zone: `2022-02-17T18:00`. */
  readonly cutoff: string;
  /** What the figures are of, in words. */
  readonly scope: string;
  /** Which bulletin it is. */
  readonly kind: string;
}

/** A document of one data version, as the page, Word, Excel and the command line show it. */
export interface ReportDocument {
  readonly title: string;
  /** Who issues it, and the number of the issue where there is one. */
  readonly masthead: string | null;
  /** Line below the title: the moment that the figures stand for. */
  readonly subtitle: string;
  /** The edition's name, on every page. */
  readonly edition: string;
  readonly blocks: readonly Block[];
  /** Annexes: each begins on a page of its own. */
  readonly annexes: readonly TableBlock[];
  /** Cut-off, source, data version and definitions: what every report ends with. */
  readonly foot: readonly string[];
  readonly definitions: readonly { readonly name: string; readonly text: string }[];
  readonly source: DocumentSource;
}

/** The text of a piece as it is printed. */
export function inlineText(inline: Inline): string {
  return typeof inline === 'string' ? inline : (inline.written ?? inline.text);
}

/** The headings and paragraphs of a document as they are printed, a line each. */
export function documentLines({ blocks }: ReportDocument): string[] {
  return blocks.flatMap((block) => {
    if (block.kind === 'heading') return [block.text];
    return block.kind === 'paragraph' ? [block.inlines.map(inlineText).join('')] : [];
  });
}

/** The tables of a document in their order: those of the text, then the annexes. */
export function documentTables({ blocks, annexes }: ReportDocument): TableBlock[] {
  return [...blocks.flatMap((block) => (block.kind === 'table' ? [block] : [])), ...annexes];
}
