/** Ids of the WebAssembly sections that the shrinker looks into. */
export const SECTION = { import: 2, export: 7, start: 8, element: 9, code: 10 } as const;

/** Kinds of imports and exports, as the binary format numbers them. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

/** A section's id, where it begins (its id byte) and where its content begins and ends. */
export interface Section {
  readonly id: number;
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

/** A cursor over WebAssembly binary; every read moves it. */
export class WasmReader {
  readonly bytes: Uint8Array;
  at: number;

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes;
    this.at = at;
  }

  /** One byte. */
  byte(): number {
    return this.bytes[this.at++]!;
  }

  /** An unsigned LEB128 number below 2^32. */
  unsigned(): number {
    let value = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = this.byte();
      value |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte & 0x80);
    return value >>> 0;
  }

  /** Passes over a LEB128 number of any width and sign. */
  skipNumber(): void {
    while (this.byte() & 0x80);
  }

  /** A length-prefixed UTF-8 name. */
  name(): string {
    const length = this.unsigned();
    this.at += length;
    return new TextDecoder().decode(this.bytes.subarray(this.at - length, this.at));
  }
}

/** The sections of a module, in file order; throws RangeError when the bytes are no WebAssembly module. */
export function readSections(bytes: Uint8Array): Section[] {
  const magic = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  if (magic.some((byte, index) => bytes[index] !== byte)) throw new RangeError('not a WebAssembly module');
  const reader = new WasmReader(bytes, magic.length);
  const sections: Section[] = [];
  while (reader.at < bytes.length) {
    const start = reader.at;
    const id = reader.byte();
    const size = reader.unsigned();
    sections.push({ id, start, content: reader.at, end: reader.at + size });
    reader.at += size;
  }
  return sections;
}

/** A number below 2^32 as unsigned LEB128. */
export function encodeUnsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value >>> 0;
  do {
    const more = rest > 0x7f;
    bytes.push((rest & 0x7f) | (more ? 0x80 : 0));
    rest >>>= 7;
  } while (rest > 0);
  return Uint8Array.from(bytes);
}

/** A section with its id and length in front of `parts`. */
export function encodeSection(id: number, parts: readonly Uint8Array[]): Uint8Array {
  const size = parts.reduce((total, part) => total + part.length, 0);
  return concatBytes([Uint8Array.of(id), encodeUnsigned(size), ...parts]);
}

/** The parts in one array. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
