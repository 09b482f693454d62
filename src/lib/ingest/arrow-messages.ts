const CONTINUATION = 0xffffffff;
const FILE_MARK = 8;
/** Length of the footer and the closing mark, behind it. */
const TRAILER = 10;
const SCHEMA = 1;
const DICTIONARY_BATCH = 2;
const RECORD_BATCH = 3;
/** Bytes of a field node and of a buffer in a record batch. */
const STRUCT_BYTES = 16;
/** Bytes of a footer's block: offset, lengths of message and body. */
const BLOCK_BYTES = 24;
const REFERENCE_BYTES = 4;

/**
 * The part of an Arrow file or stream that is safe to read, after a look at the lengths that it states; null when one
 * points outside the file. The reader trusts those lengths, and a damaged one would have it fill the memory. A file
 * whose messages begin with the schema comes back as a stream, which needs no footer.
 */
export function checkedMessages(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isStream = bytes[0] === 0xff;
  try {
    const trailer = bytes.length - TRAILER;
    const last = isStream ? bytes.length : trailer - view.getUint32(trailer, true);
    const messages = walk(view, isStream ? 0 : FILE_MARK, last);
    if (messages === null) return null;
    if (messages.startsWithSchema) return bytes.subarray(isStream ? 0 : FILE_MARK, messages.end);
    return !isStream && footerIsSound(view, last, messages.offsets) ? bytes : null;
  } catch {
    return null;
  }
}

function walk(view: DataView, start: number, last: number) {
  const offsets = new Set<number>();
  let startsWithSchema = false;
  let at = start;
  while (at + 4 <= last) {
    const prefix = view.getUint32(at, true) === CONTINUATION ? 8 : 4;
    const length = view.getUint32(at + prefix - 4, true);
    if (length === 0) break;
    const end = at + prefix + length;
    if (end > last) return null;
    const message = readMessage(new DataView(view.buffer, view.byteOffset + at + prefix, length));
    if (message === null || end + message.body > last) return null;
    if (at === start) startsWithSchema = message.kind === SCHEMA;
    offsets.add(at);
    at = end + message.body;
  }
  return { offsets, startsWithSchema, end: at };
}

/** Some writers keep the schema in the footer only; its blocks must then be the messages that were looked at. */
function footerIsSound(view: DataView, start: number, offsets: ReadonlySet<number>): boolean {
  const footer = new DataView(view.buffer, view.byteOffset + start, view.byteLength - TRAILER - start);
  const root = footer.getUint32(0, true);
  const schema = reference(footer, root, 1);
  if (schema === null || !headerIsSound(footer, schema, SCHEMA)) return false;
  return [2, 3].every((index) => {
    const at = reference(footer, root, index);
    if (at === null) return true;
    if (!vectorFits(footer, root, index, BLOCK_BYTES)) return false;
    const blocks = Array.from({ length: footer.getUint32(at, true) }, (_, block) =>
      Number(footer.getBigInt64(at + 4 + block * BLOCK_BYTES, true)),
    );
    return blocks.every((offset) => offsets.has(offset));
  });
}

/** Kind and bytes of the body of a message, null when a vector of its header is longer than the message. */
function readMessage(view: DataView): { readonly kind: number; readonly body: number } | null {
  const message = view.getUint32(0, true);
  const kindSlot = slot(view, message, 1);
  const header = reference(view, message, 2);
  const bodySlot = slot(view, message, 3);
  if (kindSlot === null || header === null) return null;
  const kind = view.getUint8(kindSlot);
  if (!headerIsSound(view, header, kind)) return null;
  return { kind, body: bodySlot === null ? 0 : Number(view.getBigUint64(bodySlot, true)) };
}

function headerIsSound(view: DataView, header: number, kind: number): boolean {
  if (kind === SCHEMA) return [1, 2].every((index) => vectorFits(view, header, index, REFERENCE_BYTES));
  const batch =
    kind === DICTIONARY_BATCH ? reference(view, header, 1) : kind === RECORD_BATCH ? header : null;
  return batch !== null && [1, 2].every((index) => vectorFits(view, batch, index, STRUCT_BYTES));
}

/** Where a table keeps its field, or null when it has none (flatbuffers: table → vtable → offset). */
function slot(view: DataView, table: number, index: number): number | null {
  const vtable = table - view.getInt32(table, true);
  if (4 + 2 * index >= view.getUint16(vtable, true)) return null;
  const offset = view.getUint16(vtable + 4 + 2 * index, true);
  return offset === 0 ? null : table + offset;
}

function reference(view: DataView, table: number, index: number): number | null {
  const at = slot(view, table, index);
  return at === null ? null : at + view.getUint32(at, true);
}

function vectorFits(view: DataView, table: number, index: number, size: number): boolean {
  const at = reference(view, table, index);
  return at === null || at + 4 + view.getUint32(at, true) * size <= view.byteLength;
}
