import { type EngineFailure, type PackedFile } from '../engine-files.ts';
import { BrotliUnpacker } from './brotli.ts';

/** A failure with the code that the page turns into a message. */
export class WorkerFailure extends Error {
  readonly code: EngineFailure;

  constructor(code: EngineFailure, detail: string) {
    super(detail);
    this.code = code;
  }
}

/** Which codes a file's absence and damage have. */
export interface FailureCodes {
  readonly missing: EngineFailure;
  readonly damaged: EngineFailure;
}

/** Codes of the engine's own files. */
export const ENGINE_CODES: FailureCodes = { missing: 'ENGINE_MISSING', damaged: 'ENGINE_DAMAGED' };

/** Codes of the ledger's file. */
export const DATA_CODES: FailureCodes = { missing: 'DATA_MISSING', damaged: 'DATA_DAMAGED' };

let cache: RequestCache = 'default';

/** From now on files come from the server, also where the browser has them. */
export function fetchFresh(): void {
  cache = 'reload';
}

/** Taken before DuckDB's script is given a `fetch` of ours. */
const fetchFromServer = self.fetch.bind(self);

/** The file's response with a body; rejects with `codes.missing` when the server does not give it. */
export async function fetchFile(url: string, codes: FailureCodes): Promise<Response> {
  const response = await fetchFromServer(url, { cache }).catch((cause: unknown) => {
    throw new WorkerFailure(codes.missing, String(cause));
  });
  if (!response.ok) throw new WorkerFailure(codes.missing, `status ${response.status}`);
  return response;
}

/** The same bytes; tells the size of each piece that passes. */
export function watched(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onPiece: (piece: Uint8Array) => void,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  return body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        onPiece(piece);
        controller.enqueue(piece);
      },
    }),
  );
}

/** A whole body; rejects with `codes.missing` when the connection breaks. */
export async function readAll(body: Body, codes: FailureCodes): Promise<ArrayBuffer> {
  return body.arrayBuffer().catch((cause: unknown) => {
    throw new WorkerFailure(codes.missing, String(cause));
  });
}

/** The brotli decoder, which itself travels gzipped: every browser in range unpacks that natively. */
export async function loadDecoder(file: PackedFile, base: string): Promise<WebAssembly.Module> {
  const response = await fetchFile(new URL(file.name, base).href, ENGINE_CODES);
  const plain = response.body!.pipeThrough(new DecompressionStream('gzip'));
  try {
    const bytes = await new Response(plain).arrayBuffer();
    return await WebAssembly.compile(bytes);
  } catch (cause) {
    throw new WorkerFailure(ENGINE_CODES.damaged, `decoder: ${String(cause)}`);
  }
}

/** What to do with each packed piece that arrives (progress), and how to fail. */
export interface UnpackOptions {
  readonly codes: FailureCodes;
  /** Unpacked size in bytes; another size counts as damage. No more than that is ever unpacked. */
  readonly length?: number;
  readonly onBytes?: (packed: number) => void;
  readonly onFailure?: (failure: WorkerFailure) => void;
}

/**
 * The unpacked bytes of a brotli body, made while it still arrives. Errors with a {@link WorkerFailure}:
 * missing when the connection breaks, damaged when the bytes are no brotli, end early or unpack to
 * another length.
 */
export function unpackStream(
  body: ReadableStream<Uint8Array>,
  decoder: WebAssembly.Module,
  options: UnpackOptions,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const reader = body.getReader();
  const unpacker = new BrotliUnpacker(decoder);
  let length = 0;
  return new ReadableStream({
    async pull(controller) {
      try {
        const before = length;
        while (length === before) {
          const { done, value } = await readPiece(reader, options);
          if (done) {
            checkEnd(unpacker, length, options);
            controller.close();
            return;
          }
          unpack(unpacker, value, options, (bytes) => {
            length += bytes.length;
            refuseBeyond(length, options);
            controller.enqueue(bytes as Uint8Array<ArrayBuffer>);
          });
        }
      } catch (cause) {
        options.onFailure?.(cause as WorkerFailure);
        void reader.cancel().catch(() => undefined);
        controller.error(cause);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}

/** All unpacked bytes of a brotli body; fails as {@link unpackStream} does. */
export async function unpackAll(
  body: ReadableStream<Uint8Array>,
  decoder: WebAssembly.Module,
  options: UnpackOptions,
): Promise<ArrayBuffer> {
  let failure: WorkerFailure | undefined; // a Response hides what its stream failed with
  const stream = unpackStream(body, decoder, { ...options, onFailure: (cause) => (failure = cause) });
  return readAll(new Response(stream), options.codes).catch((cause: unknown) => {
    throw failure ?? cause;
  });
}

async function readPiece(reader: ReadableStreamDefaultReader<Uint8Array>, { codes }: UnpackOptions) {
  return reader.read().catch((cause: unknown) => {
    throw new WorkerFailure(codes.missing, String(cause));
  });
}

function unpack(
  unpacker: BrotliUnpacker,
  packed: Uint8Array,
  { codes, onBytes }: UnpackOptions,
  emit: (bytes: Uint8Array) => void,
): void {
  try {
    unpacker.push(packed, emit);
  } catch (cause) {
    throw new WorkerFailure(codes.damaged, String(cause));
  }
  onBytes?.(packed.length);
}

/** A few packed bytes may stand for more than there is memory: what is too long is not held first. */
export function refuseBeyond(length: number, { codes, length: expected }: UnpackOptions): void {
  if (expected !== undefined && length > expected) {
    throw new WorkerFailure(codes.damaged, `more than ${expected} bytes`);
  }
}

function checkEnd(
  unpacker: BrotliUnpacker,
  length: number,
  { codes, length: expected }: UnpackOptions,
): void {
  if (!unpacker.done) throw new WorkerFailure(codes.damaged, 'the file ends too early');
  if (expected !== undefined && length !== expected) {
    throw new WorkerFailure(codes.damaged, `${length} bytes instead of ${expected}`);
  }
}
