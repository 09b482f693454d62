import type { Bilingual } from '../core/errors.ts';

/** The five levels of authority (dictionary §1): who can solve the problem, not how it goes. */
export const LEDGER_COLOURS = ['green', 'blue', 'yellow', 'red', 'white'] as const;
export type LedgerColour = (typeof LEDGER_COLOURS)[number];

/**
 * The exclusive classes of the ledger partition (I1), in printing order: solved on site (D1), the five
 * colours, and ledgered rows whose colour is missing or not understood.
 */
export const LEDGER_CLASSES = ['onsite', ...LEDGER_COLOURS, 'unknown'] as const;
export type LedgerClass = (typeof LEDGER_CLASSES)[number];

export interface LedgerClassInfo {
  /** Short name, as in `绿色 695 个`. */
  readonly name: Bilingual;
  /** Level of authority. */
  readonly level: Bilingual;
  /** One-character name for the reconciliation line. */
  readonly short: Bilingual;
  readonly glyph: string;
}

/** Names, levels and glyphs; hue, glyph and label always go together. */
export const LEDGER_CLASS_INFO: Readonly<Record<LedgerClass, LedgerClassInfo>> = {
  onsite: {
    name: { zh: '现场解决', en: 'Solved on site' },
    level: { zh: '当场办结', en: 'at the visit' },
    short: { zh: '现场', en: 'on site' },
    glyph: '✓',
  },
  green: {
    name: { zh: '绿色', en: 'Green' },
    level: { zh: '村级', en: 'village' },
    short: { zh: '绿', en: 'green' },
    glyph: '●',
  },
  blue: {
    name: { zh: '蓝色', en: 'Blue' },
    level: { zh: '镇级', en: 'town' },
    short: { zh: '蓝', en: 'blue' },
    glyph: '■',
  },
  yellow: {
    name: { zh: '黄色', en: 'Yellow' },
    level: { zh: '县直', en: 'county department' },
    short: { zh: '黄', en: 'yellow' },
    glyph: '▲',
  },
  red: {
    name: { zh: '红色', en: 'Red' },
    level: { zh: '县级以上', en: 'above the county' },
    short: { zh: '红', en: 'red' },
    glyph: '◆',
  },
  white: {
    name: { zh: '白色', en: 'White' },
    level: { zh: '解释关注', en: 'explained and watched' },
    short: { zh: '白', en: 'white' },
    glyph: '○',
  },
  unknown: {
    name: { zh: '未标色', en: 'No colour' },
    level: { zh: '待界定', en: 'to be classified' },
    short: { zh: '未标色', en: 'no colour' },
    glyph: '?',
  },
};
