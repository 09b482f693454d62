import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  measuredParagraph,
  paginate,
  type Measured,
  type Slice,
} from '../../../src/lib/report/bulletin/pages.ts';

const text = (height: number): Measured => ({ height, keepsNext: false });
const heading = (height: number): Measured => ({ height, keepsNext: true });
const table = (head: number, rows: readonly number[], tail: number): Measured => ({
  height: head + rows.reduce((sum, row) => sum + row, 0) + tail,
  keepsNext: false,
  parts: { head, rows, tail },
});
const shown = (pages: readonly (readonly Slice[])[]) =>
  pages.map((page) => page.map(({ item, from, to, hasTail }) => [item, from, to, hasTail]));

describe('pages', () => {
  it('are filled in order, and turned when an item does not fit', () => {
    expect(shown(paginate([text(60), text(40), text(1)], 100))).toEqual([
      [
        [0, 0, 0, true],
        [1, 0, 0, true],
      ],
      [[2, 0, 0, true]],
    ]);
  });

  it('take a heading along with what it heads', () => {
    expect(paginate([text(60), heading(20), text(30)], 100).map((page) => page.length)).toEqual([1, 2]);
    expect(paginate([text(40), heading(20), text(30)], 100).map((page) => page.length)).toEqual([3]);
  });

  it('go on with a table under its repeated head, its notes at the end', () => {
    expect(shown(paginate([text(40), table(10, [20, 20, 20, 20], 5)], 100))).toEqual([
      [
        [0, 0, 0, true],
        [1, 0, 2, false],
      ],
      [[1, 2, 4, true]],
    ]);
  });

  it('begin a table on a new page where not two rows of it would fit', () => {
    expect(shown(paginate([text(60), table(10, [20, 20], 0)], 100))).toEqual([
      [[0, 0, 0, true]],
      [[1, 0, 2, true]],
    ]);
  });

  it('give notes that do not fit a page of their own', () => {
    expect(shown(paginate([table(10, [40, 40], 20)], 100))).toEqual([[[0, 0, 2, false]], [[0, 2, 2, true]]]);
  });

  it('go on with a paragraph that is taller than a page, line by line, and with no other', () => {
    // 12 lines of 20 on pages of 100 that begin with 30: three lines, then five, then four.
    const long = measuredParagraph(240, 20, 100);
    expect(shown(paginate([text(30), long, text(20)], 100))).toEqual([
      [
        [0, 0, 0, true],
        [1, 0, 3, false],
      ],
      [[1, 3, 8, false]],
      [
        [1, 8, 12, true],
        [2, 0, 0, true],
      ],
    ]);
    expect(shown(paginate([text(30), measuredParagraph(80, 20, 100)], 100))).toEqual([
      [[0, 0, 0, true]],
      [[1, 0, 0, true]],
    ]);
    // One line alone is not begun at the foot.
    expect(shown(paginate([text(70), long], 100))[1]).toEqual([[1, 0, 5, false]]);
  });

  it('show an empty table and what is taller than a page', () => {
    expect(shown(paginate([text(300), table(10, [], 5), text(5)], 100))).toEqual([
      [[0, 0, 0, true]],
      [
        [1, 0, 0, true],
        [2, 0, 0, true],
      ],
    ]);
  });

  it('lose nothing and repeat nothing, whatever the heights', () => {
    const size = fc.integer({ min: 1, max: 150 });
    const item = fc.oneof(
      size.map(text),
      size.map(heading),
      fc
        .tuple(size, fc.array(size, { maxLength: 12 }), size)
        .map(([head, rows, tail]) => table(head, rows, tail)),
    );
    fc.assert(
      fc.property(fc.array(item, { maxLength: 12 }), (items) => {
        const slices = paginate(items, 100).flat();
        items.forEach((each, index) => {
          const own = slices.filter((slice) => slice.item === index);
          expect(own.filter(({ hasTail }) => hasTail)).toHaveLength(1);
          const rows = own.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));
          expect(rows).toEqual((each.parts?.rows ?? []).map((_, row) => row));
        });
        expect(slices.map((slice) => slice.item)).toEqual(
          slices.map((slice) => slice.item).sort((a, b) => a - b),
        );
      }),
    );
  });
});
