import { maskTitle } from '../privacy/mask-title.ts';
import { LEDGER_COLOURS } from '../schema/colours.ts';
import { EVENTS } from '../schema/events.ts';
import { TRANSITION_COLUMNS } from '../schema/transition-columns.ts';
import { ISSUE_COLUMNS, VISIT_COLUMNS, type ColumnDef } from '../schema/columns.ts';
import { coerceColour } from './coerce/colour.ts';
import {
  checkMembers,
  fail,
  list,
  membersOf,
  oneOf,
  record,
  text,
  type Check,
  type Members,
} from './config-checks.ts';
import { checkCalendar, checkCounty, checkTargets, checkUpdate } from './config-county.ts';
import { allowedSpan, allowedSpans } from './days-allowed.ts';
import { decodeText } from './decode.ts';
import { refusal } from './findings.ts';
import { headerKey, MAPPED_ROWS } from './saved-tables.ts';
import { TABLE_ROLES, type TableKindName, type TableMapping } from './table-mapping.ts';
import type { IngestConfig, SourceFile } from './types.ts';

const COLUMNS: Readonly<Record<TableKindName, readonly ColumnDef[]>> = {
  issues: ISSUE_COLUMNS,
  visits: VISIT_COLUMNS,
  transitions: TRANSITION_COLUMNS,
};
const IDS = new Set(Object.values(COLUMNS).flatMap((columns) => columns.map(({ id }) => id)));

const CHECKS: Readonly<Record<keyof IngestConfig, Check>> = {
  towns: record(list(text)),
  departments: record(list(text)),
  colours: record(colour),
  events: record(oneOf(EVENTS)),
  headers: record(columnId),
  tables: list(checkTable),
  daysAllowed: checkDays,
  update: checkUpdate,
  targets: checkTargets,
  calendar: checkCalendar,
  county: checkCounty,
};

/** Reads a configuration file: JSON in any of the text encodings. Refuses it as {@link checkConfig} does. */
export function readConfig({ name, bytes, encoding }: SourceFile): IngestConfig {
  let value: unknown;
  try {
    value = JSON.parse(decodeText(bytes, encoding).text.replace(/^\ufeff/, ''));
  } catch (cause) {
    throw refusal('CONFIG_UNREADABLE', { file: maskTitle(name) }, 0, cause);
  }
  return checkConfig(value, name);
}

/**
 * The configuration when every entry is known and of the right form; else it is refused with a CONFIG code and the
 * way to the entry as the place's column.
 */
export function checkConfig(value: unknown, file?: string): IngestConfig {
  checkMembers(value, CHECKS, '', file);
  const config = value as IngestConfig;
  checkWorkingDays(config, file);
  checkTwice(config.tables ?? [], file);
  return config;
}

function colour(value: unknown, path: string, file: string | undefined): void {
  const isColour = typeof value === 'string' && coerceColour(value).value?.initial === null;
  if (!isColour) fail('CONFIG_WRONG_TYPE', path, file);
}

function columnId(value: unknown, path: string, file: string | undefined): void {
  text(value, path, file);
  if (!IDS.has(value as string)) fail('CONFIG_UNKNOWN_COLUMN', path, file);
}

function checkDays(value: unknown, path: string, file: string | undefined): void {
  for (const [colour, days] of Object.entries(membersOf(value, path, file))) {
    if (!(LEDGER_COLOURS as readonly string[]).includes(colour)) {
      fail('CONFIG_UNKNOWN_KEY', `${path}.${colour}`, file);
    }
    if (allowedSpan(days) === null) fail('CONFIG_WRONG_TYPE', `${path}.${colour}`, file);
  }
}

const TABLE_CHECKS: Readonly<Record<keyof TableMapping, Check>> = {
  columns: list(checkColumn),
  role: oneOf(TABLE_ROLES),
  headerRow: (value, path, file) => {
    const isRow = Number.isInteger(value) && (value as number) > 0 && (value as number) <= MAPPED_ROWS;
    if (!isRow) fail('CONFIG_WRONG_TYPE', path, file);
  },
  sheet: text,
};

function checkTable(value: unknown, path: string, file: string | undefined): void {
  checkMembers(value, TABLE_CHECKS, path, file);
  const { columns, role = 'issues' } = value as Partial<TableMapping>;
  if (columns === undefined || headerKey(columns.map(({ header }) => header)) === '') {
    fail('CONFIG_WRONG_TYPE', `${path}.columns`, file);
  }
  const known = COLUMNS[role === 'skip' ? 'issues' : role];
  const seen = new Set<string>();
  columns.forEach(({ column }, at) => {
    if (column === undefined) return;
    const own = `${path}.columns[${at}]`;
    if (!known.some(({ id }) => id === column)) fail('CONFIG_UNKNOWN_COLUMN', own, file);
    if (seen.has(column)) fail('CONFIG_COLUMN_TWICE', own, file);
    seen.add(column);
  });
  const isMissing = known.some(({ id, required }) => required === true && !seen.has(id));
  if (role !== 'skip' && isMissing) fail('CONFIG_COLUMN_MISSING', path, file);
}

function checkColumn(value: unknown, path: string, file: string | undefined): void {
  checkMembers(value, { header: text, column: text }, path, file);
  if ((value as Members)['header'] === undefined) fail('CONFIG_WRONG_TYPE', path, file);
}

/** Days allowed in working days need the days that are worked. */
function checkWorkingDays({ daysAllowed = {}, calendar }: IngestConfig, file: string | undefined): void {
  for (const [colour, span] of Object.entries(allowedSpans(daysAllowed))) {
    if (span.inWorkingDays && calendar === undefined)
      fail('CONFIG_CALENDAR_MISSING', `daysAllowed.${colour}`, file);
  }
}

/** One header has one mapping, and one more for each sheet that it names. */
function checkTwice(tables: readonly TableMapping[], file: string | undefined): void {
  const seen = new Set<string>();
  tables.forEach(({ columns, sheet }, at) => {
    const key = JSON.stringify([sheet ?? null, headerKey(columns.map(({ header }) => header))]);
    if (seen.has(key)) fail('CONFIG_TABLE_TWICE', `tables[${at}]`, file);
    seen.add(key);
  });
}
