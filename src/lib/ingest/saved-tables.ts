import { maskHeader, maskTitle } from '../privacy/mask-title.ts';
import { fullHeader, headerLevels, normaliseHeader, twoLevelText } from './header-text.ts';
import type { Sheet } from './sheet.ts';
import type { TableMapping, TableRole } from './table-mapping.ts';

/** First rows with content among which a header is looked for. */
export const SCANNED_ROWS = 20;
/** Rows with content among which a header is found whose row the mapping gives. */
export const MAPPED_ROWS = 200;

/** Mappings made by hand, by the header that each belongs to. */
export type SavedTables = ReadonlyMap<string, readonly TableMapping[]>;

/** Where a mapping made by hand has its header in a sheet, and what its columns are. */
export interface SavedTableMatch {
  readonly role: TableRole;
  /** The mapping names the sheet: it was made for this one alone. */
  readonly isNamed: boolean;
  /** Index into `sheet.rows`. */
  readonly at: number;
  readonly height: 1 | 2;
  /** Header texts as the sheet has them. */
  readonly texts: readonly string[];
  /** Per column its id, alone, or nothing. */
  readonly ids: readonly (readonly string[])[];
}

/** The header as it is compared: normalised texts in order, as they are shown; blank ones at the end left out. */
export function headerKey(texts: readonly string[]): string {
  return maskHeader(texts)
    .map((text) => normaliseHeader(text) || fullHeader(text))
    .join('\n')
    .trimEnd();
}

/** Mappings by their header. */
export function indexTables(tables: readonly TableMapping[]): SavedTables {
  const index = new Map<string, TableMapping[]>();
  for (const table of tables) {
    const key = headerKey(table.columns.map(({ header }) => header));
    index.set(key, [...(index.get(key) ?? []), table]);
  }
  return index;
}

/** The mapping for exactly the header that the sheet has, one for the sheet's own name first; `null` without one. */
export function findSavedTable(sheet: Sheet, tables: SavedTables): SavedTableMatch | null {
  if (tables.size === 0) return null;
  const matches = headersOf(sheet, tables).flatMap((place) =>
    (tables.get(headerKey(place.texts)) ?? []).flatMap((table) => {
      const isWanted =
        table.sheet === undefined || [table.sheet, maskTitle(table.sheet)].includes(sheet.name);
      const isInRow = table.headerRow === sheet.rows[place.at]!.number;
      return isWanted && (place.at < SCANNED_ROWS || isInRow) ? [{ place, table, isInRow }] : [];
    }),
  );
  const rank = ({ table, isInRow }: (typeof matches)[number]) =>
    (table.sheet === undefined ? 0 : 2) + (isInRow ? 1 : 0);
  const [best] = matches.sort((a, b) => rank(b) - rank(a));
  if (!best) return null;
  const { place, table } = best;
  const width = Math.max(place.texts.length, table.columns.length);
  const texts = Array.from({ length: width }, (_, at) => place.texts[at] ?? '');
  return {
    ...place,
    texts,
    role: table.role ?? 'issues',
    isNamed: table.sheet !== undefined,
    ids: texts.map((_, at) => {
      const id = table.columns[at]?.column;
      return id === undefined ? [] : [id];
    }),
  };
}

/** Rows, and pairs of rows, that may be the header of one of the mappings; single rows come first. */
function headersOf({ rows, delimited }: Sheet, tables: SavedTables) {
  const given = new Set([...tables.values()].flat().map(({ headerRow }) => headerRow));
  const places = rows
    .slice(0, MAPPED_ROWS)
    .flatMap(({ number }, at) => (at < SCANNED_ROWS || given.has(number) ? [at] : []));
  const singles = places.map((at) => ({ at, height: 1 as const, texts: rows[at]!.cells }));
  if (delimited) return singles;
  const pairs = places.flatMap((at) => {
    const lower = rows[at + 1];
    if (!lower) return [];
    const texts = headerLevels(rows[at]!.cells, lower.cells).map(twoLevelText);
    return [{ at, height: 2 as const, texts }];
  });
  return [...singles, ...pairs];
}
