import type { ColumnDef } from '../schema/columns.ts';
import { fullHeader, headerLevels, normaliseHeader, twoLevelText } from './header-text.ts';
import { findSavedTable, indexTables, SCANNED_ROWS, type SavedTables } from './saved-tables.ts';
import type { Sheet, SheetRow } from './sheet.ts';
import type { TableKindName } from './table-mapping.ts';
import type { IngestConfig } from './types.ts';

/** What headers mean for one kind of table. */
export interface HeaderIndex {
  readonly role: TableKindName;
  /** Header text → ids of the columns that it may mean, best first. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
  /** Mappings made by hand. */
  readonly tables: SavedTables;
}

/** Where the header of a sheet is, and what each of its columns may mean. */
export interface HeaderMatch {
  /** Index into `sheet.rows` of the first header row. */
  readonly index: number;
  /** Number of rows that the header takes: 1, or 2 for a two-level one. */
  readonly height: 1 | 2;
  /** Header text per column, as written; `上级_下级` for two levels. */
  readonly texts: readonly string[];
  /** Candidate column ids per column. */
  readonly candidates: readonly (readonly string[])[];
  /** Number of columns that mean something. */
  readonly hits: number;
}

const NEEDED_HITS = 3;

/** The synonyms of the registry, and the configuration's own header texts and tables, which come first. */
export function buildHeaderIndex(
  columns: readonly ColumnDef[],
  { headers = {}, tables = [] }: Pick<IngestConfig, 'headers' | 'tables'> = {},
  role: HeaderIndex['role'] = 'issues',
): HeaderIndex {
  const index = new Map<string, string[]>();
  const add = (text: string, id: string) => {
    for (const key of new Set([fullHeader(text), normaliseHeader(text)])) {
      const ids = index.get(key) ?? [];
      if (key !== '' && !ids.includes(id)) index.set(key, [...ids, id]);
    }
  };
  for (const column of columns) {
    for (const text of [column.label.zh, ...column.synonyms]) add(text, column.id);
  }
  for (const [text, id] of Object.entries(headers)) {
    if (columns.some((column) => column.id === id)) {
      for (const key of [fullHeader(text), normaliseHeader(text)]) index.set(key, [id]);
    }
  }
  return { role, ids: index, tables: indexTables(tables) };
}

const JOINED = /以及|[及与和或、/,+]/;
const IN_BRACKETS = /^([^()]+)\(([^()]+)\)$/;
/** What a column may hold beside the resident's name. */
const CONTACT_PARTS = new Set(['reporter_name', 'phone', 'address']);
/** Columns that a name with its phone may be. */
const CONTACTS = new Set(['contact', 'owner_name']);
const OWNER_PARTS = new Set(['owner_name', 'owner_phone', 'phone']);

/**
 * The columns that a header text may mean; none when it is unknown. One of several words (存在问题及群众诉求) means what
 * all of them mean; a name and a phone (姓名及电话, 反映人(电话)) are a contact.
 */
export function lookUpHeader(index: HeaderIndex, text: string): readonly string[] {
  const written = fullHeader(text);
  const plain = normaliseHeader(text);
  return (
    index.ids.get(written) ??
    contactInBrackets(index, written) ??
    index.ids.get(plain) ??
    meaningOfAll(index, plain.split(JOINED))
  );
}

function contactInBrackets(index: HeaderIndex, written: string): readonly string[] | null {
  const words = written.endsWith(')') ? IN_BRACKETS.exec(written) : null;
  if (words === null) return null;
  const meaning = meaningOfAll(index, [words[1]!, ...words[2]!.split(JOINED)]);
  return CONTACTS.has(meaning[0] ?? '') ? meaning : null;
}

function meaningOfAll(index: HeaderIndex, words: readonly string[]): readonly string[] {
  if (words.length < 2) return [];
  const meanings = words.map((word) => index.ids.get(word) ?? []);
  const [first = [], ...others] = meanings;
  const shared = first.filter((id) => others.every((ids) => ids.includes(id)));
  return shared.length > 0 ? shared : meaningTogether(meanings);
}

/** 姓名及电话 is a contact, 镇街、村 an area, 责任人及电话 the person responsible. */
function meaningTogether(meanings: readonly (readonly string[])[]): readonly string[] {
  const ids = meanings.map(([id = '']) => id);
  if (ids.includes('reporter_name') && ids.every((id) => CONTACT_PARTS.has(id))) return ['contact'];
  if (ids.includes('town') && ids.every((id) => id === 'town' || id === 'village')) return ['area'];
  return ids.includes('owner_name') && ids.every((id) => OWNER_PARTS.has(id)) ? ['owner_name'] : [];
}

/**
 * The header of a mapping made by hand; `null` when that reads the sheet as something else. Without a mapping the best
 * header among the first 20 rows: at least three known columns, all `required` ones among them; `null` when there is
 * none, and {@link countHits} says how near it came.
 */
export function findHeader(
  sheet: Sheet,
  index: HeaderIndex,
  required: readonly string[],
  needed = NEEDED_HITS,
): HeaderMatch | null {
  const saved = findSavedTable(sheet, index.tables);
  if (saved) {
    const { at, height, texts, role, ids } = saved;
    return role === index.role ? matchTexts(at, height, texts, ids) : null;
  }
  const rows = sheet.rows.slice(0, SCANNED_ROWS);
  const singles = rows.map((row, at) => matchSingle(at, row, index));
  const pairs = rows.slice(1).map((row, at) => matchPair(at, rows[at]!, row, sheet, index));
  // Singles come first: a title above a header must not turn into its upper level.
  return [...singles, ...pairs]
    .filter((match) => accepts(match, required, needed))
    .reduce<HeaderMatch | null>((best, match) => (best && best.hits >= match.hits ? best : match), null);
}

/** What the row at `at`, with the next one when `height` is 2, means as a header: by a mapping made by hand, else as known. */
export function matchHeader(sheet: Sheet, at: number, height: 1 | 2, index: HeaderIndex): HeaderMatch {
  const saved = findSavedTable(sheet, index.tables);
  if (saved?.at === at && saved.height === height && saved.role === index.role) {
    return matchTexts(at, height, saved.texts, saved.ids);
  }
  const row = sheet.rows[at]!;
  const lower = height === 2 ? sheet.rows[at + 1] : undefined;
  return lower ? matchPair(at, row, lower, sheet, index) : matchSingle(at, row, index);
}

/** The most known columns that any of the first rows has. */
export function countHits(sheet: Sheet, index: HeaderIndex): number {
  return sheet.rows
    .slice(0, SCANNED_ROWS)
    .reduce(
      (most, row) => Math.max(most, row.cells.filter((cell) => lookUpHeader(index, cell).length > 0).length),
      0,
    );
}

function accepts(match: HeaderMatch, required: readonly string[], needed: number): boolean {
  return match.hits >= needed && required.every((id) => match.candidates.some((ids) => ids.includes(id)));
}

function matchTexts(
  index: number,
  height: 1 | 2,
  texts: readonly string[],
  candidates: readonly (readonly string[])[],
): HeaderMatch {
  return { index, height, texts, candidates, hits: candidates.filter((ids) => ids.length > 0).length };
}

function matchSingle(at: number, { cells }: SheetRow, index: HeaderIndex): HeaderMatch {
  return matchTexts(
    at,
    1,
    cells,
    cells.map((cell) => lookUpHeader(index, cell)),
  );
}

function matchPair(
  at: number,
  upper: SheetRow,
  lower: SheetRow,
  sheet: Sheet,
  index: HeaderIndex,
): HeaderMatch {
  const levels = headerLevels(upper.cells, lower.cells);
  const candidates = levels.map(({ own, above, below }) =>
    firstKnown(index, [above + below, below, below.trim() === '' ? own : above === own ? own : '']),
  );
  const isHeaderBelow =
    lower.cells.some((cell) => lookUpHeader(index, cell).length > 0) && !isData(lower, sheet);
  return matchTexts(at, 2, levels.map(twoLevelText), isHeaderBelow ? candidates : []);
}

/** A second header row names things; a row with digits in it is data. */
function isData(row: SheetRow, sheet: Sheet): boolean {
  return sheet.delimited || row.cells.some((cell) => /\d/.test(cell));
}

function firstKnown(index: HeaderIndex, texts: readonly string[]): readonly string[] {
  for (const text of texts) {
    const ids = text === '' ? [] : lookUpHeader(index, text);
    if (ids.length > 0) return ids;
  }
  return [];
}
