import type { ReportDocument, TableBlock, Block } from '../../core/document.ts';

/** A line that is no block of the text: of the front page, or the mark of an annex. */
export interface LineItem {
  readonly kind: 'line';
  readonly style: 'masthead' | 'title' | 'subtitle' | 'annex' | 'listed' | 'foot';
  readonly text: string;
}

/** What stands on pages, one below the other. */
export type PageItem = LineItem | Block;

/** Items of pages of one direction. */
export interface PageSection {
  readonly isWide: boolean;
  readonly items: readonly PageItem[];
}

/** Words that pages have beside the document's. */
export interface PageWords {
  /** 附件1, from 0. */
  annex(index: number): string;
  /** The annexes as they are named below the text. */
  readonly listed: readonly string[];
  readonly definitions: string;
  readonly colon: string;
}

const line = (style: LineItem['style'], text: string): LineItem => ({ kind: 'line', style, text });

/** A document's items: the front with its text and foot, then a section for each annex. */
export function pageSections(document: ReportDocument, words: PageWords): PageSection[] {
  const { masthead, title, subtitle, blocks, annexes, foot, definitions } = document;
  const front: PageItem[] = [
    ...(masthead === null ? [] : [line('masthead', masthead)]),
    line('title', title),
    line('subtitle', subtitle),
    ...blocks,
    ...words.listed.map((text) => line('listed', text)),
    ...foot.map((text) => line('foot', text)),
    ...(definitions.length === 0 ? [] : [line('foot', words.definitions + words.colon)]),
    ...definitions.map(({ name, text }) => line('foot', name + words.colon + text)),
  ];
  return [
    { isWide: false, items: front },
    ...annexes.map((annex: TableBlock, index) => ({
      isWide: annex.isWide,
      items: [line('annex', words.annex(index)), annex],
    })),
  ];
}

/** True for an item that does not stand alone at the end of a page. */
export function keepsNext(item: PageItem): boolean {
  return (
    item.kind === 'heading' || (item.kind === 'line' && item.style !== 'foot' && item.style !== 'listed')
  );
}

/** An item's height; the parts that it may be cut between, in the same unit: a table's rows, a long paragraph's lines. */
export interface Measured {
  readonly height: number;
  readonly keepsNext: boolean;
  readonly parts?: { readonly head: number; readonly rows: readonly number[]; readonly tail: number };
}

/** A paragraph of `height` in lines of `line`; it is cut between them only where it is taller than a page. */
export function measuredParagraph(height: number, line: number, room: number): Measured {
  const count = Math.round(height / line);
  if (height <= room || count < 2) return { height, keepsNext: false };
  const rows = Array.from({ length: count }, () => line);
  return { height, keepsNext: false, parts: { head: 0, rows, tail: 0 } };
}

/**
 * What of an item stands on a page: of a table the rows `from` … `to`, and whether its notes do; of a paragraph that is
 * cut the lines. All of the item where `to` is 0.
 */
export interface Slice {
  readonly item: number;
  readonly from: number;
  readonly to: number;
  readonly hasTail: boolean;
}

/** Nothing is begun at the foot of a page for fewer rows or lines. */
const FEWEST_ROWS = 2;

/** The least room that an item begins in. */
function beginning({ height, parts }: Measured): number {
  if (!parts) return height;
  const rows = parts.rows.slice(0, FEWEST_ROWS);
  return parts.head + rows.reduce((sum, row) => sum + row, 0);
}

/**
 * Fills pages of `room` height: items stay whole but those with parts: tables, which go on under a repeated head, and
 * long paragraphs. Headings stay with what follows. Any other item taller than a page has one for itself.
 */
export function paginate(items: readonly Measured[], room: number): Slice[][] {
  const pages: Slice[][] = [[]];
  let used = 0;
  const turn = (): void => {
    pages.push([]);
    used = 0;
  };
  const put = (slice: Slice, height: number): void => {
    pages[pages.length - 1]!.push(slice);
    used += height;
  };
  const isFresh = (): boolean => pages[pages.length - 1]!.length === 0;
  /** Room that an item needs with those that it keeps. */
  const together = (index: number): number => {
    const item = items[index]!;
    const next = items[index + 1];
    return item.keepsNext && next ? item.height + together(index + 1) : beginning(item);
  };
  items.forEach((item, index) => {
    if (!isFresh() && used + together(index) > room) turn();
    if (!item.parts) {
      put({ item: index, from: 0, to: 0, hasTail: true }, item.height);
      return;
    }
    const { head, rows, tail } = item.parts;
    let from = 0;
    do {
      let to = from;
      let height = head;
      while (to < rows.length && (used + height + rows[to]! <= room || (to === from && isFresh())))
        height += rows[to++]!;
      if (to === from && rows.length > 0) {
        turn();
        continue;
      }
      const isEnd = to === rows.length;
      const hasTail = isEnd && used + height + tail <= room;
      put({ item: index, from, to, hasTail }, height + (hasTail ? tail : 0));
      from = to;
      if (isEnd && !hasTail) {
        turn();
        put({ item: index, from: to, to, hasTail: true }, tail);
      } else if (!isEnd) turn();
    } while (from < rows.length);
  });
  return pages;
}
