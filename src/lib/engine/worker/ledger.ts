import { type LedgerSource } from '../engine-files.ts';
import { DATA_CODES, WorkerFailure, fetchFile, readAll, unpackStream } from './fetch-file.ts';

const MAGIC = [0x44, 0x55, 0x43, 0x4b]; // "DUCK", after an eight-byte checksum
const MAGIC_AT = 8;

/**
 * A DuckDB file's bytes, unpacked where needed. Rejects with DATA_MISSING or, when the bytes are no DuckDB
 * file of the expected length, DATA_DAMAGED. A server that unpacked the file itself does no harm.
 */
export async function loadLedger(
  source: LedgerSource,
  decoder: Promise<WebAssembly.Module>,
): Promise<ArrayBuffer> {
  const response = await fetchFile(source.url, DATA_CODES);
  const bytes = await readAll(response, DATA_CODES);
  const ledger = source.packed && !isLedger(bytes) ? await unpackLedger(bytes, await decoder) : bytes;
  if (!isLedger(ledger)) throw new WorkerFailure(DATA_CODES.damaged, 'not a DuckDB file');
  if (source.length !== undefined && ledger.byteLength !== source.length) {
    throw new WorkerFailure(DATA_CODES.damaged, `${ledger.byteLength} bytes instead of ${source.length}`);
  }
  return ledger;
}

async function unpackLedger(packed: ArrayBuffer, decoder: WebAssembly.Module): Promise<ArrayBuffer> {
  const body = new Response(packed).body!;
  return readAll(new Response(unpackStream(body, decoder, { codes: DATA_CODES })), DATA_CODES);
}

function isLedger(bytes: ArrayBuffer): boolean {
  const head = new Uint8Array(bytes, 0, Math.min(bytes.byteLength, MAGIC_AT + MAGIC.length));
  return MAGIC.every((byte, index) => head[MAGIC_AT + index] === byte);
}
