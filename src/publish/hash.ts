import { createHash, type Hash } from 'node:crypto';

/** A SHA-256 that takes its input in parts. */
export function createSha256(): Hash {
  return createHash('sha256');
}

/** Hexadecimal SHA-256. */
export function sha256(bytes: Uint8Array | string): string {
  return createSha256().update(bytes).digest('hex');
}
