import { throwIfAborted } from './abort.ts';
import { assembleIssue, type Draft } from './assemble.ts';
import type { FindingLog } from './finding-log.ts';
import { issueCoercers } from './issue-coercers.ts';
import type { IssueSheetContext, IssueSheetOptions } from './issue-context.ts';
import { headerText, placeOf, type MappedSheet } from './open-sheet.ts';
import { compareIssueTotals } from './printed-totals.ts';
import { rowKind, type RowKindContext } from './row-kind.ts';
import { noteUntitledColumns, printedTotal, townOfSheet } from './sheet-facts.ts';
import type { SheetRow } from './sheet.ts';
import type { PrintedTotal } from './types.ts';

/** Rows of one sheet, not yet judged against the horizon. */
export interface IssueSheetRows {
  readonly drafts: readonly Draft[];
  readonly setAside: number;
  readonly skipped: number;
  readonly printedTotals: readonly PrintedTotal[];
}

const PROGRESS_STEP = 5000;

/** Reads every row below the header: data rows become drafts, the rest is counted. */
export function readIssueSheet(mapped: MappedSheet, options: IssueSheetOptions): IssueSheetRows {
  const context: IssueSheetContext = {
    mapped,
    options,
    coerce: issueCoercers(mapped, options.aliases),
    fallbackTown: townOfSheet(mapped, options.towns),
  };
  const kinds = kindContext(mapped);
  const drafts: Draft[] = [];
  const printedTotals: PrintedTotal[] = [];
  let setAside = 0;
  let skipped = 0;
  let hidden = 0;
  mapped.rows.forEach((row, index) => {
    if (index % PROGRESS_STEP === 0) {
      throwIfAborted(options.signal);
      options.onRows?.(index);
    }
    const kind = rowKind(row, kinds);
    if (kind === 'total') printedTotals.push(printedTotal(mapped, row));
    if (kind !== 'data') {
      skipped += 1;
      return;
    }
    if (row.hidden) hidden += 1;
    if (hasOtherLength(row, mapped)) options.log.add('QC_ROW_LENGTH', placeOf(mapped, row.number));
    const draft = assembleIssue(row, context);
    if (draft) drafts.push(draft);
    else setAside += 1;
  });
  noteSheet(mapped, options.log, hidden);
  noteUntitledColumns(mapped, kinds.mainColumn, options.log);
  compareIssueTotals(mapped, drafts, printedTotals, options.log);
  return { drafts, setAside, skipped, printedTotals };
}

/** Delimited text only: cells beyond the header, or missing ones; empty cells at the end are usual. */
function hasOtherLength({ cells }: SheetRow, { sheet, header }: MappedSheet): boolean {
  if (!sheet.delimited || cells.length === header.texts.length) return false;
  return (
    cells.length < header.texts.length || cells.slice(header.texts.length).some((cell) => cell.trim() !== '')
  );
}

function kindContext(mapped: MappedSheet): RowKindContext {
  const known = new Set(mapped.mapping.columns.values());
  return {
    headers: mapped.headers.map((text, column) => (known.has(column) ? text : '')),
    mainColumn: mapped.mapping.columns.get('problem')!,
    sequenceColumn: mapped.mapping.columns.get('seq_no') ?? null,
  };
}

function noteSheet(mapped: MappedSheet, log: FindingLog, hidden: number): void {
  const place = { file: mapped.sheet.file, sheet: mapped.sheet.name };
  if (hidden > 0) log.add('QC_HIDDEN_ROWS', place, null, hidden);
  if (mapped.fills.read > 0) log.add('QC_COLOUR_FROM_FILL', place, null, mapped.fills.read);
  if (mapped.fills.unclear > 0) log.add('QC_FILL_UNCLEAR', place, null, mapped.fills.unclear);
  const idColumn = mapped.mapping.columns.get('id_card');
  if (idColumn !== undefined) {
    log.add('QC_ID_COLUMN_DROPPED', { ...place, column: headerText(mapped, idColumn) });
  }
  for (const column of mapped.mapping.rejected) {
    log.add('INGEST_DUPLICATE_COLUMN', { ...place, column: headerText(mapped, column) });
  }
}
