import type { CellObject, WorkSheet } from '@e965/xlsx';
import type { CellFill } from './fill-colour.ts';
import { attributeReader, tagFilter, type ScannedTag } from './tag-scan.ts';
import { MAX_COLUMNS } from './worksheet.ts';

/** What a style says itself; undefined where its parent decides. */
interface Style {
  readonly parent: string | null;
  fill: CellFill | null | undefined;
}

/** Columns from `from` up to `to` that are painted. */
interface Painted {
  readonly from: number;
  readonly to: number;
  readonly fill: CellFill;
}

/** Rows from `from` up to `to`, 0-based. */
interface RowLook {
  readonly from: number;
  readonly to: number;
  readonly isHidden: boolean;
  readonly painted: readonly Painted[];
}

interface OpenRow {
  readonly times: number;
  readonly isHidden: boolean;
  readonly style: string | null;
  readonly painted: Painted[];
  width: number;
  /** The first of the painted columns that the row has not passed. */
  column: number;
}

const STYLE_TAGS = ['style', 'table-cell-properties', 'table-properties'];
const TABLE_TAGS = ['table', 'table-column', 'table-row', 'table-cell', 'covered-table-cell'];
/** Styles that inherit from each other further than this end there. */
const DEEPEST = 20;
const name = attributeReader('name');
const parentName = attributeReader('parent-style-name');
const family = attributeReader('family');
const background = attributeReader('background-color');
const display = attributeReader('display');
const styleName = attributeReader('style-name');
const defaultStyle = attributeReader('default-cell-style-name');
const visibility = attributeReader('visibility');
const columnsRepeated = attributeReader('number-columns-repeated');
const rowsRepeated = attributeReader('number-rows-repeated');

/**
 * Fills, hidden rows and hidden sheets of an ods file, which the spreadsheet library does not read, and how often it
 * repeats cells. Read while the file is unpacked: the named styles first, then the content.
 */
export class OdsLooks {
  /**
   * Cells that the content does not state but repeats. Those that are closed at once count nothing: they are empty, and
   * every program repeats them down to the last row. The library makes an object of each other one.
   */
  repeated = 0;
  readonly #styles = new Map<string, Style>();
  readonly #fills = new Map<string, CellFill | null>();
  readonly #byColour = new Map<string, CellFill>();
  readonly #hiddenTables = new Set<string>();
  readonly #tables: { isHidden: boolean; rows: RowLook[] }[] = [];
  #style: string | null = null;
  #columns: Painted[] = [];
  #columnCount = 0;
  #row: OpenRow | null = null;
  #rowCount = 0;

  readonly stylesFilter = tagFilter(STYLE_TAGS, (tag) => this.#readStyle(tag));
  readonly contentFilter = tagFilter([...STYLE_TAGS, ...TABLE_TAGS], (tag) => this.#read(tag));

  /** True for a sheet, counted from 0, that is not shown. */
  isHidden(table: number): boolean {
    return this.#tables[table]?.isHidden === true;
  }

  /**
   * Gives a sheet, counted from 0, its fills and hidden rows, in rows that hold anything and as far to the right as any
   * row does. False when that takes more than `most` cells that were not there.
   */
  apply(sheet: WorkSheet | undefined, table: number, most: number): boolean {
    const lines = (sheet?.['!data'] ?? []) as (CellObject | undefined)[][];
    const width = lines.reduce((widest, line) => Math.max(widest, line.length), 0);
    const blanks = new Map<CellFill, CellObject>();
    let added = 0;
    for (const { from, to, isHidden, painted } of this.#tables[table]?.rows ?? []) {
      for (let row = from; row < Math.min(to, lines.length); row += 1) {
        const line = lines[row];
        if (!line) continue;
        if (isHidden) (sheet!['!rows'] ??= [])[row] = { ...sheet!['!rows'][row], hidden: true };
        for (const { fill, ...columns } of painted) {
          for (let column = columns.from; column < Math.min(columns.to, width); column += 1) {
            const cell = line[column];
            if (cell) cell.s = fill;
            else {
              const blank = blanks.get(fill) ?? { t: 'z', s: fill };
              blanks.set(fill, blank);
              line[column] = blank;
              added += 1;
            }
          }
          if (added > most) return false;
        }
      }
    }
    return true;
  }

  #read(tag: ScannedTag): void {
    switch (tag.name) {
      case 'table':
        if (tag.isEnd || tag.isEmpty) return;
        this.#tables.push({
          isHidden: this.#hiddenTables.has(styleName(tag.attributes) ?? ''),
          rows: [],
        });
        [this.#columns, this.#columnCount, this.#rowCount] = [[], 0, 0];
        return;
      case 'table-column':
        if (!tag.isEnd) this.#readColumn(tag.attributes);
        return;
      case 'table-row':
        if (tag.isEnd) this.#closeRow();
        else this.#openRow(tag.attributes);
        return;
      case 'table-cell':
      case 'covered-table-cell':
        if (!tag.isEnd) this.#readCell(tag);
        return;
      default:
        this.#readStyle(tag);
    }
  }

  #readStyle({ name: kind, isEnd, isEmpty, attributes }: ScannedTag): void {
    if (isEnd) {
      if (kind === 'style') this.#style = null;
      return;
    }
    if (kind === 'style') {
      const key = `${family(attributes)} ${name(attributes)}`;
      this.#style = isEmpty ? null : key;
      const parent = parentName(attributes);
      this.#styles.set(key, { parent: parent === null ? null : `table-cell ${parent}`, fill: undefined });
      return;
    }
    const style = this.#style === null ? undefined : this.#styles.get(this.#style);
    if (style === undefined) return;
    if (kind === 'table-properties') {
      if (display(attributes) === 'false') this.#hiddenTables.add(this.#style!.slice('table '.length));
      return;
    }
    const colour = background(attributes)?.toLowerCase();
    if (colour !== undefined) style.fill = this.#fillFor(colour);
  }

  /** One object per colour; null for a style that paints nothing over its parent's colour. */
  #fillFor(colour: string): CellFill | null {
    if (colour === 'transparent' || colour === 'none') return null;
    const known = this.#byColour.get(colour);
    if (known) return known;
    const rgb = /^#([\da-f]{6})$/.exec(colour)?.[1];
    const fill: CellFill = { patternType: 'solid', fgColor: rgb === undefined ? {} : { rgb } };
    this.#byColour.set(colour, fill);
    return fill;
  }

  /** The fill of a cell style, its own or its parent's. */
  #fillOf(style: string): CellFill | null {
    const known = this.#fills.get(style);
    if (known !== undefined) return known;
    let at = this.#styles.get(`table-cell ${style}`);
    for (let depth = 0; at?.fill === undefined && at !== undefined && depth < DEEPEST; depth += 1) {
      at = at.parent === null ? undefined : this.#styles.get(at.parent);
    }
    const fill = at?.fill ?? null;
    this.#fills.set(style, fill);
    return fill;
  }

  #readColumn(attributes: string): void {
    const from = this.#columnCount;
    this.#columnCount += repetitions(columnsRepeated(attributes));
    const style = defaultStyle(attributes);
    const fill = style === null ? null : this.#fillOf(style);
    if (fill !== null && from < MAX_COLUMNS) this.#columns.push({ from, to: this.#columnCount, fill });
  }

  #openRow(attributes: string): void {
    const shown = visibility(attributes);
    this.#row = {
      times: repetitions(rowsRepeated(attributes)),
      isHidden: shown === 'collapse' || shown === 'filter',
      style: defaultStyle(attributes),
      painted: [],
      width: 0,
      column: 0,
    };
  }

  #closeRow(): void {
    if (this.#row === null) return;
    const { times, isHidden, painted } = this.#row;
    const from = this.#rowCount;
    this.#rowCount += times;
    if (isHidden || painted.length > 0) {
      this.#tables[this.#tables.length - 1]?.rows.push({ from, to: this.#rowCount, isHidden, painted });
    }
    this.#row = null;
  }

  #readCell({ name: kind, isEmpty, attributes }: ScannedTag): void {
    const row = this.#row;
    if (row === null) return;
    const times = repetitions(columnsRepeated(attributes));
    if (!isEmpty && kind === 'table-cell') this.repeated += row.times * times - 1;
    const from = row.width;
    const to = from + times;
    row.width = to;
    if (from >= MAX_COLUMNS) return;
    const style = styleName(attributes) ?? row.style;
    if (style === null) {
      while ((this.#columns[row.column]?.to ?? Infinity) <= from) row.column += 1;
      for (let at = row.column; (this.#columns[at]?.from ?? Infinity) < to; at += 1) {
        const { fill, ...column } = this.#columns[at]!;
        row.painted.push({ from: Math.max(from, column.from), to: Math.min(to, column.to), fill });
      }
      return;
    }
    const fill = this.#fillOf(style);
    if (fill !== null) row.painted.push({ from, to, fill });
  }
}

function repetitions(value: string | null): number {
  return Math.max(1, Math.floor(Number(value ?? 1)) || 1);
}
