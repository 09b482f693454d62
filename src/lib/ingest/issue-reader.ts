import { householdKeys } from '../privacy/household-key.ts';
import { repeatsResident } from '../privacy/own-leak.ts';
import { assembleIssue } from './assemble.ts';
import { finaliseIssue } from './finalise.ts';
import type { FinaliseContext } from './finalise-context.ts';
import { FindingLog, type LoggedFindings } from './finding-log.ts';
import { nameRow } from './identity.ts';
import { inspectTexts } from './inspect-texts.ts';
import { issueCoercers, type ConfigAliases } from './issue-coercers.ts';
import type { IssueSheetContext } from './issue-context.ts';
import { issueKinds } from './issue-kinds.ts';
import { placeOf, type MappedSheet } from './open-sheet.ts';
import type { TotalBelow } from './printed-totals.ts';
import { rowKind, type RowKindContext } from './row-kind.ts';
import { residentFound } from './resident-found.ts';
import { printedTotal, townOfSheet } from './sheet-facts.ts';
import type { SheetRow } from './sheet.ts';
import type { TownList } from './towns.ts';
import type { Finding, IssueRow } from './types.ts';

/** What reading a ledger sheet needs beside the sheet. */
export interface IssueReaderOptions extends Omit<FinaliseContext, 'log'> {
  readonly towns: TownList;
  readonly aliases: ConfigAliases;
  readonly householdSecret: Uint8Array | null;
}

/** What a part of a sheet holds; counts and totals are those of the part alone. */
export interface ReadPart {
  readonly issues: readonly IssueRow[];
  readonly counts: PartCounts;
  readonly found: LoggedFindings;
}

/** Rows that say something, besides those that were kept. */
export interface PartCounts {
  readonly kept: number;
  /** Rows with a problem, kept or not. */
  readonly records: number;
  /** Rows with a problem or in its place that were set aside. */
  readonly setAside: number;
  readonly hidden: number;
  readonly totals: readonly TotalBelow[];
}

/** What the rows of a sheet are assembled with; findings go to a log of their own. */
type RowAssembly = Omit<IssueSheetContext, 'log'>;

/** What one ledger sheet's rows are assembled with. */
export function rowAssembly(
  mapped: MappedSheet,
  {
    towns,
    aliases,
    calendar,
    householdSecret,
  }: Pick<IssueReaderOptions, 'towns' | 'aliases' | 'calendar' | 'householdSecret'>,
): RowAssembly {
  return {
    mapped,
    towns,
    coerce: issueCoercers(mapped, aliases, calendar),
    fallbackTown: townOfSheet(mapped, towns),
    householdKey: householdSecret && householdKeys(householdSecret),
  };
}

/** Reads the rows of one ledger sheet, part by part; parts need not come in order. */
export class IssueReader {
  readonly #mapped: MappedSheet;
  readonly #options: IssueReaderOptions;
  readonly #kinds: RowKindContext;
  readonly #assembly: RowAssembly;

  constructor(mapped: MappedSheet, options: IssueReaderOptions) {
    this.#mapped = mapped;
    this.#options = options;
    this.#kinds = issueKinds(mapped);
    this.#assembly = rowAssembly(mapped, options);
  }

  /** The problems of some rows, in order; the rest is counted, and said where it must be. */
  read(rows: readonly SheetRow[]): ReadPart {
    const log = new FindingLog();
    const context = { ...this.#options, log };
    const sheet: IssueSheetContext = { ...this.#assembly, log };
    const issues: IssueRow[] = [];
    const totals: TotalBelow[] = [];
    const counts = { records: 0, setAside: 0, hidden: 0 };
    const { headings } = this.#mapped;
    for (const row of rows) {
      const carried = headings?.get(row.number);
      const kind = carried === undefined ? rowKind(row, this.#kinds) : 'heading';
      if (kind === 'total') totals.push({ total: printedTotal(this.#mapped, row), above: counts.records });
      if (kind === 'heading') {
        const code = carried === undefined || carried === 0 ? 'QC_GROUP_LINE' : 'QC_GROUP_LINE_CARRIED';
        log.add(code, placeOf(this.#mapped, row.number), null, carried);
      }
      if (kind !== 'data') continue;
      if (row.hidden) counts.hidden += 1;
      if (hasOtherLength(row, this.#mapped)) log.add('QC_ROW_LENGTH', placeOf(this.#mapped, row.number));
      const before = log.list.length;
      const draft = assembleIssue(row, sheet);
      if (draft) counts.records += 1;
      if (draft && finaliseIssue(draft, context)) {
        inspectTexts(draft.row, row, this.#mapped, log);
        nameRow(draft, log);
        refuseSamples(log.list.slice(before), draft.row);
        issues.push(draft.row);
      } else counts.setAside += 1;
    }
    return { issues, counts: { ...counts, kept: issues.length, totals }, found: log };
  }
}

/** Samples of cells are published too: none may hold the row's own resident. */
function refuseSamples(findings: readonly Finding[], row: IssueRow): void {
  const found = findings.find(({ sample }) => sample !== null && repeatsResident(sample, row));
  if (found) throw residentFound(found.place);
}

/** Delimited text only: cells beyond the header, or missing ones; empty cells at the end are usual. */
function hasOtherLength({ cells }: SheetRow, { sheet, header }: MappedSheet): boolean {
  if (!sheet.delimited || cells.length === header.texts.length) return false;
  return (
    cells.length < header.texts.length || cells.slice(header.texts.length).some((cell) => cell.trim() !== '')
  );
}
