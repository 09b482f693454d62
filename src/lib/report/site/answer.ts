import { isCurrentSchema, type Manifest } from '../../query/bundle-documents.ts';

/** An answer of the server, with its body unpacked. */
export interface SiteAnswer {
  /** Relative to the site; a folder ends in a slash, the first page is empty. */
  readonly path: string;
  readonly status: number;
  /** A header's value; null where it is not sent. */
  readonly header: (name: string) => string | null;
  readonly body: Uint8Array;
}

/** A file as `site.json` lists it. */
export interface ListedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `site.json`: what the program consists of. */
export interface SiteList {
  /** Hashes of the scripts in pages, as a policy names them. */
  readonly scripts: readonly string[];
  readonly files: readonly ListedFile[];
}

const DECODER = new TextDecoder();

/** The list of the program's files; null where the answer is none. */
export function readSiteList(answer: SiteAnswer): SiteList | null {
  try {
    const list = JSON.parse(DECODER.decode(answer.body)) as Partial<SiteList>;
    return answer.status === 200 && Array.isArray(list.files) && Array.isArray(list.scripts)
      ? (list as SiteList)
      : null;
  } catch {
    return null;
  }
}

/** The manifest; null where the answer is none of this program's. */
export function readManifest(answer: SiteAnswer): Manifest | null {
  try {
    const manifest = JSON.parse(DECODER.decode(answer.body)) as Manifest;
    return answer.status === 200 && isCurrentSchema(manifest) && Array.isArray(manifest.files)
      ? manifest
      : null;
  } catch {
    return null;
  }
}

/** The address under which a file is asked for: a page by its folder. */
export function addressOf(path: string): string {
  return path.replace(/(^|\/)index\.html$/, '$1');
}

/** The data version that a page was built with; null for a page without one. */
export function versionOf(answer: SiteAnswer): string | null {
  return /<html[^>]*\sdata-built="([^"]+)"/.exec(DECODER.decode(answer.body))?.[1] ?? null;
}
