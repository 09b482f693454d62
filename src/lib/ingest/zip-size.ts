/** What a zip's directory promises. */
export interface ZipDirectory {
  readonly names: readonly string[];
  /** Sum of unpacked sizes, bytes. */
  readonly total: number;
  /** Some entry needs a password. */
  readonly isEncrypted: boolean;
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const MAX_COMMENT = 65_557;

/** Names and unpacked size from a zip's directory, without unpacking; null when the zip is cut off or broken. */
export function uncompressedSize(bytes: Uint8Array): ZipDirectory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const count = view.getUint16(end + 10, true);
  let offset = view.getUint32(end + 16, true);
  let total = 0;
  let isEncrypted = false;
  const names: string[] = [];
  for (let entry = 0; entry < count; entry += 1) {
    if (offset + 46 > view.byteLength || view.getUint32(offset, true) !== DIRECTORY_ENTRY) return null;
    if ((view.getUint16(offset + 8, true) & 1) === 1) isEncrypted = true;
    total += view.getUint32(offset + 24, true);
    const nameLength = view.getUint16(offset + 28, true);
    names.push(new TextDecoder('latin1').decode(bytes.subarray(offset + 46, offset + 46 + nameLength)));
    offset += 46 + nameLength + view.getUint16(offset + 30, true) + view.getUint16(offset + 32, true);
  }
  return { names, total, isEncrypted };
}

function findEnd(view: DataView): number | null {
  const lowest = Math.max(0, view.byteLength - MAX_COMMENT);
  for (let offset = view.byteLength - 22; offset >= lowest; offset -= 1) {
    if (view.getUint32(offset, true) === END_OF_DIRECTORY) return offset;
  }
  return null;
}
