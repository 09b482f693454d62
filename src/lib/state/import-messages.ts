import type { Bilingual, Place } from '../core/errors.ts';
import type { MaskedIssue, OriginalCell, OriginalOptions } from '../ingest/read-original.ts';
import type { Finding, IngestConfig, IngestReport } from '../ingest/types.ts';
import type { Several } from '../ingest/several.ts';
import type { OpeningSecret } from './household-secret.svelte.ts';

/** Files that were chosen on the page, and the moment they are to be read as of; none is for the importer to tell. */
export interface ImportRequest {
  readonly issues: readonly File[];
  readonly visits: readonly File[];
  readonly cutoff?: string;
  readonly config?: IngestConfig;
  readonly several: Several;
  /** What household keys are made with; it stays in this page. */
  readonly household: OpeningSecret;
}

/** Files that a ledger was opened from: handles to what lies on this computer, not its content. */
export type OpenedFiles = Pick<ImportRequest, 'issues' | 'visits' | 'config'>;

/** The problem whose row is to be read again from the files that it was opened from. */
export interface OriginalRequest extends OpenedFiles, Pick<OriginalOptions, 'sources' | 'anchor'> {
  readonly issue: MaskedIssue;
}

/** `read` counts files, `survey` shares, `coerce` rows; what the page does afterwards counts nothing. */
export interface ImportProgress {
  readonly stage: 'read' | 'survey' | 'coerce' | 'load' | 'count';
  readonly done: number;
  readonly total: number;
}

/** What the worker tells the page. */
export type FromImport =
  | ({ readonly kind: 'progress' } & ImportProgress)
  | ({ readonly kind: 'rows' } & ImportedRows)
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  | {
      readonly kind: 'done';
      readonly report: Omit<IngestReport, 'findings'>;
      readonly dataVersion: string;
    }
  | { readonly kind: 'original'; readonly cells: readonly OriginalCell[] }
  | {
      readonly kind: 'failed';
      readonly code: string;
      readonly text: Bilingual;
      readonly hint: Bilingual;
      readonly place: Place;
    };

/** Masked problems as rows of text; the page asks for the next ones when it has stored them. */
export interface ImportedRows {
  readonly text: Uint8Array;
  /** Ids that rows of the sheet have instead of their own. */
  readonly ids: ReadonlyMap<number, string>;
  readonly sheet: number;
  /** Rows of the sheet that are no problems after all. */
  readonly leftOut: ReadonlySet<number>;
}

/** What the page tells the worker: what to import, then each time that rows were stored; or whose row to read again. */
export type ToImport =
  | { readonly kind: 'import'; readonly request: ImportRequest }
  | { readonly kind: 'stored' }
  | { readonly kind: 'original'; readonly request: OriginalRequest };
