import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { WuseError } from '../lib/core/errors.ts';
import type { ByteSource } from '../lib/ingest/bytes.ts';
import type { MappedSheet } from '../lib/ingest/open-sheet.ts';
import type { PackedPart, ReadSettings } from '../lib/ingest/read-issues.ts';
import type { TextSpan } from '../lib/ingest/sheet.ts';
import type { Survey } from '../lib/ingest/survey.ts';
import type { FromThread, ToThread } from './reading-thread.ts';

/** Fewer parts are read sooner than threads are started. */
const WORTHWHILE_PARTS = 4;
const MOST_THREADS = 4;
const YOUNG_MB = 64;

/** Threads that read the parts of long ledgers. */
export class ReadingThreads {
  readonly #threads: Worker[] = [];

  /**
   * The parts of a sheet in order, read in several threads; null for a sheet that is not worth it. Rejects with
   * what went wrong in a thread.
   */
  read(survey: Survey, sheet: number, settings: ReadSettings): AsyncIterable<PackedPart<Uint8Array>> | null {
    const { mapped, spans } = survey;
    const threads = Math.min(availableParallelism(), MOST_THREADS, spans.length);
    if (threads < 2 || spans.length < WORTHWHILE_PARTS) return null;
    while (this.#threads.length < threads) this.#threads.push(startThread());
    const { long, ...table } = mapped.sheet;
    const { form, delimiter } = long!.layout;
    const plain: MappedSheet = { ...mapped, sheet: table, rows: [] };
    for (const thread of this.#threads) {
      tell(thread, { kind: 'sheet', mapped: plain, sheet, settings, layout: { form, delimiter } });
    }
    return this.#parts(long!.bytes, spans);
  }

  /** Ends the threads; until then they keep the process alive. */
  async close(): Promise<void> {
    await Promise.all(this.#threads.map((thread) => thread.terminate()));
  }

  async *#parts(source: ByteSource, spans: readonly TextSpan[]): AsyncGenerator<PackedPart<Uint8Array>> {
    const waiting: Promise<PackedPart<Uint8Array>>[] = [];
    const lanes = this.#threads.map(() => Promise.resolve<unknown>(undefined));
    let next = 0;
    const send = (): void => {
      const span = spans[next]!;
      const lane = next % lanes.length;
      const thread = this.#threads[lane]!;
      next += 1;
      const part = lanes[lane]!.then(async () => {
        const bytes = await source.read(span.start, span.end);
        return ask(thread, { bytes, firstRow: span.firstRow, share: span.end / source.size });
      });
      part.catch(() => undefined);
      lanes[lane] = part.catch(() => undefined);
      waiting.push(part);
    };
    // Two a thread: one is read while the other waits for it or for its turn.
    while (next < Math.min(spans.length, lanes.length * 2)) send();
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const read = await part;
      if (next < spans.length) send();
      yield read;
    }
  }
}

function startThread(): Worker {
  return new Worker(new URL('./start-thread.mjs', import.meta.url), {
    execArgv: [],
    // Rows live for one part only: with room for one, they are never moved.
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
}

function tell(thread: Worker, message: ToThread, transfer: ArrayBuffer[] = []): void {
  thread.postMessage(message, transfer);
}

function refusalOf({
  code,
  text,
  hint,
  place,
}: Pick<WuseError, 'code' | 'text' | 'hint' | 'place'>): WuseError {
  return new WuseError(code, text, hint, place);
}

/** A thread has one part at a time. */
function ask(
  thread: Worker,
  part: { readonly bytes: Uint8Array; readonly firstRow: number; readonly share: number },
): Promise<PackedPart<Uint8Array>> {
  return new Promise((resolve, reject) => {
    const done = (settle: () => void): void => {
      thread.off('message', onMessage);
      thread.off('error', onError);
      settle();
    };
    const onMessage = (answer: FromThread): void =>
      done(() => ('part' in answer ? resolve(answer.part) : reject(refusalOf(answer.refusal))));
    const onError = (cause: unknown): void => done(() => reject(cause as Error));
    thread.on('message', onMessage);
    thread.on('error', onError);
    // A copy of its own: what is handed over cannot be read here any more.
    const bytes = part.bytes.slice();
    tell(thread, { kind: 'part', ...part, bytes }, [bytes.buffer]);
  });
}
