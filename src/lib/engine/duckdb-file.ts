const MAGIC = [0x44, 0x55, 0x43, 0x4b]; // "DUCK"
const MAGIC_AT = 8;
const HEADER_SIZE = 4096;
const HEADERS_END = 3 * HEADER_SIZE;
/** Where a database header keeps these numbers, 64 bits each, little-endian. */
const FIELD = { iteration: 8, blockCount: 32, blockSize: 40 } as const;

/**
 * True when the bytes are a DuckDB file from its first header to its last block. DuckDB itself reads beyond
 * the end of a shortened file for ever, so this is asked before.
 */
export function isWholeDuckDbFile(bytes: Uint8Array): boolean {
  if (bytes.length < HEADERS_END) return false;
  if (MAGIC.some((byte, index) => bytes[MAGIC_AT + index] !== byte)) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = (header: number, field: number) => Number(view.getBigUint64(header + field, true));
  const first = HEADER_SIZE;
  const second = 2 * HEADER_SIZE;
  const newer = read(second, FIELD.iteration) > read(first, FIELD.iteration) ? second : first;
  const blocks = read(newer, FIELD.blockCount) * read(newer, FIELD.blockSize);
  return bytes.length >= HEADERS_END + blocks;
}
