import { Inflate, inflateSync, ZipPassThrough, zipSync } from 'fflate';
import { joined } from './bytes.ts';
import type { ZipEntry } from './zip-directory.ts';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_ENTRY = 0x04034b50;
/** Packed bytes that are unpacked in one step, and how many times larger content is unpacked in steps. */
const STEP = 32_768;
const REPETITIVE = 10;

/** Takes an entry's content piece by piece and gives what is to be kept of it; the last call has no piece. */
export type ContentFilter = (piece: Uint8Array | null) => Uint8Array;

/**
 * The same zip with every entry checked against its checksum and stored unpacked; null when an entry is damaged. The
 * spreadsheet library checks nothing and can run on for ever in damaged content. `filterFor` may name a filter for an
 * entry, so that what is left out is never whole in memory. Not by the browser's own unpacking: Chromium before 103
 * has none.
 */
export function repackZip(
  bytes: Uint8Array,
  entries: readonly ZipEntry[],
  filterFor: (name: string) => ContentFilter | null = () => null,
): Uint8Array | null {
  const contents = new Map<string, [Uint8Array, { level: 0 }]>();
  for (const entry of entries) {
    const content = unpack(bytes, entry, filterFor(entry.name));
    if (content === null) return null;
    contents.set(entry.name, [content, { level: 0 }]);
  }
  return zipSync(Object.fromEntries(contents));
}

function unpack(bytes: Uint8Array, entry: ZipEntry, filter: ContentFilter | null): Uint8Array | null {
  const packed = packedBytes(bytes, entry);
  if (packed === null) return null;
  const kept: Uint8Array[] = [];
  const check = new Check(filter ?? ((piece) => piece ?? new Uint8Array()), kept);
  try {
    if (entry.method === STORED) check.push(packed, true);
    else if (entry.size < REPETITIVE * entry.packedSize) {
      check.push(inflateSync(packed, { out: new Uint8Array(entry.size) }), true);
    } else if (!inflateInSteps(packed, entry.size, check)) return null;
  } catch {
    return null;
  }
  return check.size === entry.size && check.crc >>> 0 === entry.crc ? joined(kept) : null;
}

function packedBytes(bytes: Uint8Array, { offset, packedSize, method }: ZipEntry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (method !== STORED && method !== DEFLATED) return null;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_ENTRY) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  return start + packedSize > bytes.length ? null : bytes.subarray(start, start + packedSize);
}

/** False once more comes out than the directory promises: a zip bomb ends there. */
function inflateInSteps(packed: Uint8Array, size: number, check: Check): boolean {
  const stream = new Inflate((piece, isLast) => check.push(piece, isLast));
  for (let at = 0; check.size <= size; at += STEP) {
    const isLast = at + STEP >= packed.length;
    stream.push(packed.subarray(at, at + STEP), isLast);
    if (isLast) return true;
  }
  return false;
}

/** Counts and sums up everything that passes, and keeps what the filter leaves. */
class Check extends ZipPassThrough {
  readonly #filter: ContentFilter;
  readonly #kept: Uint8Array[];

  constructor(filter: ContentFilter, kept: Uint8Array[]) {
    super('');
    this.#filter = filter;
    this.#kept = kept;
    this.ondata = () => undefined;
  }

  protected override process(piece: Uint8Array, isLast: boolean): void {
    for (const part of isLast ? [piece, null] : [piece]) {
      const rest = this.#filter(part);
      if (rest.length > 0) this.#kept.push(rest);
    }
  }
}
