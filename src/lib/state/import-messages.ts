import type { Bilingual, Place } from '../core/errors.ts';
import type { IngestConfig } from '../ingest/types.ts';
import type { ImportReport } from '../query/ledger-tables.ts';
import type { LedgerTables } from '../query/load-ledger.ts';

/** Files that were chosen on the page, and the moment they are to be read as of; none is for the importer to tell. */
export interface ImportRequest {
  readonly issues: readonly File[];
  readonly visits: readonly File[];
  readonly cutoff?: string;
  readonly config?: IngestConfig;
}

/** `read` counts files, `coerce` rows; `mask` and what the page does after it count nothing. */
export interface ImportProgress {
  readonly stage: 'read' | 'survey' | 'coerce' | 'mask' | 'load' | 'count';
  readonly done: number;
  readonly total: number;
}

/** Tables whose rows travel in parts, so that taking them over does not hold the page up. */
export type PartedTable = 'issues' | 'visits' | 'findings';

/** Masked rows and what is said of them. */
export interface ImportedLedger {
  readonly tables: LedgerTables;
  readonly report: ImportReport;
  readonly dataVersion: string;
}

/** What the worker tells the page; `rows` belong to `table`, in order. */
export type FromImport =
  | ({ readonly kind: 'progress' } & ImportProgress)
  | { readonly kind: 'rows'; readonly table: PartedTable; readonly rows: readonly object[] }
  | {
      readonly kind: 'done';
      readonly report: Omit<ImportReport, 'findings'>;
      readonly tallies: LedgerTables['tallies'];
      readonly dataVersion: string;
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly text: Bilingual;
      readonly hint: Bilingual;
      readonly place: Place;
    };
