import { type WasmReader } from './wasm-bytes.ts';

/** How many numbers follow an opcode, for the opcodes whose operands are plain LEB128 numbers. */
const OPERANDS = new Map<number, number>();
const declare = (count: number, ...opcodes: number[]) => opcodes.forEach((code) => OPERANDS.set(code, count));
const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

declare(0, 0x00, 0x01, 0x05, 0x0b, 0x0f, 0x19, 0x1a, 0x1b, 0xd1, ...range(0x45, 0xc4));
declare(1, 0x02, 0x03, 0x04, 0x06, 0x07, 0x08, 0x09, 0x0c, 0x0d, 0x18, 0xd0, ...range(0x20, 0x26));
declare(1, 0x3f, 0x40, 0x41, 0x42);
declare(2, 0x11, 0x13, ...range(0x28, 0x3e));

const NAMES_FUNCTION = new Set([0x10, 0x12, 0xd2]); // call, return_call, ref.func
const BR_TABLE = 0x0e;
const F32_CONST = 0x43;
const F64_CONST = 0x44;
const SELECT_TYPED = 0x1c;
const PREFIX_BULK = 0xfc;
const BULK_TWO_OPERANDS = new Set([8, 10, 12, 14]); // memory.init, memory.copy, table.init, table.copy

/**
 * Calls `visit` with each function index that the instructions up to `end` name (calls and references).
 * Throws RangeError at an opcode it does not know, so that no function is ever taken for unused by mistake.
 */
export function visitCalls(reader: WasmReader, end: number, visit: (index: number) => void): void {
  while (reader.at < end) {
    const opcode = reader.byte();
    if (NAMES_FUNCTION.has(opcode)) visit(reader.unsigned());
    else skipOperands(reader, opcode);
  }
}

function skipOperands(reader: WasmReader, opcode: number): void {
  const count = OPERANDS.get(opcode);
  if (count !== undefined) skipNumbers(reader, count);
  else if (opcode === BR_TABLE) skipNumbers(reader, reader.unsigned() + 1);
  else if (opcode === SELECT_TYPED) skipNumbers(reader, reader.unsigned());
  else if (opcode === F32_CONST) reader.at += 4;
  else if (opcode === F64_CONST) reader.at += 8;
  else if (opcode === PREFIX_BULK) skipBulk(reader);
  else throw new RangeError(`unknown opcode 0x${opcode.toString(16)} at ${reader.at}`);
}

function skipBulk(reader: WasmReader): void {
  const operation = reader.unsigned();
  if (operation > 17) throw new RangeError(`unknown opcode 0xfc ${operation} at ${reader.at}`);
  if (operation >= 8) skipNumbers(reader, BULK_TWO_OPERANDS.has(operation) ? 2 : 1);
}

function skipNumbers(reader: WasmReader, count: number): void {
  for (let index = 0; index < count; index++) reader.skipNumber();
}
