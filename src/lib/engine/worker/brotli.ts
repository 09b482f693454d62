/** The decoder's own C interface (rust-brotli's), as the module exports it; pointers are 32-bit offsets. */
interface DecoderExports {
  readonly memory: WebAssembly.Memory;
  BrotliDecoderCreateInstance(allocate: number, free: number, opaque: number): number;
  BrotliDecoderMallocU8(state: number, size: number): number;
  BrotliDecoderDecompressStream(
    state: number,
    availableIn: number,
    nextIn: number,
    availableOut: number,
    nextOut: number,
    totalOut: number,
  ): number;
}

const INPUT_SIZE = 1 << 18;
const OUTPUT_SIZE = 1 << 18;
const STATUS = { error: 0, done: 1, needsInput: 2, needsOutput: 3 } as const;

/** Unpacks one brotli stream, piece by piece. The decoder's memory goes when this object goes. */
export class BrotliUnpacker {
  readonly #decoder: DecoderExports;
  readonly #state: number;
  readonly #cursors: number;
  readonly #input: number;
  readonly #output: number;
  #status: number = STATUS.needsInput;

  constructor(module: WebAssembly.Module) {
    this.#decoder = instantiate(module);
    this.#state = this.#decoder.BrotliDecoderCreateInstance(0, 0, 0);
    this.#cursors = this.#decoder.BrotliDecoderMallocU8(this.#state, 16);
    this.#input = this.#decoder.BrotliDecoderMallocU8(this.#state, INPUT_SIZE);
    this.#output = this.#decoder.BrotliDecoderMallocU8(this.#state, OUTPUT_SIZE);
  }

  /** True once the stream's last byte was unpacked. */
  get done(): boolean {
    return this.#status === STATUS.done;
  }

  /** Unpacks the next packed bytes, handing over copies of at most 256 KiB; throws RangeError on damage. */
  push(packed: Uint8Array, emit: (bytes: Uint8Array) => void): void {
    for (let at = 0; at < packed.length; at += INPUT_SIZE) {
      if (this.done) throw new RangeError('bytes after the end of the brotli stream');
      this.#pushPiece(packed.subarray(at, at + INPUT_SIZE), emit);
    }
  }

  #pushPiece(piece: Uint8Array, emit: (bytes: Uint8Array) => void): void {
    const memory = this.#decoder.memory;
    new Uint8Array(memory.buffer, this.#input, piece.length).set(piece);
    this.#setCursors(0, piece.length, this.#input);
    do {
      this.#setCursors(2, OUTPUT_SIZE, this.#output);
      const at = this.#cursors;
      this.#status = this.#decoder.BrotliDecoderDecompressStream(this.#state, at, at + 4, at + 8, at + 12, 0);
      if (this.#status === STATUS.error) throw new RangeError('not a brotli stream, or a damaged one');
      const written = OUTPUT_SIZE - new Uint32Array(memory.buffer, at, 4)[2]!;
      if (written > 0) emit(new Uint8Array(memory.buffer, this.#output, written).slice());
    } while (this.#status === STATUS.needsOutput);
  }

  #setCursors(index: number, available: number, next: number): void {
    new Uint32Array(this.#decoder.memory.buffer, this.#cursors, 4).set([available, next], index);
  }
}

/** The imports are only for messages of a panic; a damaged stream is reported by status instead. */
function instantiate(module: WebAssembly.Module): DecoderExports {
  const imports: Record<string, Record<string, () => never>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    (imports[from] ??= {})[name] = () => {
      throw new RangeError('the brotli decoder gave up');
    };
  }
  return new WebAssembly.Instance(module, imports).exports as unknown as DecoderExports;
}
