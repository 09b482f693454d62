import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { StoredFile } from '../lib/ingest/types.ts';

/** A file on the disk, read piece by piece when it is wanted. */
export function storedFile(path: string): StoredFile {
  return {
    name: basename(path),
    stored: {
      size: statSync(path).size,
      read: async (start, end) => {
        const bytes = new Uint8Array(end - start);
        const descriptor = openSync(path, 'r');
        try {
          let done = 0;
          while (done < bytes.length) {
            const count = readSync(descriptor, bytes, done, bytes.length - done, start + done);
            if (count === 0) throw new RangeError(`${basename(path)} became shorter while it was read`);
            done += count;
          }
        } finally {
          closeSync(descriptor);
        }
        return bytes;
      },
    },
  };
}
