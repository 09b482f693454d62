import { createHash } from 'node:crypto';

/** A SHA-256 that takes its input in parts. */
export function createSha256() {
  const hash = createHash('sha256');
  return {
    update: (part: Uint8Array | string): void => void hash.update(part),
    /** Lower-case hexadecimal; nothing can be added afterwards. */
    hex: (): string => hash.digest('hex'),
  };
}

/** Hexadecimal SHA-256. */
export function sha256(bytes: Uint8Array | string): string {
  const hash = createSha256();
  hash.update(bytes);
  return hash.hex();
}
