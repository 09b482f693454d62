/** Reads parts of long texts in a thread of its own: bytes in, masked rows as text out. */
import { parentPort } from 'node:worker_threads';
import { WuseError } from '../lib/core/errors.ts';
import { isBelow, type MappedSheet } from '../lib/ingest/open-sheet.ts';
import { partReader, type PackedPart, type ReadSettings } from '../lib/ingest/read-issues.ts';
import type { SheetRow } from '../lib/ingest/sheet.ts';
import { readSpan, type TextLayout } from '../lib/ingest/text-parts.ts';
import { maskedText } from '../lib/query/issue-text.ts';
import { nodeUtf8 } from './utf8.ts';

/** What a thread is told: the sheet that the parts after it belong to, or a part. */
export type ToThread =
  | {
      readonly kind: 'sheet';
      readonly mapped: MappedSheet;
      readonly sheet: number;
      readonly settings: ReadSettings;
      readonly layout: Omit<TextLayout, 'codec'>;
    }
  | { readonly kind: 'part'; readonly bytes: Uint8Array; readonly firstRow: number; readonly share: number };

/** What a thread answers to a part. */
export type FromThread =
  | { readonly part: PackedPart<Uint8Array> }
  | { readonly refusal: Pick<WuseError, 'code' | 'text' | 'hint' | 'place'> };

const encoder = new TextEncoder();
let read: ((part: Extract<ToThread, { kind: 'part' }>) => PackedPart<Uint8Array>) | null = null;

function readerOf({ mapped, sheet, settings, layout }: Extract<ToThread, { kind: 'sheet' }>) {
  const isData: (row: SheetRow) => boolean = isBelow(mapped.sheet, mapped.header);
  const reader = partReader(mapped, sheet, settings, (issues) => encoder.encode(maskedText(issues, sheet)));
  return ({ bytes, firstRow, share }: Extract<ToThread, { kind: 'part' }>) =>
    reader(readSpan(bytes, { ...layout, codec: nodeUtf8 }, firstRow).filter(isData), share);
}

parentPort!.on('message', (message: ToThread) => {
  if (message.kind === 'sheet') {
    read = readerOf(message);
    return;
  }
  let part: PackedPart<Uint8Array>;
  try {
    part = read!(message);
  } catch (cause) {
    if (!(cause instanceof WuseError)) throw cause;
    // An error loses its class on the way.
    const { code, text, hint, place } = cause;
    parentPort!.postMessage({ refusal: { code, text, hint, place } } satisfies FromThread);
    return;
  }
  parentPort!.postMessage({ part } satisfies FromThread, [
    part.packed.buffer as ArrayBuffer,
    part.keys.contents.buffer as ArrayBuffer,
  ]);
});
