import { inflateSync } from 'fflate';
import type { ZipEntry } from './zip-size.ts';

const STORED = 0;
const DEFLATED = 8;
const LOCAL_ENTRY = 0x04034b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const UTF8_NAMES = 0x0800;

interface Unpacked {
  readonly entry: ZipEntry;
  readonly content: Uint8Array;
}

/**
 * The same zip with every entry checked against its checksum and stored unpacked; null when an entry is damaged. The
 * spreadsheet library checks nothing and can run on for ever in damaged content.
 */
export function repackZip(bytes: Uint8Array, entries: readonly ZipEntry[]): Uint8Array | null {
  const unpacked: Unpacked[] = [];
  for (const entry of entries) {
    const content = unpack(bytes, entry);
    if (content === null || crc32(content) !== entry.crc) return null;
    unpacked.push({ entry, content });
  }
  return store(unpacked);
}

function unpack(bytes: Uint8Array, entry: ZipEntry): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packedSize, size, method } = entry;
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== LOCAL_ENTRY) return null;
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) return null;
  const packed = bytes.subarray(start, start + packedSize);
  if (method === STORED) return packedSize === size ? packed : null;
  return method === DEFLATED ? inflate(packed, size) : null;
}

/** Never more than the promised size is kept: a zip bomb ends there. Not by the browser: Chromium before 103 cannot. */
function inflate(packed: Uint8Array, size: number): Uint8Array | null {
  try {
    const content = inflateSync(packed, { out: new Uint8Array(size) });
    return content.length === size ? content : null;
  } catch {
    return null;
  }
}

function store(files: readonly Unpacked[]): Uint8Array {
  const names = files.map(({ entry }) => entry.nameBytes.length);
  const total = files.reduce((sum, { content }, index) => sum + content.length + 76 + 2 * names[index]!, 22);
  const out = new Uint8Array(total);
  const view = new DataView(out.buffer);
  const offsets: number[] = [];
  let at = 0;
  for (const { entry, content } of files) {
    offsets.push(at);
    view.setUint32(at, LOCAL_ENTRY, true);
    describe(view, at + 4, entry, content.length);
    out.set(entry.nameBytes, at + 30);
    out.set(content, at + 30 + entry.nameBytes.length);
    at += 30 + entry.nameBytes.length + content.length;
  }
  const directory = at;
  files.forEach(({ entry, content }, index) => {
    view.setUint32(at, DIRECTORY_ENTRY, true);
    view.setUint16(at + 4, 20, true);
    describe(view, at + 6, entry, content.length);
    view.setUint32(at + 42, offsets[index]!, true);
    out.set(entry.nameBytes, at + 46);
    at += 46 + entry.nameBytes.length;
  });
  view.setUint32(at, END_OF_DIRECTORY, true);
  view.setUint16(at + 8, files.length, true);
  view.setUint16(at + 10, files.length, true);
  view.setUint32(at + 12, at - directory, true);
  view.setUint32(at + 16, directory, true);
  return out;
}

/** The fields that local header and directory share, from the version on. */
function describe(view: DataView, at: number, { flags, crc, nameBytes }: ZipEntry, size: number): void {
  view.setUint16(at, 20, true);
  view.setUint16(at + 2, flags & UTF8_NAMES, true);
  view.setUint32(at + 10, crc, true);
  view.setUint32(at + 14, size, true);
  view.setUint32(at + 18, size, true);
  view.setUint16(at + 22, nameBytes.length, true);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let index = 0; index < bytes.length; index += 1) {
    crc = CRC_TABLE[(crc ^ bytes[index]!) & 255]! ^ (crc >>> 8);
  }
  return ~crc >>> 0;
}
