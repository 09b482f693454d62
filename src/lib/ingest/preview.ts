import { cleanText, isPlaceholder } from '../core/text.ts';
import { maskPhone, maskSample, maskText } from '../privacy/mask.ts';
import { maskName } from '../privacy/mask-name.ts';
import { maskHeader, maskTitle } from '../privacy/mask-title.ts';
import { findIdentifiers } from '../privacy/scan.ts';
import { looksLikePersonName } from '../privacy/surnames.ts';
import { coerceContact, coercePhoneCell } from './coerce/contact.ts';
import { mapColumns } from './claims.ts';
import type { FindingCode } from './codes.ts';
import { FindingLog } from './finding-log.ts';
import { lookUpHeader, matchHeader } from './header.ts';
import { judgeTables, openTables, type JudgedTable } from './judge-tables.ts';
import type { FileStart } from './preview-start.ts';
import { findSavedTable, SCANNED_ROWS } from './saved-tables.ts';
import { columnLetters } from './sheet-facts.ts';
import type { Sheet } from './sheet.ts';
import { indexKind, ISSUES, TRANSITIONS, VISITS, type IndexedKind } from './table-kinds.ts';
import { TABLE_KINDS, type TableKindName } from './table-mapping.ts';
import type { IngestConfig } from './types.ts';

/** A column of a sheet under one of its possible headers. */
export interface PreviewColumn {
  /** Header text on one line; empty when there is none. */
  readonly header: string;
  /** As spreadsheets name it: A, B … AA. */
  readonly letter: string;
  /** Up to three different values below the header, masked. */
  readonly samples: readonly string[];
  /** Id of the column that the importer reads from it, per role; null when it reads none. */
  readonly ids: Readonly<Record<TableKindName, string | null>>;
}

/** A row that may be the header. */
export interface PreviewHeader {
  /** 1-based, as the spreadsheet shows it. */
  readonly row: number;
  readonly isTwoLevel: boolean;
  readonly columns: readonly PreviewColumn[];
  /** The same row as a header of one row instead of two, or of two instead of one; null where that cannot be. */
  readonly other: PreviewHeader | null;
}

/** How the importer would read one table of a file. */
export interface SheetPreview {
  readonly file: string;
  /** Empty for delimited text. */
  readonly sheet: string;
  /** Rows with content; of a file that is not whole, those that were looked at. */
  readonly rows: number;
  readonly isWhole: boolean;
  readonly role: TableKindName | 'skipped';
  /** Why it is skipped. */
  readonly code: FindingCode | null;
  /** 1-based row of the header that is used; null when there is none. */
  readonly headerRow: number | null;
  /** A mapping made by hand decides. */
  readonly isSaved: boolean;
  /** The rows that may be chosen as header, in order; rows that look like data are left out. */
  readonly headers: readonly PreviewHeader[];
}

type Kinds = Readonly<Record<TableKindName, IndexedKind>>;

const SAMPLES = 3;
const SAMPLED_ROWS = 200;
const LONGEST_SAMPLE = 16;
const LONGEST_HEADER = 60;
/** Numbers, dates and times alone: no header says nothing else. */
const NUMBERS = /^[\d\s./:%,年月日时点分秒T-]+$/;

/** What the importer would read of a file chosen as `role`, table by table; nothing in it is personal data. */
export function previewFile(
  { sheets, isWhole }: FileStart,
  role: 'issues' | 'visits',
  config?: IngestConfig,
): SheetPreview[] {
  const kinds = {
    issues: indexKind(ISSUES, config),
    visits: indexKind(VISITS, config),
    transitions: indexKind(TRANSITIONS, config),
  };
  const kind = kinds[role];
  // As the importer names them: a mapping is of the masked name.
  const named = sheets.map((sheet) => ({
    ...sheet,
    file: maskTitle(sheet.file),
    name: maskTitle(sheet.name),
  }));
  const opened = named.flatMap((sheet) => openTables(sheet, kind, new FindingLog()));
  return judgeTables(opened, kind).map((judged) => previewTable(judged, isWhole, kinds));
}

function previewTable(
  { sheet, role, code, open, beside, isSaved }: JudgedTable,
  isWhole: boolean,
  kinds: Kinds,
): SheetPreview {
  const saved = findSavedTable(sheet, kinds.issues.index.tables);
  const used = (open ?? beside)?.header ?? (saved && { index: saved.at, height: saved.height });
  const headers = headerPlaces(sheet, used?.index ?? null, kinds).flatMap((at) => {
    const height = used?.index === at ? used.height : 1;
    const header = previewHeader(sheet, at, height, kinds, used?.index === at);
    return header === null ? [] : [{ ...header, other: otherHeight(sheet, at, height, kinds) }];
  });
  const headerRow = used ? sheet.rows[used.index]!.number : null;
  return {
    file: sheet.file,
    sheet: sheet.name,
    rows: sheet.rows.length,
    isWhole,
    role,
    code,
    headerRow,
    isSaved,
    headers,
  };
}

/** A row that holds an identifier is data, and none of the headers to choose from; null, unless it is the one that is used. */
function previewHeader(
  sheet: Sheet,
  at: number,
  height: 1 | 2,
  kinds: Kinds,
  isUsed: boolean,
): PreviewHeader | null {
  const columns = previewColumns(sheet, at, height, kinds);
  if (!isUsed && columns.some(({ header }) => findIdentifiers(header).length > 0)) return null;
  const texts = maskHeader(columns.map(({ header }) => header));
  const shown = columns.map((column, index) => ({ ...column, header: texts[index]! }));
  return { row: sheet.rows[at]!.number, isTwoLevel: height === 2, columns: shown, other: null };
}

function otherHeight(sheet: Sheet, at: number, height: 1 | 2, kinds: Kinds): PreviewHeader | null {
  if (height === 2) return previewHeader(sheet, at, 1, kinds, false);
  const below = (sheet.rows[at + 1]?.cells ?? []).map(cleanText).filter((text) => text !== '');
  const mayBeTwo = !sheet.delimited && below.length > 0 && !isData(below, kinds);
  return mayBeTwo ? previewHeader(sheet, at, 2, kinds, false) : null;
}

/** The rows down to the header that is used, without one down to the first row of data; lines of one cell are passed over. */
function headerPlaces({ rows }: Sheet, used: number | null, kinds: Kinds): number[] {
  const places: number[] = [];
  for (const [at, { cells }] of rows.slice(0, SCANNED_ROWS).entries()) {
    if (used !== null && at >= used) break;
    const texts = cells.map(cleanText).filter((text) => text !== '');
    if (!isData(texts, kinds)) places.push(at);
    else if (texts.length > 1) break;
  }
  return used === null ? places : [...places, used];
}

/** Header texts are short words; a row with a number, a date, an identifier or a full name among unknown words is data. */
function isData(texts: readonly string[], kinds: Kinds): boolean {
  const isKnown = Object.values(kinds).some(({ index }) =>
    texts.some((text) => lookUpHeader(index, text).length > 0),
  );
  return texts.some(
    (text) =>
      text.length > LONGEST_HEADER ||
      NUMBERS.test(text) ||
      findIdentifiers(text).length > 0 ||
      (!isKnown && text.length === 3 && looksLikePersonName(text)),
  );
}

function previewColumns(sheet: Sheet, at: number, height: 1 | 2, kinds: Kinds): PreviewColumn[] {
  const below = sheet.rows.slice(at + height, at + height + SAMPLED_ROWS);
  const read = TABLE_KINDS.map((kind) => [kind, columnIds(sheet, at, height, kinds[kind])] as const);
  const { texts } = read[0]![1];
  const width = Math.max(texts.length, ...below.map(({ cells }) => cells.length));
  return Array.from({ length: width }, (_, column) => {
    const ids = Object.fromEntries(
      read.map(([kind, own]) => [kind, own.ids.get(column) ?? null]),
    ) as PreviewColumn['ids'];
    const values = below.map(({ cells }) => cells[column] ?? '').filter((cell) => !isPlaceholder(cell));
    return {
      header: cleanText(texts[column] ?? '').replace(/\s+/g, ' '),
      letter: columnLetters(column),
      samples: [...new Set(values)].slice(0, SAMPLES).map((value) => maskValue(value, ids.issues)),
      ids,
    };
  });
}

/** Which columns the importer reads from a header, by a mapping made by hand or by recognition. */
function columnIds(sheet: Sheet, at: number, height: 1 | 2, { definitions, index }: IndexedKind) {
  const header = matchHeader(sheet, at, height, index);
  const dates = { date1904: sheet.date1904, anchor: null, slashOrder: null };
  const { columns } = mapColumns(sheet, header, definitions, dates);
  return { texts: header.texts, ids: new Map([...columns].map(([id, column]) => [column, id])) };
}

/** A direct identifier is masked as what it is, a town or a category for identifiers, anything else as a finding's sample. */
function maskValue(value: string, id: string | null): string {
  const definition = ISSUES.definitions.find((column) => column.id === id);
  switch (definition?.coerce) {
    case 'area':
    case 'text':
      return definition.pii === 'P0' || definition.coerce === 'area'
        ? shortText(maskText(cleanText(value)))
        : maskSample(value);
    case 'drop':
      return '***';
    case 'person':
      return /[\d０-９]{5}/.test(value) ? contactText(value) : shortText(maskName(cleanText(value)));
    case 'phone':
    case 'contact':
      return contactText(value);
    default:
      return maskSample(value);
  }
}

function contactText(value: string): string {
  const cell = coercePhoneCell(value).value;
  const contact = typeof cell === 'string' ? { name: null, phone: cell } : coerceContact(value).value;
  const parts = [contact?.name && maskName(contact.name), contact?.phone && maskPhone(contact.phone)];
  return shortText(parts.filter(Boolean).join(' '));
}

function shortText(text: string): string {
  const characters = [...text];
  return characters.length > LONGEST_SAMPLE ? `${characters.slice(0, LONGEST_SAMPLE).join('')}…` : text;
}
