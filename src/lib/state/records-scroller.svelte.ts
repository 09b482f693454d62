import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';

/** Browsers give up on elements somewhat taller than this. */
const TALLEST_PX = 12_000_000;
const OVERSCAN_ROWS = 8;

/**
 * Which rows of a long list are in sight, and where they stand. All rows are equally high. Beyond the height
 * that a browser can lay out, a step of the scroll bar stands for more than its own height.
 */
export class RowScroller {
  /** Rows to draw, first and last included; empty range while nothing is laid out. */
  first = $state(0);
  last = $state(-1);
  /** Height of the whole list on the scroll bar. */
  height = $state(0);
  #top = $state(0);
  #rowHeight = $state(1);
  #step = $state(1);
  #count = 0;
  #virtualizer: Virtualizer<HTMLElement, HTMLElement> | null = null;
  #unmount: (() => void) | null = null;

  /** Watches a scrolling element; `reserved` px of it are covered (a fixed head). Returns what undoes it. */
  attach(element: HTMLElement, list: { count: number; rowHeight: number; reserved: number }): () => void {
    const step = Math.min(list.rowHeight, TALLEST_PX / Math.max(1, list.count));
    const seen = (): number => Math.max(0, element.clientHeight - list.reserved);
    const update = (virtualizer: Virtualizer<HTMLElement, HTMLElement>): void => {
      const items = virtualizer.getVirtualItems();
      this.#top = virtualizer.scrollOffset ?? 0;
      this.first = items[0]?.index ?? 0;
      this.last = items[items.length - 1]?.index ?? -1;
      this.height = list.count * step + seen() * (1 - step / list.rowHeight);
    };
    this.#rowHeight = list.rowHeight;
    this.#step = step;
    this.#count = list.count;
    const virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: list.count,
      getScrollElement: () => element,
      estimateSize: () => step,
      overscan: OVERSCAN_ROWS,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: update,
      initialOffset: element.scrollTop,
    });
    this.#virtualizer = virtualizer;
    this.#unmount = virtualizer._didMount();
    virtualizer._willUpdate();
    update(virtualizer);
    return () => this.#unmount?.();
  }

  /** Distance of a row from the list's top, in px. */
  offsetOf(index: number): number {
    return this.#top + (index - this.#top / this.#step) * this.#rowHeight;
  }

  /** The row at the top edge, with its hidden part as a fraction. */
  get topRow(): number {
    return this.#top / this.#step;
  }

  /** Whole rows in sight below a covered part of `reserved` px. */
  rowsInSight(reserved: number): number {
    const height = this.#virtualizer?.scrollElement?.clientHeight ?? 0;
    return Math.max(1, Math.floor((height - reserved) / this.#rowHeight));
  }

  /** Scrolls so that `row` (may have a fraction) is the first. */
  showFrom(row: number): void {
    const element = this.#virtualizer?.scrollElement;
    if (element) element.scrollTop = Math.max(0, row) * this.#step;
  }

  /** Scrolls as little as is needed for a row to be in sight. */
  show(index: number, reserved: number): void {
    const [top, rows] = [this.topRow, this.rowsInSight(reserved)];
    if (index < top) this.showFrom(index);
    else if (index + 1 > top + rows) this.showFrom(Math.min(index + 1 - rows, this.#count));
  }
}
