import {
  KIND,
  SECTION,
  WasmReader,
  concatBytes,
  encodeSection,
  encodeUnsigned,
  readSections,
  type Section,
} from './wasm-bytes.ts';
import { visitCalls } from './wasm-calls.ts';

/** What became smaller: counts of exports and of function bodies. */
export interface ShrinkReport {
  readonly exports: number;
  readonly exportsKept: number;
  readonly functions: number;
  readonly functionsKept: number;
}

/** A body that traps: one that nothing can reach needs no code, but its index must stay. */
const TRAP_BODY = Uint8Array.of(3, 0, 0x00, 0x0b);

/**
 * The module without the exports that `keep` refuses and without the code that nothing can reach then.
 * Function indices stay; an unreachable body becomes `unreachable`. What a module imports by name (a
 * position-independent one looks up its own exports that way) is always kept.
 */
export function shrinkWasm(
  bytes: Uint8Array,
  keep: (name: string) => boolean,
): { bytes: Uint8Array; report: ShrinkReport } {
  const sections = readSections(bytes);
  const imports = readImports(bytes, find(sections, SECTION.import));
  const exported = readExports(bytes, find(sections, SECTION.export));
  const kept = exported.filter((entry) => keep(entry.name) || imports.names.has(entry.name));
  const roots = kept.filter((entry) => entry.kind === KIND.function).map((entry) => entry.index);
  const bodies = readBodies(bytes, find(sections, SECTION.code));
  const others = [...readElements(bytes, find(sections, SECTION.element)), ...readStart(bytes, sections)];
  const live = findLive(bytes, bodies, imports.functions, [...roots, ...others]);
  const parts = sections.map((section) => {
    if (section.id === SECTION.export) return encodeExports(kept);
    if (section.id === SECTION.code) return encodeCode(bytes, bodies, imports.functions, live);
    return bytes.subarray(section.start, section.end);
  });
  const functionsKept = bodies.filter((_, index) => live.has(index + imports.functions)).length;
  return {
    bytes: concatBytes([bytes.subarray(0, 8), ...parts]),
    report: { exports: exported.length, exportsKept: kept.length, functions: bodies.length, functionsKept },
  };
}

interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
  readonly raw: Uint8Array;
}

type Body = readonly [start: number, end: number];

function find(sections: readonly Section[], id: number): Section | undefined {
  return sections.find((section) => section.id === id);
}

function readImports(bytes: Uint8Array, section: Section | undefined) {
  const names = new Set<string>();
  let functions = 0;
  if (!section) return { names, functions };
  const reader = new WasmReader(bytes, section.content);
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.name();
    names.add(reader.name());
    if (skipImportType(reader) === KIND.function) functions++;
  }
  return { names, functions };
}

function skipImportType(reader: WasmReader): number {
  const kind = reader.byte();
  if (kind === KIND.function) reader.skipNumber();
  else if (kind === KIND.global) reader.at += 2;
  else if (kind === KIND.tag) {
    reader.byte();
    reader.skipNumber();
  } else {
    if (kind === KIND.table) reader.byte();
    const hasMaximum = (reader.unsigned() & 1) === 1;
    reader.skipNumber();
    if (hasMaximum) reader.skipNumber();
  }
  return kind;
}

function readExports(bytes: Uint8Array, section: Section | undefined): Export[] {
  if (!section) return [];
  const reader = new WasmReader(bytes, section.content);
  return Array.from({ length: reader.unsigned() }, () => {
    const start = reader.at;
    const name = reader.name();
    const kind = reader.byte();
    const index = reader.unsigned();
    return { name, kind, index, raw: bytes.subarray(start, reader.at) };
  });
}

function readBodies(bytes: Uint8Array, section: Section | undefined): Body[] {
  if (!section) return [];
  const reader = new WasmReader(bytes, section.content);
  return Array.from({ length: reader.unsigned() }, () => {
    const size = reader.unsigned();
    reader.at += size;
    return [reader.at - size, reader.at] as const;
  });
}

function readElements(bytes: Uint8Array, section: Section | undefined): number[] {
  if (!section) return [];
  const reader = new WasmReader(bytes, section.content);
  const functions: number[] = [];
  for (let left = reader.unsigned(); left > 0; left--) {
    if (reader.unsigned() !== 0) throw new RangeError('unknown kind of element segment');
    visitCalls(reader, endOfOffset(reader), (index) => functions.push(index));
    for (let count = reader.unsigned(); count > 0; count--) functions.push(reader.unsigned());
  }
  return functions;
}

/** Where the offset expression under the cursor ends: one constant instruction, then `end`. */
function endOfOffset(reader: WasmReader): number {
  const ahead = new WasmReader(reader.bytes, reader.at + 1);
  ahead.skipNumber();
  if (ahead.byte() !== 0x0b) throw new RangeError('unknown offset of an element segment');
  return ahead.at;
}

function readStart(bytes: Uint8Array, sections: readonly Section[]): number[] {
  const section = find(sections, SECTION.start);
  return section ? [new WasmReader(bytes, section.content).unsigned()] : [];
}

function findLive(
  bytes: Uint8Array,
  bodies: readonly Body[],
  imported: number,
  roots: readonly number[],
): Set<number> {
  const live = new Set<number>();
  const waiting = [...roots];
  const reader = new WasmReader(bytes);
  for (let index = waiting.pop(); index !== undefined; index = waiting.pop()) {
    if (live.has(index)) continue;
    live.add(index);
    const body = bodies[index - imported];
    if (!body) continue;
    reader.at = body[0];
    skipLocals(reader);
    visitCalls(reader, body[1], (callee) => {
      if (!live.has(callee)) waiting.push(callee);
    });
  }
  return live;
}

function skipLocals(reader: WasmReader): void {
  for (let left = reader.unsigned(); left > 0; left--) {
    reader.skipNumber();
    reader.byte();
  }
}

function encodeExports(kept: readonly Export[]): Uint8Array {
  return encodeSection(SECTION.export, [encodeUnsigned(kept.length), ...kept.map((entry) => entry.raw)]);
}

function encodeCode(
  bytes: Uint8Array,
  bodies: readonly Body[],
  imported: number,
  live: ReadonlySet<number>,
): Uint8Array {
  const parts = bodies.flatMap(([start, end], index) =>
    live.has(index + imported) ? [encodeUnsigned(end - start), bytes.subarray(start, end)] : [TRAP_BODY],
  );
  return encodeSection(SECTION.code, [encodeUnsigned(bodies.length), ...parts]);
}
