import type { Manifest } from '../query/bundle-documents.ts';
import type { Overview } from '../query/overview.ts';

/** What is to be packed; `manifest` lists no file yet. */
export interface PackRequest {
  readonly database: Uint8Array;
  readonly overview: Overview;
  readonly manifest: Manifest;
  /** What stands in the package for whoever unpacks it. */
  readonly notes: string;
}

/** A zip of a bundle, and the manifest that is in it. */
export interface MadePackage {
  readonly zip: Blob;
  readonly manifest: Manifest;
}

/** What the worker tells the page. */
export type FromPacker =
  ({ readonly kind: 'done' } & MadePackage) | { readonly kind: 'failed'; readonly detail: string };
