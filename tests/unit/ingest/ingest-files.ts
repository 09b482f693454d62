import { WuseError } from '../../../src/lib/core/errors.ts';
import { ingest } from '../../../src/lib/ingest/ingest.ts';
import { createSha256 } from '../../../src/publish/hash.ts';
import type { IngestOptions, IngestResult, SourceFile } from '../../../src/lib/ingest/types.ts';

/** A text file of the given content. */
export function textFile(name: string, text: string): SourceFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** The importer with Node's SHA-256. */
export function run(options: Omit<IngestOptions, 'createHash'>): Promise<IngestResult> {
  return ingest({ ...options, createHash: createSha256 });
}

/** The code with which an import is refused; `null` when it is not. */
export async function refusalCode(options: Omit<IngestOptions, 'createHash'>): Promise<string | null> {
  try {
    await run(options);
    return null;
  } catch (error) {
    if (error instanceof WuseError) return error.code;
    throw error;
  }
}
