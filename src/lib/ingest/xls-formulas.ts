import type { SpreadsheetLibrary } from './worksheet.ts';

interface Container {
  readonly FileIndex: readonly { readonly name: string; content?: Uint8Array }[];
}

const STREAMS = ['/Workbook', '/Book'];
const FORMULA = 0x0006;
/** Where a formula record says how long its expression is; a length of all ones means that there is none. */
const EXPRESSION_LENGTH = 20;
/** Names, shared and array formulas, and formulas as formats before 1993 number them. */
const EXPRESSIONS = new Set([0x0018, 0x0218, 0x0021, 0x0221, 0x04bc, 0x0206, 0x0406]);
/** A record that the library passes over (EntExU2). */
const IGNORED = 0x01c2;

/**
 * An xls file without the expressions of its formulas, whose results are kept. Nothing here needs them, and in a
 * record that ends before its expression the library runs on for ever. Throws as the library does when the container is broken.
 */
export function withoutFormulas(library: SpreadsheetLibrary, bytes: Uint8Array): Uint8Array {
  const files = library.CFB as {
    read(bytes: Uint8Array, options: { type: 'array' }): Container;
    write(container: Container, options: { type: 'array' }): ArrayLike<number>;
    find(container: Container, path: string): { content?: Uint8Array } | null;
  };
  const container = files.read(bytes, { type: 'array' });
  for (const path of STREAMS) {
    const stream = files.find(container, path);
    if (stream?.content) stream.content = blankedExpressions(Uint8Array.from(stream.content));
  }
  return Uint8Array.from(files.write(container, { type: 'array' }));
}

function blankedExpressions(stream: Uint8Array): Uint8Array {
  const view = new DataView(stream.buffer);
  let next = 0;
  for (let at = 0; at + 4 <= stream.length; at = next) {
    const type = view.getUint16(at, true);
    next = at + 4 + view.getUint16(at + 2, true);
    const length = at + 4 + EXPRESSION_LENGTH;
    const isWhole = type === FORMULA && length + 2 <= Math.min(next, stream.length);
    if (isWhole) view.setUint16(length, 0xffff, true);
    else if (type === FORMULA || EXPRESSIONS.has(type)) view.setUint16(at, IGNORED, true);
  }
  return stream;
}
