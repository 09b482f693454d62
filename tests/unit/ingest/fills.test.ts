import { describe, expect, it } from 'vitest';
import { fillColour, type FillColour } from '../../../src/lib/ingest/fill-colour.ts';
import { coloursFromFills } from '../../../src/lib/ingest/fills.ts';

const solid = (rgb: string) => ({ patternType: 'solid', fgColor: { rgb } });

describe('the colour of a fill', () => {
  it.each([
    // The standard palette of spreadsheet programs, in its order.
    ['C00000', 'red'],
    ['FF0000', 'red'],
    ['FFC000', 'unclear'],
    ['FFFF00', 'yellow'],
    ['92D050', 'green'],
    ['00B050', 'green'],
    ['00B0F0', 'blue'],
    ['0070C0', 'blue'],
    ['002060', 'blue'],
    ['7030A0', 'unclear'],
    // Accents of themes and their tints.
    ['4472C4', 'blue'],
    ['DDEBF7', 'blue'],
    ['70AD47', 'green'],
    ['E2EFDA', 'green'],
    ['ED7D31', 'unclear'],
    ['FFE699', 'unclear'],
    ['4BACC6', 'unclear'],
    // The cell styles good, neutral and bad.
    ['C6EFCE', 'green'],
    ['FFEB9C', 'yellow'],
    ['FFC7CE', 'red'],
    // No colours.
    ['FFFFFF', 'white'],
    ['F2F2F2', null],
    ['A5A5A5', null],
    ['000000', null],
    ['FEFEF8', null],
  ] as const)('%s is %s', (rgb, colour) => expect(fillColour(solid(rgb))).toBe(colour));

  it('is told by what the theme calls light and dark, whatever the library makes of it', () => {
    const theme = (number: number, tint = 0) =>
      fillColour({ patternType: 'solid', fgColor: { theme: number, tint, rgb: '1F497D' } });
    expect([theme(0), theme(0, -0.25), theme(1), theme(2), theme(3), theme(4)]).toEqual([
      ...['white', null, null, null, 'unclear'],
      'blue',
    ]);
  });

  it('is none without a solid fill, and unclear without a colour', () => {
    expect([undefined, {}, { patternType: 'none' }, { patternType: 'gray125' }].map(fillColour)).toEqual([
      ...[null, null, null, null],
    ]);
    expect(fillColour({ patternType: 'solid' })).toBe('unclear');
  });
});

/** Rows of 问题, 颜色; a fill per cell. */
function table(...rows: (readonly [string, string, FillColour, FillColour])[]) {
  const sheet = rows.map(([problem, colour, first, second], index) => ({
    number: index + 2,
    cells: colour === '' ? [problem] : [problem, colour],
    hidden: false,
    ...((first ?? second) !== null && { fills: [first, second] }),
  }));
  const { rows: filled, read, unclear } = coloursFromFills(sheet, 1, 0);
  return { colours: filled.map(({ cells }) => cells[1] ?? ''), read, unclear };
}

describe('fills of a table', () => {
  it('leave rows without problem alone', () => {
    expect(table(['', '', null, 'green'], ['停水', '', null, 'red'])).toEqual({
      ...{ colours: ['', '红色'], read: 1, unclear: 0 },
    });
  });
  it('say nothing when only white is painted', () => {
    expect(table(['停水', '', null, 'white'], ['停电', '', 'white', 'white'])).toEqual({
      ...{ colours: ['', ''], read: 0, unclear: 0 },
    });
  });
  it('give white beside another colour of the column', () => {
    expect(table(['停水', '', null, 'white'], ['停电', '', null, 'green']).colours).toEqual(['白色', '绿色']);
  });
  it('of whole rows count when there are several and no word is written', () => {
    expect(table(['停水', '', 'red', 'red'], ['停电', '', 'green', 'green']).colours).toEqual([
      '红色',
      '绿色',
    ]);
    expect(table(['停水', '', 'red', 'red'], ['停电', '蓝', 'green', 'green'])).toEqual({
      ...{ colours: ['', '蓝'], read: 0, unclear: 1 },
    });
    expect(table(['停水', '', 'red', 'red'], ['停电', '', 'red', null])).toEqual({
      ...{ colours: ['', ''], read: 0, unclear: 2 },
    });
  });
});
