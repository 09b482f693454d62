import type { StoredFile } from '../ingest/types.ts';
import { importUnreadable } from './local-errors.ts';

/** A file that was chosen on the page, read piece by piece; reading rejects with IMPORT_FILE_GONE when it is gone. */
export function chosenFile(file: File): StoredFile {
  return {
    name: file.name,
    stored: {
      size: file.size,
      read: async (start, end) => {
        try {
          return new Uint8Array(await file.slice(start, end).arrayBuffer());
        } catch (cause) {
          throw importUnreadable(file.name, cause);
        }
      },
    },
  };
}
