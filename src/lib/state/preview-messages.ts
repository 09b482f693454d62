import type { Bilingual, Place } from '../core/errors.ts';
import type { SheetPreview } from '../ingest/preview.ts';
import type { IngestConfig } from '../ingest/types.ts';

/** Files to look at, or, without any, the same files under another configuration. */
export interface PreviewRequest {
  readonly files?: { readonly issues: readonly File[]; readonly visits: readonly File[] };
  readonly config: IngestConfig;
}

/** What the importer would read of one file, or why it would read nothing. */
export interface FilePreview {
  readonly name: string;
  readonly role: 'issues' | 'visits';
  readonly sheets: readonly SheetPreview[];
  readonly failure: {
    readonly code: string;
    readonly text: Bilingual;
    readonly hint: Bilingual;
    readonly place: Place;
  } | null;
}

/** The worker answers every request, in order. */
export type FromPreview =
  { readonly kind: 'done'; readonly files: readonly FilePreview[] } | { readonly kind: 'failed' };
