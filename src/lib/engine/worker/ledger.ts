import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { isWholeDuckDbFile } from '../duckdb-file.ts';
import { type LedgerSource } from '../engine-files.ts';
import {
  DATA_CODES,
  WorkerFailure,
  fetchFile,
  readAll,
  refuseBeyond,
  unpackAll,
  watched,
  type UnpackOptions,
} from './fetch-file.ts';

/**
 * A DuckDB file's bytes, unpacked where needed (brotli, as Node packs it, or gzip, as a page does). Rejects with
 * DATA_MISSING; with DATA_DAMAGED when the bytes are no DuckDB file of the expected length; with DATA_OTHER when they
 * are not the ones that were published. A server that unpacked the file itself does no harm. `onBytes` hears of each
 * piece that arrives.
 */
export async function loadLedger(
  source: LedgerSource,
  decoder: Promise<WebAssembly.Module>,
  onBytes: (count: number) => void,
): Promise<ArrayBuffer> {
  const response = await fetchFile(source.url, DATA_CODES);
  // Made while the file arrives: this is not another wait.
  const hash = sha256.create();
  const body = watched(response.body!, (piece) => {
    hash.update(piece);
    onBytes(piece.length);
  });
  const bytes = await readAll(new Response(body), DATA_CODES);
  const isUnpacked = isLedger(bytes);
  const ledger =
    source.packed && !isUnpacked ? await unpackLedger(bytes, await decoder, source.length) : bytes;
  if (!isLedger(ledger)) throw new WorkerFailure(DATA_CODES.damaged, 'not a whole DuckDB file');
  if (source.length !== undefined && ledger.byteLength !== source.length) {
    throw new WorkerFailure(DATA_CODES.damaged, `${ledger.byteLength} bytes instead of ${source.length}`);
  }
  const expected = isUnpacked ? source.sha256?.unpacked : source.sha256?.sent;
  const found = bytesToHex(hash.digest());
  if (expected !== undefined && found !== expected) throw new WorkerFailure('DATA_OTHER', `sha256 ${found}`);
  return ledger;
}

/** How gzip begins. Brotli that begins so unpacks to 2,188 bytes, which no DuckDB file is as short as. */
const GZIP = [0x1f, 0x8b, 0x08];

async function unpackLedger(
  packed: ArrayBuffer,
  decoder: WebAssembly.Module,
  length: number | undefined,
): Promise<ArrayBuffer> {
  const options = { codes: DATA_CODES, ...(length !== undefined && { length }) };
  const head = new Uint8Array(packed, 0, Math.min(GZIP.length, packed.byteLength));
  if (GZIP.every((byte, index) => head[index] === byte)) return unzipLedger(packed, options);
  return unpackAll(new Response(packed).body!, decoder, options);
}

async function unzipLedger(packed: ArrayBuffer, options: UnpackOptions): Promise<ArrayBuffer> {
  let length = 0;
  const plain = watched(new Response(packed).body!.pipeThrough(new DecompressionStream('gzip')), (piece) => {
    length += piece.length;
    refuseBeyond(length, options);
  });
  return new Response(plain).arrayBuffer().catch((cause: unknown) => {
    throw new WorkerFailure(DATA_CODES.damaged, String(cause));
  });
}

function isLedger(bytes: ArrayBuffer): boolean {
  return isWholeDuckDbFile(new Uint8Array(bytes));
}
