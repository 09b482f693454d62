import { ownRecord } from '../core/own-record.ts';
import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { CellFill } from './fill-colour.ts';

/** What a style says of a cell or a row. */
interface Look {
  readonly fill?: CellFill;
  readonly isHidden?: true;
}

const NAMES: Readonly<Record<string, string>> = ownRecord(
  Object.entries({
    red: 'ff0000',
    darkred: '8b0000',
    yellow: 'ffff00',
    gold: 'ffd700',
    orange: 'ffa500',
    green: '008000',
    lime: '00ff00',
    lightgreen: '90ee90',
    blue: '0000ff',
    lightblue: 'add8e6',
    skyblue: '87ceeb',
    deepskyblue: '00bfff',
    navy: '000080',
    purple: '800080',
    white: 'ffffff',
    black: '000000',
    gray: '808080',
    grey: '808080',
    silver: 'c0c0c0',
  }),
);
const NOTHING = /^(?:transparent|none|inherit|initial|auto|windowtext|window)$/;
const TAG = /<t([dhr])\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>/gi;
/** Stand around the number of a fill, in front of a cell's text; no page uses these characters. */
const [OPEN, CLOSE] = ['\uf8d0', '\uf8d1'];
const MARKED = new RegExp(`^\\s*${OPEN}(\\d+)${CLOSE}\\s*`);

/** Fills and hidden rows of a page's tables, which the spreadsheet library does not read. */
export class HtmlStyles {
  readonly #classes = new Map<string, Look>();
  readonly #fills: CellFill[] = [];

  /** Reads the style sheets that stand in the page. */
  constructor(page: string) {
    const lower = page.toLowerCase();
    for (let start = lower.indexOf('<style'); start !== -1; start = lower.indexOf('<style', start + 1)) {
      const end = lower.indexOf('</style', start);
      if (end === -1) break;
      for (const rule of page.slice(page.indexOf('>', start) + 1, end).split('}')) this.#addRule(rule);
    }
  }

  /** The table with the fill of each cell in front of its text, for {@link apply}. */
  mark(table: string): string {
    let row: Look = {};
    return table.replace(TAG, (tag, kind: string, attributes: string) => {
      const look = this.#lookOf(attributes);
      if (kind.toLowerCase() === 'r') {
        row = look;
        return tag;
      }
      const fill = look.fill ?? row.fill;
      return fill === undefined ? tag : `${tag}${OPEN}${this.#fills.push(fill) - 1}${CLOSE}`;
    });
  }

  /** Gives a sheet that was read of a marked table its fills and hidden rows. */
  apply(sheet: WorkSheet, table: string): WorkSheet {
    for (const cell of ((sheet['!data'] ?? []) as (CellObject | undefined)[][]).flat()) {
      const mark = typeof cell?.v === 'string' ? MARKED.exec(cell.v) : null;
      if (!cell || mark === null) continue;
      cell.v = (cell.v as string).slice(mark[0].length);
      cell.s = this.#fills[Number(mark[1])];
    }
    const rows = [...table.matchAll(TAG)].filter(([, kind]) => kind!.toLowerCase() === 'r');
    sheet['!rows'] = rows.map(([, , attributes]) => ({
      hidden: this.#lookOf(attributes!).isHidden === true,
    }));
    return sheet;
  }

  #addRule(rule: string): void {
    const brace = rule.indexOf('{');
    if (brace === -1) return;
    const look = lookIn(rule.slice(brace + 1));
    for (const selector of rule.slice(0, brace).split(',')) {
      const name = /\.([\w-]+)\s*$/.exec(selector.slice(-100))?.[1]?.toLowerCase();
      if (name !== undefined) this.#classes.set(name, { ...this.#classes.get(name), ...look });
    }
  }

  #lookOf(attributes: string): Look {
    const background = attribute(attributes, 'bgcolor');
    const classes = (attribute(attributes, 'class') ?? '').toLowerCase().split(/\s+/);
    return {
      ...(background !== null && fillLook(background)),
      ...classes.reduce<Look>((look, name) => ({ ...look, ...this.#classes.get(name) }), {}),
      ...lookIn(attribute(attributes, 'style') ?? ''),
      ...(/(?:^|\s)hidden(?:[\s=/]|$)/i.test(attributes.replace(/"[^"]*"|'[^']*'/g, '""')) && {
        isHidden: true,
      }),
    };
  }
}

function attribute(attributes: string, name: string): string | null {
  const match = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(
    attributes,
  );
  return match ? (match[1] ?? match[2] ?? match[3] ?? '') : null;
}

function lookIn(style: string): Look {
  let look: Look = {};
  for (const declaration of style.toLowerCase().split(';')) {
    const colon = declaration.indexOf(':');
    const [name, value] = [declaration.slice(0, colon).trim(), declaration.slice(colon + 1).trim()];
    if (name === 'display') look = value.startsWith('none') ? { ...look, isHidden: true } : look;
    if (name === 'background' || name === 'background-color') look = { ...look, ...fillLook(value) };
  }
  return look;
}

/** A colour as style sheets write it; one that is not known is a fill that tells nothing for certain. */
function fillLook(value: string): Look {
  const text = value
    .trim()
    .toLowerCase()
    .split(/\s+(?![^(]*\))/)[0]!
    .replace(/!important$/, '');
  if (text === '' || NOTHING.test(text) || text.startsWith('url(')) return {};
  const rgb = rgbOf(text);
  return { fill: { patternType: 'solid', fgColor: rgb === null ? {} : { rgb } } };
}

function rgbOf(text: string): string | null {
  const hex = /^#?([\da-f]{6}|[\da-f]{3})$/.exec(text)?.[1];
  if (hex !== undefined) return hex.length === 6 ? hex : hex.replace(/./g, '$&$&');
  const parts = /^rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})/.exec(text);
  if (!parts) return NAMES[text] ?? null;
  return parts
    .slice(1, 4)
    .map((part) => Math.min(Number(part), 255).toString(16).padStart(2, '0'))
    .join('');
}
