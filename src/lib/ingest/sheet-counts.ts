import type { FindingLog } from './finding-log.ts';
import type { PartCounts } from './issue-reader.ts';
import { headerText, type MappedSheet } from './open-sheet.ts';
import { compareIssueTotals, type TotalBelow } from './printed-totals.ts';

/** What was read of one ledger sheet, added up part by part and in order. */
export class SheetCounts {
  readonly mapped: MappedSheet;
  kept = 0;
  setAside = 0;
  readonly totals: TotalBelow[] = [];
  #records = 0;
  #hidden = 0;
  #unplaced = 0;

  constructor(mapped: MappedSheet) {
    this.mapped = mapped;
  }

  add(part: PartCounts): void {
    for (const { total, above } of part.totals) this.totals.push({ total, above: this.#records + above });
    this.kept += part.kept;
    this.setAside += part.setAside;
    this.#records += part.records;
    this.#hidden += part.hidden;
  }

  /** Counts the rows whose household is not known, but for those at the places `replaced`. */
  addUnplaced(placed: Uint8Array, replaced: ReadonlySet<number>): void {
    placed.forEach((isPlaced, index) => {
      if (isPlaced === 0 && !replaced.has(index)) this.#unplaced += 1;
    });
  }

  /** Takes back rows that were kept and that a later file replaces; printed totals still stand for them. */
  replace(rows: number): void {
    this.kept -= rows;
    this.setAside += rows;
  }

  /** Says what is to be said of the sheet as a whole, after its last part. */
  report(log: FindingLog): void {
    const { mapped } = this;
    const place = { file: mapped.sheet.file, sheet: mapped.sheet.name };
    if (this.#hidden > 0) log.add('QC_HIDDEN_ROWS', place, null, this.#hidden);
    if (mapped.fills.read > 0) log.add('QC_COLOUR_FROM_FILL', place, null, mapped.fills.read);
    if (mapped.fills.unclear > 0) log.add('QC_FILL_UNCLEAR', place, null, mapped.fills.unclear);
    if (this.#unplaced > 0) log.add('QC_HOUSEHOLD_UNKNOWN', place, null, this.#unplaced);
    const idColumn = mapped.mapping.columns.get('id_card');
    if (idColumn !== undefined) {
      log.add('QC_ID_COLUMN_DROPPED', { ...place, column: headerText(mapped, idColumn) });
    }
    for (const column of mapped.mapping.rejected) {
      log.add('INGEST_DUPLICATE_COLUMN', { ...place, column: headerText(mapped, column) });
    }
    compareIssueTotals(mapped, this.totals, log);
  }
}
