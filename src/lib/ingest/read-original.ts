import type { SqlValue } from '../core/engine.ts';
import type { LocalMoment } from '../core/period.ts';
import { fieldText } from '../core/row-text.ts';
import { maskText, type OwnIdentity } from '../privacy/mask.ts';
import { maskOf } from '../privacy/policy.ts';
import { ISSUE_COLUMNS, type IssueColumnId } from '../schema/columns.ts';
import { ISSUE_TABLE } from '../schema/ddl.ts';
import { assembleIssue, type Draft } from './assemble.ts';
import { FindingLog } from './finding-log.ts';
import { isMadeUpId } from './identity.ts';
import { configAliases } from './issue-coercers.ts';
import { rowAssembly } from './issue-reader.ts';
import { openFiles, withOthers, type OpenFiles } from './open-files.ts';
import { headerText, mapSheet, partsBelow, type MappedSheet, type OpenSheet } from './open-sheet.ts';
import type { SheetRow } from './sheet.ts';
import { surveySheets } from './survey-sheets.ts';
import { ISSUES, VISITS } from './table-kinds.ts';
import { TownList } from './towns.ts';
import type { Hash, IngestConfig, IngestOptions, IssueRow } from './types.ts';

/** A problem as the tables hold it, by column name: its number, where it comes from, and its texts, masked. */
export type MaskedIssue = Readonly<Record<string, SqlValue>>;

/** A cell of a row as it is written in the file. Personal data. */
export interface OriginalCell {
  readonly column: IssueColumnId;
  /** The header as the file has it; empty for a column without one. */
  readonly header: string;
  readonly text: string;
}

/** What an import was made from, and what it found of it. */
export interface OriginalOptions extends Pick<
  IngestOptions,
  'issues' | 'visits' | 'createHash' | 'partBytes' | 'config'
> {
  /** SHA-256 of the files that were imported. */
  readonly sources: readonly string[];
  /** The import's cut-off, where it was not told by the rows. */
  readonly anchor: LocalMoment | null;
}

/** Always shown where they say anything; other columns only where a mask hides something of them. */
const SHOWN: readonly IssueColumnId[] = [
  'reporter_name',
  'phone',
  'contact',
  'owner_phone',
  'problem',
  'result_text',
  'solution_plan',
  'remark',
];

/** Members of a row that masks change, and that its cells alone tell: what was made of 解决时间 is checked by itself. */
const CHECKED = ISSUE_TABLE.map(({ name }) => name).filter(
  (name) => maskOf(name) !== null && name !== 'resolved_note',
) as (keyof IssueRow)[];

class FileChanged extends Error {}

/**
 * Reads again, from the files of an import, the row that a problem comes from: the cells that hold personal data, as
 * they are written. `changed`: a file of that name is not the one that was imported. `differs`: no row at the place,
 * or more than one, gives the problem's masked texts when it is masked. Neither ever yields another row's cells. ID
 * numbers, addresses and household numbers are not read here either. Rejects with `WuseError` when a file cannot be read.
 */
export async function readOriginal(
  options: OriginalOptions,
  issue: MaskedIssue,
): Promise<readonly OriginalCell[] | 'changed' | 'differs'> {
  const log = new FindingLog();
  const reading: IngestOptions = { ...options, createHash: importedOnly(options) };
  try {
    const opened = await openAgain(reading, issue, log);
    const early = await soleRow(firstRead(opened.sheets, options.anchor), reading, issue);
    if (early !== null) return early;
    const surveys = await surveySheets(opened, options.anchor, reading, log);
    const tables = surveys.map(({ mapped }) => mapped);
    return (await soleRow(tables, reading, issue)) ?? 'differs';
  } catch (cause) {
    if (cause instanceof FileChanged) return 'changed';
    throw cause;
  }
}

/** The ledger's tables of the problem's file and sheet: there may be several, of files with one name too. */
async function openAgain(
  reading: IngestOptions,
  { src_file: file, src_sheet: sheet }: MaskedIssue,
  log: FindingLog,
): Promise<OpenFiles> {
  const named = (files: IngestOptions['issues'] = []) => files.filter(({ name }) => isShownAs(name, file));
  const hashes = new Set<string>();
  const ledgers = await openFiles(named(reading.issues), ISSUES, reading, hashes, log);
  const tallies = await openFiles(named(reading.visits), VISITS, reading, hashes, log);
  const opened = await withOthers(ledgers, [...ledgers.others, ...tallies.others], log);
  return { ...opened, sheets: opened.sheets.filter((open) => isShownAs(open.sheet.name, sheet ?? '')) };
}

/** True for the name of a file or a sheet that may be shown as `shown`: people in it are masked, length and all. */
function isShownAs(name: string, shown: SqlValue | undefined): boolean {
  const [written, masked] = [[...name], [...String(shown)]];
  return written.length === masked.length && masked.every((each, at) => each === '*' || each === written[at]);
}

/** A long text that is the only table, with its columns as its first rows tell them: it need not be read twice then. */
function firstRead(sheets: readonly OpenSheet[], anchor: LocalMoment | null): MappedSheet[] {
  const [open] = sheets;
  if (!open?.sheet.long || sheets.length > 1) return [];
  return [mapSheet(open, ISSUE_COLUMNS, (anchor ?? open.metadata.cutoff)?.slice(0, 10) ?? null)];
}

/** The cells of the one row at the problem's place that is the problem's; null where there is none, or more than one. */
async function soleRow(
  tables: readonly MappedSheet[],
  { config = {} }: IngestOptions,
  issue: MaskedIssue,
): Promise<readonly OriginalCell[] | null> {
  const found = new Map<string, readonly OriginalCell[]>();
  for (const mapped of tables) {
    const row = await rowAt(mapped, Number(issue['src_row']));
    const draft = row && draftOf(mapped, row, config);
    if (!row || !draft || !isOf(draft, issue)) continue;
    const cells = cellsOf(mapped, row, draft.row);
    found.set(JSON.stringify(cells), cells);
  }
  const [cells] = found.values();
  return cells && found.size === 1 ? cells : null;
}

/** Refuses a file that is not one of those that were imported, before anything is read of it. */
function importedOnly({ createHash, sources }: OriginalOptions): () => Hash {
  return () => {
    const hash = createHash();
    return {
      update: (bytes) => hash.update(bytes),
      hex: () => {
        const sha256 = hash.hex();
        if (!sources.includes(sha256)) throw new FileChanged();
        return sha256;
      },
    };
  };
}

async function rowAt(mapped: MappedSheet, number: number): Promise<SheetRow | null> {
  for await (const { rows } of partsBelow(mapped)) {
    const row = rows.find((each) => each.number === number);
    if (row) return row;
  }
  return null;
}

function draftOf(mapped: MappedSheet, row: SheetRow, config: IngestConfig): Draft | null {
  const assembly = rowAssembly(mapped, {
    towns: new TownList(config.towns),
    aliases: configAliases(config),
    calendar: config.calendar,
    householdSecret: null,
  });
  return assembleIssue(row, { ...assembly, log: new FindingLog() });
}

/** True when the row's texts, masked, are the problem's, and its number is too, unless the import gave it another. */
function isOf({ row, resolvedText }: Draft, issue: MaskedIssue): boolean {
  const says = (member: string, value: SqlValue): boolean => {
    const masked = typeof value === 'string' ? maskOf(member)!(value, row) : value;
    // In the form in which rows get into the tables: control characters are none of a text there.
    return fieldText(masked) === fieldText(issue[member] ?? null);
  };
  const id = String(issue['issue_id']);
  if (row.issue_id !== id && !isMadeUpId(id)) return false;
  if ((issue['resolved_note'] ?? null) !== null && !says('resolved_note', resolvedText)) return false;
  return CHECKED.every((member) => says(member, row[member]));
}

function cellsOf(mapped: MappedSheet, { cells }: SheetRow, own: OwnIdentity): OriginalCell[] {
  return ISSUE_COLUMNS.flatMap(({ id, coerce }) => {
    const column = mapped.mapping.columns.get(id);
    const text = column === undefined ? '' : (cells[column] ?? '').trim();
    if (column === undefined || text === '' || coerce === 'drop') return [];
    const hides = maskText(text, own) !== text;
    return hides || SHOWN.includes(id) ? [{ column: id, header: headerText(mapped, column), text }] : [];
  });
}
