import { compactText, isPlaceholder } from '../core/text.ts';
import { coerceColour } from './coerce/colour.ts';
import { normaliseHeader } from './header-text.ts';
import { issueKinds } from './issue-kinds.ts';
import type { MappedSheet } from './open-sheet.ts';
import { rowKind } from './row-kind.ts';
import type { SheetRow } from './sheet.ts';
import type { TownList } from './towns.ts';

type Carried = 'colour_recorded' | 'town';

/** What a heading says of the rows below it. */
interface Heading {
  readonly id: Carried;
  readonly text: string;
}

/** Stands for the header of a column that the table does not have. */
const HEADERS: Readonly<Record<Carried, string>> = { colour_recorded: '颜色（标题）', town: '镇街（标题）' };
const NUMBER =
  /^(?:\((?:[一二三四五六七八九十]{1,3}|\d{1,2})\)|(?:[一二三四五六七八九十]{1,3}|\d{1,2})[、.)])/;
const COUNT = /[(:]?共?\d{1,6}[个件户条]?\)?$/;
const ENDING = /(?:类问题|问题|类)$/;
const NAMES_COLOUR = /[绿綠蓝藍黄黃红紅白]/;
const NAMES_SOMETHING = /[\u4e00-\u9fff]{2}/;
const LONGEST = 24;

/**
 * Carries colour and town from headings that stand alone in a row (一、绿色台账, 蓝色台账（镇级）, 恩城镇) down to the rows
 * whose own cell is empty, until the next heading. Exact words only; a heading that is not understood ends what was
 * carried, and so does the next one of the outer of two levels. Rows of a long table stay as they are: their parts are
 * read in any order.
 */
export function carryHeadings(mapped: MappedSheet, towns: TownList): MappedSheet {
  const problem = mapped.mapping.columns.get('problem');
  if (problem === undefined || mapped.sheet.long) return mapped;
  const isLine = (row: SheetRow) => isBlank(row.cells[problem]) && soleText(row) !== null;
  if (!mapped.rows.some(isLine)) return mapped;
  const kinds = issueKinds(mapped);
  const columns = new Map(mapped.mapping.columns);
  const area = columns.get('area');
  let width = mapped.rows.reduce(
    (most, { cells }) => Math.max(most, cells.length),
    mapped.header.texts.length,
  );
  const added = new Map<number, Carried>();
  const columnFor = (id: Carried): number => {
    const own = columns.get(id);
    if (own !== undefined) return own;
    columns.set(id, width);
    added.set(width, id);
    width += 1;
    return width - 1;
  };
  const counts = new Map<number, number>();
  const open = new Map<Carried, { readonly row: number; readonly text: string }>();
  let outer: Carried | null = null;
  const rows = mapped.rows.map((row) => {
    if (isLine(row)) {
      const kind = rowKind(row, kinds);
      if (kind !== 'heading' && kind !== 'data') return row;
      const heading = headingOf(soleText(row)!, towns);
      if (heading === null) {
        if (NAMES_SOMETHING.test(soleText(row)!)) open.clear();
        return row;
      }
      outer ??= heading.id;
      if (heading.id === outer) open.clear();
      open.set(heading.id, { row: row.number, text: heading.text });
      counts.set(row.number, 0);
      return row;
    }
    if (open.size === 0 || isBlank(row.cells[problem]) || rowKind(row, kinds) !== 'data') return row;
    let cells: string[] | null = null;
    for (const [id, heading] of open) {
      const isWritten = (column: number | undefined) => column !== undefined && !isBlank(row.cells[column]);
      if (isWritten(columns.get(id)) || (id === 'town' && isWritten(area))) continue;
      const column = columnFor(id);
      cells ??= [...row.cells];
      while (cells.length <= column) cells.push('');
      cells[column] = heading.text;
      counts.set(heading.row, counts.get(heading.row)! + 1);
    }
    return cells === null ? row : { ...row, cells };
  });
  const texts = Array.from({ length: width }, (_, column) => {
    const id = added.get(column);
    return id === undefined ? (mapped.header.texts[column] ?? '') : HEADERS[id];
  });
  const usual = mapped.header.texts.length;
  return {
    ...mapped,
    rows: rows.map((row) => (row.cells.length === usual && width > usual ? widened(row, width) : row)),
    headings: counts,
    ...(added.size > 0 && {
      header: { ...mapped.header, texts },
      headers: texts.map(normaliseHeader),
      mapping: { ...mapped.mapping, columns },
    }),
  };
}

/** Longer texts are no placeholder. */
const LONGEST_PLACEHOLDER = 8;

function isBlank(cell = ''): boolean {
  return cell.length <= LONGEST_PLACEHOLDER && isPlaceholder(cell);
}

/** The text of a row's only cell with anything in it. */
function soleText({ cells }: SheetRow): string | null {
  let only: string | null = null;
  for (const cell of cells) {
    if (cell.trim() === '') continue;
    if (only !== null) return null;
    only = cell;
  }
  return only !== null && only.length <= LONGEST ? only : null;
}

/** A row of delimited text is as long as its header. */
function widened(row: SheetRow, width: number): SheetRow {
  return { ...row, cells: Array.from({ length: width }, (_, column) => row.cells[column] ?? '') };
}

/** A colour or a town of the list, with a number before it and a count behind it; null for anything else. */
function headingOf(written: string, towns: TownList): Heading | null {
  const text = compactText(written).replace(NUMBER, '').replace(COUNT, '');
  const town = towns.fromCell(text);
  if (town?.known === true) return { id: 'town', text: town.name };
  const word = text.replace(ENDING, '');
  if (!NAMES_COLOUR.test(word)) return null;
  const colour = coerceColour(word).value;
  return colour !== null && colour.initial === null ? { id: 'colour_recorded', text: word } : null;
}
