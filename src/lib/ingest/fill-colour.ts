import type { LedgerColour } from '../schema/colours.ts';

/** What a cell's fill says: a ledger colour, something that is none of the five for certain, or nothing. */
export type FillColour = LedgerColour | 'unclear' | null;

/** A fill as the spreadsheet library gives it. */
export interface CellFill {
  readonly patternType?: string;
  readonly fgColor?: { readonly rgb?: string; readonly theme?: number; readonly tint?: number };
}

/** Hues in degrees, both ends included; what lies between (orange and gold, teal, purple, pink) is unclear. */
const HUES: readonly (readonly [LedgerColour, number, number])[] = [
  ['red', 345, 360],
  ['red', 0, 12],
  ['yellow', 47, 66],
  ['green', 75, 165],
  ['blue', 195, 240],
];
/** Saturation below which a colour is grey, and lightness beyond which it is nearly black or nearly white. */
const GREY = 0.2;
const DARKEST = 0.12;
const LIGHTEST = 0.97;
/** Themes name their first colours light 1, dark 1, light 2, dark 2; the library takes light for dark. */
const LIGHT_1 = 0;
const DARK_2 = 3;

/**
 * The ledger colour of a solid fill, by hue: red 345–12°, yellow 47–66°, green 75–165°, blue 195–240°. Of the standard
 * palette 红色 and 深红 are red, 黄色 yellow, 浅绿 and 绿色 green, 浅蓝, 蓝色 and 深蓝 blue; 橙色 and 紫色 are unclear, as
 * are gold and teal. White is an explicit pure white. Grey, black and patterns say nothing.
 */
export function fillColour(fill: CellFill | undefined): FillColour {
  if (fill?.patternType !== 'solid') return null;
  const { rgb, theme, tint = 0 } = fill.fgColor ?? {};
  if (theme === LIGHT_1) return tint >= 0 ? 'white' : null;
  if (theme !== undefined && theme <= DARK_2) return theme === DARK_2 ? 'unclear' : null;
  if (rgb === undefined || !/^[\da-f]{6}$/i.test(rgb)) return 'unclear';
  return colourOf(rgb);
}

function colourOf(rgb: string): FillColour {
  const [red, green, blue] = [0, 2, 4].map((at) => Number.parseInt(rgb.slice(at, at + 2), 16) / 255) as [
    number,
    number,
    number,
  ];
  const [low, high] = [Math.min(red, green, blue), Math.max(red, green, blue)];
  const lightness = (low + high) / 2;
  if (low === 1) return 'white';
  if (lightness > LIGHTEST || lightness < DARKEST) return null;
  const range = high - low;
  if (range / (1 - Math.abs(2 * lightness - 1)) < GREY) return null;
  const turn =
    high === red
      ? (green - blue) / range + (green < blue ? 6 : 0)
      : high === green
        ? (blue - red) / range + 2
        : (red - green) / range + 4;
  const hue = turn * 60;
  return HUES.find(([, from, to]) => hue >= from && hue <= to)?.[0] ?? 'unclear';
}
