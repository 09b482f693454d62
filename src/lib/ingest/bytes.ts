/** Bytes in some store (a disk, the browser's files) that are read when they are wanted. */
export interface ByteSource {
  readonly size: number;
  /** The bytes from `start` up to `end`, which lies within the size. Rejects when the store fails. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/** Bytes as whoever hands a file over has them. */
export type SourceBytes = Uint8Array | ByteSource;

/** Bytes that are passed on at a time when all of them are looked at. */
const CHUNK = 8 * 1024 * 1024;
const LINE_FEED = 10;

/** Bytes in memory as a source. */
export function byteSource(bytes: SourceBytes): ByteSource {
  if (!(bytes instanceof Uint8Array)) return bytes;
  return { size: bytes.length, read: async (start, end) => bytes.subarray(start, end) };
}

/** All bytes in memory. */
export async function wholeBytes(bytes: SourceBytes): Promise<Uint8Array> {
  return bytes instanceof Uint8Array ? bytes : bytes.read(0, bytes.size);
}

/** All bytes in order, in chunks. */
export async function* byteChunks(bytes: SourceBytes): AsyncGenerator<Uint8Array> {
  const source = byteSource(bytes);
  for (let start = 0; start < source.size; start += CHUNK) {
    yield await source.read(start, Math.min(start + CHUNK, source.size));
  }
}

/** As {@link byteChunks}, but each chunk but the last ends with a line feed, so that it ends no character early. */
export async function* lineChunks(bytes: SourceBytes): AsyncGenerator<Uint8Array> {
  const source = byteSource(bytes);
  let length = CHUNK;
  for (let start = 0; start < source.size;) {
    const stop = Math.min(start + length, source.size);
    const chunk = await source.read(start, stop);
    const end = stop === source.size ? chunk.length : chunk.lastIndexOf(LINE_FEED) + 1;
    length = end === 0 ? length * 2 : CHUNK;
    start += end;
    if (end > 0) yield chunk.subarray(0, end);
  }
}

/** The pieces as one array; a single piece is handed back as it is. */
export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
