import type { DataType, Table } from 'apache-arrow';
import { WuseError } from '../core/errors.ts';
import { checkedMessages } from './arrow-messages.ts';
import type { RefusalCode } from './codes.ts';
import { refusal } from './findings.ts';
import { machineSheet, MAX_MACHINE_CELLS, type MachineColumn } from './machine-table.ts';
import type { Sheet } from './sheet.ts';
import type { SourceFile } from './types.ts';

type ArrowLibrary = typeof import('apache-arrow');

/**
 * The table of an Arrow IPC file or stream; the reader is loaded on first use. Refuses what is damaged, compressed
 * inside (the reader cannot unpack it), of a type that the reader does not know, or too large.
 */
export async function readArrow(file: SourceFile): Promise<Sheet[]> {
  const library = await import('apache-arrow');
  try {
    const messages = checkedMessages(file.bytes);
    if (messages === null) throw new Error('a length points outside the file');
    const table = library.tableFromIPC(messages);
    const columns = table.schema.fields.map((field) =>
      arrowColumn(library, field.name, field.type as DataType),
    );
    if (columns.length === 0) throw new Error('no fields');
    if (table.numRows * columns.length > MAX_MACHINE_CELLS) {
      throw refusal('INGEST_TOO_LARGE', { file: file.name });
    }
    return [machineSheet(file.name, columns, records(library, table))];
  } catch (cause) {
    if (cause instanceof WuseError) throw cause;
    throw refusal(refusalFor(cause), { file: file.name });
  }
}

/** The reader tells by words only what it has no way to read. */
function refusalFor(cause: unknown): RefusalCode {
  const message = cause instanceof Error ? cause.message : '';
  if (message.includes('compression not implemented')) return 'INGEST_ARROW_COMPRESSED';
  return message.startsWith('Unrecognized type') ? 'INGEST_ARROW_FORM' : 'INGEST_FILE_UNREADABLE';
}

function* records(library: ArrowLibrary, table: Table): Generator<readonly unknown[]> {
  const fields = table.schema.fields.map((field, index) => ({
    vector: table.getChildAt(index)!,
    value: arrowValue(library, field.type as DataType),
  }));
  for (let row = 0; row < table.numRows; row += 1) {
    yield fields.map(({ vector, value }) => {
      const cell: unknown = vector.get(row);
      return cell === null ? null : value(cell);
    });
  }
}

function arrowColumn(library: ArrowLibrary, name: string, type: DataType): MachineColumn {
  const plain = library.DataType.isDictionary(type) ? (type.dictionary as DataType) : type;
  if (library.DataType.isDate(plain)) return { name, form: 'date', scale: null };
  if (library.DataType.isTimestamp(plain)) {
    const isLocal = plain.timezone === null || plain.timezone === undefined || plain.timezone === '';
    return { name, form: isLocal ? 'local' : 'instant', scale: null };
  }
  if (library.DataType.isTime(plain)) return { name, form: 'time', scale: null };
  return { name, form: 'plain', scale: null };
}

/** Decimals come as words of an integer, times of day in the column's unit; the rest as it is. */
function arrowValue(library: ArrowLibrary, type: DataType): (value: unknown) => unknown {
  if (library.DataType.isDictionary(type)) return arrowValue(library, type.dictionary as DataType);
  if (library.DataType.isDecimal(type)) {
    const { scale } = type;
    return (value) => decimalText(value as Uint32Array, scale);
  }
  if (library.DataType.isTime(type)) {
    const perMillisecond = 10 ** (3 * (type.unit - 1));
    return (value) => Math.floor(Number(value) / perMillisecond);
  }
  return (value) => value;
}

/** Little-endian two's-complement words as a decimal number with `scale` digits after the point. */
function decimalText(words: Uint32Array, scale: number): string {
  const bits = words.length * 32;
  const raw = words.reduceRight((sum, word) => (sum << 32n) | BigInt(word >>> 0), 0n);
  const value = BigInt.asIntN(bits, raw);
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0');
  const whole = digits.slice(0, digits.length - scale);
  const fraction = scale > 0 ? digits.slice(-scale).replace(/0+$/, '') : '';
  return `${value < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
