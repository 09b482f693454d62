import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { lockBundle, type BundleLock } from './bundle-lock.ts';
import { folderFault } from './folder-errors.ts';

/**
 * Makes a bundle's folder where there is none, and takes it for one publication: that it can be written to is known
 * before anything is read. Throws `PUBLISH_BUSY`, `PUBLISH_FOLDER_UNWRITABLE`, `PUBLISH_FOLDER_INVALID`,
 * `PUBLISH_DISK_FULL` or `PUBLISH_WRITE_FAILED`.
 */
export function claimFolder(directory: string): BundleLock {
  try {
    mkdirSync(directory, { recursive: true });
    return lockBundle(directory);
  } catch (cause) {
    throw folderFault(cause);
  }
}

/** Removes what a publication leaves beside the bundle: the database that it built, and rows put aside. */
export function sweep(directory: string, name: string): void {
  for (const left of readdirSync(directory).filter((each) => each.startsWith(name))) {
    rmSync(join(directory, left), { force: true, recursive: true });
  }
}
