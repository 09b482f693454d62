import {
  keepsNext,
  measuredParagraph,
  paginate,
  type Measured,
  type PageItem,
  type PageSection,
  type Slice,
} from '../../report/bulletin/pages.ts';

const heightOf = (element: Element | null): number => element?.getBoundingClientRect().height ?? 0;

function measured(item: PageItem, element: Element, room: number): Measured {
  const height = heightOf(element);
  if (item.kind === 'paragraph') {
    const line = Number.parseFloat(getComputedStyle(element.querySelector('.body')!).lineHeight);
    return measuredParagraph(height, line, room);
  }
  if (item.kind !== 'table') return { height, keepsNext: keepsNext(item) };
  const head = heightOf(element.querySelector('.caption')) + heightOf(element.querySelector('thead'));
  const rows = Array.from(element.querySelectorAll('tbody tr'), heightOf);
  const tail = heightOf(element.querySelector('.notes'));
  return { height, keepsNext: false, parts: { head, rows, tail } };
}

/** Pages of each section, by the heights that its items have in `ruler`: `.room.tall`, `.room.wide`, `.section`s. */
export function cutPages(ruler: Element, sections: readonly PageSection[]): Slice[][][] {
  const blocks = Array.from(ruler.querySelectorAll('.section'));
  const room = {
    tall: heightOf(ruler.querySelector('.room.tall')),
    wide: heightOf(ruler.querySelector('.room.wide')),
  };
  return sections.map(({ items, isWide }, index) => {
    const elements = Array.from(blocks[index]!.children);
    const most = isWide ? room.wide : room.tall;
    return paginate(
      items.map((item, at) => measured(item, elements[at]!, most)),
      most,
    );
  });
}

/** A section on one page, as long as nothing is measured. */
export function wholePage({ items }: PageSection): Slice[][] {
  const slices = items.map((item, index) => ({
    item: index,
    from: 0,
    to: item.kind === 'table' ? item.rows.length : 0,
    hasTail: true,
  }));
  return [slices];
}
